//! A resident has come to the wrong service. The professional hands the conversation to the family
//! centre with a note; the resident is told in plain words, waits in front, and is answered by
//! somebody there, who hands it back later. The note reaches only staff.

use anyhow::ensure;
use juttu_e2e::stage::story;

const QUESTION: &str = "Lapseni ei suostu kouluun.";
const ANSWER: &str = "Tähän perhekeskus osaa vastata paremmin.";
const NOTE: &str = "Koulunkäynti on tauolla, äiti väsynyt";
const FAMILY: &str = "Perheneuvonta auttaa tässä.";
const BACK_NOTE: &str = "Kysyy vielä toimeentulosta";
const DRAFT: &str = "Tämä jää minulle";
const LAST: &str = "Jatketaan toimeentulosta.";
const CENTRE: &str = "Perhekeskuksen chat";
const ADULTS: &str = "Aikuissosiaalityön chat";

#[test]
fn professional_hands_over_to_the_family_centre() {
    let name = "professional_hands_over_to_the_family_centre";
    story(name, async |stage| {
        let agent = stage.professional("Sari").await?;
        let family = stage.professional("Liisa").await?;
        agent.arrives().await?;
        family.signs_in().await?;
        family.says_present_for("perhekeskus", true).await?;
        let resident = stage.resident().await?;
        resident.keeps_frames().await?;
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident.opens_the_chat().await?;
        resident.starts(QUESTION).await?;
        let conversation = agent.claims(QUESTION).await?;
        agent.replies(ANSWER).await?;
        resident.sees(ANSWER).await?;
        // She writes a draft that must not go along.
        agent.writes(DRAFT).await?;

        agent.hands_to(CENTRE, NOTE).await?;
        resident.is_on("waiting").await?;
        let told = format!("Siirsimme keskustelusi: {CENTRE}.");
        resident.screen().reads("line", "", &told).await?;
        resident
            .screen()
            .reads("place", "", "Olet seuraavana vuorossa.")
            .await?;
        agent.screen().says("Siirsit keskustelun.").await?;
        agent.screen().is_without("reply-field", "").await?;
        stage
            .is_accessible(resident.screen(), "resident (handed on)")
            .await?;
        stage
            .is_accessible(agent.screen(), "agent (handed on)")
            .await?;

        // The next one reads what was said, and what is for staff.
        ensure!(family.claims(QUESTION).await? == conversation);
        family
            .talk_is(&[("visitor", QUESTION), ("agent", ANSWER)])
            .await?;
        family.screen().reads_in("[role=\"log\"]", NOTE).await?;
        family.replies(FAMILY).await?;
        resident
            .talk_is(&[("you", QUESTION), ("agent", ANSWER), ("agent", FAMILY)])
            .await?;
        stage
            .is_accessible(family.screen(), "family centre")
            .await?;

        // And back.
        family.hands_to(ADULTS, BACK_NOTE).await?;
        resident.is_on("waiting").await?;
        ensure!(agent.claims(QUESTION).await? == conversation);
        agent.screen().reads_in("[role=\"log\"]", NOTE).await?;
        agent.screen().reads_in("[role=\"log\"]", BACK_NOTE).await?;
        // What she had begun is where she left it.
        agent.has_drafted(DRAFT).await?;
        agent.screen().empties("reply-field", "").await?;
        agent.replies(LAST).await?;
        resident.sees(LAST).await?;
        for text in [NOTE, BACK_NOTE, DRAFT] {
            resident.has_nowhere(text).await?;
            resident.was_not_sent(text).await?;
        }
        resident.was_not_sent("handed_over").await?;
        stage.is_accessible(resident.screen(), "resident").await?;
        stage.is_accessible(agent.screen(), "agent").await
    });
}
