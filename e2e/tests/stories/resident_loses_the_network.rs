//! The network goes in mid-sentence and comes back. What was sent meanwhile arrives once, in
//! order, on both sides.

use juttu_e2e::front::Whom;
use juttu_e2e::stage::story;

const QUESTION: &str = "Saanko apua vuokranmaksuun?";
const ANSWER: &str = "Kyllä, katsotaan yhdessä.";
const SENTENCE: &str = "Vuokra on 640 euroa";
const REST: &str = " ja eräpäivä perjantaina.";
const LAST: &str = "Kiitos.";

#[test]
fn resident_loses_the_network_in_mid_sentence() {
    story(
        "resident_loses_the_network_in_mid_sentence",
        async |stage| {
            let agent = stage.agent(0).await?;
            agent.arrives().await?;
            let resident = stage.resident().await?;
            resident.opens(&stage.county.page("/sosiaalityo")).await?;
            resident.opens_the_chat().await?;
            resident.starts(QUESTION).await?;
            agent.claims(QUESTION).await?;
            resident.is_on("talking").await?;

            resident.writes(SENTENCE).await?;
            stage.front.cut(Whom::Residents);
            resident.screen().part("banner", "").await?;
            resident.writes(REST).await?;
            resident.sends().await?;
            resident.sees_state(REST, "sending").await?;
            stage
                .is_accessible(resident.screen(), "resident (cut off)")
                .await?;
            agent.replies(ANSWER).await?;
            stage.front.restore();

            let said = format!("{SENTENCE}{REST}");
            resident.screen().is_without("banner", "").await?;
            resident.says(LAST).await?;
            let hers = [
                ("you", QUESTION),
                ("agent", ANSWER),
                ("you", &said),
                ("you", LAST),
            ];
            resident.talk_is(&hers).await?;
            let agents = [
                ("visitor", QUESTION),
                ("me", ANSWER),
                ("visitor", &said),
                ("visitor", LAST),
            ];
            agent.talk_is(&agents).await?;

            resident.reloads().await?;
            resident.talk_is(&hers).await?;
            stage.is_accessible(resident.screen(), "resident").await?;
            stage.is_accessible(agent.screen(), "agent").await
        },
    );
}

#[test]
fn resident_loses_the_network_after_sending_and_before_she_is_told() {
    let name = "resident_loses_the_network_after_sending_and_before_she_is_told";
    story(name, async |stage| {
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let resident = stage.resident().await?;
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident.opens_the_chat().await?;
        resident.starts(QUESTION).await?;
        agent.claims(QUESTION).await?;
        resident.is_on("talking").await?;

        stage.front.hold_answers(Whom::Residents);
        resident.writes(SENTENCE).await?;
        resident.sends().await?;
        agent.sees(SENTENCE).await?;
        resident.sees_state(SENTENCE, "sending").await?;
        stage.front.cut(Whom::Residents);
        stage.front.release_answers();
        stage.front.restore();

        resident.sees_state(SENTENCE, "sent").await?;
        agent.replies(ANSWER).await?;
        let hers = [("you", QUESTION), ("you", SENTENCE), ("agent", ANSWER)];
        resident.talk_is(&hers).await?;
        let agents = [("visitor", QUESTION), ("visitor", SENTENCE), ("me", ANSWER)];
        agent.talk_is(&agents).await?;
        stage.is_accessible(resident.screen(), "resident").await?;
        stage.is_accessible(agent.screen(), "agent").await
    });
}
