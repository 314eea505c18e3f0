//! A professional writes a note for her colleagues beside a half-written answer. Enter never sends
//! it, nothing moves from the one field to the other, and no frame brings it to the resident.

use anyhow::ensure;
use juttu_e2e::stage::story;
use thirtyfour::Key;

const QUESTION: &str = "Miten toimeentulotukea haetaan?";
const ANSWER: &str = "Hakemus tehdään Kelaan.";
const DRAFT: &str = "Katson vielä ";
const NOTE: &str = "Soittanut eilenkin, kiireellinen";
const SECOND_LINE: &str = "tarkista päätös";

#[test]
fn professional_writes_a_note_that_is_not_sent() {
    let name = "professional_writes_a_note_that_is_not_sent";
    story(name, async |stage| {
        let (agent, colleague) = (stage.agent(0).await?, stage.agent(1).await?);
        agent.arrives().await?;
        let resident = stage.resident().await?;
        resident.keeps_frames().await?;
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident.opens_the_chat().await?;
        resident.starts(QUESTION).await?;
        agent.claims(QUESTION).await?;
        agent.replies(ANSWER).await?;
        resident.sees(ANSWER).await?;

        // Half an answer stands there while she writes the note; Enter makes a line in it.
        let screen = agent.screen();
        agent.writes(DRAFT).await?;
        screen.types("note-field", "", NOTE).await?;
        screen.strikes(&[], Key::Enter).await?;
        screen.types("note-field", "", SECOND_LINE).await?;
        ensure!(screen.count("note", "").await? == 0, "Enter saved the note");
        let both = format!("{NOTE}\n{SECOND_LINE}");
        screen.holds("note-field", "", &both).await?;
        screen.holds("reply-field", "", DRAFT).await?;
        screen.reloads().await?;
        screen.presses("mine", " button").await?;
        screen.holds("note-field", "", &both).await?;
        screen.holds("reply-field", "", DRAFT).await?;

        screen.part("note-field", "").await?.click().await?;
        screen.strikes(&[Key::Control], Key::Enter).await?;
        screen.reads("note", "[data-state=\"sent\"]", NOTE).await?;
        let note = screen.texts("note", "").await?.concat();
        ensure!(
            note.to_lowercase().contains("vain henkilöstölle"),
            "the note does not say for whom it is: {note:?}"
        );
        screen.holds("note-field", "", "").await?;
        screen.holds("reply-field", "", DRAFT).await?;
        stage.is_accessible(screen, "agent").await?;

        // Its answer is told to the resident, and is what tells that the note would have come by now.
        agent.replies("asian.").await?;
        let said = format!("{DRAFT}asian.");
        resident
            .talk_is(&[("you", QUESTION), ("agent", ANSWER), ("agent", &said)])
            .await?;
        for text in [NOTE, SECOND_LINE] {
            resident.has_nowhere(text).await?;
            resident.was_not_sent(text).await?;
        }
        resident.was_not_sent("note").await?;
        let heard = resident.frames().await?;
        resident.reloads().await?;
        resident.is_on("talking").await?;
        resident.was_not_sent(NOTE).await?;
        ensure!(!heard.is_empty());

        // Nor does a colleague see it who has nothing to do with the conversation.
        colleague.signs_in().await?;
        colleague.screen().part("presence", "").await?;
        colleague.screen().says_nowhere(NOTE).await?;
        stage.is_accessible(resident.screen(), "resident").await
    });
}
