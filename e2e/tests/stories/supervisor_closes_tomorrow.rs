//! Somebody falls ill in the evening. The supervisor closes tomorrow in two presses: the chat's
//! button says so on pages that stand open already and on new ones, with the reason behind it. Who
//! changed it is kept, and an agent who is no supervisor can read it and not change it.

use anyhow::{Context, Result, ensure};
use juttu_e2e::resident::Resident;
use juttu_e2e::scene::Scene;
use juttu_e2e::stage::story_in;
use juttu_e2e::wait::until_within;

/// A Tuesday; the chat is open on Wednesday too.
const EVENING: &str = "2027-01-12T17:00:00+02:00";
/// How soon a page that stands open must know, by the machine's clock.
const MINUTE_MS: u64 = 60_000;

#[test]
fn supervisor_closes_tomorrow() {
    let name = "supervisor_closes_tomorrow";
    story_in(&Scene::at(EVENING), name, async |stage| {
        let stands = stage.resident().await?;
        stands.opens(&stage.county.page("/sosiaalityo")).await?;
        launcher_says(&stands, "Avautuu ke klo 12").await?;

        let supervisor = stage.professional("Anna").await?;
        supervisor.signs_in().await?;
        let screen = supervisor.screen();
        screen.presses_named("link", "Aukioloajat").await?;
        screen.named("heading", "Aukioloajat").await?;
        screen.presses_on("[data-part=\"sudden\"] summary").await?;
        screen.picks("Sairastapaus").await?;
        stage.is_accessible(screen, "supervisor (closing)").await?;
        screen
            .presses_named("button", "Sulje huomenna ja tallenna")
            .await?;
        screen.says("Ajat on tallennettu.").await?;

        // The page that stood open is looked at again; a new one knows at once.
        launcher_says(&stands, "Avautuu to klo 12").await?;
        let comes = stage.resident().await?;
        comes.opens(&stage.county.page("/sosiaalityo")).await?;
        launcher_says(&comes, "Avautuu to klo 12").await?;
        comes.opens_the_chat_on("closed").await?;
        comes.screen().reads("opens", "", "to 14.1. klo 12").await?;
        comes
            .screen()
            .reads_in("[data-screen]", "Sairastapaus")
            .await?;
        stage.is_accessible(comes.screen(), "resident").await?;

        // Who changed it stands on the page, for all; and only a supervisor has something to press.
        screen.reads_in("main", "Anna").await?;
        let reader = stage.professional("Maria").await?;
        reader.signs_in().await?;
        let readers = reader.screen();
        readers.presses_named("link", "Aukioloajat").await?;
        readers.says("Vain esihenkilö voi muuttaa aikoja.").await?;
        readers.says("Sairastapaus").await?;
        ensure!(
            readers.count("close-tomorrow", "").await? == 0,
            "an agent could close tomorrow"
        );
        let fields = readers.texts_of("main textarea, main input").await?;
        ensure!(fields.is_empty(), "an agent has fields: {fields:?}");
        stage.is_accessible(readers, "agent").await?;
        stage.is_accessible(screen, "supervisor").await
    });
}

/// Waits until the chat's button says something, looking at the page again and again as somebody
/// does who has more than one tab.
async fn launcher_says(resident: &Resident, words: &str) -> Result<()> {
    let what = format!("the launcher to say {words:?}");
    until_within(MINUTE_MS, &what, async || {
        let script = "document.dispatchEvent(new Event('visibilitychange')); return 0;";
        resident.screen().ask::<u32>(script, &[]).await?;
        let says = resident.screen().texts("launcher", "").await?;
        let says = says.first().context("no launcher")?.clone();
        Ok(if says.contains(words) {
            Ok(())
        } else {
            Err(says)
        })
    })
    .await
}
