//! The states of the desk in which it is asked, shown or forgotten who a resident is, looked at as those
//! of [`crate::accessible_desk`].

use anyhow::Result;
use juttu_e2e::agent::fact;
use juttu_e2e::provider::Kind;
use juttu_e2e::scene::Scene;
use juttu_e2e::stage::Stage;

use crate::accessible_desk::{Eye, in_every_look, once, speaks};
use crate::identification::{CODE, NAME, PAGE, PERSON, QUESTION};

/// Longer than a line.
const WHY: &str =
    "Katson asumistukihakemuksesi käsittelytilanteen ja sen, puuttuuko siitä liitteitä.";
/// Another person at the provider, by id.
const OTHER: &str = "matti";

#[test]
fn accessible_at_the_desk_with_an_identity() {
    let name = "accessible_at_the_desk_with_an_identity";
    once(&scene(), name, through_an_identity);
}

#[test]
#[ignore = "long: the whole matrix, with --all"]
fn accessible_at_the_desk_with_an_identity_in_every_look() {
    let name = "accessible_at_the_desk_with_an_identity_in_every_look";
    in_every_look(&scene(), name, through_an_identity);
}

fn scene() -> Scene {
    Scene::default().with_provider(Kind::PlainBank)
}

async fn through_an_identity(stage: &Stage, eye: &Eye<'_>) -> Result<()> {
    let agent = stage.agent(0).await?;
    let screen = agent.screen();
    speaks(&agent, eye.lang).await?;
    agent.arrives().await?;
    let resident = stage.resident().await?;
    let page = stage.county.page(PAGE);
    resident.opens(&page).await?;
    resident.opens_the_chat().await?;
    resident.starts(QUESTION).await?;
    agent.claims(QUESTION).await?;
    resident.is_on("talking").await?;

    screen.presses("ask-identification", "").await?;
    screen.part("identify-panel", "").await?;
    eye.looks_at(screen, "identify-panel").await?;
    screen.presses("confirm-identify", "").await?;
    screen.part("error", "").await?;
    eye.looks_at(screen, "no reason chosen").await?;
    let own = "label:has(input[name=\"purpose\"][value=\"own\"])";
    screen.presses_on(own).await?;
    screen.types("purpose-field", "", WHY).await?;
    eye.looks_at(screen, "a reason in own words").await?;
    screen.presses("confirm-identify", "").await?;
    agent.fact("identification-pending").await?;
    eye.looks_at(screen, "identification pending").await?;

    let link = resident.takes_the_link().await?;
    resident.reloads().await?;
    resident.is_on("talking").await?;
    resident.identifies_as(PERSON, &page).await?;
    screen.part("identified-person", "").await?;
    eye.looks_at(screen, "identified").await?;
    screen.presses_on("[data-act=\"show-person\"]").await?;
    screen.reads("identified-person", "", NAME).await?;
    screen.presses_on("[data-act=\"show-code\"]").await?;
    screen.reads("identified-person", "", CODE).await?;
    eye.looks_at(screen, "identity code shown").await?;
    for (opens, panel) in [("forget-identity", "forget-panel"), ("end", "end-panel")] {
        screen.presses(opens, "").await?;
        screen.part(panel, "").await?;
        eye.looks_at(screen, &format!("{panel} of one who is identified"))
            .await?;
        let close = format!("[data-part=\"{panel}\"] .head button");
        screen.presses_on(&close).await?;
        screen.is_without(panel, "").await?;
    }

    resident.follows(&link).await?;
    resident.is_asked_to_decide().await?;
    resident.goes_on_to_the_provider().await?;
    resident.chooses_at_the_provider(OTHER, &page).await?;
    screen.part("identity-differs", "").await?;
    eye.looks_at(screen, "two people").await?;

    // Handed on: whoever goes on with it says why the person is opened.
    let colleague = stage.professional("Jukka").await?;
    speaks(&colleague, eye.lang).await?;
    colleague.arrives().await?;
    screen.presses("transfer", "").await?;
    screen.picks("Jukka").await?;
    screen.presses("confirm-transfer", "").await?;
    let desk = colleague.screen();
    desk.presses("mine", "").await?;
    desk.element(&fact("identity-differs")).await?;
    desk.presses_on("[data-place=\"0\"] [data-act=\"show-person\"]")
        .await?;
    desk.part("identity-why", "").await?;
    desk.presses_on("[data-place=\"0\"] [data-act=\"show-person\"]")
        .await?;
    desk.part("error", "").await?;
    eye.looks_at(desk, "asked why, nothing written").await
}
