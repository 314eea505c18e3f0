//! A professional whose account has a password alone sets up a second factor with her telephone, and
//! signs in with its code from then on. A code that is wrong, or was used before, is refused in words
//! at the field. All of it can be done with the keyboard alone.

use anyhow::{Result, ensure};
use juttu_e2e::agent::authenticator::STEP_MS;
use juttu_e2e::agent::{Agent, Authenticator};
use juttu_e2e::stage::{Stage, story};
use juttu_e2e::wait::until;
use thirtyfour::Key;

use crate::professional_uses_the_keyboard_alone::{focus_is_in, tabs_to, types};

const REFUSED: &str = "Koodi on väärin tai jo käytetty.";
const IS_ON: &str = "Kaksivaiheinen kirjautuminen on käytössä.";
const SET_UP_CODE: &str = "[data-part~=\"two-step-code\"]";
const SIGN_IN_CODE: &str = "[data-part~=\"sign-in-code\"]";

#[test]
fn professional_sets_up_a_second_factor() {
    let name = "professional_sets_up_a_second_factor";
    story(name, async |stage| {
        let agent = stage.agent(0).await?;
        let screen = agent.screen();
        agent.signs_in().await?;
        agent.opens_two_step().await?;
        let telephone = agent.tells_her_telephone().await?;
        let key = screen.part("two-step-key", "").await?.text().await?;
        stage.is_accessible(screen, "agent (setting up)").await?;

        // Nothing is set up by a code that her telephone does not show.
        let now_ms = stage.relay.now_ms().await?;
        let wrong = telephone.wrong_code(now_ms)?;
        screen.types("two-step-code", "", &wrong).await?;
        screen.presses("two-step-turn-on", "").await?;
        is_refused(&agent, SET_UP_CODE).await?;
        stage.is_accessible(screen, "agent (wrong code)").await?;
        ensure!(screen.count("two-step-on", "").await? == 0, "it is on");
        let used = telephone.code(now_ms)?;
        agent.turns_two_step_on(&used).await?;
        screen.reads("two-step-on", "", IS_ON).await?;
        agent.has_nowhere(&key).await?;
        stage.is_accessible(screen, "agent (it is on)").await?;
        screen.presses_named("button", "Sulje").await?;
        screen.is_without("two-step-dialog", "").await?;

        agent.signs_out().await?;
        agent.is_asked_for_a_code().await?;
        stage.is_accessible(screen, "agent (asked for it)").await?;
        agent.gives_the_code(&wrong).await?;
        is_refused(&agent, SIGN_IN_CODE).await?;
        stage.is_accessible(screen, "agent (refused)").await?;
        begins_again(&agent).await?;
        agent.gives_the_code(&used).await?;
        is_refused(&agent, SIGN_IN_CODE).await?;
        ensure!(screen.count("presence", "").await? == 0, "she is in");
        agent
            .gives_the_code(&next_code(stage, &telephone).await?)
            .await?;
        screen.part("presence", "").await?;
        agent.is_unbroken().await
    });
}

#[test]
fn professional_sets_up_a_second_factor_with_the_keyboard_alone() {
    let name = "professional_sets_up_a_second_factor_with_the_keyboard_alone";
    story(name, async |stage| {
        let agent = stage.agent(0).await?;
        let screen = agent.screen();
        agent.signs_in().await?;
        goes_to(&agent, "[data-part~=\"person\"]").await?;
        goes_to(&agent, "[data-part~=\"two-step\"]").await?;
        let telephone = agent.tells_her_telephone().await?;
        let now_ms = stage.relay.now_ms().await?;
        tabs_to(&agent, SET_UP_CODE).await?;
        types(&agent, &telephone.code(now_ms)?).await?;
        screen.strikes(&[], Key::Enter).await?;
        screen.part("two-step-on", "").await?;
        focus_is_in(&agent, "[data-part~=\"two-step-dialog\"]").await?;
        screen.strikes(&[], Key::Escape).await?;
        screen.is_without("two-step-dialog", "").await?;
        focus_is_in(&agent, "#person-button").await?;

        goes_to(&agent, "[data-part~=\"person\"]").await?;
        goes_to(&agent, "[data-part~=\"sign-out\"]").await?;
        focus_is_in(&agent, "#sign-in-name").await?;
        types(&agent, agent.name()).await?;
        screen.strikes(&[], Key::Tab).await?;
        types(&agent, agent.password()).await?;
        screen.strikes(&[], Key::Enter).await?;
        // The field that is asked about has the focus at once.
        focus_is_in(&agent, SIGN_IN_CODE).await?;
        types(&agent, &next_code(stage, &telephone).await?).await?;
        screen.strikes(&[], Key::Enter).await?;
        screen.part("presence", "").await.map(drop)
    });
}

/// The refusal stands at the field, which says so to a screen reader and has the focus.
async fn is_refused(agent: &Agent, field: &str) -> Result<()> {
    agent.screen().reads("error", "", REFUSED).await?;
    focus_is_in(agent, &format!("{field}[aria-invalid=\"true\"]")).await?;
    let script =
        "return (document.querySelector(arguments[1]).getAttribute('aria-describedby') || '')
        .split(' ').map((id) => document.getElementById(id)?.innerText).join(' ');";
    let described: String = agent.screen().ask(script, &[field.into()]).await?;
    ensure!(described.contains(REFUSED), "described by {described:?}");
    Ok(())
}

/// Goes back to name and password, which still stand there, and is asked for a code anew.
async fn begins_again(agent: &Agent) -> Result<()> {
    let screen = agent.screen();
    screen
        .presses_named("button", "Vaihda käyttäjätunnus")
        .await?;
    screen.presses("sign-in", "").await?;
    screen.part("sign-in-code", "").await?;
    ensure!(screen.count("error", "").await? == 0, "it is refused still");
    Ok(())
}

/// What her telephone shows when the code that she used is over.
async fn next_code(stage: &mut Stage, telephone: &Authenticator) -> Result<String> {
    let before_ms = stage.relay.now_ms().await?;
    stage.relay.advance("30s").await?;
    let now_ms = until("the relay's clock to have moved", async || {
        let now_ms = stage.relay.now_ms().await?;
        let has_moved = now_ms >= before_ms + STEP_MS;
        Ok(has_moved
            .then_some(now_ms)
            .ok_or_else(|| now_ms.to_string()))
    });
    telephone.code(now_ms.await?)
}

/// Presses Tab until something has the focus, and Enter on it.
async fn goes_to(agent: &Agent, css: &str) -> Result<()> {
    tabs_to(agent, css).await?;
    agent.screen().strikes(&[], Key::Enter).await
}
