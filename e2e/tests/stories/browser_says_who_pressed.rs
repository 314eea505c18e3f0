//! What a browser says of how somebody comes to a page. The relay lets identification begin only where
//! somebody pressed for it, as far as a browser says that: which do is what its documents say too.

use anyhow::{Result, ensure};
use juttu_e2e::county::leads::{BY_REFRESH, BY_SCRIPT, ECHO};
use juttu_e2e::engine::Engine;
use juttu_e2e::screen::Screen;
use juttu_e2e::stage::story;

use crate::identification::PAGE;

#[test]
fn browser_says_who_pressed() {
    story("browser_says_who_pressed", async |stage| {
        let resident = stage.resident().await?;
        let screen = resident.screen().plain();
        let echo = stage.stranger.page(ECHO);
        let says_presses = stage.engine() != Engine::WebKit;
        resident.goes_to(&stage.county.page(PAGE)).await?;
        resident.follows(&echo).await?;
        said(&screen, if says_presses { "?1" } else { "" }).await?;
        for way in [BY_SCRIPT, BY_REFRESH] {
            resident
                .is_led_by(&stage.county.leading(way, &echo))
                .await?;
            said(&screen, "").await?;
        }
        Ok(())
    });
}

/// What was said of the last press; that it was a navigation is said by all.
async fn said(screen: &Screen, user: &str) -> Result<()> {
    screen.reads_in("#mode", "navigate").await?;
    let of = |name: &'static str| async move {
        let script = "return document.getElementById(arguments[1]).textContent";
        screen
            .ask::<String>(script, &[serde_json::json!(name)])
            .await
    };
    let (said, agent) = (of("user").await?, of("agent").await?);
    ensure!(
        said == user,
        "{agent} says {said:?} of a press, not {user:?}"
    );
    Ok(())
}
