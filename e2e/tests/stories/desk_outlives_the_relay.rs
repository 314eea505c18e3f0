//! The relay is killed while a professional has a draft and sends an answer. She is told, goes on
//! writing, and when the relay is back everything goes where it was meant to, once.

use juttu_e2e::stage::story;

const QUESTIONS: [&str; 2] = ["Saako aikaa jo huomiseksi?", "Missä toimisto on?"];
const DRAFT: &str = "Huomiseksi ei ole aikoja, mutta ";
const UNSENT: &str = "Toimisto on torin laidalla.";
const NOTE: &str = "Tarkista aukioloajat";

#[test]
fn desk_outlives_the_relay() {
    story("desk_outlives_the_relay", async |stage| {
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let mut talks = Vec::new();
        for question in QUESTIONS {
            let resident = stage.resident().await?;
            resident.opens(&stage.county.page("/sosiaalityo")).await?;
            resident.opens_the_chat().await?;
            resident.starts(question).await?;
            let conversation = agent.claims(question).await?;
            resident.is_on("talking").await?;
            talks.push((resident, conversation));
        }
        let [(first, one), (second, two)] = talks.as_slice() else {
            anyhow::bail!("two residents");
        };
        agent.turns_to(one).await?;
        agent.writes(DRAFT).await?;
        agent.screen().types("note-field", "", NOTE).await?;
        agent.turns_to(two).await?;

        stage.relay.kill_9().await?;
        let screen = agent.screen();
        screen.part("banner", "").await?;
        agent.writes(UNSENT).await?;
        screen.presses("send", "").await?;
        screen
            .reads("message", "[data-state=\"sending\"]", UNSENT)
            .await?;
        stage.is_accessible(screen, "agent (no relay)").await?;
        // It can be read, and written in, without a relay.
        agent.turns_to(one).await?;
        agent.has_drafted(DRAFT).await?;
        agent.writes("ylihuomiseksi on.").await?;

        stage.relay.start_again().await?;
        screen.is_without("banner", "").await?;
        second
            .talk_is(&[("you", QUESTIONS[1]), ("agent", UNSENT)])
            .await?;
        agent.turns_to(two).await?;
        agent
            .talk_is(&[("visitor", QUESTIONS[1]), ("me", UNSENT)])
            .await?;
        agent.turns_to(one).await?;
        screen.holds("note-field", "", NOTE).await?;
        let whole = format!("{DRAFT}ylihuomiseksi on.");
        agent.has_drafted(&whole).await?;
        agent.replies("").await?;
        first
            .talk_is(&[("you", QUESTIONS[0]), ("agent", &whole)])
            .await?;
        stage.is_accessible(screen, "agent").await
    });
}
