//! A resident comes when the chat is closed, sees when it opens, leaves a message, and reads the
//! answer the next day on other devices, with the code: in the chat, and on the relay's own page,
//! which needs no JavaScript.

use anyhow::{Result, ensure};
use juttu_e2e::engine::Engine;
use juttu_e2e::scene::Scene;
use juttu_e2e::screen::Screen;
use juttu_e2e::stage::{Stage, story_in};
use juttu_e2e::wait::{until, whether};
use thirtyfour::By;

const TUESDAY_EVENING: &str = "2027-01-12T17:00:00+02:00";
/// From then until Wednesday, half past twelve.
const UNTIL_OPEN: &str = "1170m";
/// A code that nobody has.
const WRONG: &str = "0000-0000-0000-0000";
const QUESTION: &str = "Sähköt katkaistaan perjantaina, mitä teen?";
const ANSWER: &str = "Voit hakea ehkäisevää toimeentulotukea.";
const MORE: &str = "Mistä saan lomakkeen?";
const LAST: &str = "Kiitos, löysin lomakkeen.";

#[test]
fn resident_asks_outside_opening_hours() {
    let name = "resident_asks_outside_opening_hours";
    story_in(&Scene::at(TUESDAY_EVENING), name, async |stage| {
        let resident = stage.resident().await?;
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident
            .screen()
            .reads("launcher", "", "Avautuu ke klo 12")
            .await?;
        resident.opens_the_chat_on("closed").await?;
        sees_the_hours(resident.screen()).await?;
        stage
            .is_accessible(resident.screen(), "resident (closed)")
            .await?;
        resident.writes_a_message(QUESTION).await?;
        stage
            .is_accessible(resident.screen(), "resident (request)")
            .await?;
        resident.screen().presses("send-request", "").await?;
        let code = resident.has_a_code().await?;
        // The relay gives it, a moment after the code, which the widget has made.
        let reference = resident
            .screen()
            .part("reference", "")
            .await?
            .text()
            .await?;
        resident
            .screen()
            .reads("answer-by", "", "to 14.1. klo 14")
            .await?;
        stage
            .is_accessible(resident.screen(), "resident (sent)")
            .await?;

        stage.relay.advance(UNTIL_OPEN).await?;
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let conversation = agent.sees_request(QUESTION).await?;
        let listed = listed_reference(agent.screen(), &conversation).await?;
        ensure!(
            reference.contains(&listed),
            "the resident has {reference:?}, the desk {listed}"
        );
        stage
            .is_accessible(agent.screen(), "agent (requests)")
            .await?;
        agent.claims_request(QUESTION).await?;
        agent.replies(ANSWER).await?;
        agent.ends("solved").await?;
        agent.sees_requests(0).await?;

        reads_in_the_chat(stage, &code).await?;
        agent.sees_request(QUESTION).await?;
        let again = agent.claims_request(QUESTION).await?;
        ensure!(again == conversation, "what she added stands elsewhere");
        agent.sees(MORE).await?;
        agent.ends("solved").await?;
        agent.sees_requests(0).await?;

        reads_without_scripts(stage, &code).await?;
        agent.claims_request(QUESTION).await?;
        agent.sees(LAST).await?;
        stage.is_accessible(agent.screen(), "agent").await
    });
}

async fn sees_the_hours(screen: &Screen) -> Result<()> {
    screen.reads("opens", "", "ke 13.1. klo 12").await?;
    let week = screen.texts("week", "").await?.concat();
    for day in ["ma 11.1.", "ti 12.1.", "ke 13.1.", "to 14.1.", "su 17.1."] {
        ensure!(week.contains(day), "{day} is not in the week: {week:?}");
    }
    let today = screen.texts_of("[aria-current=\"date\"]").await?;
    let [today] = today.as_slice() else {
        anyhow::bail!("not one day is marked as today: {today:?}");
    };
    ensure!(
        today.contains("ti 12.1.") && today.contains("tänään"),
        "today is {today:?}"
    );
    Ok(())
}

async fn listed_reference(screen: &Screen, conversation: &str) -> Result<String> {
    let css = format!("[data-list=\"requests\"] [data-conversation=\"{conversation}\"]");
    let reference = screen.attribute(&css, "data-reference").await?;
    reference.ok_or_else(|| anyhow::anyhow!("the row has no reference"))
}

/// On another device, in the chat.
async fn reads_in_the_chat(stage: &Stage, code: &str) -> Result<()> {
    let other = stage.resident().await?;
    other.opens(&stage.county.page("/toimeentulotuki")).await?;
    other.screen().presses("launcher", "").await?;
    // A wrong one opens nothing, and is told in words beside the field.
    other.screen().presses("have-code", "").await?;
    other.screen().types("code-field", "", WRONG).await?;
    other.screen().presses("read-answer", "").await?;
    other
        .screen()
        .reads("error", "", "Koodilla ei löytynyt keskustelua.")
        .await?;
    other.screen().holds("code-field", "", WRONG).await?;
    stage
        .is_accessible(other.screen(), "resident (a wrong code)")
        .await?;
    other.screen().empties("code-field", "").await?;
    other.screen().presses("back", "").await?;
    // Typed in small letters and without what stands between the groups.
    let typed: String = code.chars().filter(|part| part.is_alphanumeric()).collect();
    other.reads_with(&typed.to_lowercase()).await?;
    other
        .talk_is(&[("you", QUESTION), ("agent", ANSWER)])
        .await?;
    stage
        .is_accessible(other.screen(), "resident (with a code)")
        .await?;
    other.says(MORE).await?;
    other.is_on("left").await?;
    stage
        .is_accessible(other.screen(), "resident (wrote again)")
        .await
}

/// On a device whose browser runs no scripts, on the relay's own page. Only Chromium can be told so:
/// in the others the page is read as it is, which has none.
async fn reads_without_scripts(stage: &Stage, code: &str) -> Result<()> {
    let other = stage.resident().await?;
    let screen = other.screen();
    let is_told = stage.engine() == Engine::Chromium;
    if is_told {
        screen.runs_no_scripts(true).await?;
    }
    other
        .goes_to(&format!("{}/code?lang=fi", stage.front.base()))
        .await?;
    submits(screen, "code", WRONG).await?;
    shows(screen, &["Koodilla ei löytynyt keskustelua."]).await?;
    let refused = page(screen).await?;
    ensure!(!refused.contains(QUESTION), "a wrong code opens: {refused}");
    submits(screen, "code", code).await?;
    shows(screen, &[QUESTION, ANSWER, MORE]).await?;
    submits(screen, "text", LAST).await?;
    shows(screen, &[QUESTION, ANSWER, MORE, LAST]).await?;
    let address = screen.address().await?;
    ensure!(
        !address.contains(&code.replace('-', "")) && !address.contains(code),
        "the code stands in the address {address}"
    );
    if is_told {
        screen.runs_no_scripts(false).await?;
    }
    stage.is_accessible(screen, "resident (/code)").await
}

/// Fills a field and submits its form, as anybody does: with its button.
async fn submits(screen: &Screen, field: &str, text: &str) -> Result<()> {
    let web = screen.web();
    let field = web.find(By::Name(field)).await?;
    field.clear().await?;
    field.send_keys(text).await?;
    let button = By::XPath("./ancestor::form//button");
    Ok(field.find(button).await?.click().await?)
}

async fn page(screen: &Screen) -> Result<String> {
    Ok(screen.web().find(By::Tag("body")).await?.text().await?)
}

async fn shows(screen: &Screen, texts: &[&str]) -> Result<()> {
    until(&format!("the page to show {texts:?}"), async || {
        let page = page(screen).await?;
        whether(texts.iter().all(|text| page.contains(text)), || {
            page.clone()
        })
    })
    .await
}
