//! A resident leaves in a hurry: a neutral page stands where the chat stood, nothing is left in the
//! tab, the way back leads past it, and the desk is told not to call.

use anyhow::{Result, ensure};
use juttu_e2e::resident::Resident;
use juttu_e2e::scene::Scene;
use juttu_e2e::stage::story_in;
use juttu_e2e::wait::{until, whether};

const QUESTION: &str = "Puoliso ei saa nähdä tätä";
const DRAFT: &str = "Mihin voin mennä";
const DO_NOT_CALL: &str = "Älä soita";
/// Neutral enough, and nobody answers there: what counts is where the browser goes.
const NEUTRAL: &str = "https://127.0.0.1:1/weather";

fn scene() -> Scene {
    Scene::default().with(&format!("quick_exit_url = \"{NEUTRAL}\""))
}

async fn is_elsewhere(resident: &Resident) -> Result<()> {
    until("a neutral page to stand there", async || {
        let address = resident.screen().address().await?;
        whether(address == NEUTRAL, || address)
    })
    .await
}

#[test]
fn resident_leaves_in_a_hurry() {
    story_in(&scene(), "resident_leaves_in_a_hurry", async |stage| {
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let resident = stage.resident().await?;
        resident
            .opens(&stage.county.page("/toimeentulotuki"))
            .await?;
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident.opens_the_chat().await?;
        resident.starts(QUESTION).await?;
        agent.claims(QUESTION).await?;
        resident.is_on("talking").await?;
        resident.writes(DRAFT).await?;

        resident.screen().presses("exit", "").await?;
        is_elsewhere(&resident).await?;
        agent.sees_ended().await?;
        agent.screen().reads_in(".exited", DO_NOT_CALL).await?;

        // Back is the page before the chat's own, and the tab knows nothing.
        resident.screen().web().back().await?;
        let address = resident.screen().address().await?;
        ensure!(
            address.ends_with("/toimeentulotuki"),
            "back leads to {address}"
        );
        resident.screen().part("launcher", "").await?;
        for text in [QUESTION, DRAFT, "secret"] {
            resident.has_nowhere(text).await?;
        }
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident.opens_the_chat().await?;
        resident.screen().holds("start-field", "", "").await?;
        stage
            .is_accessible(resident.screen(), "resident (again)")
            .await
    });
}

/// On a slow line the strip stands there before what tells the relay does: it goes all the same, and
/// leaves nothing in the tab.
#[test]
fn resident_leaves_before_the_chat_is_there() {
    let name = "resident_leaves_before_the_chat_is_there";
    story_in(&scene(), name, async |stage| {
        let resident = stage.resident().await?;
        let page = stage.county.page("/sosiaalityo");
        resident.opens(&page).await?;
        resident.opens_the_chat().await?;
        resident.starts(QUESTION).await?;
        stage.front.hold_files("widget.js");
        resident.reloads().await?;
        resident.screen().presses("exit", "").await?;
        is_elsewhere(&resident).await?;
        stage.front.release_answers();
        resident.opens(&page).await?;
        let kept: u64 = (resident.screen())
            .ask("return sessionStorage.length", &[])
            .await?;
        ensure!(kept == 0, "{kept} things are left in the tab");
        resident.has_nowhere(QUESTION).await
    });
}

/// A duplicated tab has a copy of what the first one keeps.
#[test]
fn resident_leaves_in_a_hurry_and_the_other_tab_forgets() {
    let name = "resident_leaves_in_a_hurry_and_the_other_tab_forgets";
    story_in(&scene(), name, async |stage| {
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let resident = stage.resident().await?;
        let page = stage.county.page("/sosiaalityo");
        resident.opens(&page).await?;
        resident.opens_the_chat().await?;
        resident.starts(QUESTION).await?;
        agent.claims(QUESTION).await?;
        resident.is_on("talking").await?;

        let kept: Vec<(String, String)> = (resident.screen())
            .ask("return Object.entries(sessionStorage)", &[])
            .await?;
        let other = stage.resident().await?;
        other.opens(&page).await?;
        let copy = "for (const [key, value] of arguments[1]) sessionStorage[key] = value";
        let copied = serde_json::to_value(&kept)?;
        other.screen().ask::<()>(copy, &[copied]).await?;
        other.reloads().await?;
        other.is_on("talking").await?;
        other.writes(DRAFT).await?;

        resident.screen().presses("exit", "").await?;
        is_elsewhere(&resident).await?;
        other.is_on("start").await?;
        for text in [QUESTION, DRAFT, "secret"] {
            other.has_nowhere(text).await?;
        }
        Ok(())
    });
}

#[test]
fn resident_leaves_by_shift_three_times() {
    story_in(
        &scene(),
        "resident_leaves_by_shift_three_times",
        async |stage| {
            let resident = stage.resident().await?;
            resident.opens(&stage.county.page("/sosiaalityo")).await?;
            resident.opens_the_chat().await?;
            resident.screen().types("start-field", "", QUESTION).await?;
            let shift = "\u{e008}\u{e000}";
            resident
                .screen()
                .types("start-field", "", &shift.repeat(3))
                .await?;
            is_elsewhere(&resident).await?;
            resident.opens(&stage.county.page("/sosiaalityo")).await?;
            resident.has_nowhere(QUESTION).await
        },
    );
}
