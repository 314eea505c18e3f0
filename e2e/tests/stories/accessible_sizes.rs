//! Small screens and large text: nothing is scrolled sideways or cut off, and the composer and
//! three lines of messages can be reached (WCAG 2.2, 1.4.4, 1.4.10 and 1.4.12).

use anyhow::{Result, ensure};
use juttu_e2e::looks;
use juttu_e2e::resident::Resident;
use juttu_e2e::scene::Scene;
use juttu_e2e::stage::{story, story_in};
use juttu_e2e::states::{State, through_a_fallback, through_a_request, through_a_talk};

const EVENING: &str = "2027-01-12T17:00:00+02:00";

#[test]
fn accessible_at_320_px_and_at_400_percent() {
    story("accessible_at_320_px_and_at_400_percent", async |stage| {
        let resident = stage.resident().await?;
        let page = stage.county.page("/in/fi");
        through_a_talk(stage, &resident, &page, fits_small_screens).await
    });
}

#[test]
fn accessible_request_at_320_px_and_at_400_percent() {
    let name = "accessible_request_at_320_px_and_at_400_percent";
    story_in(&Scene::at(EVENING), name, async |stage| {
        let resident = stage.resident().await?;
        let page = stage.county.page("/in/sv");
        through_a_request(&resident, &page, fits_small_screens).await
    });
}

#[test]
fn accessible_with_text_twice_as_large() {
    story("accessible_with_text_twice_as_large", async |stage| {
        let resident = stage.resident().await?;
        let screen = resident.screen();
        looks::text_px(screen, 32).await?;
        let page = stage.county.page("/in/fi");
        through_a_talk(stage, &resident, &page, async |who, state| {
            let px = "const root = document.querySelector('juttu-chat').shadowRoot;
                return parseFloat(getComputedStyle(root.querySelector('.root')).fontSize)";
            let px: f64 = who.screen().ask(px, &[]).await?;
            ensure!((px - 32.0).abs() < 0.1, "the text is {px} px large");
            fits(who, state).await
        })
        .await
    });
}

#[test]
fn accessible_request_with_text_twice_as_large() {
    let name = "accessible_request_with_text_twice_as_large";
    story_in(&Scene::at(EVENING), name, async |stage| {
        let resident = stage.resident().await?;
        looks::text_px(resident.screen(), 32).await?;
        let page = stage.county.page("/in/sv");
        through_a_request(&resident, &page, fits).await
    });
}

#[test]
fn accessible_with_text_spaced_out() {
    story("accessible_with_text_spaced_out", async |stage| {
        let resident = stage.resident().await?;
        looks::size(resident.screen(), 320, 640).await?;
        let page = stage.county.page("/in/fi");
        through_a_talk(stage, &resident, &page, async |who, state| {
            looks::text_spacing(who.screen()).await?;
            fits(who, state).await
        })
        .await
    });
}

#[test]
fn accessible_request_with_text_spaced_out() {
    let name = "accessible_request_with_text_spaced_out";
    story_in(&Scene::at(EVENING), name, async |stage| {
        let resident = stage.resident().await?;
        looks::size(resident.screen(), 320, 640).await?;
        let page = stage.county.page("/in/sv");
        through_a_request(&resident, &page, async |who, state| {
            looks::text_spacing(who.screen()).await?;
            fits(who, state).await
        })
        .await
    });
}

#[test]
fn accessible_without_wasm_at_320_px_and_spaced_out() {
    let name = "accessible_without_wasm_at_320_px_and_spaced_out";
    story(name, async |stage| {
        let resident = stage.resident_without_wasm().await?;
        let page = stage.county.page("/in/fi");
        through_a_fallback(&resident, &page, async |who, state| {
            fits_small_screens(who, state).await?;
            looks::text_spacing(who.screen()).await?;
            fits(who, state).await
        })
        .await
    });
}

async fn fits(resident: &Resident, state: State) -> Result<()> {
    looks::stays_within(resident.screen(), state.name).await?;
    looks::cuts_nothing_off(resident.screen(), state.name).await
}

/// 1280 × 1024 seen at 400 % is 320 × 256; a small phone lies across at 640 × 320.
async fn fits_small_screens(resident: &Resident, state: State) -> Result<()> {
    let screen = resident.screen();
    for (width, height) in [(320, 640), (320, 256), (640, 320)] {
        looks::size(screen, width, height).await?;
        let what = format!("{} at {width} × {height}", state.name);
        looks::stays_within(screen, &what).await?;
        looks::cuts_nothing_off(screen, &what).await?;
        if state.name == "talking" {
            let reached = looks::reached(screen).await?;
            ensure!(reached.field, "{what}: the field can't be reached");
            ensure!(reached.send, "{what}: the Send button can't be reached");
            let lines = reached.lines;
            ensure!(lines >= 3.0, "{what}: {lines} lines of messages in sight");
        }
    }
    // Back to where the walk can go on by pointer.
    looks::size(screen, 320, 640).await
}
