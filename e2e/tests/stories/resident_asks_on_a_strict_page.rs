//! The widget works on a page with a strict Content-Security-Policy and Trusted Types, and breaks
//! none of its rules.

use anyhow::ensure;
use juttu_e2e::screen::Screen;
use juttu_e2e::stage::story;
use juttu_e2e::wait::{until, whether};

const QUESTION: &str = "Toimiiko chat tälläkin sivulla?";
const ANSWER: &str = "Toimii.";
const MORE: &str = "Hyvä.";

#[test]
fn resident_asks_on_a_strict_page() {
    story("resident_asks_on_a_strict_page", async |stage| {
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let resident = stage.resident().await?;
        resident.opens(&stage.county.page("/tiukka")).await?;
        resident.opens_the_chat().await?;
        resident.starts(QUESTION).await?;
        agent.claims(QUESTION).await?;
        agent.replies(ANSWER).await?;
        resident.sees(ANSWER).await?;
        resident.reloads().await?;
        resident
            .talk_is(&[("you", QUESTION), ("agent", ANSWER)])
            .await?;
        resident.says(MORE).await?;
        agent.sees(MORE).await?;
        resident.ends().await?;
        let broken = violations(resident.screen()).await?;
        ensure!(
            broken.is_empty(),
            "the page's policy was broken: {broken:#?}"
        );

        // The page does notice: a script that breaks the rules is refused and written down.
        let breaking = "try { document.body.innerHTML += '' } catch (refused) {} return 0";
        let _: u64 = resident.screen().ask(breaking, &[]).await?;
        until("the page to write a violation down", async || {
            let broken = violations(resident.screen()).await?;
            whether(!broken.is_empty(), || "nothing".into())
        })
        .await?;
        stage.is_accessible(agent.screen(), "agent").await?;
        stage.is_accessible(resident.screen(), "resident").await
    });
}

/// But for the icon that a browser asks for by itself: WebKit holds that against the page's policy
/// too.
async fn violations(screen: &Screen) -> anyhow::Result<Vec<String>> {
    let script = "const icon = `img-src ${location.origin}/favicon.ico`;
        return window.violations.filter((violation) => violation.trim() !== icon);";
    screen.ask(script, &[]).await
}
