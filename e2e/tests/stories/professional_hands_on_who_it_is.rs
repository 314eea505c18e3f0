//! A conversation whose resident has identified is handed on to a colleague. The name does not go
//! along: the colleague gives a reason and opens it, then shows the personal identity code on purpose.
//! The auditor sees who gave it on to whom, and who saw what, when and why; and never the name.

use anyhow::{Context, Result, ensure};
use juttu_e2e::agent::Agent;
use juttu_e2e::provider::Kind;
use juttu_e2e::scene::Scene;
use juttu_e2e::stage::story_in;

use crate::identification::{CODE, NAME, PAGE, PERSON, QUESTION, begin};

const WHY_ASKED: &str = "Katson hakemuksesi tilanteen.";
const NOTE: &str = "Päätös on tulossa tällä viikolla";
const WHY_OPENED: &str = "Jatkan hakemuksen käsittelyä";
const SHOW: &str = "Näytä henkilö";
const SHOW_CODE: &str = "Näytä henkilötunnus";

#[test]
fn professional_hands_on_who_it_is() {
    let scene = Scene::default().with_provider(Kind::Bank);
    story_in(&scene, "professional_hands_on_who_it_is", async |stage| {
        let (resident, maria) = begin(stage).await?;
        let jukka = stage.professional("Jukka").await?;
        jukka.arrives().await?;
        let page = stage.county.page(PAGE);
        maria.asks_to_identify(WHY_ASKED).await?;
        resident.identifies_as(PERSON, &page).await?;
        resident.screen().part("identified-mark", "").await?;
        maria.opens_the_person(NAME).await?;

        maria.hands_to("Jukka", NOTE).await?;
        maria.screen().says("Siirsit keskustelun.").await?;
        maria.has_nowhere(NAME).await?;

        // She asked for it, and he did not: he says why.
        let desk = jukka.screen();
        desk.presses("mine", "").await?;
        desk.reads_in("[role=\"log\"]", QUESTION).await?;
        jukka.fact("identification-completed").await?;
        jukka.has_nowhere(NAME).await?;
        desk.presses_named("button", SHOW).await?;
        desk.part("identity-why", "").await?;
        stage.is_accessible(desk, "colleague (asked why)").await?;
        desk.presses_named("button", SHOW).await?;
        desk.says("Kirjoita syy.").await?;
        jukka.has_nowhere(NAME).await?;
        desk.types_into("Miksi katsot henkilön tietoja?", WHY_OPENED)
            .await?;
        jukka.opens_the_person(NAME).await?;
        jukka.has_nowhere(CODE).await?;
        desk.presses_named("button", SHOW_CODE).await?;
        desk.reads("identified-person", "", CODE).await?;
        stage.is_accessible(desk, "colleague (opened)").await?;

        let auditor = stage.professional("Oskari").await?;
        auditor.comes_in().await?;
        let log = auditor.screen();
        log.part("audit-holds", "[data-holds=\"true\"]").await?;
        has_a_row(&auditor, &["Maria", "henkilöllisyys"]).await?;
        has_a_row(&auditor, &["Maria", "luovutettu: Jukka"]).await?;
        has_a_row(&auditor, &["Jukka", "henkilöllisyys", WHY_OPENED]).await?;
        has_a_row(&auditor, &["Jukka", "henkilötunnus", WHY_OPENED]).await?;
        for text in [NAME, CODE, QUESTION, NOTE, WHY_ASKED] {
            auditor.has_nowhere(text).await?;
        }
        stage.is_accessible(log, "auditor").await
    });
}

/// The audit log has a row with all of these, and it says when.
async fn has_a_row(auditor: &Agent, words: &[&str]) -> Result<()> {
    let rows = auditor.screen().texts_of("[data-part~=\"audit\"] tbody tr");
    let rows = rows.await?;
    let found = rows.iter();
    let mut found = found.filter(|row| words.iter().all(|word| row.contains(word)));
    let row = found
        .next()
        .with_context(|| format!("no row with {words:?} in {rows:#?}"))?;
    ensure!(row.contains("4.1. klo "), "{row:?} does not say when");
    Ok(())
}
