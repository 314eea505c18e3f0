//! A supervisor has to read a conversation that is not hers and has ended. She gives a reason first,
//! reads it and can write nothing; the auditor sees who read what and why, and nothing of what was
//! said; and an agent who did not take part does not find it at all.

use anyhow::ensure;
use juttu_e2e::stage::story;

const QUESTION: &str = "Kuka käsittelee muistutuksen?";
const ANSWER: &str = "Muistutuksen käsittelee johtaja.";
const WHY: &str = "Asukkaan muistutus 12.1.";

#[test]
fn supervisor_reads_an_earlier_conversation() {
    let name = "supervisor_reads_an_earlier_conversation";
    story(name, async |stage| {
        let agent = stage.professional("Maria").await?;
        agent.arrives().await?;
        let resident = stage.resident().await?;
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident.opens_the_chat().await?;
        resident.starts(QUESTION).await?;
        let conversation = agent.claims(QUESTION).await?;
        let reference = agent.reference(&conversation).await?;
        agent.replies(ANSWER).await?;
        agent.ends("solved").await?;

        let supervisor = stage.professional("Anna").await?;
        supervisor.signs_in().await?;
        let screen = supervisor.screen();
        screen.presses_named("link", "Aiemmat keskustelut").await?;
        screen
            .presses_named("button", "Aikuissosiaalityön chat")
            .await?;
        let read = format!("Lue keskustelu, asukas {reference}");
        screen.presses_named("button", &read).await?;
        screen.says_nowhere(QUESTION).await?;
        // Without a reason nothing is shown.
        screen.presses_named("button", "Kirjaa syy ja lue").await?;
        screen.says("Kirjoita syy.").await?;
        screen.says_nowhere(ANSWER).await?;
        stage
            .is_accessible(screen, "supervisor (asked why)")
            .await?;
        screen.types_into("Miksi luet tämän?", WHY).await?;
        screen.presses_named("button", "Kirjaa syy ja lue").await?;
        screen.says(QUESTION).await?;
        screen.says(ANSWER).await?;
        ensure!(
            screen.count("reply-field", "").await? == 0
                && screen.count("note-field", "").await? == 0,
            "one who looks can write"
        );
        stage.is_accessible(screen, "supervisor").await?;

        let auditor = stage.professional("Oskari").await?;
        auditor.comes_in().await?;
        let log = auditor.screen();
        log.says("Anna").await?;
        log.says(WHY).await?;
        log.says(&reference).await?;
        for text in [QUESTION, ANSWER] {
            log.says_nowhere(text).await?;
        }
        ensure!(
            log.count_named("link", "Keskustelut").await? == 0,
            "an auditor has the page of conversations"
        );
        stage.is_accessible(log, "auditor").await?;

        let colleague = stage.professional("Jukka").await?;
        colleague.signs_in().await?;
        let others = colleague.screen();
        others.presses_named("link", "Aiemmat keskustelut").await?;
        others.says("Ei aiempia keskusteluja.").await?;
        others.says_nowhere(&format!("Asukas {reference}")).await?;
        stage.is_accessible(others, "colleague").await
    });
}
