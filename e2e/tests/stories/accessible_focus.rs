//! Where the focus is: always seen, never under the composer, on a phone never behind the panel;
//! Esc puts the chat away when the focus is in it, and gives the focus back.

use anyhow::{Context, Result, ensure};
use juttu_e2e::looks::{self, Focused, Look};
use juttu_e2e::resident::Resident;
use juttu_e2e::scene::Scene;
use juttu_e2e::screen::Screen;
use juttu_e2e::stage::{story, story_in};
use juttu_e2e::states::{State, through_a_fallback, through_a_request, through_a_talk};
use juttu_e2e::wait::{until, whether};
use thirtyfour::{By, Key};

const EVENING: &str = "2027-01-12T17:00:00+02:00";
/// More than there are stops on the start screen.
const STOPS: usize = 30;

#[test]
fn accessible_focus_is_seen_through_a_talk() {
    story("accessible_focus_is_seen_through_a_talk", async |stage| {
        let resident = stage.resident().await?;
        looks::size(resident.screen(), 320, 640).await?;
        let page = stage.county.page("/in/fi");
        through_a_talk(stage, &resident, &page, tabs_through).await
    });
}

#[test]
fn accessible_focus_is_seen_through_a_request() {
    let name = "accessible_focus_is_seen_through_a_request";
    story_in(&Scene::at(EVENING), name, async |stage| {
        let resident = stage.resident().await?;
        looks::size(resident.screen(), 320, 480).await?;
        Look::Forced.is_worn_by(resident.screen()).await?;
        let page = stage.county.page("/in/sv");
        through_a_request(&resident, &page, tabs_through).await
    });
}

#[test]
fn accessible_focus_is_seen_without_wasm() {
    story("accessible_focus_is_seen_without_wasm", async |stage| {
        let resident = stage.resident_without_wasm().await?;
        looks::size(resident.screen(), 320, 480).await?;
        let page = stage.county.page("/in/en");
        through_a_fallback(&resident, &page, tabs_through).await
    });
}

#[test]
fn accessible_focus_stays_in_the_panel_on_a_phone() {
    let name = "accessible_focus_stays_in_the_panel_on_a_phone";
    story(name, async |stage| {
        let resident = stage.resident().await?;
        let screen = resident.screen();
        looks::size(screen, 390, 800).await?;
        resident
            .opens(&stage.county.page("/toimeentulotuki"))
            .await?;
        resident.opens_the_chat().await?;
        ensure!(role(screen).await?.as_deref() == Some("dialog"));
        for back in [false, true] {
            for _ in 0..STOPS {
                tabs(screen, back).await?;
                // From its ends the browser's own controls are reached, as everywhere.
                let kept = "const { activeElement } = document;
                    return activeElement === document.body
                        || activeElement === document.querySelector('juttu-chat')";
                until("the focus not to be behind the panel", async || {
                    let is_kept: bool = screen.ask(kept, &[]).await?;
                    whether(is_kept, || "it is".into())
                })
                .await?;
            }
        }
        // Nothing modal, and nothing around the announcers is hidden: that would silence them.
        let modal = "const host = document.querySelector('juttu-chat');
            const isHidden = (element) => element.getAttribute('aria-hidden') === 'true'
                && (element.contains(host) || element.parentElement === host
                    || element.querySelector('slot, button, [role]'));
            return [host, ...host.children, ...host.shadowRoot.querySelectorAll('*')].filter(
                (element) => element.inert || element.getAttribute('aria-modal')
                    || isHidden(element) || element.tagName === 'DIALOG').length;";
        let modal: usize = screen.ask(modal, &[]).await?;
        ensure!(
            modal == 0,
            "{modal} elements are modal, inert or hidden from a screen reader"
        );
        escapes(screen).await?;
        has_focus(screen, "launcher").await
    });
}

#[test]
fn accessible_escape_is_the_pages_own_outside_the_chat() {
    let name = "accessible_escape_is_the_pages_own_outside_the_chat";
    story(name, async |stage| {
        let resident = stage.resident().await?;
        let screen = resident.screen();
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        let is_expanded = screen
            .attribute("[part~=\"launcher\"]", "aria-expanded")
            .await?;
        ensure!(is_expanded.as_deref() == Some("false"), "{is_expanded:?}");
        resident.opens_the_chat().await?;
        ensure!(role(screen).await?.as_deref() == Some("region"));
        // No trap: the page's own link can be reached and used.
        let link = screen.web().find(By::LinkText("Toimeentulotuki")).await?;
        link.focus().await?;
        escapes(screen).await?;
        screen.part("start-field", "").await?;
        let on_the_page = "return document.activeElement.tagName";
        let focused: String = screen.ask(on_the_page, &[]).await?;
        ensure!(focused == "A", "the focus is on {focused}");

        screen.part("start-field", "").await?.click().await?;
        escapes(screen).await?;
        screen.is_without("start-field", "").await?;
        has_focus(screen, "launcher").await
    });
}

/// Presses Tab until every stop of the widget has been seen, or the focus has come round.
async fn tabs_through(resident: &Resident, state: State) -> Result<()> {
    let screen = resident.screen();
    let begin = "const root = document.querySelector('juttu-chat').shadowRoot;
        const open = !root.querySelector('[part~=\"panel\"]').hidden;
        root.querySelector(open ? '[part~=\"heading\"]' : '[part~=\"launcher\"]').focus();
        return [...root.querySelectorAll('button, a[href], input, select, textarea, [tabindex=\"0\"]')]
            .filter((element) => element.checkVisibility({ visibilityProperty: true })).length;";
    let stops: usize = screen.ask(begin, &[]).await?;
    let mut passed: Vec<String> = Vec::new();
    for _ in 0..stops {
        if state.is_open {
            tabs(screen, false).await?;
        }
        let Some(focused) = looks::focused(screen).await? else {
            break;
        };
        is_seen(&focused, state, &passed)?;
        passed.push(focused.what);
    }
    // A group of radio buttons is one stop; apart from those, everything is reached.
    ensure!(!passed.is_empty(), "{}: nothing can be reached", state.name);
    Ok(())
}

fn is_seen(focused: &Focused, state: State, passed: &[String]) -> Result<()> {
    let Focused { what, .. } = focused;
    let name = state.name;
    ensure!(
        focused.is_in_sight,
        "{name}: {what} has the focus and is not seen; before: {passed:?}"
    );
    ensure!(
        focused.is_marked && focused.outline_px >= 2.0,
        "{name}: the focus on {what} is not marked: {focused:?}"
    );
    Ok(())
}

async fn role(screen: &Screen) -> Result<Option<String>> {
    screen.attribute("[part~=\"panel\"]", "role").await
}

async fn has_focus(screen: &Screen, part: &str) -> Result<()> {
    until(&format!("{part} to have the focus"), async || {
        let focused = looks::focused(screen)
            .await?
            .context("the focus is elsewhere")?;
        whether(focused.what.starts_with(part), || focused.what.clone())
    })
    .await
}

async fn escapes(screen: &Screen) -> Result<()> {
    let keys = screen.web().action_chain().send_keys(Key::Escape);
    Ok(keys.perform().await?)
}

async fn tabs(screen: &Screen, back: bool) -> Result<()> {
    let keys = screen.web().action_chain();
    let keys = if back {
        keys.key_down(Key::Shift)
            .send_keys(Key::Tab)
            .key_up(Key::Shift)
    } else {
        keys.send_keys(Key::Tab)
    };
    Ok(keys.perform().await?)
}
