//! A resident leaves a telephone number, and says that it is not safe to call. The desk says so
//! before anything else; the number is shown only to the one who has taken the request, and only
//! when she asks for it.

use anyhow::{Result, ensure};
use juttu_e2e::agent::{Agent, fact};
use juttu_e2e::scene::Scene;
use juttu_e2e::stage::story_in;

const EVENING: &str = "2027-01-04T18:00:00+02:00";
const QUESTION: &str = "Kotona ei voi puhua rauhassa.";
const NUMBER: &str = "040 765 4321";
const DO_NOT_CALL: &str = "Älä soita";

#[test]
fn professional_opens_contact_details() {
    let name = "professional_opens_contact_details";
    story_in(&Scene::at(EVENING), name, async |stage| {
        let resident = stage.resident().await?;
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident.opens_the_chat_on("closed").await?;
        resident.writes_a_message(QUESTION).await?;
        let screen = resident.screen();
        screen.presses("reach-phone", "").await?;
        screen.types("phone", "", NUMBER).await?;
        // Whether it is safe to call has to be said.
        screen.presses("send-request", "").await?;
        resident.is_on("request").await?;
        screen
            .reads_in(
                "[role=\"alert\"], [part~=\"error\"]",
                "Valitse, voiko sinulle soittaa.",
            )
            .await?;
        stage.is_accessible(screen, "resident (not yet)").await?;
        screen.presses("safe-no", "").await?;
        screen.presses("send-request", "").await?;
        resident.has_a_code().await?;

        let (agent, colleague) = (stage.agent(0).await?, stage.agent(1).await?);
        agent.signs_in().await?;
        colleague.signs_in().await?;
        colleague.sees_request(QUESTION).await?;
        has_nowhere(&colleague, NUMBER).await?;
        agent.claims_request(QUESTION).await?;
        let reach = agent.fact("reach").await?;
        ensure!(reach.contains(DO_NOT_CALL), "the desk says {reach:?}");
        has_nowhere(&agent, NUMBER).await?;
        stage
            .is_accessible(agent.screen(), "agent (claimed)")
            .await?;

        let contact = agent.opens_contact().await?;
        ensure!(contact.contains(NUMBER), "the details are {contact:?}");
        ensure!(agent.fact("reach").await?.contains(DO_NOT_CALL));
        stage
            .is_accessible(agent.screen(), "agent (opened)")
            .await?;

        colleague.sees_requests(0).await?;
        has_nowhere(&colleague, NUMBER).await?;
        // They are on the screen alone: a reload has to ask again.
        agent.screen().web().refresh().await?;
        agent.screen().presses("mine", "").await?;
        agent.fact("reach").await?;
        has_nowhere(&agent, NUMBER).await?;
        ensure!(agent.screen().texts_of(&fact("contact")).await?.is_empty());
        // Whoever goes on to write before they came is not interrupted.
        agent.screen().stops_drawing().await?;
        agent.opens_contact().await?;
        agent.screen().presses("reply-field", "").await?;
        let waited = agent.screen().draws_again().await?;
        ensure!(waited > 0, "nothing waited for a frame");
        let (role, name) = agent.screen().focus().await?;
        ensure!(role == "textbox", "the focus is on {role} {name:?}");
        resident.has_nowhere(NUMBER).await?;
        stage.is_accessible(screen, "resident").await?;
        stage.is_accessible(colleague.screen(), "colleague").await?;
        stage.is_accessible(agent.screen(), "agent").await
    });
}

async fn has_nowhere(agent: &Agent, text: &str) -> Result<()> {
    let script = "return document.documentElement.outerHTML
        + [...document.querySelectorAll('input, textarea')].map((field) => field.value).join()
        + JSON.stringify(Object.values(sessionStorage))
        + JSON.stringify(Object.values(localStorage));";
    let page: String = agent.screen().ask(script, &[]).await?;
    ensure!(
        !page.contains(text),
        "{text:?} is in {}'s page",
        agent.name()
    );
    Ok(())
}
