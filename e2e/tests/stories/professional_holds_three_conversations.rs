//! A professional talks with three residents at once. Each has a draft of its own that waits while
//! she is elsewhere, what is unread is marked at its row, and what she writes reaches the resident
//! to whom she wrote it and nobody else.

use anyhow::ensure;
use juttu_e2e::agent::Agent;
use juttu_e2e::resident::Resident;
use juttu_e2e::stage::{Stage, story};

const QUESTIONS: [&str; 3] = [
    "Mistä haen asumistukea?",
    "Voiko lapseni saada kerhopaikan?",
    "Kuka auttaa velkojen kanssa?",
];
const DRAFTS: [&str; 3] = [
    "Asumistukea haetaan",
    "Kerhoon ilmoittaudutaan",
    "Velkaneuvojan tavoittaa",
];
const REST: &str = " tällä viikolla.";
const MORE: [&str; 2] = ["Vuokrani nousi.", "Onko hakemuksella kiire?"];

#[test]
fn professional_holds_three_conversations() {
    story("professional_holds_three_conversations", async |stage| {
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let mut all = Vec::new();
        for question in QUESTIONS {
            all.push(comes(stage, &agent, question).await?);
        }
        agent.has_own(3).await?;

        // She begins an answer to each, and sends none.
        for ((_, conversation), draft) in all.iter().zip(DRAFTS) {
            agent.turns_to(conversation).await?;
            agent.has_drafted("").await?;
            agent.writes(draft).await?;
        }
        let [(first, one), (second, two), (third, three)] = all.as_slice() else {
            anyhow::bail!("three residents");
        };

        // The first goes on while the third is before her: it is marked there, and only there.
        first.says(MORE[0]).await?;
        agent.has_unread(one, 1).await?;
        first.says(MORE[1]).await?;
        agent.has_unread(one, 2).await?;
        agent.has_unread(two, 0).await?;
        agent.has_unread(three, 0).await?;
        agent.reads_of_own(two, "Luonnos").await?;
        agent.has_drafted(DRAFTS[2]).await?;
        stage.is_accessible(agent.screen(), "agent (three)").await?;

        // Each draft has waited where it was written, over a reload too.
        agent.screen().reloads().await?;
        agent.has_own(3).await?;
        for ((_, conversation), draft) in all.iter().zip(DRAFTS) {
            agent.turns_to(conversation).await?;
            agent.has_unread(conversation, 0).await?;
            agent.has_drafted(draft).await?;
            agent.replies(REST).await?;
            agent.has_drafted("").await?;
        }

        let answers = DRAFTS.map(|draft| format!("{draft}{REST}"));
        first
            .talk_is(&[
                ("you", QUESTIONS[0]),
                ("you", MORE[0]),
                ("you", MORE[1]),
                ("agent", &answers[0]),
            ])
            .await?;
        second
            .talk_is(&[("you", QUESTIONS[1]), ("agent", &answers[1])])
            .await?;
        third
            .talk_is(&[("you", QUESTIONS[2]), ("agent", &answers[2])])
            .await?;
        for (at, (resident, _)) in all.iter().enumerate() {
            for (of, answer) in answers.iter().enumerate().filter(|(of, _)| *of != at) {
                let nowhere = resident.has_nowhere(answer).await;
                ensure!(nowhere.is_ok(), "resident {at} was told the answer to {of}");
            }
        }

        // One ends; the two others stand as they stood.
        agent.turns_to(two).await?;
        agent.ends("solved").await?;
        second.is_on("ended").await?;
        third.says(MORE[1]).await?;
        agent.has_unread(three, 1).await?;
        first.is_on("talking").await?;
        stage.is_accessible(first.screen(), "resident").await?;
        stage.is_accessible(agent.screen(), "agent").await
    });
}

/// A resident comes with a question, and is taken.
async fn comes(stage: &Stage, agent: &Agent, question: &str) -> anyhow::Result<(Resident, String)> {
    let resident = stage.resident().await?;
    resident.opens(&stage.county.page("/sosiaalityo")).await?;
    resident.opens_the_chat().await?;
    resident.starts(question).await?;
    let conversation = agent.claims(question).await?;
    resident.is_on("talking").await?;
    Ok((resident, conversation))
}
