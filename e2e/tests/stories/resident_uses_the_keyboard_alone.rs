//! Everything the chat does can be done with the keyboard: find the button, open, ask, send, make
//! a line, put away, end.

use anyhow::{Result, ensure};
use juttu_e2e::resident::Resident;
use juttu_e2e::stage::story;
use juttu_e2e::wait::{until, whether};
use thirtyfour::Key;

const QUESTION: &str = "Toimiiko chat pelkällä näppäimistöllä?";
const ANSWER: &str = "Toimii.";
const FIRST_LINE: &str = "Ensimmäinen rivi";
const SECOND_LINE: &str = "ja toinen.";

#[test]
fn resident_uses_the_keyboard_alone() {
    story("resident_uses_the_keyboard_alone", async |stage| {
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let resident = stage.resident().await?;
        resident.opens(&stage.county.page("/sosiaalityo")).await?;

        tabs_to(&resident, "launcher").await?;
        presses(&resident, Key::Enter).await?;
        resident.is_on("start").await?;
        tabs_to(&resident, "start-field").await?;
        types(&resident, QUESTION).await?;
        tabs_to(&resident, "start").await?;
        presses(&resident, Key::Enter).await?;
        resident.is_on("waiting").await?;

        agent.claims(QUESTION).await?;
        resident.is_on("talking").await?;
        agent.replies(ANSWER).await?;
        resident.sees(ANSWER).await?;
        tabs_to(&resident, "composer-field").await?;
        types(&resident, FIRST_LINE).await?;
        let web = resident.screen().web();
        let chain = web
            .action_chain()
            .key_down(Key::Shift)
            .send_keys(Key::Enter);
        chain.key_up(Key::Shift).perform().await?;
        types(&resident, SECOND_LINE).await?;
        presses(&resident, Key::Enter).await?;
        agent.sees(SECOND_LINE).await?;
        let both = format!("{FIRST_LINE}\n{SECOND_LINE}");
        resident
            .talk_is(&[("you", QUESTION), ("agent", ANSWER), ("you", &both)])
            .await?;
        has_focus(&resident, "composer-field").await?;

        presses(&resident, Key::Escape).await?;
        resident.screen().is_without("composer-field", "").await?;
        has_focus(&resident, "launcher").await?;
        presses(&resident, Key::Enter).await?;
        resident.is_on("talking").await?;
        tabs_to(&resident, "end").await?;
        presses(&resident, Key::Enter).await?;
        tabs_to(&resident, "confirm").await?;
        presses(&resident, Key::Enter).await?;
        resident.is_on("ended").await?;
        stage.is_accessible(resident.screen(), "resident").await?;
        stage.is_accessible(agent.screen(), "agent").await
    });
}

/// The part that has the focus in the widget; empty when none has.
async fn focused(resident: &Resident) -> Result<String> {
    let script = "const host = document.querySelector('juttu-chat');
        const part = host && host.shadowRoot && host.shadowRoot.activeElement;
        return part ? part.dataset.part || part.getAttribute('part') || part.tagName : '';";
    resident.screen().ask(script, &[]).await
}

async fn has_focus(resident: &Resident, part: &str) -> Result<()> {
    until(&format!("{part} to have the focus"), async || {
        let focused = focused(resident).await?;
        whether(focused.split(' ').any(|name| name == part), || {
            focused.clone()
        })
    })
    .await
}

pub(crate) async fn tabs_to(resident: &Resident, part: &str) -> Result<()> {
    tabs(resident, part, &[]).await
}

pub(crate) async fn tabs_back_to(resident: &Resident, part: &str) -> Result<()> {
    tabs(resident, part, &[Key::Shift]).await
}

async fn tabs(resident: &Resident, part: &str, held: &[Key]) -> Result<()> {
    const MOST: usize = 40;
    resident.screen().part(part, "").await?;
    let mut passed = Vec::new();
    for _ in 0..MOST {
        let focused = focused(resident).await?;
        if focused.split(' ').any(|name| name == part) {
            return Ok(());
        }
        passed.push(focused);
        resident.screen().strikes(held, Key::Tab).await?;
    }
    ensure!(
        false,
        "{part} is not reached with the Tab key; passed {passed:?}"
    );
    Ok(())
}

pub(crate) async fn presses(resident: &Resident, key: Key) -> Result<()> {
    let chain = resident.screen().web().action_chain().send_keys(key);
    Ok(chain.perform().await?)
}

pub(crate) async fn types(resident: &Resident, text: &str) -> Result<()> {
    let chain = resident.screen().web().action_chain().send_keys(text);
    Ok(chain.perform().await?)
}
