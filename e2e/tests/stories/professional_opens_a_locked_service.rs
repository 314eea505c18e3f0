//! At a county's own relay a professional gets her link, sets a password, and signs in with it alone.
//! Of the service in which residents identify she then sees nobody: the desk says that it is locked,
//! why, and what to do. She sets up the second factor there and then, and what was locked is open.

use anyhow::{Result, ensure};
use juttu_e2e::agent::Agent;
use juttu_e2e::agent::authenticator::STEP_MS;
use juttu_e2e::served::OTHER_SERVICE;
use juttu_e2e::stage::{SERVICE, story};

use crate::identification::{PAGE, QUESTION};

const PASSWORD: &str = "neljä sanaa joita kukaan ei arvaa";
const LOCKED: &str = "Lukossa: Aikuissosiaalityön chat.";
const WHY: &str = "Siellä asukkaat tunnistautuvat, eikä pelkkä salasana riitä.";
const SET_UP: &str = "Ota käyttöön kaksivaiheinen kirjautuminen";

#[test]
fn professional_opens_a_locked_service() {
    let name = "professional_opens_a_locked_service";
    story(name, async |stage| {
        let relay = stage.served().await?;
        let (login, link) = relay.makes_an_account("Maria", PASSWORD).await?;
        let agent = stage.professional_at(&relay.desk(), &login).await?;
        let screen = agent.screen();
        screen.goes_to(&link).await?;
        screen.types("set-password-field", "", PASSWORD).await?;
        screen.presses("set-password", "").await?;
        screen.part("sign-in", "").await?;
        agent.signs_in().await?;
        screen.reads("locked", "", LOCKED).await?;
        screen.reads("locked", "", WHY).await?;
        stage.is_accessible(screen, "agent (locked)").await?;

        let resident = stage.resident().await?;
        resident.opens(&relay.county.page(PAGE)).await?;
        resident.opens_the_chat().await?;
        resident.starts(QUESTION).await?;
        sees_nobody(&agent).await?;

        screen.presses_named("button", SET_UP).await?;
        let telephone = agent.tells_her_telephone().await?;
        stage.is_accessible(screen, "agent (setting up)").await?;
        let now_ms = relay.now_ms().await?;
        agent.turns_two_step_on(&telephone.code(now_ms)?).await?;
        screen.presses_named("button", "Sulje").await?;
        screen.is_without("locked", "").await?;
        agent.claims(QUESTION).await?;
        resident.is_on("talking").await?;
        stage.is_accessible(screen, "agent (opened)").await?;
        agent.ends("solved").await?;

        // From then on the code opens it at once. Her telephone's clock may be a step ahead.
        agent.signs_out().await?;
        agent.is_asked_for_a_code().await?;
        let now_ms = relay.now_ms().await?;
        agent
            .gives_the_code(&telephone.code(now_ms + STEP_MS)?)
            .await?;
        let own = format!("[data-service=\"{SERVICE}\"]");
        screen.part("presence", &own).await?;
        ensure!(screen.count("locked", "").await? == 0, "it is locked again");
        agent.is_unbroken().await
    });
}

/// Nobody waits, and the service can't be answered. What the desk is told of the other service comes
/// with who waits, in one message: so it has been told.
async fn sees_nobody(agent: &Agent) -> Result<()> {
    let screen = agent.screen();
    screen.reloads().await?;
    let hours = format!("label:has([data-service=\"{OTHER_SERVICE}\"]) [data-fact=\"hours\"]");
    screen.reads_in(&hours, "Auki").await?;
    screen.reads("locked", "", LOCKED).await?;
    ensure!(screen.count("waiting", "").await? == 0, "somebody waits");
    let own = format!("[data-service=\"{SERVICE}\"]");
    ensure!(screen.count("presence", &own).await? == 0, "it is hers");
    agent.has_nowhere(QUESTION).await
}
