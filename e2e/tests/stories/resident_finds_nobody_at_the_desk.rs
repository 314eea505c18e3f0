//! Within the hours nobody is at the desk. It is said plainly; one may wait, or leave a message.

use anyhow::ensure;
use juttu_e2e::stage::story;

const QUESTION: &str = "Onko siellä ketään?";
const OTHER: &str = "En ehdi odottaa, vastatkaa myöhemmin.";
const NOBODY: &str = "Juuri nyt kukaan ei ole paikalla.";
const ANSWER: &str = "Nyt on.";

#[test]
fn resident_finds_nobody_at_the_desk() {
    story("resident_finds_nobody_at_the_desk", async |stage| {
        let resident = stage.resident().await?;
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident.opens_the_chat().await?;
        resident.screen().reads("nobody", "", NOBODY).await?;
        stage
            .is_accessible(resident.screen(), "resident (start)")
            .await?;
        resident.starts(QUESTION).await?;
        resident.screen().reads("nobody", "", NOBODY).await?;
        stage
            .is_accessible(resident.screen(), "resident (waiting)")
            .await?;

        // Another would rather not wait.
        let other = stage.resident().await?;
        other.opens(&stage.county.page("/sosiaalityo")).await?;
        other.opens_the_chat().await?;
        other.screen().reads("nobody", "", NOBODY).await?;
        other.leaves_a_message(OTHER).await?;

        let agent = stage.agent(0).await?;
        agent.signs_in().await?;
        agent.sees_waiting(QUESTION).await?;
        agent.sees_request(OTHER).await?;
        // Signed in is not yet present.
        ensure!(resident.screen().count("nobody", "").await? == 1);
        agent.says_present(true).await?;
        resident.screen().is_without("nobody", "").await?;
        resident
            .screen()
            .reads("place", "", "Olet seuraavana vuorossa.")
            .await?;
        agent.claims(QUESTION).await?;
        agent.replies(ANSWER).await?;
        resident
            .talk_is(&[("you", QUESTION), ("agent", ANSWER)])
            .await?;

        // Whoever comes now finds somebody; when she has gone, ninety seconds are let pass.
        let third = stage.resident().await?;
        third.opens(&stage.county.page("/sosiaalityo")).await?;
        third.opens_the_chat().await?;
        ensure!(third.screen().count("nobody", "").await? == 0);
        third.starts("Kolmas odottaja").await?;
        agent.screen().goes_to("about:blank").await?;
        stage.relay.has_connections("agent_socket", 0).await?;
        stage.relay.advance("91s").await?;
        third.screen().reads("nobody", "", NOBODY).await?;
        stage.is_accessible(third.screen(), "third").await?;
        stage.is_accessible(other.screen(), "other").await?;
        stage.is_accessible(resident.screen(), "resident").await
    });
}
