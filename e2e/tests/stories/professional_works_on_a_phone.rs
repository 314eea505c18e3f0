//! A professional has a phone and nothing else. Everything is there, a column at a time, at the
//! width of a new phone and of an old one: who waits, the conversation, what can be done with it.

use anyhow::Result;
use juttu_e2e::agent::Agent;
use juttu_e2e::looks;
use juttu_e2e::stage::{Stage, story};

const QUESTION: &str = "Voiko avustusta hakea puhelimella?";
const ANSWER: &str = "Voi, ja verkossa.";

#[test]
fn professional_works_on_a_phone() {
    story("professional_works_on_a_phone", async |stage| {
        works_on(stage, 390, 844).await
    });
}

#[test]
fn professional_works_on_an_old_phone() {
    story("professional_works_on_an_old_phone", async |stage| {
        works_on(stage, 320, 640).await
    });
}

async fn works_on(stage: &Stage, width: u32, height: u32) -> Result<()> {
    let agent = stage.agent(0).await?;
    let screen = agent.screen();
    looks::size(screen, width, height).await?;
    agent.signs_in().await?;
    agent.says_present(true).await?;
    let resident = stage.resident().await?;
    resident.opens(&stage.county.page("/sosiaalityo")).await?;
    resident.opens_the_chat().await?;
    resident.starts(QUESTION).await?;
    looked_at(stage, &agent, "waiting", width).await?;

    let conversation = agent.sees_waiting(QUESTION).await?;
    agent.presses_claim(&conversation).await?;
    let open = format!("[data-conversation=\"{conversation}\"]");
    screen.part("conversation", &open).await?;
    agent.replies(ANSWER).await?;
    resident.sees(ANSWER).await?;
    looked_at(stage, &agent, "conversation", width).await?;
    screen.presses_named("button", "Tiedot").await?;
    screen.part("end", "").await?;
    looked_at(stage, &agent, "details", width).await?;
    agent.ends("solved").await?;
    resident.is_on("ended").await?;
    looked_at(stage, &agent, "ended", width).await
}

async fn looked_at(stage: &Stage, agent: &Agent, state: &str, width: u32) -> Result<()> {
    let whose = format!("agent ({state}, {width} px)");
    looks::stays_within(agent.screen(), &whose).await?;
    stage.is_accessible(agent.screen(), &whose).await
}
