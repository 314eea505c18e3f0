//! On a long page with smooth scrolling and a fixed header: the page stays where it is whatever
//! happens in the chat, and on a phone the panel's own head is above the header.

use anyhow::{Result, ensure};
use juttu_e2e::looks;
use juttu_e2e::screen::Screen;
use juttu_e2e::stage::story;

const QUESTION: &str = "Pysyykö sivu paikallaan?";
const ANSWER: &str = "Pysyy.";

#[test]
fn page_scrolls_under_a_fixed_header() {
    story("page_scrolls_under_a_fixed_header", async |stage| {
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let resident = stage.resident().await?;
        let screen = resident.screen();
        looks::size(screen, 390, 800).await?;
        resident.opens(&stage.county.page("/fixed-header")).await?;
        let scroll = "scrollTo({ top: 700, behavior: 'instant' }); return 0";
        let _: u64 = screen.ask(scroll, &[]).await?;
        stays(screen, "before anything").await?;
        resident.opens_the_chat().await?;
        stays(screen, "after opening").await?;
        let covered = "const root = document.querySelector('juttu-chat').shadowRoot;
            return ['minimise', 'heading'].filter((part) => {
                const element = root.querySelector(`[part~=\"${part}\"]`);
                const { x, y, height } = element.getBoundingClientRect();
                return root.elementFromPoint(x + 4, y + height / 2) !== element; })";
        let covered: Vec<String> = screen.ask(covered, &[]).await?;
        ensure!(covered.is_empty(), "the header covers {covered:?}");
        resident.starts(QUESTION).await?;
        agent.claims(QUESTION).await?;
        agent.replies(ANSWER).await?;
        resident.sees(ANSWER).await?;
        resident.says("Hyvä.").await?;
        stays(screen, "after a talk").await?;
        screen.presses("minimise", "").await?;
        screen.part("launcher", "").await?;
        stays(screen, "after putting the chat away").await
    });
}

async fn stays(screen: &Screen, when: &str) -> Result<()> {
    let at: f64 = screen.ask("return scrollY", &[]).await?;
    ensure!((at - 700.0).abs() < 1.0, "{when} the page is at {at} px");
    Ok(())
}
