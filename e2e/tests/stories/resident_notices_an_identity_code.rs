//! A resident writes a personal identity code. It is noticed before anything is sent, and taken out
//! with one button, or sent all the same. An ordinary number is left alone.

use anyhow::Result;
use juttu_e2e::resident::Resident;
use juttu_e2e::stage::story;

const CODE: &str = "210281-9988";
const OTHER: &str = "010100-969P";
const QUESTION: &str = "Tunnukseni on 210281-9988, saanko apua?";
const WITHOUT: &str = "Tunnukseni on , saanko apua?";
const ORDINARY: &str = "Laskun viite on 210281-9987";
const NOTICE: &str = "henkilötunnus";

async fn is_noticed(resident: &Resident, field: &str) -> Result<()> {
    let screen = resident.screen();
    screen.reads("error", "", NOTICE).await?;
    screen
        .part(field, "[aria-invalid=\"true\"]:focus")
        .await
        .map(drop)
}

#[test]
fn resident_notices_an_identity_code() {
    story("resident_notices_an_identity_code", async |stage| {
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let resident = stage.resident().await?;
        let screen = resident.screen();
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident.opens_the_chat().await?;
        screen.types("start-field", "", QUESTION).await?;
        screen.presses("start", "").await?;
        is_noticed(&resident, "start-field").await?;
        stage
            .is_accessible(screen, "resident (an identity code)")
            .await?;
        screen.holds("start-field", "", QUESTION).await?;
        screen.presses("take-out", "").await?;
        screen.holds("start-field", "", WITHOUT).await?;
        screen.is_without("error", "").await?;
        screen.presses("start", "").await?;
        resident.is_on("waiting").await?;
        agent.claims("saanko apua").await?;
        resident.talk_is(&[("you", WITHOUT)]).await?;

        resident.says(ORDINARY).await?;
        resident.writes(CODE).await?;
        resident.sends().await?;
        is_noticed(&resident, "composer-field").await?;
        screen.presses("send-anyway", "").await?;
        resident.sees_state(CODE, "sent").await?;
        screen.is_without("error", "").await?;
        screen.part("composer-field", ":focus").await?;

        // Once sent all the same, the next one is noticed again.
        resident.writes(OTHER).await?;
        resident.sends().await?;
        is_noticed(&resident, "composer-field").await?;
        agent.sees(CODE).await
    });
}

#[test]
fn resident_leaves_no_identity_code_in_a_request() {
    story(
        "resident_leaves_no_identity_code_in_a_request",
        async |stage| {
            let resident = stage.resident().await?;
            let screen = resident.screen();
            resident.opens(&stage.county.page("/sosiaalityo")).await?;
            resident.opens_the_chat().await?;
            resident.writes_a_message(QUESTION).await?;
            screen.presses("send-request", "").await?;
            is_noticed(&resident, "request-field").await?;
            screen.presses("take-out", "").await?;
            screen.holds("request-field", "", WITHOUT).await?;
            screen.presses("send-request", "").await?;
            resident.has_a_code().await.map(drop)
        },
    );
}
