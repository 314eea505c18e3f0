//! The relay is killed with SIGKILL in mid-conversation and started again on what it had stored.
//! Both sides go on by themselves; nothing is lost and nothing doubled.

use juttu_e2e::stage::story;

const QUESTION: &str = "Kuinka haen omaishoidon tukea?";
const BEFORE: &str = "Hoidan äitiäni kotona.";
const WHILE_DEAD: &str = "Hän on 84-vuotias.";
const REPLY_WHILE_DEAD: &str = "Lähetän hakemuksen linkin.";
const AFTER: &str = "Kiitos paljon.";

#[test]
fn relay_is_killed_in_mid_conversation() {
    story("relay_is_killed_in_mid_conversation", async |stage| {
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let resident = stage.resident().await?;
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident.opens_the_chat().await?;
        resident.starts(QUESTION).await?;
        let conversation = agent.claims(QUESTION).await?;
        resident.is_on("talking").await?;
        resident.says(BEFORE).await?;

        stage.relay.kill_9().await?;
        resident.screen().part("banner", "").await?;
        resident.writes(WHILE_DEAD).await?;
        resident.sends().await?;
        resident.sees_state(WHILE_DEAD, "sending").await?;
        stage.relay.start_again().await?;
        agent.sees(WHILE_DEAD).await?;
        resident.sees_state(WHILE_DEAD, "sent").await?;

        stage.relay.kill_9().await?;
        agent.screen().part("banner", "").await?;
        agent.writes(REPLY_WHILE_DEAD).await?;
        agent.screen().presses("send", "").await?;
        stage.relay.start_again().await?;
        resident.sees(REPLY_WHILE_DEAD).await?;
        resident.says(AFTER).await?;

        let hers = [
            ("you", QUESTION),
            ("you", BEFORE),
            ("you", WHILE_DEAD),
            ("agent", REPLY_WHILE_DEAD),
            ("you", AFTER),
        ];
        let agents = [
            ("visitor", QUESTION),
            ("visitor", BEFORE),
            ("visitor", WHILE_DEAD),
            ("me", REPLY_WHILE_DEAD),
            ("visitor", AFTER),
        ];
        resident.talk_is(&hers).await?;
        agent.talk_is(&agents).await?;
        agent.has(&conversation).await?;
        resident.reloads().await?;
        resident.talk_is(&hers).await?;
        stage.is_accessible(resident.screen(), "resident").await?;
        stage.is_accessible(agent.screen(), "agent").await
    });
}

#[test]
fn relay_is_killed_while_someone_waits() {
    story("relay_is_killed_while_someone_waits", async |stage| {
        let resident = stage.resident().await?;
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident.opens_the_chat().await?;
        resident.starts(QUESTION).await?;
        stage.relay.kill_9().await?;
        resident.screen().part("banner", "").await?;
        stage.relay.start_again().await?;
        resident.screen().is_without("banner", "").await?;
        resident.is_on("waiting").await?;

        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        agent.claims(QUESTION).await?;
        agent.replies(REPLY_WHILE_DEAD).await?;
        resident
            .talk_is(&[("you", QUESTION), ("agent", REPLY_WHILE_DEAD)])
            .await?;
        stage.is_accessible(resident.screen(), "resident").await?;
        stage.is_accessible(agent.screen(), "agent").await
    });
}
