//! A resident asks anonymously on a county's page, with a phone; a professional answers at the desk,
//! writes a note for colleagues, and ends with an outcome.

use juttu_e2e::stage::{SERVICE, story};

const QUESTION: &str = "Mistä voin hakea toimeentulotukea?";
const MORE: &str = "Vuokra erääntyy huomenna.";
const ANSWER: &str = "Perustoimeentulotukea haetaan Kelasta. Autan sinua alkuun.";
const NOTE: &str = "Asiakkaan vuokra on erääntymässä, tarkistettava kiireellisyys.";
const THANKS: &str = "Kiitos avusta";

#[test]
fn resident_asks_and_is_answered() {
    story("resident_asks_and_is_answered", async |stage| {
        let resident = stage.resident().await?;
        resident.screen().is_a_phone().await?;
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        stage
            .is_accessible(resident.screen(), "resident (closed)")
            .await?;
        resident.opens_the_chat().await?;
        resident.is_on("start").await?;
        stage
            .is_accessible(resident.screen(), "resident (start)")
            .await?;
        resident.starts(QUESTION).await?;
        resident.screen().part("place", "").await?;
        stage
            .is_accessible(resident.screen(), "resident (waiting)")
            .await?;
        resident.says(MORE).await?;

        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        agent.sees_waiting(QUESTION).await?;
        stage.is_accessible(agent.screen(), "agent (queue)").await?;
        agent.claims(QUESTION).await?;
        agent
            .talk_is(&[("visitor", QUESTION), ("visitor", MORE)])
            .await?;
        resident.is_on("talking").await?;
        resident.screen().reads("line", "", agent.name()).await?;

        agent.replies(ANSWER).await?;
        agent.notes(NOTE).await?;
        resident.sees(ANSWER).await?;
        resident.says(THANKS).await?;
        agent.sees(THANKS).await?;
        resident
            .talk_is(&[
                ("you", QUESTION),
                ("you", MORE),
                ("agent", ANSWER),
                ("you", THANKS),
            ])
            .await?;
        resident.has_nowhere(NOTE).await?;
        stage
            .is_accessible(resident.screen(), "resident (talking)")
            .await?;
        stage
            .is_accessible(agent.screen(), "agent (talking)")
            .await?;

        agent.ends("solved").await?;
        resident.is_on("ended").await?;
        resident.screen().part("ended", "").await?;
        resident.screen().part("start-again", "").await?;
        resident.has_nowhere(NOTE).await?;
        stage
            .is_accessible(resident.screen(), "resident (ended)")
            .await?;
        stage.is_accessible(agent.screen(), "agent (ended)").await
    });
}

#[test]
fn resident_ends_and_asks_again() {
    story("resident_ends_and_asks_again", async |stage| {
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let resident = stage.resident().await?;
        resident.opens(&stage.relay.demo_page(SERVICE)?).await?;
        resident.opens_the_chat().await?;
        resident.starts(QUESTION).await?;
        agent.claims(QUESTION).await?;
        resident.is_on("talking").await?;
        resident.ends().await?;
        agent.sees_ended().await?;

        resident.screen().presses("start-again", "").await?;
        resident.is_on("start").await?;
        resident.starts(MORE).await?;
        agent.claims(MORE).await?;
        agent.replies(ANSWER).await?;
        resident
            .talk_is(&[("you", MORE), ("agent", ANSWER)])
            .await?;
        stage.is_accessible(resident.screen(), "resident").await?;
        stage.is_accessible(agent.screen(), "agent").await
    });
}

#[test]
fn resident_leaves_the_queue() {
    story("resident_leaves_the_queue", async |stage| {
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let resident = stage.resident().await?;
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident.opens_the_chat().await?;
        resident.starts(QUESTION).await?;
        agent.sees_waiting(QUESTION).await?;
        resident.screen().presses("leave", "").await?;
        resident.screen().presses("keep", "").await?;
        resident.is_on("waiting").await?;
        resident.screen().presses("leave", "").await?;
        resident.screen().presses("confirm", "").await?;
        resident.is_on("ended").await?;
        agent.screen().is_without("waiting", "").await?;
        stage.is_accessible(resident.screen(), "resident").await?;
        stage.is_accessible(agent.screen(), "agent").await
    });
}
