//! What Enter does: it sends from a keyboard, never while an input method is composing, and by
//! finger it makes a line; no letter alone is a shortcut (WCAG 2.2, 2.1.4).

use anyhow::{Result, ensure};
use juttu_e2e::devtools;
use juttu_e2e::resident::Resident;
use juttu_e2e::stage::story;
use serde_json::json;
use thirtyfour::Key;

const QUESTION: &str = "Mitä rivinvaihto tekee?";

#[test]
fn accessible_enter_while_composing() {
    story("accessible_enter_while_composing", async |stage| {
        let resident = waits(stage.resident().await?, &stage.county.page("/sosiaalityo")).await?;
        let screen = resident.screen();
        resident.writes("にほん").await?;
        // As browsers say it: one that composes, and one of before they had a word for it.
        let compose = "const root = document.querySelector('juttu-chat').shadowRoot;
            const field = root.querySelector('textarea');
            const key = (more) => field.dispatchEvent(new KeyboardEvent('keydown',
                { key: 'Enter', bubbles: true, composed: true, cancelable: true, ...more }));
            return [key({ isComposing: true }), key({ keyCode: 229 })];";
        let untouched: Vec<bool> = screen.ask(compose, &[]).await?;
        ensure!(untouched == [true, true], "Enter was taken: {untouched:?}");
        screen.holds("composer-field", "", "にほん").await?;
        enters(&resident).await?;
        resident.sees_state("にほん", "sent").await?;

        // Outside the field every letter is the page's.
        let heading = "document.querySelector('juttu-chat').shadowRoot.querySelector('[part~=\"heading\"]').focus(); return 0";
        let _: u64 = screen.ask(heading, &[]).await?;
        let letters = "abcdefghijklmnopqrstuvwxyzåäö0123456789?/ ";
        screen
            .web()
            .action_chain()
            .send_keys(letters)
            .perform()
            .await?;
        resident.is_on("waiting").await?;
        screen.holds("composer-field", "", "").await
    });
}

#[test]
fn accessible_enter_by_finger() {
    story("accessible_enter_by_finger", async |stage| {
        let resident = stage.resident().await?;
        let screen = resident.screen();
        let metrics =
            json!({ "width": 390, "height": 800, "deviceScaleFactor": 1, "mobile": true });
        devtools::command(screen.web(), "Emulation.setDeviceMetricsOverride", metrics).await?;
        let touch = json!({ "enabled": true });
        devtools::command(screen.web(), "Emulation.setTouchEmulationEnabled", touch).await?;
        let resident = waits(resident, &stage.county.page("/sosiaalityo")).await?;
        let screen = resident.screen();
        let coarse = "return matchMedia('(pointer: coarse)').matches";
        ensure!(
            screen.ask::<bool>(coarse, &[]).await?,
            "the pointer is not a finger"
        );
        resident.writes("yksi").await?;
        enters(&resident).await?;
        resident.writes("kaksi").await?;
        screen.holds("composer-field", "", "yksi\nkaksi").await?;
        resident.sends().await?;
        resident.sees_state("kaksi", "sent").await
    });
}

async fn waits(resident: Resident, page: &str) -> Result<Resident> {
    resident.opens(page).await?;
    resident.opens_the_chat().await?;
    resident.starts(QUESTION).await?;
    resident.screen().part("composer-field", "").await?;
    Ok(resident)
}

async fn enters(resident: &Resident) -> Result<()> {
    let keys = resident.screen().web().action_chain().send_keys(Key::Enter);
    Ok(keys.perform().await?)
}
