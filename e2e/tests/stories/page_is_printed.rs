//! Whoever prints a page prints the page: neither the chat's button nor its panel is on the paper,
//! open or not.

use anyhow::{Result, ensure};
use juttu_e2e::looks;
use juttu_e2e::screen::Screen;
use juttu_e2e::stage::story;

#[test]
fn page_is_printed() {
    story("page_is_printed", async |stage| {
        let resident = stage.resident().await?;
        let screen = resident.screen();
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        ensure!(on_paper(screen, "screen").await? == ["launcher"]);
        let closed = on_paper(screen, "print").await?;
        ensure!(closed.is_empty(), "on the paper is the {closed:?}");
        looks::media(screen, "screen", &[]).await?;
        resident.opens_the_chat().await?;
        ensure!(on_paper(screen, "screen").await? == ["panel"]);
        let open = on_paper(screen, "print").await?;
        ensure!(open.is_empty(), "on the paper is the {open:?}");
        looks::media(screen, "screen", &[]).await?;
        resident.starts("Tulostin sivun.").await
    });
}

/// Which of the chat's parts a medium shows.
async fn on_paper(screen: &Screen, medium: &str) -> Result<Vec<String>> {
    looks::media(screen, medium, &[]).await?;
    let script = "const root = document.querySelector('juttu-chat').shadowRoot;
        return ['launcher', 'panel'].filter((part) => {
            const element = root.querySelector(`[part~=\"${part}\"]`);
            return element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0; })";
    screen.ask(script, &[]).await
}
