//! In an office or a library whose proxy knows no WebSockets everything works all the same.

use anyhow::ensure;
use juttu_e2e::front::Whom;
use juttu_e2e::stage::story;

const QUESTION: &str = "Miten saan kotipalvelua?";
const ANSWER: &str = "Tehdään yhdessä arvio.";
const MORE: &str = "Sopiiko ensi viikolla?";
const NOTE: &str = "Arviokäynti sovittava.";

#[test]
fn resident_asks_without_websockets() {
    story("resident_asks_without_websockets", async |stage| {
        stage.front.refuse_websockets(Whom::Residents);
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let resident = stage.resident().await?;
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident.opens_the_chat().await?;
        resident.starts(QUESTION).await?;
        agent.claims(QUESTION).await?;
        resident.is_on("talking").await?;
        agent.replies(ANSWER).await?;
        resident.sees(ANSWER).await?;
        resident.says(MORE).await?;
        agent.sees(MORE).await?;
        agent.notes(NOTE).await?;

        resident.reloads().await?;
        resident
            .talk_is(&[("you", QUESTION), ("agent", ANSWER), ("you", MORE)])
            .await?;
        resident.has_nowhere(NOTE).await?;
        agent.ends("directed_to_social_care").await?;
        resident.is_on("ended").await?;

        for path in ["/api/v1/poll", "/api/v1/commands"] {
            let asked = stage.front.asked_for(path);
            ensure!(
                asked > 0,
                "nobody asked for {path}: was this over WebSockets after all?"
            );
        }
        stage.is_accessible(resident.screen(), "resident").await?;
        stage.is_accessible(agent.screen(), "agent").await
    });
}
