//! When the chat cannot work, the resident is told in words how else to reach the service: never
//! an empty box.

use anyhow::{Result, ensure};
use juttu_e2e::resident::Resident;
use juttu_e2e::stage::story;

const QUESTION: &str = "Kuuleeko kukaan?";

#[test]
fn resident_gets_contact_details_when_files_are_lost() {
    story(
        "resident_gets_contact_details_when_files_are_lost",
        async |stage| {
            stage.front.lose("/assets/");
            let resident = stage.resident().await?;
            resident.opens(&stage.county.page("/sosiaalityo")).await?;
            resident.screen().presses("launcher", "").await?;
            has_a_number(&resident).await?;
            ensure!(stage.front.asked_for("/embed.js") > 0);
            stage.is_accessible(resident.screen(), "resident").await
        },
    );
}

#[test]
fn resident_gets_contact_details_on_a_page_that_the_service_does_not_know() {
    let name = "resident_gets_contact_details_on_a_page_that_the_service_does_not_know";
    story(name, async |stage| {
        let resident = stage.resident().await?;
        resident.opens(&stage.stranger.page("/sosiaalityo")).await?;
        resident.opens_the_chat().await?;
        resident.screen().types("start-field", "", QUESTION).await?;
        resident.screen().presses("start", "").await?;
        resident.is_on("trouble").await?;
        has_a_number(&resident).await?;
        let panel = resident.screen().texts("panel", "").await?.concat();
        ensure!(
            panel.contains(QUESTION),
            "what she wrote is gone: {panel:?}"
        );
        stage.is_accessible(resident.screen(), "resident").await
    });
}

async fn has_a_number(resident: &Resident) -> Result<()> {
    resident.screen().part("trouble", "").await?;
    resident.screen().part("contact", "").await?;
    let contact = resident.screen().texts("contact", "").await?.concat();
    let digits = contact.chars().filter(char::is_ascii_digit).count();
    ensure!(digits >= 5, "no telephone number in {contact:?}");
    Ok(())
}
