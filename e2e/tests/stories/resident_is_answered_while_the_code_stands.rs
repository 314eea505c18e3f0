//! A resident leaves a message and has not gone on from the code when the answer comes. The screen
//! says so, and offers it; whoever reads it at once has not lost the code by that, which may not be
//! noted yet.

use anyhow::{Result, ensure};
use juttu_e2e::scene::Scene;
use juttu_e2e::screen::Screen;
use juttu_e2e::stage::story_in;

const EVENING: &str = "2027-01-04T18:00:00+02:00";
const QUESTION: &str = "Voitteko vastata vielä tänään?";
const ANSWER: &str = "Voimme. Soita meille aamulla.";

#[test]
fn resident_is_answered_while_the_code_stands() {
    let name = "resident_is_answered_while_the_code_stands";
    story_in(&Scene::at(EVENING), name, async |stage| {
        let resident = stage.resident().await?;
        let screen = resident.screen();
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident.opens_the_chat_on("closed").await?;
        resident.writes_a_message(QUESTION).await?;
        screen.presses("send-request", "").await?;
        let code = resident.has_a_code().await?;
        screen.is_without("answered", "").await?;

        let agent = stage.agent(0).await?;
        agent.signs_in().await?;
        agent.claims_request(QUESTION).await?;
        agent.replies(ANSWER).await?;

        screen.reads("answered", "", "Sinulle on vastattu.").await?;
        stands(screen, &code).await?;
        stage.is_accessible(screen, "resident (answered)").await?;
        screen.presses("read-answer", "").await?;
        resident.sees(ANSWER).await?;
        screen.presses("show-code", "").await?;
        stands(screen, &code).await?;
        screen.presses("read-answer", "").await?;
        resident.reloads().await?;
        resident.sees(ANSWER).await?;
        screen.presses("show-code", "").await?;
        stands(screen, &code).await?;
        stage.is_accessible(screen, "resident").await?;
        stage.is_accessible(agent.screen(), "agent").await
    });
}

async fn stands(screen: &Screen, code: &str) -> Result<()> {
    let shown = screen.texts("code", "").await?.concat();
    ensure!(shown == code, "the code is {shown:?}, it was {code:?}");
    Ok(())
}
