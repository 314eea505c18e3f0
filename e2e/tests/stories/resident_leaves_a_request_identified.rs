//! At night a resident identifies first, leaves a message, and reads the answer in another browser after
//! identifying again: without any code.

use juttu_e2e::provider::Kind;
use juttu_e2e::scene::Scene;
use juttu_e2e::stage::story_in;

use crate::identification::{NAME, PAGE, PERSON};

const EVENING: &str = "2027-01-04T18:00:00+02:00";
const MESSAGE: &str = "Haluaisin tietää, onko hakemukseeni tehty päätös.";
const ANSWER: &str = "Päätös on tehty, ja se on tulossa sinulle postissa.";

#[test]
fn resident_leaves_a_request_identified() {
    let scene = Scene::at(EVENING)
        .with_provider(Kind::Bank)
        .with("identification_at_start = true");
    story_in(
        &scene,
        "resident_leaves_a_request_identified",
        async |stage| {
            let resident = stage.resident().await?;
            resident.screen().is_a_phone().await?;
            resident.opens(&stage.county.page(PAGE)).await?;
            resident.opens_the_chat_on("closed").await?;
            stage
                .is_accessible(resident.screen(), "resident (closed, may identify)")
                .await?;
            let page = stage.county.page(PAGE);
            resident.identifies_first(PERSON, &page).await?;
            resident.writes_a_message(MESSAGE).await?;
            resident.screen().presses("send-request", "").await?;
            resident.is_on("sent").await?;
            resident.screen().is_without("code", "").await?;
            stage
                .is_accessible(resident.screen(), "resident (sent, identified)")
                .await?;

            let agent = stage.agent(0).await?;
            agent.arrives().await?;
            // The list shows no words of somebody who is identified.
            agent.claims_request("Tunnistautunut").await?;
            stage
                .is_accessible(agent.screen(), "agent (identified request)")
                .await?;
            agent.opens_the_person(NAME).await?;
            agent.replies(ANSWER).await?;
            agent.ends("solved").await?;

            let later = stage.resident().await?;
            later.screen().is_a_phone().await?;
            later.opens(&stage.county.page(PAGE)).await?;
            later.opens_the_chat_on("closed").await?;
            later.identifies_first(PERSON, &page).await?;
            stage
                .is_accessible(later.screen(), "resident (earlier conversations)")
                .await?;
            later.screen().presses("reopen", "").await?;
            later.talk_is(&[("you", MESSAGE), ("agent", ANSWER)]).await
        },
    );
}
