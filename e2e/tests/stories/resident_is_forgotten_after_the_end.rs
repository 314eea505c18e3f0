//! A conversation has ended, and its page stays open where others may see it: half an hour after the
//! end nothing of it is left in the tab.

use juttu_e2e::stage::story;

const QUESTION: &str = "Näkeekö seuraava tämän?";
const ANSWER: &str = "Ei puolen tunnin päästä.";

#[test]
fn resident_is_forgotten_after_the_end() {
    story("resident_is_forgotten_after_the_end", async |stage| {
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let resident = stage.resident().await?;
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident.opens_the_chat().await?;
        resident.starts(QUESTION).await?;
        agent.claims(QUESTION).await?;
        agent.replies(ANSWER).await?;
        resident.sees(ANSWER).await?;
        resident.ends().await?;

        stage.relay.advance("29m").await?;
        resident.reloads().await?;
        resident.is_on("ended").await?;
        resident
            .talk_is(&[("you", QUESTION), ("agent", ANSWER)])
            .await?;
        stage.relay.advance("61s").await?;
        resident.reloads().await?;
        resident.is_on("start").await?;
        for text in [QUESTION, ANSWER, "secret"] {
            resident.has_nowhere(text).await?;
        }
        Ok(())
    });
}
