//! The states of the desk in which a second factor is asked for or set up, looked at as those of
//! [`crate::accessible_desk`]. The relay is one that a county runs: the demo locks nothing.

use anyhow::Result;
use juttu_e2e::agent::authenticator::STEP_MS;
use juttu_e2e::scene::Scene;
use juttu_e2e::stage::Stage;

use crate::accessible_desk::{Eye, in_every_look, once, speaks};

const PASSWORD: &str = "neljä sanaa joita kukaan ei arvaa";

#[test]
fn accessible_at_the_desk_with_a_second_factor() {
    let name = "accessible_at_the_desk_with_a_second_factor";
    once(&Scene::default(), name, through_a_second_factor);
}

#[test]
#[ignore = "long: the whole matrix, with --all"]
fn accessible_at_the_desk_with_a_second_factor_in_every_look() {
    let name = "accessible_at_the_desk_with_a_second_factor_in_every_look";
    in_every_look(&Scene::default(), name, through_a_second_factor);
}

async fn through_a_second_factor(stage: &Stage, eye: &Eye<'_>) -> Result<()> {
    let relay = stage.served().await?;
    let (login, link) = relay.makes_an_account("Maria", PASSWORD).await?;
    let agent = stage.professional_at(&relay.desk(), &login).await?;
    let screen = agent.screen();
    speaks(&agent, eye.lang).await?;
    screen.goes_to(&link).await?;
    screen.part("set-password-field", "").await?;
    eye.looks_at(screen, "set-password").await?;
    screen.types("set-password-field", "", PASSWORD).await?;
    screen.presses("set-password", "").await?;
    screen.part("sign-in", "").await?;
    eye.looks_at(screen, "sign-in (password set)").await?;
    agent.signs_in().await?;
    screen.part("locked", "").await?;
    eye.looks_at(screen, "locked").await?;

    screen.presses_on("[data-act=\"two-step\"]").await?;
    let telephone = agent.tells_her_telephone().await?;
    eye.looks_at(screen, "two-step").await?;
    screen.presses("two-step-turn-on", "").await?;
    screen.part("error", "").await?;
    eye.looks_at(screen, "two-step (nothing written)").await?;
    let code = telephone.code(relay.now_ms().await?)?;
    agent.turns_two_step_on(&code).await?;
    eye.looks_at(screen, "two-step is on").await?;
    let close = "[data-part=\"two-step-dialog\"] .keys-head button";
    screen.presses_on(close).await?;
    screen.is_without("two-step-dialog", "").await?;

    agent.signs_out().await?;
    agent.is_asked_for_a_code().await?;
    eye.looks_at(screen, "sign-in (code)").await?;
    let now_ms = relay.now_ms().await?;
    agent.gives_the_code(&telephone.wrong_code(now_ms)?).await?;
    screen.part("error", "").await?;
    eye.looks_at(screen, "sign-in (wrong code)").await?;
    let code = telephone.code(relay.now_ms().await? + STEP_MS)?;
    agent.gives_the_code(&code).await?;
    screen.part("presence", "").await.map(drop)
}
