//! A supervisor begins an exception, writes a time and thinks better of it with Escape, the caret
//! still in the field. The form goes, nothing is changed, and the page goes on.

use anyhow::ensure;
use juttu_e2e::stage::story;
use thirtyfour::Key;

const FIELD: &str = "[data-part=\"days-form\"] input.num";

#[test]
fn supervisor_gives_up_a_change() {
    story("supervisor_gives_up_a_change", async |stage| {
        let supervisor = stage.professional("Anna").await?;
        supervisor.signs_in().await?;
        let screen = supervisor.screen();
        screen.presses_named("link", "Aukioloajat").await?;
        for hour in ["9", "10"] {
            screen.presses_named("button", "Lisää poikkeus").await?;
            screen.presses_on("label:has(> #form-open)").await?;
            let field = screen.element(FIELD).await?;
            field.send_keys(hour).await?;
            screen.strikes(&[], Key::Escape).await?;
            screen.is_without("days-form", "").await?;
            supervisor.is_unbroken().await?;
        }
        screen.reads_in("main", "Ei tulevia poikkeuksia.").await?;
        let (_, name) = screen.focus().await?;
        ensure!(name == "Poikkeukset", "the focus is at {name:?}");
        stage.is_accessible(screen, "supervisor").await
    });
}
