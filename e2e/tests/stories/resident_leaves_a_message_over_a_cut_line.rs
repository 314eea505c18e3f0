//! The line is cut between the storing of a message and its acknowledgement, and the page is
//! loaded anew. The resident gets the code that she had sent, the message is there once, and the
//! code opens it.

use anyhow::{Context, Result, ensure};
use juttu_e2e::front::Whom;
use juttu_e2e::resident::Resident;
use juttu_e2e::scene::Scene;
use juttu_e2e::stage::{SERVICE, story_in};

const SUNDAY: &str = "2027-01-10T20:00:00+02:00";
const QUESTION: &str = "Voiko joku soittaa minulle maanantaina?";
const ANSWER: &str = "Soitamme aamulla.";

#[test]
fn resident_leaves_a_message_over_a_cut_line() {
    let name = "resident_leaves_a_message_over_a_cut_line";
    story_in(&Scene::at(SUNDAY), name, async |stage| {
        let agent = stage.agent(0).await?;
        agent.signs_in().await?;
        let resident = stage.resident().await?;
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident.opens_the_chat_on("closed").await?;
        resident.writes_a_message(QUESTION).await?;

        // The first event of what she sends.
        stage.front.hold_answers_from(Whom::Residents, "\"opened\"");
        resident.screen().presses("send-request", "").await?;
        // Stored: the desk has it. The resident has not been told.
        agent.sees_request(QUESTION).await?;
        let sent = code_on_its_way(&resident).await?;
        ensure!(
            resident.screen().count("reference", "").await? == 0,
            "she was told although the answer was held back"
        );
        stage.front.cut(Whom::Residents);
        stage.front.release_answers();
        stage.front.restore();
        resident.reloads().await?;

        let code = resident.has_a_code().await?;
        ensure!(plain(&code) == plain(&sent), "another code: {code}, {sent}");
        agent.sees_requests(1).await?;
        agent.claims_request(QUESTION).await?;
        agent.replies(ANSWER).await?;
        agent
            .talk_is(&[("visitor", QUESTION), ("me", ANSWER)])
            .await?;

        let other = stage.resident().await?;
        other.opens(&stage.county.page("/sosiaalityo")).await?;
        other.screen().presses("launcher", "").await?;
        other.reads_with(&code).await?;
        other
            .talk_is(&[("you", QUESTION), ("agent", ANSWER)])
            .await?;
        stage.is_accessible(other.screen(), "other").await?;
        stage.is_accessible(resident.screen(), "resident").await?;
        stage.is_accessible(agent.screen(), "agent").await
    });
}

/// The code in the command that has not been acknowledged, as the tab keeps it.
async fn code_on_its_way(resident: &Resident) -> Result<String> {
    let script = "const kept = JSON.parse(sessionStorage['juttu:' + arguments[1]]);
        return kept.outbox.map((entry) => entry.message.leave).filter(Boolean)
            .map((leave) => leave.code)[0] || null;";
    let code: Option<String> = resident.screen().ask(script, &[SERVICE.into()]).await?;
    code.context("no message is on its way")
}

fn plain(code: &str) -> String {
    code.chars().filter(|part| part.is_alphanumeric()).collect()
}
