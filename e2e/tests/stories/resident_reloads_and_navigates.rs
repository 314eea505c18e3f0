//! A resident reloads and follows links in mid-conversation. Everything said is there again, and
//! so is what was half written.

use juttu_e2e::stage::{SERVICE, story};

const QUESTION: &str = "Onko perheneuvolaan jonoa?";
const ANSWER: &str = "Noin kaksi viikkoa.";
const DRAFT: &str = "Voiko ajan varata";

#[test]
fn resident_reloads_and_navigates() {
    story("resident_reloads_and_navigates", async |stage| {
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let resident = stage.resident().await?;
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident.opens_the_chat().await?;
        resident.starts(QUESTION).await?;

        resident.reloads().await?;
        resident.is_on("waiting").await?;
        resident.talk_is(&[("you", QUESTION)]).await?;

        agent.claims(QUESTION).await?;
        agent.replies(ANSWER).await?;
        resident.sees(ANSWER).await?;
        resident.writes(DRAFT).await?;
        resident.reloads().await?;
        resident
            .talk_is(&[("you", QUESTION), ("agent", ANSWER)])
            .await?;
        resident.screen().holds("composer-field", "", DRAFT).await?;

        resident
            .goes_to(&stage.county.page("/toimeentulotuki"))
            .await?;
        resident.is_on("talking").await?;
        resident
            .talk_is(&[("you", QUESTION), ("agent", ANSWER)])
            .await?;
        resident.screen().holds("composer-field", "", DRAFT).await?;
        resident.writes(" verkossa?").await?;
        resident.sends().await?;
        let all = "Voiko ajan varata verkossa?";
        resident
            .talk_is(&[("you", QUESTION), ("agent", ANSWER), ("you", all)])
            .await?;
        agent
            .talk_is(&[("visitor", QUESTION), ("me", ANSWER), ("visitor", all)])
            .await?;

        resident.screen().web().back().await?;
        resident
            .talk_is(&[("you", QUESTION), ("agent", ANSWER), ("you", all)])
            .await?;
        resident.screen().holds("composer-field", "", "").await?;
        stage.is_accessible(resident.screen(), "resident").await?;
        stage.is_accessible(agent.screen(), "agent").await
    });
}

#[test]
fn resident_visits_the_page_of_another_service() {
    story(
        "resident_visits_the_page_of_another_service",
        async |stage| {
            let agent = stage.agent(0).await?;
            agent.arrives().await?;
            let resident = stage.resident().await?;
            resident.opens(&stage.relay.demo_page(SERVICE)?).await?;
            resident.opens_the_chat().await?;
            resident.starts(QUESTION).await?;
            agent.claims(QUESTION).await?;

            resident
                .opens(&stage.relay.demo_page("perhekeskus")?)
                .await?;
            agent.replies(ANSWER).await?;
            resident.goes_to(&stage.relay.demo_page(SERVICE)?).await?;
            resident
                .talk_is(&[("you", QUESTION), ("agent", ANSWER)])
                .await?;

            agent.screen().web().refresh().await?;
            agent.screen().presses("mine", "").await?;
            agent
                .talk_is(&[("visitor", QUESTION), ("me", ANSWER)])
                .await?;
            stage.is_accessible(resident.screen(), "resident").await?;
            stage.is_accessible(agent.screen(), "agent").await
        },
    );
}
