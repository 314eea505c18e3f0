//! An office's proxy knows no WebSockets. The desk asks again and again instead, and everything goes
//! on: the queue, an answer, a draft, the end.

use anyhow::ensure;
use juttu_e2e::front::Whom;
use juttu_e2e::stage::story;

const QUESTION: &str = "Toimiiko tämä teillä?";
const ANSWER: &str = "Toimii, hieman hitaammin.";
const MORE: &str = "Hyvä niin.";

#[test]
fn desk_works_without_websockets() {
    story("desk_works_without_websockets", async |stage| {
        stage.front.refuse_websockets(Whom::Agents);
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let resident = stage.resident().await?;
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident.opens_the_chat().await?;
        resident.starts(QUESTION).await?;
        let conversation = agent.claims(QUESTION).await?;
        agent.replies(ANSWER).await?;
        resident.sees(ANSWER).await?;
        resident.says(MORE).await?;
        agent.sees(MORE).await?;
        agent.notes("Ei pistoketta toimistolla").await?;
        ensure!(
            stage.relay.connections("agent_socket").await? == 0,
            "there is a socket after all"
        );
        stage.is_accessible(agent.screen(), "agent").await?;

        // A second tab of the same office, and a reload, find the same.
        agent.screen().reloads().await?;
        agent.turns_to(&conversation).await?;
        agent
            .talk_is(&[("visitor", QUESTION), ("me", ANSWER), ("visitor", MORE)])
            .await?;
        agent.ends("solved").await?;
        resident.is_on("ended").await?;
        stage.is_accessible(resident.screen(), "resident").await
    });
}

#[test]
fn desk_loses_its_websocket_in_mid_talk() {
    story("desk_loses_its_websocket_in_mid_talk", async |stage| {
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let resident = stage.resident().await?;
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident.opens_the_chat().await?;
        resident.starts(QUESTION).await?;
        agent.claims(QUESTION).await?;
        stage.front.refuse_websockets(Whom::Agents);
        resident.says(MORE).await?;
        agent.sees(MORE).await?;
        agent.replies(ANSWER).await?;
        resident
            .talk_is(&[("you", QUESTION), ("you", MORE), ("agent", ANSWER)])
            .await?;
        agent.screen().is_without("banner", "").await?;
        stage.is_accessible(agent.screen(), "agent").await
    });
}
