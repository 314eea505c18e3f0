//! An error is words beside its field, which has the focus and keeps its text, and says of itself
//! that it is wrong and why (WCAG 2.2, 3.3.1 and 3.3.3).

use anyhow::{Result, ensure};
use juttu_e2e::scene::Scene;
use juttu_e2e::screen::Screen;
use juttu_e2e::stage::story_in;
use juttu_e2e::wait::{until, whether};

const EVENING: &str = "2027-01-12T17:00:00+02:00";
const MESSAGE: &str = "Tarvitsen apua.";

#[test]
fn accessible_errors() {
    story_in(&Scene::at(EVENING), "accessible_errors", async |stage| {
        let resident = stage.resident().await?;
        let screen = resident.screen();
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident.opens_the_chat_on("closed").await?;
        screen.presses("have-code", "").await?;
        screen.types("code-field", "", "1234").await?;
        screen.presses("read-answer", "").await?;
        is_told(screen, "code-field", "Koodissa on 16 merkkiä.").await?;
        screen.holds("code-field", "", "1234").await?;
        screen.empties("code-field", "").await?;
        screen.presses("back", "").await?;

        screen.presses("leave-message", "").await?;
        resident.is_on("request").await?;
        screen.presses("send-request", "").await?;
        is_told(screen, "request-field", "Kirjoita ensin viesti.").await?;
        screen.types("request-field", "", MESSAGE).await?;
        screen.presses("reach-phone", "").await?;
        screen.presses("send-request", "").await?;
        // All that the telephone lacks is said at once, each at its place.
        is_told_of(screen, 2, "phone", "Kirjoita puhelinnumero.").await?;
        screen.types("phone", "", "12").await?;
        screen.presses("safe-yes", "").await?;
        screen.presses("send-request", "").await?;
        is_told(screen, "phone", "Tarkista puhelinnumero.").await?;
        screen.holds("phone", "", "12").await?;
        screen.holds("request-field", "", MESSAGE).await?;
        stage.is_accessible(screen, "resident").await
    });
}

/// Waits until a field has the focus and is described by what is wrong with it, and alone.
async fn is_told(screen: &Screen, field: &str, words: &str) -> Result<()> {
    is_told_of(screen, 1, field, words).await
}

/// The same of the first of so many fields.
async fn is_told_of(screen: &Screen, fields: usize, field: &str, words: &str) -> Result<()> {
    let script = "const root = document.querySelector('juttu-chat').shadowRoot;
        const field = root.activeElement;
        if (!field) return ['nothing has the focus', '', ''];
        const told = (field.getAttribute('aria-describedby') || '').split(' ')
            .map((id) => root.getElementById(id)).filter((element) => element && element.checkVisibility());
        return [field.getAttribute('part'), field.getAttribute('aria-invalid') || '',
            told.map((element) => element.innerText).join(' ')];";
    until(&format!("{field} to say {words:?}"), async || {
        let told: (String, String, String) = screen.ask(script, &[]).await?;
        let is_told = told.0 == field && told.1 == "true" && told.2.contains(words);
        whether(is_told, || format!("{told:?}"))
    })
    .await?;
    // What has been described is not described twice.
    let others = "const root = document.querySelector('juttu-chat').shadowRoot;
        return [...root.querySelectorAll('[aria-invalid=\"true\"]')].filter((one) => one.checkVisibility()).length";
    let wrong: usize = screen.ask(others, &[]).await?;
    ensure!(wrong == fields, "{wrong} fields are marked as wrong");
    Ok(())
}
