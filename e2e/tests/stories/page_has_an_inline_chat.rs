//! `<juttu-chat service>` in a page: the chat stands where the element stands, always open, as
//! large as the element says on a page of small text; a router takes it away and brings it back.

use anyhow::{Result, ensure};
use juttu_e2e::looks;
use juttu_e2e::screen::Screen;
use juttu_e2e::stage::story;

const QUESTION: &str = "Onko chat osa sivua?";
const ANSWER: &str = "On.";

#[test]
fn page_has_an_inline_chat() {
    story("page_has_an_inline_chat", async |stage| {
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let resident = stage.resident().await?;
        let screen = resident.screen();
        resident.goes_to(&stage.county.page("/inline")).await?;
        screen.part("start-field", "").await?;
        screen.is_without("launcher", "").await?;
        screen.is_without("minimise", "").await?;
        stands_in_its_place(screen).await?;
        let size = "const root = document.querySelector('juttu-chat').shadowRoot;
            return getComputedStyle(root.querySelector('textarea')).fontSize";
        let size: String = screen.ask(size, &[]).await?;
        ensure!(size == "17px", "the field's text is {size}");
        looks::has_large_targets(screen, "inline").await?;
        looks::stays_within(screen, "inline").await?;
        stage.is_accessible(screen, "resident (inline)").await?;
        resident.starts(QUESTION).await?;
        agent.claims(QUESTION).await?;
        agent.replies(ANSWER).await?;
        resident.sees(ANSWER).await?;

        goes(screen, "away").await?;
        let chats = "return document.querySelectorAll('juttu-chat').length";
        let left: u64 = screen.ask(chats, &[]).await?;
        ensure!(left == 0, "{left} chats are left");
        goes(screen, "back").await?;
        resident.sees(ANSWER).await?;
        resident.says("Kiitos.").await?;
        agent.sees("Kiitos.").await?;
        let errors = screen.console_errors().await?;
        ensure!(errors.is_empty(), "{errors:#?}");
        looks::size(screen, 320, 640).await?;
        looks::stays_within(screen, "inline at 320 px").await?;
        stage
            .is_accessible(screen, "resident (inline, talking)")
            .await
    });
}

/// The panel lies within its element, and what comes after it comes after it.
async fn stands_in_its_place(screen: &Screen) -> Result<()> {
    let script = "const host = document.querySelector('juttu-chat');
        const panel = host.shadowRoot.querySelector('[part~=\"panel\"]').getBoundingClientRect();
        const place = host.getBoundingClientRect();
        const after = document.getElementById('after').getBoundingClientRect();
        return panel.top >= place.top - 1 && panel.bottom <= place.bottom + 1
            && panel.left >= place.left - 1 && panel.right <= place.right + 1
            && after.top >= panel.bottom - 1 && place.height === 600";
    let stands: bool = screen.ask(script, &[]).await?;
    ensure!(stands, "the chat does not stand in its place");
    Ok(())
}

async fn goes(screen: &Screen, way: &str) -> Result<()> {
    let script = "window.router[arguments[1]](); return 0";
    let _: u64 = screen.ask(script, &[way.into()]).await?;
    Ok(())
}
