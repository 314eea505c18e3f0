//! The checks that every other story ends with can fail: axe looks into the widget's shadow root
//! and finds what is planted there, and a talk that is not as expected is not taken for one.

use anyhow::{bail, ensure};
use juttu_e2e::stage::story;

const PLANT: &str = "const host = document.querySelector('juttu-chat');
    const button = document.createElement('button');
    host.shadowRoot.querySelector('[part~=\"panel\"]').append(button);
    return 0;";
const DOUBLE: &str = "const host = document.querySelector('juttu-chat');
    const message = host.shadowRoot.querySelector('[part~=\"message\"], [data-part~=\"message\"]');
    message.after(message.cloneNode(true));
    return 0;";
const QUESTION: &str = "Huomataanko virheet?";

#[test]
fn harness_notices_what_is_wrong() {
    story("harness_notices_what_is_wrong", async |stage| {
        let resident = stage.resident().await?;
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident.opens_the_chat().await?;
        resident.starts(QUESTION).await?;
        resident.talk_is(&[("you", QUESTION)]).await?;
        stage.is_accessible(resident.screen(), "resident").await?;

        let screen = resident.screen();
        let _: u64 = screen.ask(PLANT, &[]).await?;
        let Err(found) = stage.is_accessible(screen, "resident").await else {
            bail!("axe overlooked a button without a name in the shadow root");
        };
        ensure!(found.to_string().contains("button-name"), "{found:#}");

        let _: u64 = screen.ask(DOUBLE, &[]).await?;
        let shown = screen.messages().await?;
        ensure!(
            shown.len() == 2,
            "a message shown twice was counted once: {shown:?}"
        );
        Ok(())
    });
}

#[test]
fn harness_takes_away_what_a_browser_may_lack() {
    story(
        "harness_takes_away_what_a_browser_may_lack",
        async |stage| {
            let page = stage.county.page("/sosiaalityo");
            let resident = stage.resident().await?;
            resident.screen().runs_no_scripts(true).await?;
            resident.goes_to(&page).await?;
            let chats = "return document.readyState === 'complete'
            && document.scripts.length === 1 && document.querySelectorAll('juttu-chat').length";
            let chats: usize = resident.screen().ask(chats, &[]).await?;
            ensure!(chats == 0, "a script has run where none may");
            resident.screen().runs_no_scripts(false).await?;
            resident.opens(&page).await?;
            stage.is_accessible(resident.screen(), "resident").await?;

            let other = stage.resident_without_wasm().await?;
            other.goes_to(&page).await?;
            let kind = "return typeof WebAssembly";
            let kind: String = other.screen().ask(kind, &[]).await?;
            ensure!(kind == "undefined", "WebAssembly is {kind}");

            let error = "console.error('planted'); return 0";
            let _: u64 = other.screen().ask(error, &[]).await?;
            let errors = other.screen().console_errors().await?.concat();
            ensure!(errors.contains("planted"), "{errors:?}");
            Ok(())
        },
    );
}
