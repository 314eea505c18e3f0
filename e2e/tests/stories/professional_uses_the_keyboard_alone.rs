//! A professional touches no mouse: signs in, says that she is there, takes the next one with a
//! shortcut, answers, notes, turns between conversations, and ends; the shortcuts are shown, and can
//! be turned off.

use anyhow::{Result, ensure};
use juttu_e2e::agent::Agent;
use juttu_e2e::stage::{Stage, story};
use juttu_e2e::wait::{until, whether};
use thirtyfour::Key;

const QUESTIONS: [&str; 2] = ["Mihin soitan?", "Milloin maksupäivä on?"];
const ANSWER: &str = "Numero on sivulla.";
const NOTE: &str = "Neuvottu numero";

#[test]
fn professional_uses_the_keyboard_alone() {
    story("professional_uses_the_keyboard_alone", async |stage| {
        let agent = stage.agent(0).await?;
        let screen = agent.screen();
        agent.signs_in().await?;
        tabs_to(&agent, "[data-part~=\"presence\"]").await?;
        screen.strikes(&[], Key::Space).await?;
        until("her presence to be said", async || {
            let switch = screen.part("presence", "").await?;
            whether(switch.is_selected().await?, || "it is not".to_owned())
        })
        .await?;

        for question in QUESTIONS {
            let resident = stage.resident().await?;
            resident.opens(&stage.county.page("/sosiaalityo")).await?;
            resident.opens_the_chat().await?;
            resident.starts(question).await?;
            agent.sees_waiting(question).await?;
        }
        // The first who came is the next, and is before her at once.
        screen.strikes(&[Key::Alt], 'n').await?;
        agent.sees(QUESTIONS[0]).await?;
        focus_is_in(&agent, "[data-part~=\"conversation\"]").await?;
        screen.strikes(&[Key::Alt], 'v').await?;
        focus_is_in(&agent, "[data-part~=\"reply-field\"]").await?;
        types(&agent, ANSWER).await?;
        screen.strikes(&[], Key::Enter).await?;
        agent
            .talk_is(&[("visitor", QUESTIONS[0]), ("me", ANSWER)])
            .await?;
        screen.strikes(&[Key::Alt], 'm').await?;
        focus_is_in(&agent, "[data-part~=\"note-field\"]").await?;
        types(&agent, NOTE).await?;
        screen.strikes(&[Key::Control], Key::Enter).await?;
        screen.reads("note", "[data-state=\"sent\"]", NOTE).await?;

        // Two at once, by their numbers.
        screen.strikes(&[Key::Alt], 'n').await?;
        agent.sees(QUESTIONS[1]).await?;
        turns_between(&agent).await?;

        // All of them are listed, and Escape leads back.
        screen.strikes(&[Key::Alt], 'k').await?;
        screen.part("shortcuts-list", "").await?;
        screen.says("Ota seuraava odottaja").await?;
        stage.is_accessible(screen, "agent (shortcuts)").await?;
        screen.strikes(&[], Key::Escape).await?;
        screen.is_without("shortcuts-list", "").await?;

        // And the end.
        screen.strikes(&[Key::Alt], 'l').await?;
        screen.part("end-panel", "").await?;
        tabs_to(&agent, "[data-part=\"outcome\"] input").await?;
        screen.strikes(&[], Key::Space).await?;
        screen.strikes(&[Key::Control], Key::Enter).await?;
        agent.sees_ended().await?;
        turned_off(stage, &agent).await?;
        stage.is_accessible(screen, "agent").await
    });
}

/// Alt with a digit turns to that conversation of hers.
async fn turns_between(agent: &Agent) -> Result<()> {
    let screen = agent.screen();
    let open = async || {
        let css = "[data-part~=\"conversation\"]";
        screen.attribute(css, "data-conversation").await
    };
    let here = open().await?;
    for digit in ['1', '2'] {
        screen.strikes(&[Key::Alt], digit).await?;
        if open().await? != here {
            screen.reads("message", "", QUESTIONS[0]).await?;
            return Ok(());
        }
    }
    anyhow::bail!("neither Alt+1 nor Alt+2 leaves {here:?}")
}

/// Turned off, a shortcut does nothing.
async fn turned_off(stage: &Stage, agent: &Agent) -> Result<()> {
    let screen = agent.screen();
    screen.strikes(&[Key::Alt], 'k').await?;
    let switch = screen.part("shortcuts-on", "").await?;
    ensure!(switch.is_selected().await?, "they are not on");
    tabs_to(agent, "[data-part~=\"shortcuts-on\"]").await?;
    screen.strikes(&[], Key::Space).await?;
    screen.strikes(&[], Key::Escape).await?;
    screen.is_without("shortcuts-list", "").await?;
    screen.strikes(&[Key::Alt], 'k').await?;
    let _ = stage;
    // Something else that a key does shows that the one before did nothing.
    screen.strikes(&[], Key::Tab).await?;
    ensure!(screen.count("shortcuts-list", "").await? == 0);
    Ok(())
}

/// Presses Tab until the focus is where it should be: at most once around.
pub(crate) async fn tabs_to(agent: &Agent, css: &str) -> Result<()> {
    const AROUND: usize = 120;
    let script =
        "const here = document.activeElement; return !!here && here.matches(arguments[1]);";
    for _ in 0..AROUND {
        if agent.screen().ask(script, &[css.into()]).await? {
            return Ok(());
        }
        agent.screen().strikes(&[], Key::Tab).await?;
    }
    anyhow::bail!("Tab never leads to {css}")
}

pub(crate) async fn focus_is_in(agent: &Agent, css: &str) -> Result<()> {
    until(&format!("the focus to be in {css}"), async || {
        let script = "const here = document.activeElement;
            return here && here.closest(arguments[1]) ? '' : (here ? here.outerHTML.slice(0, 120) : 'none');";
        let elsewhere: String = agent.screen().ask(script, &[css.into()]).await?;
        whether(elsewhere.is_empty(), || elsewhere)
    })
    .await
}

/// Types where the focus is.
pub(crate) async fn types(agent: &Agent, text: &str) -> Result<()> {
    let chain = agent.screen().web().action_chain();
    Ok(chain.send_keys(text).perform().await?)
}
