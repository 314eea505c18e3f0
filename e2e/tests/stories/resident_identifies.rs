//! In the middle of an anonymous conversation the professional asks, the resident identifies at a real
//! provider and comes back, and the same conversation goes on, now with a known person.

use anyhow::{Result, ensure};
use juttu_e2e::engine::Engine;
use juttu_e2e::front::Whom;
use juttu_e2e::looks;
use juttu_e2e::provider::Kind;
use juttu_e2e::resident::Resident;
use juttu_e2e::resident::identifies::{AT_THE_PROVIDER, GO_ON};
use juttu_e2e::scene::Scene;
use juttu_e2e::screen::Screen;
use juttu_e2e::stage::{Stage, story_in};
use juttu_e2e::wait::{until, whether};
use thirtyfour::Key;

use crate::identification::{CODE, NAME, PAGE, PERSON, begin};
use crate::resident_uses_the_keyboard_alone::{presses, tabs_back_to, tabs_to, types};

const WHY: &str = "Katson hakemuksesi tilanteen.";
const DRAFT: &str = "Hakemus lähti viime viikolla";
/// Longer than a silent connection is kept, so that the clock waits for everybody.
const STEP_S: u64 = 76;
/// So many are 19 minutes.
const STEPS: u64 = 15;
const ANSWER: &str = "Näen hakemuksesi. Se on käsittelyssä.";

#[test]
fn resident_identifies_and_goes_on() {
    identifies("resident_identifies_and_goes_on", Kind::Bank);
}

#[test]
fn resident_identifies_at_a_plain_provider() {
    identifies("resident_identifies_at_a_plain_provider", Kind::PlainBank);
}

fn identifies(name: &str, kind: Kind) {
    story_in(&Scene::default().with_provider(kind), name, async |stage| {
        let (resident, agent) = begin(stage).await?;
        let page = stage.county.page(PAGE);
        if stage.engine() == Engine::Chromium {
            resident.keeps_frames().await?;
        }
        resident.writes(DRAFT).await?;
        agent.asks_to_identify(WHY).await?;
        agent.fact("identification-pending").await?;
        let screen = resident.screen();
        screen.reads("identification-card", "", WHY).await?;
        stage.is_accessible(screen, "resident (card)").await?;

        let between = resident.goes_to_identify().await?;
        is_the_relays_page(stage, &between).await?;
        let provider = resident.goes_on_to_the_provider().await?;
        provider.reads_in("h1", "Valitse henkilö").await?;
        resident.chooses_at_the_provider(PERSON, &page).await?;
        resident.is_on("talking").await?;
        stands_at_the_heading(screen).await?;
        screen.holds("composer-field", "", DRAFT).await?;
        screen.part("identified-mark", "").await?;
        resident.reads_on_the_card("Olet tunnistautunut").await?;
        stage.is_accessible(screen, "resident (identified)").await?;

        agent.fact("identification-completed").await?;
        agent.has_nowhere(NAME).await?;
        agent.opens_the_person(NAME).await?;
        stage
            .is_accessible(agent.screen(), "agent (identity)")
            .await?;
        agent.has_nowhere(CODE).await?;
        let desk = agent.screen();
        desk.presses_named("button", "Näytä henkilötunnus").await?;
        desk.reads("identified-person", "", CODE).await?;
        desk.presses_named("button", "Piilota henkilötunnus")
            .await?;
        agent.has_nowhere(CODE).await?;

        resident.sends().await?;
        agent.sees(DRAFT).await?;
        agent.replies(ANSWER).await?;
        resident.sees(ANSWER).await?;
        never_learns_the_name(stage, &resident).await?;
        agent.ends("solved").await?;
        resident.is_on("ended").await?;
        stage.is_accessible(screen, "resident (ended)").await
    });
}

/// Who comes back stands where the conversation begins, and not nowhere on the page.
async fn stands_at_the_heading(screen: &Screen) -> Result<()> {
    until("the panel's heading to have the focus", async || {
        let focused = looks::focused(screen).await?;
        let what = focused.map(|focused| focused.what).unwrap_or_default();
        whether(what.starts_with("heading"), || what.clone())
    })
    .await
}

async fn is_the_relays_page(stage: &Stage, page: &Screen) -> Result<()> {
    page.reads_in(
        "main",
        "Tunnistaudu vain, jos aloitit itse tämän keskustelun.",
    )
    .await?;
    page.reads_in("main", "Aikuissosiaalityön chat").await?;
    stage
        .is_accessible(page, "resident (before the bank)")
        .await
}

/// What the resident's side is sent says that somebody is identified, and never who; and the log of the
/// relay says neither name nor code.
async fn never_learns_the_name(stage: &Stage, resident: &Resident) -> Result<()> {
    let frames = match stage.engine() {
        Engine::Chromium => resident.frames().await?.join("\n"),
        // There it is seen on the page alone.
        Engine::Firefox | Engine::WebKit => String::new(),
    };
    let log = stage.relay.log()?;
    for canary in [NAME, CODE, "Testinen", "juttu-result"] {
        ensure!(!frames.contains(canary), "{canary} reached the resident");
        ensure!(!log.contains(canary), "{canary} is in the relay's log");
    }
    resident.has_nowhere(NAME).await
}

#[test]
fn resident_declines_to_identify() {
    let scene = Scene::default().with_provider(Kind::Bank);
    story_in(&scene, "resident_declines_to_identify", async |stage| {
        let (resident, agent) = begin(stage).await?;
        agent.asks_to_identify(WHY).await?;
        let screen = resident.screen();
        screen.presses("decline-identification", "").await?;
        resident.reads_on_the_card("et tunnistaudu").await?;
        stage.is_accessible(screen, "resident (declined)").await?;
        agent.fact("identification-declined").await?;
        agent
            .screen()
            .is_without_any("[data-fact='identification-pending']")
            .await?;
        resident.says(DRAFT).await?;
        agent.sees(DRAFT).await?;
        agent.replies(ANSWER).await?;
        resident.sees(ANSWER).await?;
        screen.is_without("identified-mark", "").await
    });
}

/// Nobody is taken away from the page by a connection that comes back.
#[test]
fn resident_declines_what_was_pressed_without_a_connection() {
    let scene = Scene::default().with_provider(Kind::Bank);
    let name = "resident_declines_what_was_pressed_without_a_connection";
    story_in(&scene, name, async |stage| {
        let (resident, agent) = begin(stage).await?;
        let (screen, page) = (resident.screen(), stage.county.page(PAGE));
        agent.asks_to_identify(WHY).await?;
        screen.part("identify", "").await?;
        stage.front.cut(Whom::Residents);
        screen.part("banner", "").await?;
        screen.presses("identify", "").await?;
        screen.reads("trouble", "", "ei voitu aloittaa").await?;
        screen.presses("identify", "").await?;
        screen.presses("decline-identification", "").await?;
        stage.front.restore();
        resident.reads_on_the_card("et tunnistaudu").await?;
        agent.fact("identification-declined").await?;
        resident.says(DRAFT).await?;
        agent.sees(DRAFT).await?;
        resident.is_back_on(&page).await
    });
}

#[test]
fn resident_cancels_at_the_bank_and_tries_again() {
    let scene = Scene::default().with_provider(Kind::Bank);
    let name = "resident_cancels_at_the_bank_and_tries_again";
    story_in(&scene, name, async |stage| {
        let (resident, agent) = begin(stage).await?;
        let page = stage.county.page(PAGE);
        agent.asks_to_identify(WHY).await?;
        resident.goes_to_identify().await?;
        resident.goes_on_to_the_provider().await?;
        resident.cancels_at_the_provider(&page).await?;
        resident.is_on("talking").await?;
        stands_at_the_heading(resident.screen()).await?;
        resident.reads_on_the_card("keskeytettiin").await?;
        stage
            .is_accessible(resident.screen(), "resident (cancelled)")
            .await?;
        agent.fact("identification-failed").await?;
        agent.fact("identification-pending").await?;
        resident.identifies_as(PERSON, &page).await?;
        resident.screen().part("identified-mark", "").await?;
        agent.opens_the_person(NAME).await
    });
}

#[test]
fn resident_finds_the_bank_down() {
    let scene = Scene::default().with_provider(Kind::Bank);
    story_in(&scene, "resident_finds_the_bank_down", async |stage| {
        let (resident, agent) = begin(stage).await?;
        let page = stage.county.page(PAGE);
        agent.asks_to_identify(WHY).await?;
        for provider in &mut stage.providers {
            provider.goes_down().await?;
        }
        let between = resident.goes_to_identify().await?;
        between.presses_on(GO_ON).await?;
        between
            .reads_in("h1", "Tunnistautuminen ei toimi juuri nyt")
            .await?;
        stage
            .is_accessible(&between, "resident (bank down)")
            .await?;
        between.presses_on("main a").await?;
        resident.is_back_on(&page).await?;
        resident.is_on("talking").await?;
        agent.fact("identification-failed").await?;
        resident.says(DRAFT).await?;
        agent.sees(DRAFT).await
    });
}

#[test]
fn resident_identifies_in_swedish_on_a_small_phone() {
    let scene = Scene::default().with_provider(Kind::Bank);
    let name = "resident_identifies_in_swedish_on_a_small_phone";
    story_in(&scene, name, async |stage| {
        let (resident, agent) = crate::identification::begin_on(stage, "/in/sv").await?;
        let page = stage.county.page("/in/sv");
        let screen = resident.screen();
        juttu_e2e::looks::size(screen, 320, 640).await?;
        agent.asks_to_identify("Jag ser på din ansökan.").await?;
        screen
            .reads("identification-card", "", "frivilligt")
            .await?;
        juttu_e2e::looks::stays_within(screen, "card, sv, 320 px").await?;
        let between = resident.goes_to_identify().await?;
        between
            .reads_in("main", "Identifiera dig bara om du själv har startat")
            .await?;
        juttu_e2e::looks::stays_within(&between, "start page, sv, 320 px").await?;
        let provider = resident.goes_on_to_the_provider().await?;
        provider.reads_in("h1", "Välj en person").await?;
        let shown = provider.texts_of("#service").await?;
        ensure!(
            shown == ["Vuxensocialarbetets chatt"],
            "the bank shows {shown:?}"
        );
        resident.chooses_at_the_provider(PERSON, &page).await?;
        resident
            .reads_on_the_card("Du har identifierat dig")
            .await?;
        juttu_e2e::looks::stays_within(screen, "identified, sv, 320 px").await?;
        stage
            .is_accessible(screen, "resident (identified, sv)")
            .await
    });
}

#[test]
fn resident_sleeps_at_the_bank() {
    let scene = Scene::default().with_provider(Kind::Bank);
    story_in(&scene, "resident_sleeps_at_the_bank", async |stage| {
        let (resident, agent) = begin(stage).await?;
        let page = stage.county.page(PAGE);
        agent.asks_to_identify(WHY).await?;
        resident.goes_to_identify().await?;
        resident.goes_on_to_the_provider().await?;
        // The phone sleeps for a while, nearly as long as an attempt may take. Who is at the desk is
        // cut off by each step, and is back before the next.
        for _ in 0..STEPS {
            stage.relay.advance(&format!("{STEP_S}s")).await?;
        }
        for provider in &mut stage.providers {
            provider.advances(STEPS * STEP_S).await?;
        }
        resident.chooses_at_the_provider(PERSON, &page).await?;
        resident.is_on("talking").await?;
        resident.screen().part("identified-mark", "").await?;
        agent.opens_the_person(NAME).await
    });
}

#[test]
fn resident_identifies_with_the_keyboard_alone() {
    let scene = Scene::default().with_provider(Kind::Bank);
    let name = "resident_identifies_with_the_keyboard_alone";
    story_in(&scene, name, async |stage| {
        let (resident, agent) = begin(stage).await?;
        let page = stage.county.page(PAGE);
        agent.asks_to_identify(WHY).await?;
        // The card stands above the field.
        tabs_back_to(&resident, "identify").await?;
        presses(&resident, Key::Enter).await?;
        let between = resident.is_asked_to_decide().await?;
        tabs_on_to(&between, GO_ON).await?;
        presses(&resident, Key::Enter).await?;
        let person = format!("{AT_THE_PROVIDER} [value='{PERSON}']");
        between.element(&person).await?;
        tabs_on_to(&between, &person).await?;
        presses(&resident, Key::Enter).await?;
        resident.is_back_on(&page).await?;
        resident.is_on("talking").await?;
        resident.screen().part("identified-mark", "").await?;
        tabs_to(&resident, "composer-field").await?;
        types(&resident, DRAFT).await?;
        presses(&resident, Key::Enter).await?;
        agent.sees(DRAFT).await
    });
}

/// Presses Tab until what `css` selects on a plain page has the focus.
async fn tabs_on_to(page: &Screen, css: &str) -> Result<()> {
    const MOST: usize = 20;
    let script = "return document.activeElement.matches(arguments[1])";
    for _ in 0..MOST {
        let is_there: bool = page.ask(script, &[serde_json::json!(css)]).await?;
        if is_there {
            return Ok(());
        }
        page.strikes(&[], Key::Tab).await?;
    }
    anyhow::bail!("Tab never comes to {css}")
}
