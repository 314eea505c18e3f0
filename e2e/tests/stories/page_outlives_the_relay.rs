//! The page has loaded, then the relay is out of reach: whoever opens the chat gets the contact
//! details that the page knew last, in words, and the chat itself as soon as the relay is back.

use anyhow::ensure;
use juttu_e2e::front::Whom;
use juttu_e2e::stage::story;

#[test]
fn page_outlives_the_relay() {
    story("page_outlives_the_relay", async |stage| {
        let resident = stage.resident().await?;
        let screen = resident.screen();
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        screen.reads("launcher", "", "Ei ketään paikalla").await?;
        stage.front.cut(Whom::Everyone);
        resident.opens_the_chat_on("trouble").await?;
        let text = screen.texts("panel", "").await?.concat();
        for words in [
            "Aikuissosiaalityön chat",
            "040 6367 999",
            "ma–to klo 9–11",
            "112",
        ] {
            ensure!(text.contains(words), "{words:?} is not in {text:?}");
        }
        stage.is_accessible(screen, "resident").await?;
        stage.front.restore();
        resident.is_on("start").await?;
        resident.starts("Toimiiko chat taas?").await
    });
}
