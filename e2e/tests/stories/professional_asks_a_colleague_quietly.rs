//! A professional asks a colleague of the other service, quietly. The colleague reads the
//! conversation and answers from her own desk, and can write nothing to the resident. The resident's
//! page and every frame that comes to it show nothing of it, and nothing of it changes their numbers.

use anyhow::ensure;
use juttu_e2e::stage::story;

const QUESTION: &str = "Saako lapsenlapsi tukiperheen?";
const ASKED: &str = "Onko tukiperhe teidän asia?";
const ADVICE: &str = "On, meiltä haetaan lomakkeella";
const ANSWER: &str = "Saa, sitä haetaan perhekeskuksesta.";
const THANKS: &str = "Kiitos paljon!";

#[test]
fn professional_asks_a_colleague_quietly() {
    story("professional_asks_a_colleague_quietly", async |stage| {
        let agent = stage.professional("Sari").await?;
        let colleague = stage.professional("Liisa").await?;
        agent.arrives().await?;
        colleague.signs_in().await?;
        let resident = stage.resident().await?;
        resident.keeps_frames().await?;
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident.opens_the_chat().await?;
        resident.starts(QUESTION).await?;
        colleague.screen().says_nowhere(QUESTION).await?;
        let conversation = agent.claims(QUESTION).await?;
        resident.is_on("talking").await?;
        let before = resident.frames().await?;

        // The question comes to the colleague's desk with the conversation, and nowhere else.
        agent.asks_quietly("Liisa", ASKED).await?;
        agent.screen().reads_in("[role=\"log\"]", ASKED).await?;
        colleague.turns_to(&conversation).await?;
        let desk = colleague.screen();
        desk.reads_in("[role=\"log\"]", ASKED).await?;
        desk.reads_in("[role=\"log\"]", QUESTION).await?;
        desk.says("Sinulta kysytään neuvoa. Asukas ei näe sinua eikä vastaustasi.")
            .await?;
        ensure!(
            desk.count("reply-field", "").await? == 0 && desk.count("end", "").await? == 0,
            "a colleague who was asked can write to the resident or end it"
        );
        stage.is_accessible(desk, "colleague (asked)").await?;

        desk.types("note-field", "", ADVICE).await?;
        desk.presses("save-note", "").await?;
        desk.reads("answer", "[data-state=\"sent\"]", ADVICE)
            .await?;
        agent.screen().reads("answer", "", ADVICE).await?;
        stage
            .is_accessible(agent.screen(), "agent (answered)")
            .await?;
        ensure!(
            resident.frames().await? == before,
            "something came to the resident meanwhile"
        );

        // What the resident is told next is the next in number.
        agent.replies(ANSWER).await?;
        resident
            .talk_is(&[("you", QUESTION), ("agent", ANSWER)])
            .await?;
        let after = resident.frames().await?;
        let seqs: Vec<u64> = after.iter().filter_map(|frame| seq(frame)).collect();
        let follow = seqs.windows(2).all(|pair| pair[1] == pair[0] + 1);
        ensure!(follow && seqs.len() > 2, "a number is missing: {seqs:?}");
        for text in [ASKED, ADVICE, "Liisa"] {
            resident.was_not_sent(text).await?;
            resident.has_nowhere(text).await?;
        }

        resident.was_not_sent("\"consulted\"").await?;
        resident.was_not_sent("\"noted\"").await?;

        // She is told what follows, until she is asked no longer.
        resident.says(THANKS).await?;
        colleague.sees(THANKS).await?;
        desk.presses_named("button", "Lopeta neuvominen").await?;
        agent.screen().says("Liisa").await?;
        agent.ends("solved").await?;
        resident.is_on("ended").await?;
        for text in [ASKED, ADVICE, "Liisa"] {
            resident.was_not_sent(text).await?;
        }
        stage.is_accessible(desk, "colleague").await?;
        stage.is_accessible(resident.screen(), "resident").await
    });
}

/// The number of an event that a frame brings.
fn seq(frame: &str) -> Option<u64> {
    let frame: serde_json::Value = serde_json::from_str(frame).ok()?;
    frame.get("event")?.get("seq")?.as_u64()
}
