//! On a page whose policy names one nonce, no origin, and allows no policy of Trusted Types at all,
//! the whole chat works, breaks no rule, and writes nothing to the console.

use anyhow::{Result, ensure};
use juttu_e2e::screen::Screen;
use juttu_e2e::stage::story;
use juttu_e2e::wait::{until, whether};

const QUESTION: &str = "Riittääkö sivulle yksi nonce?";
const ANSWER: &str = "Riittää.";

#[test]
fn page_has_a_strict_policy() {
    story("page_has_a_strict_policy", async |stage| {
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let resident = stage.resident().await?;
        let screen = resident.screen();
        resident.opens(&stage.county.page("/nonce-alone")).await?;
        resident.opens_the_chat().await?;
        resident.starts(QUESTION).await?;
        agent.claims(QUESTION).await?;
        agent.replies(ANSWER).await?;
        resident.sees(ANSWER).await?;
        resident.ends().await?;
        let broken = violations(screen).await?;
        ensure!(broken.is_empty(), "the policy was broken: {broken:#?}");
        let errors = screen.console_errors().await?;
        ensure!(errors.is_empty(), "{errors:#?}");
        stage.is_accessible(screen, "resident").await?;

        // The page does notice: no policy of Trusted Types may be made.
        let breaking = "try { trustedTypes.createPolicy('p', {}) } catch (refused) {} return 0";
        let _: u64 = screen.ask(breaking, &[]).await?;
        until("the page to write a violation down", async || {
            let broken = violations(screen).await?;
            whether(!broken.is_empty(), || "nothing".into())
        })
        .await
    });
}

async fn violations(screen: &Screen) -> Result<Vec<String>> {
    screen.ask("return window.violations", &[]).await
}
