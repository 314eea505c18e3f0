//! Three wait. The place moves when those ahead are taken or leave; who leaves is gone from the
//! desk; who would rather leave a message does so without writing again.

use anyhow::ensure;
use juttu_e2e::resident::Resident;
use juttu_e2e::stage::{Stage, story};

const FIRST: &str = "Ensimmäinen kysymys vuokrasta";
const SECOND: &str = "Toinen kysymys lainasta";
const THIRD: &str = "Kolmas kysymys sähkölaskusta";
const ANSWER: &str = "Vastaus tulee illalla.";
const NEXT: &str = "Olet seuraavana vuorossa.";

#[test]
fn resident_waits_and_leaves_the_queue() {
    story("resident_waits_and_leaves_the_queue", async |stage| {
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let first = waits(stage, FIRST).await?;
        first.screen().reads("place", "", NEXT).await?;
        let second = waits(stage, SECOND).await?;
        has_place(&second, 2).await?;
        let third = waits(stage, THIRD).await?;
        has_place(&third, 3).await?;
        stage
            .is_accessible(third.screen(), "third (waiting)")
            .await?;

        agent.claims(FIRST).await?;
        second.screen().reads("place", "", NEXT).await?;
        has_place(&third, 2).await?;

        second.screen().presses("leave-queue", "").await?;
        second.screen().presses("keep", "").await?;
        second.is_on("waiting").await?;
        second.screen().presses("leave-queue", "").await?;
        second.screen().presses("confirm", "").await?;
        second.is_on("ended").await?;
        third.screen().reads("place", "", NEXT).await?;
        let row = "[data-list=\"waiting\"] [data-reference]";
        let waiting = agent.screen().texts_of(row).await?;
        ensure!(
            waiting.len() == 1 && waiting.concat().contains(THIRD),
            "the desk lists {waiting:?}"
        );

        // A message instead: what was written in the queue is the message.
        third.screen().presses("leave-message", "").await?;
        third.is_on("request").await?;
        third.screen().presses("send-request", "").await?;
        let code = third.has_a_code().await?;
        agent.screen().is_without("waiting", "").await?;
        agent.claims_request(THIRD).await?;
        agent.replies(ANSWER).await?;

        let other = stage.resident().await?;
        other.opens(&stage.county.page("/sosiaalityo")).await?;
        other.screen().presses("launcher", "").await?;
        other.reads_with(&code).await?;
        other.talk_is(&[("you", THIRD), ("agent", ANSWER)]).await?;
        stage.is_accessible(second.screen(), "second").await?;
        stage.is_accessible(third.screen(), "third").await?;
        stage.is_accessible(agent.screen(), "agent").await
    });
}

async fn waits(stage: &Stage, question: &str) -> anyhow::Result<Resident> {
    let resident = stage.resident().await?;
    resident.opens(&stage.county.page("/sosiaalityo")).await?;
    resident.opens_the_chat().await?;
    resident.starts(question).await?;
    Ok(resident)
}

async fn has_place(resident: &Resident, place: usize) -> anyhow::Result<()> {
    // The number stands large on a line of its own.
    let words = format!("Olet jonossa sijalla\n{place}\n");
    resident.screen().reads("place", "", &words).await
}
