//! A professional's browser dies in mid-conversation. The conversation goes back to the front of
//! the queue, the resident is told in words, and a colleague goes on. And: where nothing is said,
//! the conversation ends, after a warning that can be answered.

use anyhow::ensure;
use juttu_e2e::agent::fact;
use juttu_e2e::stage::story;

const QUESTION: &str = "Voinko hakea perheen yhdistämistä?";
const ANSWER: &str = "Katson sen heti.";
const OTHER: &str = "Minäkin odotan vuoroani.";
const TAKEN_OVER: &str = "Jatkan tästä eteenpäin.";

#[test]
fn professional_is_gone() {
    story("professional_is_gone", async |stage| {
        let (agent, colleague) = (stage.agent(0).await?, stage.agent(1).await?);
        agent.arrives().await?;
        let resident = stage.resident().await?;
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident.opens_the_chat().await?;
        resident.starts(QUESTION).await?;
        agent.claims(QUESTION).await?;
        agent.replies(ANSWER).await?;
        resident.sees(ANSWER).await?;
        let other = stage.resident().await?;
        other.opens(&stage.county.page("/sosiaalityo")).await?;
        other.opens_the_chat().await?;
        other.starts(OTHER).await?;

        agent.screen().web().clone().quit().await?;
        stage.relay.has_connections("agent_socket", 0).await?;
        colleague.arrives().await?;
        colleague.sees_waiting(OTHER).await?;
        stage.relay.advance("4m").await?;
        resident.is_on("talking").await?;
        stage.relay.advance("61s").await?;
        resident.is_on("waiting").await?;
        resident
            .screen()
            .reads("line", "", &format!("{} poistui", agent.name()))
            .await?;
        resident
            .screen()
            .reads("line", "", "Odotat taas vuoroasi.")
            .await?;
        resident
            .screen()
            .reads("place", "", "Olet seuraavana vuorossa.")
            .await?;
        other
            .screen()
            .reads("place", "", "Olet jonossa sijalla\n2\n")
            .await?;
        stage
            .is_accessible(resident.screen(), "resident (waiting)")
            .await?;

        colleague.sees_waiting(QUESTION).await?;
        let rows = colleague.screen().texts("waiting", "").await?;
        ensure!(
            rows.first().is_some_and(|row| row.contains(QUESTION)),
            "she is not in front: {rows:?}"
        );
        colleague.claims(QUESTION).await?;
        colleague
            .talk_is(&[("visitor", QUESTION), ("agent", ANSWER)])
            .await?;
        colleague.replies(TAKEN_OVER).await?;
        resident
            .talk_is(&[("you", QUESTION), ("agent", ANSWER), ("agent", TAKEN_OVER)])
            .await?;
        stage.is_accessible(other.screen(), "other").await?;
        stage.is_accessible(resident.screen(), "resident").await?;
        stage.is_accessible(colleague.screen(), "colleague").await
    });
}

#[test]
fn resident_says_nothing_for_long() {
    story("resident_says_nothing_for_long", async |stage| {
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let resident = stage.resident().await?;
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident.opens_the_chat().await?;
        resident.starts(QUESTION).await?;
        agent.claims(QUESTION).await?;
        agent.replies(ANSWER).await?;
        resident.sees(ANSWER).await?;
        let draft = "Mietin vielä";
        resident.writes(draft).await?;

        stage.relay.advance("18m").await?;
        let screen = resident.screen();
        screen.reads("ending", "", "Keskustelu päättyy").await?;
        agent.fact("ending").await?;
        stage.is_accessible(screen, "resident (warned)").await?;
        stage
            .is_accessible(agent.screen(), "agent (warned)")
            .await?;
        screen.presses("stay", "").await?;
        screen.is_without("ending", "").await?;
        agent.screen().is_without_any(&fact("ending")).await?;

        // The time begins anew: it does not end when it would have.
        stage.relay.advance("10m").await?;
        resident.is_on("talking").await?;
        screen.holds("composer-field", "", draft).await?;
        ensure!(screen.count("ending", "").await? == 0);

        stage.relay.advance("9m").await?;
        screen.part("ending", "").await?;
        stage.relay.advance("2m").await?;
        resident.is_on("ended").await?;
        screen
            .reads(
                "ended",
                "",
                "Keskustelu päättyi, koska kukaan ei kirjoittanut.",
            )
            .await?;
        agent.sees_ended().await?;
        stage.is_accessible(screen, "resident").await?;
        stage.is_accessible(agent.screen(), "agent").await
    });
}
