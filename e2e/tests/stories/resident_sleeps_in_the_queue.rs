//! The phone of one who waits falls asleep. She keeps her place, is shown as away, may be taken,
//! and reads the answer when it wakes. Who sleeps for more than ten minutes finds the message left
//! for later.

use juttu_e2e::agent::fact;
use juttu_e2e::front::Whom;
use juttu_e2e::stage::story;

const QUESTION: &str = "Puhelimeni nukahtaa kohta.";
const ANSWER: &str = "Tämä odottaa sinua.";
const MORE: &str = "Heräsin.";

#[test]
fn resident_sleeps_in_the_queue() {
    story("resident_sleeps_in_the_queue", async |stage| {
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let resident = stage.resident().await?;
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident.opens_the_chat().await?;
        resident.starts(QUESTION).await?;
        agent.sees_waiting(QUESTION).await?;

        stage.front.cut(Whom::Residents);
        stage.relay.has_connections("visitor_socket", 0).await?;
        let away = format!("[data-part~=\"waiting\"] {}", fact("away"));
        agent.screen().is_without_any(&away).await?;
        stage.relay.advance("31s").await?;
        agent
            .screen()
            .reads_in(&away, "Ei yhteyttä juuri nyt")
            .await?;
        stage.is_accessible(agent.screen(), "agent (away)").await?;
        agent.claims(QUESTION).await?;
        agent.fact("away").await?;
        agent.replies(ANSWER).await?;

        stage.front.restore();
        resident.is_on("talking").await?;
        resident
            .talk_is(&[("you", QUESTION), ("agent", ANSWER)])
            .await?;
        agent.screen().is_without_any(&fact("away")).await?;
        resident.says(MORE).await?;
        agent.sees(MORE).await?;
        stage.is_accessible(resident.screen(), "resident").await?;
        stage.is_accessible(agent.screen(), "agent").await
    });
}

#[test]
fn resident_sleeps_too_long_in_the_queue() {
    story("resident_sleeps_too_long_in_the_queue", async |stage| {
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let resident = stage.resident().await?;
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident.opens_the_chat().await?;
        resident.starts(QUESTION).await?;
        agent.sees_waiting(QUESTION).await?;

        stage.front.cut(Whom::Residents);
        stage.relay.has_connections("visitor_socket", 0).await?;
        stage.relay.advance("9m").await?;
        agent
            .screen()
            .reads_in(&fact("away"), "Ei yhteyttä juuri nyt")
            .await?;
        agent.sees_waiting(QUESTION).await?;
        stage.relay.advance("2m").await?;
        let conversation = agent.sees_request(QUESTION).await?;
        agent.screen().is_without("waiting", "").await?;
        agent
            .reads_of_request(&conversation, "Ei tavoitettavissa")
            .await?;

        stage.front.restore();
        resident.is_on("left").await?;
        resident
            .screen()
            .reads("line", "", "Olit pitkään poissa jonosta.")
            .await?;
        resident.talk_is(&[("you", QUESTION)]).await?;
        // She can still say how to be reached, and add something.
        resident.says(MORE).await?;
        resident.screen().presses("leave-message", "").await?;
        resident.is_on("request").await?;
        resident.screen().presses("send-request", "").await?;
        resident.has_a_code().await?;
        agent.claims_request(QUESTION).await?;
        agent.replies(ANSWER).await?;
        stage.is_accessible(resident.screen(), "resident").await?;
        stage.is_accessible(agent.screen(), "agent").await
    });
}
