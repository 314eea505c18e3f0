//! A conversation has ended, and the resident takes a code to come back with: then, or before the end
//! when who the resident is was forgotten. It opens the conversation in another browser.

use anyhow::{Result, ensure};
use juttu_e2e::provider::Kind;
use juttu_e2e::scene::Scene;
use juttu_e2e::stage::{Stage, story, story_in};

use crate::identification::{NAME, PAGE, PERSON, QUESTION, begin};

const WHY: &str = "Katson hakemuksesi tilanteen.";
const ANSWER: &str = "Hakemuksesi on käsittelyssä vielä viikon.";
const MORE: &str = "Viikko on nyt kulunut.";

#[test]
fn resident_takes_a_code_after_the_end() {
    story("resident_takes_a_code_after_the_end", async |stage| {
        let (resident, agent) = begin(stage).await?;
        agent.replies(ANSWER).await?;
        resident.sees(ANSWER).await?;
        agent.ends("solved").await?;
        resident.is_on("ended").await?;
        let screen = resident.screen();
        screen.presses("keep-code", "").await?;
        let code = resident.has_a_code().await?;
        screen
            .reads("reached", "", "Pääset koodilla takaisin")
            .await?;
        stage.is_accessible(screen, "resident (a code)").await?;
        // It is one's own until it is left, and is not shown to whoever comes after.
        resident.reloads().await?;
        ensure!(resident.has_a_code().await? == code, "it is another code");
        resident.leaves_the_code().await?;
        resident.is_on("ended").await?;
        screen.is_without("keep-code", "").await?;
        resident.has_nowhere(&code).await?;
        stage.is_accessible(screen, "resident (ended)").await?;

        reads_it_later(stage, &code).await?;
        agent.claims_request(QUESTION).await?;
        agent.sees(MORE).await
    });
}

#[test]
fn resident_gets_a_code_when_the_identity_is_forgotten() {
    let scene = Scene::default().with_provider(Kind::Bank);
    let name = "resident_gets_a_code_when_the_identity_is_forgotten";
    story_in(&scene, name, async |stage| {
        let (resident, agent) = begin(stage).await?;
        let screen = resident.screen();
        agent.replies(ANSWER).await?;
        agent.asks_to_identify(WHY).await?;
        resident
            .identifies_as(PERSON, &stage.county.page(PAGE))
            .await?;
        screen.part("identified-mark", "").await?;
        screen.is_without("show-code", "").await?;
        agent.opens_the_person(NAME).await?;

        agent.screen().presses("forget-identity", "").await?;
        agent.screen().presses("confirm-forget", "").await?;
        screen.is_without("identified-mark", "").await?;
        agent.screen().is_without("identified-person", "").await?;
        agent.has_nowhere(NAME).await?;
        // Nobody is taken away from a conversation that goes on.
        resident.is_on("talking").await?;
        screen.presses("show-code", "").await?;
        let code = resident.has_a_code().await?;
        stage
            .is_accessible(screen, "resident (a code, forgotten)")
            .await?;
        resident.leaves_the_code().await?;
        resident.is_on("talking").await?;
        agent.ends("solved").await?;
        resident.is_on("ended").await?;
        reads_it_later(stage, &code).await
    });
}

/// In another browser: everything is there, and one may go on.
async fn reads_it_later(stage: &Stage, code: &str) -> Result<()> {
    let later = stage.resident().await?;
    later.opens(&stage.county.page("/toimeentulotuki")).await?;
    later.opens_the_chat().await?;
    later.reads_with(code).await?;
    later
        .talk_is(&[("you", QUESTION), ("agent", ANSWER)])
        .await?;
    later.says(MORE).await?;
    stage
        .is_accessible(later.screen(), "resident (with the code)")
        .await
}
