//! On a page that runs from right to left the chat stands where it always stands and reads as it
//! always reads; a message in Arabic or Hebrew runs its own way.

use anyhow::ensure;
use juttu_e2e::looks;
use juttu_e2e::stage::story;

const FINNISH: &str = "Tarvitsen apua.";
const ARABIC: &str = "أحتاج إلى مساعدة.";

#[test]
fn page_runs_right_to_left() {
    story("page_runs_right_to_left", async |stage| {
        let plain = stage.resident().await?;
        plain.opens(&stage.county.page("/sosiaalityo")).await?;
        let resident = stage.resident().await?;
        resident.opens(&stage.county.page("/right-to-left")).await?;
        let screens = [plain.screen(), resident.screen()];
        for screen in screens {
            screen.reads("launcher", "", "Ei ketään paikalla").await?;
        }
        looks::are_alike(screens[0], screens[1], "button").await?;
        for each in [&plain, &resident] {
            each.opens_the_chat().await?;
        }
        looks::are_alike(screens[0], screens[1], "start").await?;

        resident.starts(FINNISH).await?;
        resident.says(ARABIC).await?;
        let script = "const root = document.querySelector('juttu-chat').shadowRoot;
            return [...root.querySelectorAll('[data-from=\"you\"] .text')]
                .map((text) => [text.innerText, getComputedStyle(text).direction]);";
        let run: Vec<(String, String)> = resident.screen().ask(script, &[]).await?;
        let expected = [(FINNISH, "ltr"), (ARABIC, "rtl")];
        let expected = expected.map(|(text, way)| (text.to_owned(), way.to_owned()));
        ensure!(run == expected, "{run:?}");
        stage.is_accessible(resident.screen(), "resident").await
    });
}
