//! A resident leaves a request and comes back with its code; the professional asks, the resident
//! identifies, and the same request goes on. From then on the same person alone reads it, by
//! identifying again: not whoever has the code, nor another person.

use anyhow::Result;
use juttu_e2e::provider::Kind;
use juttu_e2e::resident::Resident;
use juttu_e2e::scene::Scene;
use juttu_e2e::stage::{Stage, story_in};

use crate::identification::{NAME, PAGE, PERSON};

const EVENING: &str = "2027-01-04T18:00:00+02:00";
const MESSAGE: &str = "Voisiko joku katsoa hakemukseni tilanteen?";
const GREETING: &str = "Hei! Katson asiaasi.";
const WHY: &str = "Katson hakemuksesi tilanteen.";
const ANSWER: &str = "Hakemuksesi on hyväksytty.";
const THANKS: &str = "Kiitos tiedosta!";
/// Another person, by id at the provider.
const OTHER: &str = "matti";

#[test]
fn resident_is_asked_in_a_contact_request() {
    let scene = Scene::at(EVENING)
        .with_provider(Kind::Bank)
        .with("identification_at_start = true");
    let name = "resident_is_asked_in_a_contact_request";
    story_in(&scene, name, async |stage| {
        let page = stage.county.page(PAGE);
        let code = opens(stage).await?.leaves_a_message(MESSAGE).await?;
        let agent = stage.agent(0).await?;
        agent.signs_in().await?;
        let request = agent.claims_request(MESSAGE).await?;
        agent.replies(GREETING).await?;
        agent.asks_to_identify(WHY).await?;

        let resident = opens(stage).await?;
        let screen = resident.screen();
        resident.reads_with(&code).await?;
        screen.reads("identification-card", "", WHY).await?;
        stage
            .is_accessible(screen, "resident (asked in a request)")
            .await?;
        resident.identifies_as(PERSON, &page).await?;
        screen.part("identified-mark", "").await?;
        resident
            .talk_is(&[("you", MESSAGE), ("agent", GREETING)])
            .await?;
        agent.has(&request).await?;
        agent.opens_the_person(NAME).await?;
        agent.replies(ANSWER).await?;
        resident.sees(ANSWER).await?;
        resident.says(THANKS).await?;
        agent.sees(THANKS).await?;
        stage
            .is_accessible(screen, "resident (identified in a request)")
            .await?;
        stage.is_accessible(agent.screen(), "agent").await?;
        agent.ends("solved").await?;

        let finder = opens(stage).await?;
        finder.screen().presses("have-code", "").await?;
        finder.screen().types("code-field", "", &code).await?;
        finder.screen().presses("read-answer", "").await?;
        finder
            .screen()
            .reads("error", "", "Koodilla ei löytynyt keskustelua")
            .await?;
        finder.screen().presses("back", "").await?;
        finder.identifies_first(OTHER, &page).await?;
        finder.screen().is_without("reopen", "").await?;
        finder.has_nowhere(ANSWER).await?;

        let later = opens(stage).await?;
        later.identifies_first(PERSON, &page).await?;
        later.screen().presses("reopen", "").await?;
        later
            .talk_is(&[
                ("you", MESSAGE),
                ("agent", GREETING),
                ("agent", ANSWER),
                ("you", THANKS),
            ])
            .await?;
        stage
            .is_accessible(later.screen(), "resident (read again)")
            .await
    });
}

/// Somebody on the closed chat, on a phone.
async fn opens(stage: &Stage) -> Result<Resident> {
    let resident = stage.resident().await?;
    resident.screen().is_a_phone().await?;
    resident.opens(&stage.county.page(PAGE)).await?;
    resident.opens_the_chat_on("closed").await?;
    Ok(resident)
}
