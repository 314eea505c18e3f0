//! The chat closes while two wait. Nobody new may join; one is still taken within the grace; the
//! other's question is left for an answer later, and she is asked how to be reached.

use anyhow::ensure;
use juttu_e2e::resident::Resident;
use juttu_e2e::scene::Scene;
use juttu_e2e::stage::{Stage, story_in};

const BEFORE_CLOSING: &str = "2027-01-04T13:50:00+02:00";
const TAKEN: &str = "Ehdinkö vielä mukaan?";
const LEFT: &str = "Entä minä, ehdinkö minä?";
const ANSWER: &str = "Ehdit hyvin.";

#[test]
fn resident_waits_at_closing_time() {
    let name = "resident_waits_at_closing_time";
    story_in(&Scene::at(BEFORE_CLOSING), name, async |stage| {
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let one = waits(stage, TAKEN).await?;
        let other = waits(stage, LEFT).await?;

        stage.relay.advance("11m").await?;
        for resident in [&one, &other] {
            resident
                .screen()
                .reads("grace", "", "Chat on sulkeutunut.")
                .await?;
        }
        stage.is_accessible(one.screen(), "one (grace)").await?;
        let late = stage.resident().await?;
        late.opens(&stage.county.page("/sosiaalityo")).await?;
        late.opens_the_chat_on("closed").await?;

        agent.claims(TAKEN).await?;
        agent.replies(ANSWER).await?;
        one.talk_is(&[("you", TAKEN), ("agent", ANSWER)]).await?;

        stage.relay.advance("15m").await?;
        other.is_on("left").await?;
        other
            .screen()
            .reads("line", "", "Emme ehtineet vastata")
            .await?;
        agent.screen().is_without("waiting", "").await?;
        let conversation = agent.sees_request(LEFT).await?;
        agent
            .reads_of_request(&conversation, "Ei tavoitettavissa")
            .await?;
        stage.is_accessible(other.screen(), "other (left)").await?;
        other.screen().presses("leave-message", "").await?;
        other.is_on("request").await?;
        other.screen().presses("send-request", "").await?;
        other.has_a_code().await?;
        let unreachable = format!(
            "[data-list=\"requests\"] [data-conversation=\"{conversation}\"] [data-fact=\"reach\"]"
        );
        agent.screen().is_without_any(&unreachable).await?;
        agent.sees_requests(1).await?;

        // The one who was taken goes on, although the chat has closed.
        one.says("Kiitos").await?;
        agent.sees("Kiitos").await?;
        ensure!(late.screen().count("start-field", "").await? == 0);
        stage.is_accessible(one.screen(), "one").await?;
        stage.is_accessible(other.screen(), "other").await?;
        stage.is_accessible(late.screen(), "late").await?;
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
