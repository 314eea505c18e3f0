//! A contact request from the evening is answered the next day: the professional sees by when, that
//! only general guidance is given to one who is not known, and how the answer reaches them; and the
//! resident reads it with the code.

use anyhow::ensure;
use juttu_e2e::scene::Scene;
use juttu_e2e::stage::story_in;
use thirtyfour::Key;

const EVENING: &str = "2027-01-04T18:00:00+02:00";
const QUESTION: &str = "Voiko läheinen saada tukea omaishoitoon?";
const FIRST_LINE: &str = "Omaishoidon tuesta kerrotaan palvelukodissa.";
const SECOND_LINE: &str = "Soita alueesi neuvontaan.";

/// How one of her own conversations stands, as its row says it, and how much of that is cut.
const STANDS: &str = "const row = document.querySelector('[data-part~=\"mine\"] .stands'); \
    return [row.innerText, row.scrollWidth - row.clientWidth];";

#[test]
fn professional_answers_a_contact_request() {
    let name = "professional_answers_a_contact_request";
    story_in(&Scene::at(EVENING), name, async |stage| {
        let resident = stage.resident().await?;
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident.opens_the_chat_on("closed").await?;
        let code = resident.leaves_a_message(QUESTION).await?;

        let (agent, colleague) = (stage.agent(0).await?, stage.agent(1).await?);
        agent.signs_in().await?;
        colleague.signs_in().await?;
        let conversation = agent.sees_request(QUESTION).await?;
        colleague.sees_request(QUESTION).await?;
        agent.claims_request(QUESTION).await?;
        colleague.sees_requests(0).await?;
        colleague.screen().says_nowhere(QUESTION).await?;

        // What matters stands beside the field.
        let screen = agent.screen();
        let reach = agent.fact("reach").await?;
        ensure!(reach.contains("koodilla"), "how it is reached: {reach:?}");
        let limit = agent.fact("limit").await?;
        ensure!(
            limit.contains("Nimetön: vain yleistä neuvontaa."),
            "the limit says {limit:?}"
        );
        // By when an answer was promised is read whole in her own list too, narrow as it is.
        let (says, cut_px): (String, i64) = screen.ask(STANDS, &[]).await?;
        ensure!(
            says.contains("Vastattava viimeistään to 7.1. klo 14") && cut_px == 0,
            "{cut_px} px are cut from {says:?}"
        );
        stage.is_accessible(screen, "agent (claimed)").await?;

        // Enter makes a line; Ctrl and Enter send.
        agent.writes(FIRST_LINE).await?;
        screen.strikes(&[], Key::Enter).await?;
        agent.writes(SECOND_LINE).await?;
        let both = format!("{FIRST_LINE}\n{SECOND_LINE}");
        agent.has_drafted(&both).await?;
        ensure!(screen.count("message", "[data-from=\"me\"]").await? == 0);
        screen.strikes(&[Key::Control], Key::Enter).await?;
        agent
            .talk_is(&[("visitor", QUESTION), ("me", SECOND_LINE)])
            .await?;
        agent.reads_of_own(&conversation, "Vastattu").await?;
        agent.ends("solved").await?;

        // Another browser: nothing but the code.
        let reader = stage.resident().await?;
        reader.opens(&stage.county.page("/sosiaalityo")).await?;
        reader.opens_the_chat_on("closed").await?;
        reader.reads_with(&code).await?;
        reader.sees(FIRST_LINE).await?;
        reader.sees(SECOND_LINE).await?;
        stage.is_accessible(reader.screen(), "reader").await?;
        stage.is_accessible(screen, "agent").await
    });
}
