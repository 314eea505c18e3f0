//! A resident has identified, and the matter turned out not to need it. Before the end the professional
//! is reminded, and forgets who it is: the card and the name leave the desk, the resident reads that it
//! was forgotten, and the conversation goes on and ends as an anonymous one.

use anyhow::ensure;
use juttu_e2e::agent::fact;
use juttu_e2e::provider::Kind;
use juttu_e2e::scene::Scene;
use juttu_e2e::stage::story_in;

use crate::identification::{CODE, NAME, PAGE, PERSON, begin};

const WHY: &str = "Katson hakemuksesi tilanteen.";
const GENERAL: &str = "Tämä selviää ilman henkilötietoja.";
const REMINDER: &str = "Jos asia ei vaatinut sitä, unohda henkilöllisyys ennen lopettamista.";
const TOLD: &str = "Tunnistautumisesi tiedot on poistettu. Keskustelu on taas nimetön.";

#[test]
fn professional_forgets_an_identity() {
    let scene = Scene::default().with_provider(Kind::Bank);
    story_in(&scene, "professional_forgets_an_identity", async |stage| {
        let (resident, agent) = begin(stage).await?;
        let page = stage.county.page(PAGE);
        resident.keeps_frames().await?;
        agent.asks_to_identify(WHY).await?;
        resident.identifies_as(PERSON, &page).await?;
        resident.screen().part("identified-mark", "").await?;
        agent.opens_the_person(NAME).await?;
        let desk = agent.screen();
        desk.presses_named("button", "Näytä henkilötunnus").await?;
        desk.reads("identified-person", "", CODE).await?;

        // She is about to end, and is reminded.
        desk.presses("end", "").await?;
        desk.reads("forget-reminder", "", REMINDER).await?;
        stage.is_accessible(desk, "agent (reminded)").await?;
        desk.presses_named("button", "Unohda henkilöllisyys")
            .await?;
        desk.reads("forget-panel", "", "Tätä ei voi perua.").await?;
        stage.is_accessible(desk, "agent (forgetting)").await?;
        desk.presses("confirm-forget", "").await?;

        desk.is_without("forget-panel", "").await?;
        agent.fact("identity-forgotten").await?;
        desk.is_without("identity", "").await?;
        desk.is_without_any(&fact("identified")).await?;
        let screen = resident.screen();
        screen.reads("line", "", TOLD).await?;
        screen.is_without("identified-mark", "").await?;
        stage.is_accessible(screen, "resident (forgotten)").await?;
        stage.is_accessible(desk, "agent (forgotten)").await?;

        agent.replies(GENERAL).await?;
        resident.sees(GENERAL).await?;
        // A reload brings nothing of it back.
        desk.reloads().await?;
        desk.presses("mine", "").await?;
        agent.fact("identity-forgotten").await?;
        desk.presses("end", "").await?;
        desk.part("end-panel", "").await?;
        ensure!(
            desk.count("forget-reminder", "").await? == 0,
            "she is reminded of nobody"
        );
        desk.presses_on("[data-part=\"end-panel\"] .head button")
            .await?;
        agent.ends("solved").await?;
        // The new code comes before all else.
        resident.has_a_code().await?;
        let frames = resident.frames().await?.join("\n");
        ensure!(frames.contains("identity_forgotten"), "no frames were kept");
        for canary in [NAME, CODE, "Testinen"] {
            agent.has_nowhere(canary).await?;
            resident.has_nowhere(canary).await?;
            ensure!(!frames.contains(canary), "{canary} reached the resident");
        }
        Ok(())
    });
}
