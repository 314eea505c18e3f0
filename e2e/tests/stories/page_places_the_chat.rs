//! What a page says in the tag's attributes: the corner, how far from it, the theme, that the chat
//! is fetched before it is touched, and that it stands open.

use anyhow::{Result, ensure};
use juttu_e2e::looks;
use juttu_e2e::stage::story;
use juttu_e2e::wait::{until, whether};

#[test]
fn page_places_the_chat() {
    story("page_places_the_chat", async |stage| {
        let resident = stage.resident().await?;
        let screen = resident.screen();
        resident.opens(&stage.county.page("/placed")).await?;
        let script = "const root = document.querySelector('juttu-chat').shadowRoot;
            const { left, bottom } = root.querySelector('[part~=\"launcher\"]').getBoundingClientRect();
            return [left, innerHeight - bottom]";
        let lies: (f64, f64) = screen.ask(script, &[]).await?;
        ensure!(lies == (24.0, 96.0), "the button lies at {lies:?}");
        // Nobody has touched anything.
        until("the chat to be fetched", async || {
            let script = "return performance.getEntriesByType('resource').map(({ name }) => name)";
            let names: Vec<String> = screen.ask(script, &[]).await?;
            whether(names.iter().any(|name| name.ends_with(".wasm")), || {
                format!("{names:?}")
            })
        })
        .await?;
        resident.opens_the_chat().await?;
        ensure!(stage.front.asked_for("/themes/lakeus.css") == 1);
        let scheme = "const root = document.querySelector('juttu-chat').shadowRoot;
            return getComputedStyle(root.querySelector('.root')).colorScheme";
        let scheme: String = screen.ask(scheme, &[]).await?;
        ensure!(scheme == "dark", "the chat is {scheme}");
        let left = "const root = document.querySelector('juttu-chat').shadowRoot;
            return root.querySelector('[part~=\"panel\"]').getBoundingClientRect().left";
        let left: f64 = screen.ask(left, &[]).await?;
        ensure!(
            (left - 24.0).abs() < 1.0,
            "the panel lies {left} px from the left"
        );
        stage.is_accessible(screen, "resident (a dark theme)").await
    });
}

#[test]
fn page_has_the_chat_open() {
    story("page_has_the_chat_open", async |stage| {
        let resident = stage.resident().await?;
        let screen = resident.screen();
        resident.goes_to(&stage.county.page("/opened")).await?;
        screen.part("start-field", "").await?;
        keeps_its_focus(screen).await?;
        stage.is_accessible(screen, "resident").await?;
        // Whoever has put it away has put it away.
        screen.presses("minimise", "").await?;
        resident.reloads().await?;
        screen.part("launcher", "").await?;
        screen.is_without("start-field", "").await?;

        // Nobody's whole screen is filled unasked.
        let other = stage.resident().await?;
        looks::size(other.screen(), 390, 800).await?;
        other.opens(&stage.county.page("/opened")).await?;
        other
            .screen()
            .reads("launcher", "", "Ei ketään paikalla")
            .await?;
        other.screen().is_without("start-field", "").await
    });
}

async fn keeps_its_focus(screen: &juttu_e2e::screen::Screen) -> Result<()> {
    let focused = "return document.activeElement.id";
    let focused: String = screen.ask(focused, &[]).await?;
    ensure!(focused == "search", "the focus is on {focused:?}");
    Ok(())
}
