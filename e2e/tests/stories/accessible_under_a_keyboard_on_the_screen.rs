//! A keyboard on the screen takes its lower half, and the layout does not shrink for it: the panel
//! follows what is left in sight. No engine here can show a real one, so that what a phone would
//! report is put in its place; docs/accessibility.md has the check for a person.

use anyhow::{Result, ensure};
use juttu_e2e::looks;
use juttu_e2e::screen::Screen;
use juttu_e2e::stage::story;
use juttu_e2e::wait::{until, whether};
use serde_json::json;

const QUESTION: &str = "Jääkö kenttä näppäimistön alle?";
const ANSWER: &str = "Ei jää.";
const DRAFT: &str = "Kirjoitan pitkän viestin, jonka on mahduttava näkyviin.";

#[test]
fn accessible_under_a_keyboard_on_the_screen() {
    let name = "accessible_under_a_keyboard_on_the_screen";
    story(name, async |stage| {
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let resident = stage.resident().await?;
        let screen = resident.screen();
        looks::size(screen, 390, 800).await?;
        resident.opens(&stage.county.page("/fixed-header")).await?;
        resident.opens_the_chat().await?;
        resident.starts(QUESTION).await?;
        agent.claims(QUESTION).await?;
        resident.is_on("talking").await?;
        resident.writes(DRAFT).await?;
        // The keyboard takes 360 px, and the browser has moved what is in sight 50 px down.
        leaves_in_sight(screen, 50.0, 440.0).await?;
        let seen = "const root = document.querySelector('juttu-chat').shadowRoot;
            return ['composer-field', 'send', 'minimise'].filter((part) => {
                const element = root.querySelector(`[part~=\"${part}\"]`);
                const { top, bottom } = element.getBoundingClientRect();
                return top < 50 || bottom > 490; })";
        let unseen: Vec<String> = screen.ask(seen, &[]).await?;
        ensure!(unseen.is_empty(), "out of sight: {unseen:?}");
        agent.replies(ANSWER).await?;
        resident.sees(ANSWER).await?;
        let last = "const root = document.querySelector('juttu-chat').shadowRoot;
            const all = [...root.querySelectorAll('[part~=\"message\"]')];
            return all.at(-1).getBoundingClientRect().bottom";
        until("the answer to be in sight", async || {
            let bottom: f64 = screen.ask(last, &[]).await?;
            whether(bottom <= 490.0, || format!("it ends at {bottom} px"))
        })
        .await?;
        screen.holds("composer-field", "", DRAFT).await?;
        // The keyboard goes: the panel fills the screen again.
        leaves_in_sight(screen, 0.0, 800.0).await
    });
}

/// Says what a phone would say, and waits until the panel lies there.
async fn leaves_in_sight(screen: &Screen, top: f64, height: f64) -> Result<()> {
    let script =
        "for (const [name, value] of [['offsetTop', arguments[1]], ['height', arguments[2]]])
            Object.defineProperty(visualViewport, name, { value, configurable: true });
        visualViewport.dispatchEvent(new Event('resize')); return 0";
    let _: u64 = screen.ask(script, &[json!(top), json!(height)]).await?;
    let script = "const root = document.querySelector('juttu-chat').shadowRoot;
        const { top, height } = root.querySelector('[part~=\"panel\"]').getBoundingClientRect();
        return [top, height]";
    until("the panel to follow", async || {
        let lies: (f64, f64) = screen.ask(script, &[]).await?;
        let follows = (lies.0 - top).abs() < 1.0 && (lies.1 - height).abs() < 1.0;
        whether(follows, || format!("{lies:?}"))
    })
    .await
}
