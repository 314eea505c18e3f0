//! A professional is about to choose a shortcut when the sign-in ends in another tab. What had the
//! focus goes with everything else; the sign-in comes, says why, and lets her in again.

use anyhow::ensure;
use juttu_e2e::stage::story;

/// As the other tab does it.
const SIGN_OUT: &str = "return (async () => { \
    const headers = { 'content-type': 'application/json' }; \
    const asked = { method: 'POST', headers, body: '{}' }; \
    return (await fetch('/desk/api/sign-out', asked)).status; \
})();";

#[test]
fn professional_is_signed_out_elsewhere() {
    story("professional_is_signed_out_elsewhere", async |stage| {
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let screen = agent.screen();
        screen.presses_named("button", "Pikanäppäimet").await?;
        let row = "[data-part=\"shortcut\"][data-aim=\"next\"]";
        screen.presses_on(&format!("{row} button")).await?;
        screen.reads_in(row, "Paina").await?;

        let status: u32 = screen.ask(SIGN_OUT, &[]).await?;
        ensure!(status < 300, "signing out was answered by {status}");
        screen.part("sign-in", "").await?;
        agent.is_unbroken().await?;
        stage.is_accessible(screen, "agent").await?;
        agent.arrives().await
    });
}
