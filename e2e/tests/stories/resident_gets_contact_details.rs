//! When the chat cannot work, the resident is told in words how else to reach the service: never
//! an empty box.

use anyhow::{Result, ensure};
use juttu_e2e::resident::Resident;
use juttu_e2e::stage::story;

const ANOTHER: &str = "Onko siellä joku?";

#[test]
fn resident_gets_contact_details_when_files_are_lost() {
    story(
        "resident_gets_contact_details_when_files_are_lost",
        async |stage| {
            stage.front.lose("/assets/");
            let resident = stage.resident().await?;
            resident.opens(&stage.county.page("/sosiaalityo")).await?;
            resident.screen().presses("launcher", "").await?;
            resident.is_on("trouble").await?;
            resident.screen().part("trouble", "").await?;
            has_a_number(&resident).await?;
            ensure!(stage.front.asked_for("/embed.js") > 0);
            stage.is_accessible(resident.screen(), "resident").await
        },
    );
}

#[test]
fn resident_cannot_start_on_a_page_that_the_service_does_not_know() {
    let name = "resident_cannot_start_on_a_page_that_the_service_does_not_know";
    story(name, async |stage| {
        let resident = stage.resident().await?;
        resident.opens(&stage.stranger.page("/sosiaalityo")).await?;
        resident.opens_the_chat_on("trouble").await?;
        resident.screen().part("trouble", "").await?;
        has_a_number(&resident).await?;
        ensure!(resident.screen().count("start-field", "").await? == 0);
        // Whoever put the tag there is told what to do.
        let errors = resident.screen().console_errors().await?.concat();
        for word in ["origins", &stage.stranger.origin()] {
            ensure!(errors.contains(word), "{word} is not in {errors:?}");
        }

        // Whoever asks from a page that the service knows waits alone.
        let other = stage.resident().await?;
        other.opens(&stage.county.page("/sosiaalityo")).await?;
        other.opens_the_chat().await?;
        other.starts(ANOTHER).await?;
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        agent.sees_waiting(ANOTHER).await?;
        ensure!(agent.screen().count("waiting", "").await? == 1);
        stage.is_accessible(resident.screen(), "resident").await
    });
}

async fn has_a_number(resident: &Resident) -> Result<()> {
    resident.screen().part("contact", "").await?;
    let contact = resident.screen().texts("contact", "").await?.concat();
    let digits = contact.chars().filter(char::is_ascii_digit).count();
    ensure!(digits >= 5, "no telephone number in {contact:?}");
    Ok(())
}
