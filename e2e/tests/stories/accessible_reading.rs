//! One who reads further up is left in peace: a new message moves neither the page, the log nor the
//! focus, and a button says how many there are below.

use anyhow::{Result, ensure};
use juttu_e2e::looks;
use juttu_e2e::screen::Screen;
use juttu_e2e::stage::story;
use juttu_e2e::wait::{until, whether};

const QUESTION: &str = "Saanko lukea rauhassa?";
const LOG: &str =
    "const log = document.querySelector('juttu-chat').shadowRoot.querySelector('[part~=\"log\"]');";

#[test]
fn accessible_reading_further_up() {
    story("accessible_reading_further_up", async |stage| {
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let resident = stage.resident().await?;
        let screen = resident.screen();
        looks::size(screen, 390, 600).await?;
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident.opens_the_chat().await?;
        resident.starts(QUESTION).await?;
        agent.claims(QUESTION).await?;
        for number in 1..=6 {
            agent
                .replies(&format!("Ohje {number}{}", ", lue se rauhassa".repeat(8)))
                .await?;
        }
        resident.sees("Ohje 6").await?;
        // Until then the log follows its end.
        until("the log to be at its end", async || {
            let left: f64 = asks(
                screen,
                "return log.scrollHeight - log.clientHeight - log.scrollTop",
            )
            .await?;
            whether(left < 2.0, || format!("{left} px are left"))
        })
        .await?;
        let up = "log.focus(); log.scrollTop = 40;
            return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(log.scrollTop))))";
        let before: f64 = asks(screen, up).await?;
        for number in 7..=8 {
            agent.replies(&format!("Ohje {number}")).await?;
        }
        screen.reads("new-messages", "", "2 uutta viestiä").await?;
        let after: f64 = asks(screen, "return log.scrollTop").await?;
        ensure!(
            (after - before).abs() < 1.0,
            "the log went from {before} to {after}"
        );
        let focused = looks::focused(screen).await?;
        ensure!(focused.is_some_and(|focused| focused.what.starts_with("log")));
        stage
            .is_accessible(screen, "resident (new messages below)")
            .await?;
        looks::has_large_targets(screen, "new messages below").await?;
        screen.presses("new-messages", "").await?;
        screen.is_without("new-messages", "").await?;
        let left: f64 = asks(
            screen,
            "return log.scrollHeight - log.clientHeight - log.scrollTop",
        )
        .await?;
        ensure!(left < 2.0, "{left} px are left below");
        Ok(())
    });
}

async fn asks(screen: &Screen, script: &str) -> Result<f64> {
    screen.ask(&format!("{LOG} {script}"), &[]).await
}
