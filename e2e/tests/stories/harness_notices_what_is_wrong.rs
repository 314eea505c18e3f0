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
