//! A page has a window of its own and asks about cookies: the chat's button covers neither of the
//! banner's buttons, and an answer that comes while the window is open takes nothing from it.

use anyhow::{Result, ensure};
use juttu_e2e::screen::Screen;
use juttu_e2e::stage::story;
use thirtyfour::{By, Key};

const QUESTION: &str = "Mitä teen sillä välin?";
const ANSWER: &str = "Voit rauhassa jatkaa sivulla.";
const ADDRESS: &str = "maija@example.fi";

#[test]
fn page_has_a_banner() {
    story("page_has_a_banner", async |stage| {
        for (width, height) in [(1280, 900), (320, 640)] {
            let resident = stage.resident().await?;
            let screen = resident.screen();
            juttu_e2e::looks::size(screen, width, height).await?;
            let page = stage.county.page("/modal-and-banner");
            resident.opens(&page).await?;
            let covered = "return ['refuse', 'accept'].filter((id) => {
                const button = document.getElementById(id);
                const { x, y, width, height } = button.getBoundingClientRect();
                return document.elementFromPoint(x + width / 2, y + height / 2) !== button; })";
            let covered: Vec<String> = screen.ask(covered, &[]).await?;
            ensure!(covered.is_empty(), "at {width} px, covered: {covered:?}");
            ensure!(below(screen).await? >= 72.0);
            screen.web().find(By::Id("accept")).await?.click().await?;
            let below = below(screen).await?;
            ensure!(below < 20.0, "the button stays {below} px up");
            resident.opens_the_chat().await?;
        }
        Ok(())
    });
}

#[test]
fn page_has_a_modal() {
    story("page_has_a_modal", async |stage| {
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let resident = stage.resident().await?;
        let screen = resident.screen();
        let page = stage.county.page("/modal-and-banner");
        resident.opens(&page).await?;
        screen.web().find(By::Id("accept")).await?.click().await?;
        resident.opens_the_chat().await?;
        resident.starts(QUESTION).await?;
        agent.claims(QUESTION).await?;
        resident.is_on("talking").await?;

        screen.web().find(By::Id("ask")).await?.click().await?;
        let address = screen.web().find(By::Id("address")).await?;
        address.click().await?;
        agent.replies(ANSWER).await?;
        resident.sees(ANSWER).await?;
        let keys = screen.web().action_chain().send_keys(ADDRESS);
        keys.perform().await?;
        let typed = address.prop("value").await?.unwrap_or_default();
        ensure!(typed == ADDRESS, "in the window's field stands {typed:?}");
        // Esc is the window's as long as it is open.
        let keys = screen.web().action_chain().send_keys(Key::Escape);
        keys.perform().await?;
        let is_open = "return document.getElementById('letter').open";
        ensure!(!screen.ask::<bool>(is_open, &[]).await?, "the window stays");
        screen.part("composer-field", "").await?;
        resident.says("Kiitos.").await?;
        stage.is_accessible(screen, "resident").await
    });
}

/// How many pixels are free below the chat's button.
async fn below(screen: &Screen) -> Result<f64> {
    let script = "const root = document.querySelector('juttu-chat').shadowRoot;
        const launcher = root.querySelector('[part~=\"launcher\"]');
        return innerHeight - launcher.getBoundingClientRect().bottom;";
    screen.ask(script, &[]).await
}
