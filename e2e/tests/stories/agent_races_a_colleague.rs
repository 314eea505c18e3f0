//! Two professionals take the same resident at the same moment. One gets the conversation, and
//! the other is told.

use anyhow::ensure;
use juttu_e2e::front::Whom;
use juttu_e2e::stage::story;
use juttu_e2e::wait::{until, whether};

const QUESTION: &str = "Kuka voi auttaa?";
const ANSWER: &str = "Minä autan.";

#[test]
fn agent_races_a_colleague() {
    story("agent_races_a_colleague", async |stage| {
        let (one, other) = (stage.agent(0).await?, stage.agent(1).await?);
        one.arrives().await?;
        other.arrives().await?;
        let resident = stage.resident().await?;
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident.opens_the_chat().await?;
        resident.starts(QUESTION).await?;
        let conversation = one.sees_waiting(QUESTION).await?;
        other.sees_waiting(QUESTION).await?;

        // Neither hears of the other's claim before both have claimed.
        stage.front.hold_answers(Whom::Agents);
        one.presses_claim(&conversation).await?;
        other.presses_claim(&conversation).await?;
        stage.front.release_answers();

        let which = format!("[data-conversation=\"{conversation}\"]");
        until("one of the two to have the conversation", async || {
            let ones = one.screen().count("mine", &which).await?;
            let others = other.screen().count("mine", &which).await?;
            whether(ones + others == 1, || format!("{ones} and {others}"))
        })
        .await?;
        let (winner, loser) = if one.screen().count("mine", &which).await? == 1 {
            (one, other)
        } else {
            (other, one)
        };
        loser.screen().part("notice", "").await?;
        let told = loser.screen().texts("notice", "").await?.concat();
        ensure!(!told.trim().is_empty(), "the notice has no words");
        loser.screen().is_without("waiting", &which).await?;
        winner.has(&conversation).await?;
        winner.replies(ANSWER).await?;
        resident
            .talk_is(&[("you", QUESTION), ("agent", ANSWER)])
            .await?;
        ensure!(loser.screen().count("mine", &which).await? == 0);

        stage.is_accessible(resident.screen(), "resident").await?;
        stage.is_accessible(winner.screen(), "winner").await?;
        stage.is_accessible(loser.screen(), "loser").await
    });
}
