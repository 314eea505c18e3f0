//! A professional turns to another resident before the browser has drawn what came from the first:
//! what was to be done in the next frame belongs to a screen that is gone by then. The desk goes on.

use anyhow::{Result, ensure};
use juttu_e2e::agent::Agent;
use juttu_e2e::screen::Screen;
use juttu_e2e::stage::story;

const QUESTION: &str = "Mistä haen asumistukea?";

#[test]
fn professional_turns_in_the_same_moment() {
    story("professional_turns_in_the_same_moment", async |stage| {
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let screen = agent.screen();
        let mut all = Vec::new();
        for question in [QUESTION, "Kuka auttaa velkojen kanssa?"] {
            let resident = stage.resident().await?;
            resident.opens(&stage.county.page("/sosiaalityo")).await?;
            resident.opens_the_chat().await?;
            resident.starts(question).await?;
            let conversation = agent.claims(question).await?;
            all.push((resident, conversation));
        }
        let [(first, one), (second, two)] = all.as_slice() else {
            anyhow::bail!("two residents");
        };

        // A message came: the log is to be scrolled to its end.
        agent.turns_to(one).await?;
        has_rested(screen).await?;
        screen.stops_drawing().await?;
        first.says("Vielä yksi asia.").await?;
        agent.sees("Vielä yksi asia.").await?;
        turns_away(&agent, two).await?;
        agent.replies("Vastaan teille molemmille.").await?;
        second.sees("Vastaan teille molemmille.").await?;

        // A text is kept after all: its button is to have the focus again.
        agent.turns_to(one).await?;
        asks_to_remove(&agent).await?;
        has_rested(screen).await?;
        screen.stops_drawing().await?;
        screen.presses_on("#redact-keep").await?;
        screen.is_without_any("#redact-keep").await?;
        turns_away(&agent, two).await?;
        agent.replies("Palaan asiaan.").await?;
        second.sees("Palaan asiaan.").await?;
        stage.is_accessible(screen, "agent").await
    });
}

/// Turns to another conversation while no frame comes, and lets them come.
async fn turns_away(agent: &Agent, to: &str) -> Result<()> {
    let screen = agent.screen();
    let waited: usize = screen.ask("return window.held.length;", &[]).await?;
    ensure!(waited > 0, "nothing waited for a frame");
    agent.turns_to(to).await?;
    let waited = screen.draws_again().await?;
    ensure!(waited > 0, "nothing waited for a frame");
    agent.is_unbroken().await
}

/// Asks whether the first text of the log is really to be removed.
async fn asks_to_remove(agent: &Agent) -> Result<()> {
    let screen = agent.screen();
    let row = "#log li:nth-child(1 of [data-part~=\"message\"])";
    let chain = screen.web().action_chain();
    let found = screen.element(row).await?;
    chain.move_to_element_center(&found).perform().await?;
    screen
        .presses_named_in(row, "button", "Poista teksti…")
        .await?;
    screen.element("#redact-keep").await.map(drop)
}

/// Waits until everything that was to be done in a frame has been done.
async fn has_rested(screen: &Screen) -> Result<()> {
    let script = "return new Promise((done) => \
        requestAnimationFrame(() => requestAnimationFrame(() => done(0))));";
    screen.ask::<u32>(script, &[]).await.map(drop)
}
