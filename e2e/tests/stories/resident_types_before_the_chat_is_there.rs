//! The line is slow: the field stands there before the program that sends. What is written and
//! pressed meanwhile is neither lost nor done twice, and nothing moves when the chat comes.

use anyhow::{Result, ensure};
use juttu_e2e::front::Whom;
use juttu_e2e::resident::Resident;
use juttu_e2e::scene::Scene;
use juttu_e2e::screen::Screen;
use juttu_e2e::stage::{Stage, story, story_in};
use serde::Deserialize;
use thirtyfour::Key;

const QUESTION: &str = "Vuokra nousi, eivätkä rahat riitä. Mitä voin tehdä?";
const FIRST: &str = "Vuokra nousi,";
const SECOND: &str = " eivätkä rahat riitä. Mitä voin tehdä!";
const LAST: &str = "?";
/// Where the last sign goes: in the place of one that is selected when the chat comes.
const SELECTED: (usize, usize) = (50, 51);

const ANNOUNCEMENT: &str = "
[service.aikuissosiaalityo.announcements.huolto]
from = 2027-01-04
until = 2027-01-05
text.fi = \"Chat on poissa käytöstä ti 5.1. klo 7–8.\"
text.sv = \"Chatten är ur bruk ti 5.1 kl. 7–8.\"
text.en = \"The chat is out of use on Tue 5 Jan 7–8.\"
";

/// Everything that is seen down to the field, and the foot.
const PARTS: &str = "const root = document.querySelector('juttu-chat').shadowRoot;
    const below = '[part=identify-offer], .choices, [part=links], [part=contact]';
    const parts = () => [...root.querySelectorAll('.pane > *, .foot > *')]
        .filter((part) => part.checkVisibility() && !part.matches(below));
    const look = (part) => {
        const copy = part.cloneNode(true);
        const grow = copy.querySelector('.grow');
        if (grow) copy.replaceChildren(grow);
        copy.normalize();
        return copy;
    };
    const boxes = () => [...root.querySelectorAll('.pane > *, .pane > * *, .foot, .foot *')]
        .filter((part) => part.checkVisibility() && !part.closest(below))
        .map((part) => [part.outerHTML.slice(0, 40), ...Object.values(part.getBoundingClientRect().toJSON())].join(' '));";

const REMEMBER: &str = "window.parts = parts().map(look);
    window.boxes = boxes();
    window.shifts = [];
    new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => window.shifts.push(value)))
        .observe({ type: 'layout-shift' });
    return window.parts.length;";

/// What is another now; that `PerformanceObserver` has been told everything takes a frame.
const COMPARE: &str = "const done = arguments[arguments.length - 1];
    requestAnimationFrame(() => setTimeout(() => {
        const now = parts().map(look);
        const other = (all, one, at) => (all[at] && one.isEqualNode(all[at]) ? [] : [one.outerHTML]);
        const gone = window.parts.flatMap((part, at) => other(now, part, at));
        const come = now.flatMap((part, at) => other(window.parts, part, at));
        const stand = boxes();
        const moved = window.boxes.filter((box) => !stand.includes(box));
        done({ gone, come, moved, shifts: window.shifts });
    }));";

/// The differences between what stood there before the chat and the chat.
#[derive(Debug, Default, Deserialize, PartialEq)]
struct Differences {
    gone: Vec<String>,
    come: Vec<String>,
    moved: Vec<String>,
    shifts: Vec<f64>,
}

/// She has opened the chat, and the field is there without it.
async fn opens_early(stage: &Stage) -> Result<Resident> {
    stage.front.hold_files(".wasm");
    let resident = stage.resident().await?;
    let screen = resident.screen();
    resident.opens(&stage.county.page("/sosiaalityo")).await?;
    screen.presses("launcher", "").await?;
    screen.part("start-field", "").await?;
    let is_there = screen.attribute("[data-screen]", "data-screen").await?;
    ensure!(
        is_there.is_none(),
        "the chat is there already: {is_there:?}"
    );
    Ok(resident)
}

async fn focused(screen: &Screen) -> Result<String> {
    let script = "const { activeElement } = document.querySelector('juttu-chat').shadowRoot;
        return activeElement ? activeElement.getAttribute('part') : '';";
    screen.ask(script, &[]).await
}

/// What stands there before the chat is what the chat draws, in the same place.
async fn nothing_moves(stage: &Stage) -> Result<()> {
    let resident = opens_early(stage).await?;
    let screen = resident.screen();
    ensure!(focused(screen).await? == "heading");
    stage.is_accessible(screen, "resident (early)").await?;
    resident.listens().await?;
    let parts: usize = screen.ask(&[PARTS, REMEMBER].concat(), &[]).await?;
    ensure!(parts >= 7, "{parts} parts are seen");
    stage.front.release_answers();
    resident.is_on("start").await?;
    let compare = [PARTS, COMPARE].concat();
    let compared = screen.web().execute_async(&compare, vec![]).await?;
    let differences: Differences = compared.convert()?;
    ensure!(differences == Differences::default(), "{differences:#?}");
    ensure!(focused(screen).await? == "heading");
    resident.hears(&[]).await
}

#[test]
fn nothing_moves_when_the_chat_comes() {
    let scene = Scene::default().with_sections(ANNOUNCEMENT);
    let name = "nothing_moves_when_the_chat_comes";
    story_in(&scene, name, async |stage| {
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        nothing_moves(stage).await
    });
}

#[test]
fn nothing_moves_when_the_chat_comes_with_nobody_there() {
    let name = "nothing_moves_when_the_chat_comes_with_nobody_there";
    story(name, async |stage| nothing_moves(stage).await);
}

#[test]
fn resident_types_before_the_chat_is_there() {
    story("resident_types_before_the_chat_is_there", async |stage| {
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let resident = opens_early(stage).await?;
        let screen = resident.screen();
        screen.types("start-field", "", FIRST).await?;
        screen.types("start-field", "", SECOND).await?;
        let select = screen.web().action_chain().key_down(Key::Shift);
        let select = select.send_keys(Key::Left).key_up(Key::Shift);
        select.perform().await?;
        stage.front.release_answers();
        resident.is_on("start").await?;
        ensure!(focused(screen).await? == "start-field");
        let script = "const { activeElement } = document.querySelector('juttu-chat').shadowRoot;
            return [activeElement.selectionStart, activeElement.selectionEnd];";
        let selected: (usize, usize) = screen.ask(script, &[]).await?;
        ensure!(selected == SELECTED, "{selected:?}");
        // She writes on without having noticed.
        screen
            .web()
            .action_chain()
            .send_keys(LAST)
            .perform()
            .await?;
        screen.holds("start-field", "", QUESTION).await?;
        screen.presses("start", "").await?;
        resident.is_on("waiting").await?;
        agent.claims(QUESTION).await?;
        resident.talk_is(&[("you", QUESTION)]).await
    });
}

#[test]
fn resident_starts_before_the_chat_is_there() {
    story("resident_starts_before_the_chat_is_there", async |stage| {
        let resident = opens_early(stage).await?;
        let screen = resident.screen();
        screen.types("start-field", "", QUESTION).await?;
        screen.presses("start", "").await?;
        screen.reads("start", "", "Aloitetaan").await?;
        for path in ["/api/v1/socket", "/api/v1/commands"] {
            ensure!(stage.front.asked_for(path) == 0, "something was sent");
        }
        stage.front.release_answers();
        resident.is_on("waiting").await?;
        resident.talk_is(&[("you", QUESTION)]).await
    });
}

#[test]
fn resident_keeps_what_she_wrote_when_the_chat_never_comes() {
    let name = "resident_keeps_what_she_wrote_when_the_chat_never_comes";
    story(name, async |stage| {
        let resident = opens_early(stage).await?;
        let screen = resident.screen();
        screen.types("start-field", "", QUESTION).await?;
        let script = "const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
            return new URL(loaded.find((name) => name.endsWith('.css'))).pathname.replace('.css', '.wasm');";
        let wasm: String = screen.ask(script, &[]).await?;
        stage.front.lose(&wasm);
        stage.front.cut(Whom::Residents);
        stage.front.restore();
        screen.part("fallback", "").await?;
        screen.holds("message-field", "", QUESTION).await
    });
}
