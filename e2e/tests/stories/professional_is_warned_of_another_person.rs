//! Two people share a tablet. The chat's link to identify was pressed twice: one of them goes on from
//! the one, and later the other from the other, in the same conversation. Nothing is overwritten: the
//! desk warns, shows both apart, and the resident's side is told nothing of either.

use anyhow::{Result, ensure};
use juttu_e2e::agent::Agent;
use juttu_e2e::provider::Kind;
use juttu_e2e::scene::Scene;
use juttu_e2e::stage::story_in;

use crate::identification::{CODE, NAME, PAGE, PERSON, begin};

const WHY: &str = "Katson hakemuksesi tilanteen.";
/// The other one, at the provider, and what is known of him there.
const OTHER: &str = "matti";
const OTHER_NAME: &str = "Matti Olavi Kokeilija";
const OTHER_CODE: &str = "010170-999R";
const WARNING: &str = "Varoitus: keskusteluun on tunnistautunut kaksi eri henkilöä.";
const WHAT_TO_DO: &str = "Mitään ei korvattu: ensimmäisen tiedot ovat ennallaan.";

#[test]
fn professional_is_warned_of_another_person() {
    let scene = Scene::default().with_provider(Kind::Bank);
    let name = "professional_is_warned_of_another_person";
    story_in(&scene, name, async |stage| {
        let (resident, agent) = begin(stage).await?;
        let page = stage.county.page(PAGE);
        resident.keeps_frames().await?;
        agent.asks_to_identify(WHY).await?;
        let link = resident.takes_the_link().await?;
        resident.reloads().await?;
        resident.is_on("talking").await?;
        resident.identifies_as(PERSON, &page).await?;
        resident.screen().part("identified-mark", "").await?;
        agent.fact("identification-completed").await?;
        let desk = agent.screen();
        ensure!(
            desk.count("identity-differs", "").await? == 0,
            "one person alone, and the desk warns"
        );

        resident.follows(&link).await?;
        resident.is_asked_to_decide().await?;
        resident.goes_on_to_the_provider().await?;
        resident.chooses_at_the_provider(OTHER, &page).await?;
        resident.is_on("talking").await?;

        desk.reads("identity-differs", "", WARNING).await?;
        desk.reads("identity-differs", "", WHAT_TO_DO).await?;
        agent.fact("identity-differs").await?;
        opens(&agent, 0, "Ensin tunnistautunut", NAME).await?;
        opens(&agent, 1, "Sen jälkeen tunnistautunut", OTHER_NAME).await?;
        stage.is_accessible(desk, "agent (two people)").await?;

        let screen = resident.screen();
        screen.part("identified-mark", "").await?;
        stage.is_accessible(screen, "resident (again)").await?;
        let frames = resident.frames().await?.join("\n");
        ensure!(
            frames.contains("identification_completed"),
            "no frames were kept"
        );
        for canary in [NAME, CODE, OTHER_NAME, OTHER_CODE, "differs"] {
            resident.has_nowhere(canary).await?;
            ensure!(!frames.contains(canary), "{canary} reached the resident");
        }
        resident.has_nowhere(WARNING).await
    });
}

/// Opens the person at a place, who has this heading and this name, and the name of nobody else.
async fn opens(agent: &Agent, place: usize, heading: &str, name: &str) -> Result<()> {
    let card = format!("[data-part~=\"identified-person\"][data-place=\"{place}\"]");
    let desk = agent.screen();
    desk.reads_in(&card, heading).await?;
    desk.presses_named_in(&card, "button", "Näytä henkilö")
        .await?;
    let shown = format!("{card} [data-fact=\"person-name\"]");
    desk.reads_in(&shown, name).await?;
    let shown = desk.texts_of(&shown).await?;
    ensure!(shown == [name], "at {place} stands {shown:?}");
    Ok(())
}
