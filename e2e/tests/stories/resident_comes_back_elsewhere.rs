//! A resident comes back from the bank to another place than the one that was left: another tab, another
//! browser (as after a bank's app, or in an app's own browser): nobody is identified by that, it is said
//! what to do, and trying again where one began does it. Or to a conversation that has ended: it stays so.

use anyhow::{Context, Result, ensure};
use juttu_e2e::provider::Kind;
use juttu_e2e::resident::Resident;
use juttu_e2e::scene::Scene;
use juttu_e2e::stage::{Stage, story_in};

use crate::hand_off::says;
use crate::identification::{NAME, PAGE, PERSON, QUESTION, begin};

const WHY: &str = "Katson hakemuksesi tilanteen.";
const MORE: &str = "Olen täällä taas.";
const GO_ON_THERE: [&str; 2] = [
    "Jatka siinä selaimessa, jossa aloitit keskustelun.",
    "Go on in the browser in which you started the conversation.",
];

/// The bank's address, where the resident has been sent just now. The bank's page is left for it.
async fn banks_address(resident: &Resident, stage: &Stage) -> Result<String> {
    let bank = stage.providers.first().context("the bank")?;
    resident.goes_to(&bank.last_address()).await?;
    let address = resident.screen().plain().texts_of("body").await?.concat();
    ensure!(address.contains("/auth?"), "{address:?} is no bank's");
    Ok(address.trim().to_owned())
}

#[test]
fn resident_comes_back_in_another_tab() {
    let scene = Scene::default().with_provider(Kind::Bank);
    let name = "resident_comes_back_in_another_tab";
    story_in(&scene, name, async |stage| {
        let (resident, agent) = begin(stage).await?;
        let (screen, page) = (resident.screen(), stage.county.page(PAGE));
        agent.asks_to_identify(WHY).await?;
        resident.goes_to_identify().await?;
        resident.goes_on_to_the_provider().await?;
        let bank = banks_address(&resident, stage).await?;
        let first = resident.tab().await?;
        resident.opens_a_tab().await?;
        resident.goes_to(&bank).await?;
        resident.chooses_at_the_provider(PERSON, &page).await?;
        screen
            .reads("trouble", "", "Emme kertoneet kenellekään, kuka olet.")
            .await?;
        screen.is_without("identified-mark", "").await?;
        resident.has_nowhere(QUESTION).await?;
        stage
            .is_accessible(screen, "resident (in another tab)")
            .await?;

        resident.turns_to(&first).await?;
        resident.goes_to(&page).await?;
        resident.is_on("talking").await?;
        screen.is_without("identified-mark", "").await?;
        resident.says(MORE).await?;
        agent.sees(MORE).await?;
        agent
            .screen()
            .is_without_any("[data-fact='identification-completed']")
            .await?;
        resident.identifies_as(PERSON, &page).await?;
        screen.part("identified-mark", "").await?;
        agent.opens_the_person(NAME).await
    });
}

#[test]
fn resident_comes_back_in_another_browser() {
    let scene = Scene::default().with_provider(Kind::Bank);
    let name = "resident_comes_back_in_another_browser";
    story_in(&scene, name, async |stage| {
        let (resident, agent) = begin(stage).await?;
        let page = stage.county.page(PAGE);
        agent.asks_to_identify(WHY).await?;
        resident.goes_to_identify().await?;
        resident.goes_on_to_the_provider().await?;
        let bank = banks_address(&resident, stage).await?;
        let app = stage.resident().await?;
        app.screen().is_a_phone().await?;
        app.goes_to(&bank).await?;
        let stops = app.chooses(PERSON).await?;
        says(&stops, "main", &GO_ON_THERE).await?;
        stops.says_nowhere(QUESTION).await?;
        stage
            .is_accessible(&stops, "resident (in another browser)")
            .await?;
        agent.fact("identification-failed").await?;

        resident.goes_to(&page).await?;
        resident
            .reads_on_the_card("ei palannut tähän keskusteluun")
            .await?;
        resident.identifies_as(PERSON, &page).await?;
        resident.screen().part("identified-mark", "").await?;
        agent.opens_the_person(NAME).await
    });
}

#[test]
fn resident_comes_back_after_the_end() {
    let scene = Scene::default().with_provider(Kind::Bank);
    let name = "resident_comes_back_after_the_end";
    story_in(&scene, name, async |stage| {
        let (resident, agent) = begin(stage).await?;
        let page = stage.county.page(PAGE);
        agent.asks_to_identify(WHY).await?;
        resident.writes(MORE).await?;
        resident.goes_to_identify().await?;
        resident.goes_on_to_the_provider().await?;
        agent.ends("solved").await?;
        resident.chooses_at_the_provider(PERSON, &page).await?;
        resident.is_on("ended").await?;
        resident
            .reads_on_the_card("Keskustelu päättyi ennen tunnistautumista")
            .await?;
        let screen = resident.screen();
        screen.part("identified-mark", "").await?;
        screen.is_without("composer-field", "").await?;
        screen.is_without("keep-code", "").await?;
        stage
            .is_accessible(screen, "resident (after the end)")
            .await?;
        agent.fact("identification-completed").await?;
        agent.sees_ended().await?;
        agent.has_nowhere(NAME).await?;
        // What was written goes along, and is lost by nothing that is pressed.
        screen
            .reads("kept", "", "siirtyy uuteen keskusteluun")
            .await?;
        screen.presses("minimise", "").await?;
        resident.opens_the_chat_on("ended").await?;
        screen.presses("start-again", "").await?;
        screen.holds("start-field", "", MORE).await
    });
}
