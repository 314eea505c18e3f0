//! On a page that leaves room for the chat's button as docs/accessibility.md says, no link that has
//! the focus is under it, down to the last one (WCAG 2.2, 2.4.11).

use anyhow::{Result, ensure};
use juttu_e2e::looks;
use juttu_e2e::screen::Screen;
use juttu_e2e::stage::story;
use thirtyfour::Key;

#[test]
fn page_has_links_in_the_corner() {
    story("page_has_links_in_the_corner", async |stage| {
        let resident = stage.resident().await?;
        let screen = resident.screen();
        looks::size(screen, 390, 700).await?;
        let page = stage.county.page("/links-in-the-corner");
        resident.opens(&page).await?;
        screen.reads("launcher", "", "Ei ketään paikalla").await?;
        let keys = || screen.web().action_chain();
        for number in 1..=30 {
            keys().send_keys(Key::Tab).perform().await?;
            is_clear(screen, &format!("Sivu {number}")).await?;
        }
        // After the page comes the chat, and then the page again, backwards.
        keys().send_keys(Key::Tab).perform().await?;
        let focused = looks::focused(screen).await?;
        ensure!(focused.is_some_and(|focused| focused.what.starts_with("launcher")));
        for number in (1..=30).rev() {
            let back = keys().key_down(Key::Shift).send_keys(Key::Tab);
            back.key_up(Key::Shift).perform().await?;
            is_clear(screen, &format!("Sivu {number}")).await?;
        }
        Ok(())
    });
}

async fn is_clear(screen: &Screen, name: &str) -> Result<()> {
    let script = "const { activeElement } = document;
        const { x, y, width, height } = activeElement.getBoundingClientRect();
        return [activeElement.textContent,
            document.elementFromPoint(x + width / 2, y + height / 2) === activeElement]";
    let (focused, is_clear): (String, bool) = screen.ask(script, &[]).await?;
    ensure!(
        focused == name,
        "the focus is on {focused:?}, not on {name:?}"
    );
    ensure!(is_clear, "{name:?} has the focus under the chat's button");
    Ok(())
}
