//! What people write is text and nothing else, on both sides.

use anyhow::ensure;
use juttu_e2e::screen::Screen;
use juttu_e2e::stage::story;

const QUESTION: &str = "<img src=x onerror=\"window.broken=1\"> <b>hei</b>";
const MORE: &str = "</script><script>window.broken=2</script> &lt;3 {{1+1}} ${2}";
const ANSWER: &str = "<svg onload=window.broken=3> Kirjoita sulkeita <vapaasti>";
const NOTE: &str = "<iframe srcdoc=\"<script>parent.broken=4</script>\"></iframe> muistiin";

#[test]
fn resident_writes_markup() {
    story("resident_writes_markup", async |stage| {
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let resident = stage.resident().await?;
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident.opens_the_chat().await?;
        resident.starts(QUESTION).await?;
        agent.claims(QUESTION).await?;
        resident.says(MORE).await?;
        agent.replies(ANSWER).await?;
        agent.notes(NOTE).await?;
        let hers = [("you", QUESTION), ("you", MORE), ("agent", ANSWER)];
        let agents = [("visitor", QUESTION), ("visitor", MORE), ("me", ANSWER)];
        resident.talk_is(&hers).await?;
        agent.talk_is(&agents).await?;

        resident.reloads().await?;
        resident.talk_is(&hers).await?;
        is_unbroken(resident.screen()).await?;
        is_unbroken(agent.screen()).await?;
        stage.is_accessible(resident.screen(), "resident").await?;
        stage.is_accessible(agent.screen(), "agent").await
    });
}

async fn is_unbroken(screen: &Screen) -> anyhow::Result<()> {
    let broken: Option<u64> = screen.ask("return window.broken ?? null", &[]).await?;
    ensure!(
        broken.is_none(),
        "what was written has run as a script: {broken:?}"
    );
    Ok(())
}
