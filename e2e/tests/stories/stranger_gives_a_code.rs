//! Hand-off phishing with a pick-up code: a stranger leaves a request and gives its code to somebody,
//! who reads it as her own, and identifies. From then on the stranger has nothing of it.

use juttu_e2e::engine::Engine;
use juttu_e2e::provider::Kind;
use juttu_e2e::scene::Scene;
use juttu_e2e::stage::story_in;

use crate::hand_off::WHY;
use crate::identification::{CODE, NAME, PAGE, PERSON};

const EVENING: &str = "2027-01-04T18:00:00+02:00";
const MESSAGE: &str = "Mikä päätös asiassani on tehty?";
const GREETING: &str = "Hei! Katson asiaa.";
const PRIVATE: &str = "Sinulle on myönnetty tukea.";

#[test]
fn stranger_gives_a_code() {
    let scene = Scene::at(EVENING).with_provider(Kind::Bank);
    story_in(&scene, "stranger_gives_a_code", async |stage| {
        let chat = stage.county.page(PAGE);
        let stranger = stage.resident().await?;
        let keeps_frames = stage.engine() == Engine::Chromium;
        if keeps_frames {
            stranger.keeps_frames().await?;
        }
        stranger.opens(&chat).await?;
        stranger.opens_the_chat_on("closed").await?;
        let code = stranger.leaves_a_message(MESSAGE).await?;
        stranger.leaves_the_code().await?;

        let victim = stage.resident().await?;
        victim.opens(&chat).await?;
        victim.opens_the_chat_on("closed").await?;
        victim.reads_with(&code).await?;
        let agent = stage.agent(0).await?;
        agent.signs_in().await?;
        agent.claims_request(MESSAGE).await?;
        agent.replies(GREETING).await?;
        victim.sees(GREETING).await?;
        // So far both are in the conversation.
        stranger.sees(GREETING).await?;

        agent.asks_to_identify(WHY).await?;
        stranger.screen().part("identification-card", "").await?;
        victim.identifies_as(PERSON, &chat).await?;
        victim.screen().part("identified-mark", "").await?;
        agent.opens_the_person(NAME).await?;
        agent.replies(PRIVATE).await?;
        victim.sees(PRIVATE).await?;
        victim
            .talk_is(&[("you", MESSAGE), ("agent", GREETING), ("agent", PRIVATE)])
            .await?;
        stage.is_accessible(victim.screen(), "victim").await?;

        stranger.is_on("closed").await?;
        for text in [MESSAGE, GREETING, PRIVATE, NAME, CODE] {
            stranger.has_nowhere(text).await?;
        }
        for text in ["identification_completed", PRIVATE, NAME, CODE] {
            if keeps_frames {
                stranger.was_not_sent(text).await?;
            }
        }
        // Nor is there a way back.
        let screen = stranger.screen();
        screen.presses("have-code", "").await?;
        screen.types("code-field", "", &code).await?;
        screen.presses("read-answer", "").await?;
        screen
            .reads("error", "", "Koodilla ei löytynyt keskustelua")
            .await?;
        stage.is_accessible(screen, "stranger").await?;
        stranger.reloads().await?;
        stranger.screen().is_without("message", "").await?;
        stranger.has_nowhere(PRIVATE).await
    });
}
