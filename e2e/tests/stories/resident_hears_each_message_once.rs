//! What a screen reader is given to say: each message of the professional once, with who says it,
//! one's own only as sent, and nothing again after a reload.

use anyhow::{Result, ensure};
use juttu_e2e::resident::Resident;
use juttu_e2e::stage::story;
use juttu_e2e::wait::{until, whether};

const QUESTION: &str = "Kuuluuko vastaus?";
const ANSWER: &str = "Kuuluu hyvin.";
const MORE: &str = "Kiitos tästä.";

/// Writes down every text that comes into a live region of the widget's host element.
const LISTEN: &str = "const host = document.querySelector('juttu-chat');
    window.announced = [];
    const spoken = (node) => {
        const region = (node.nodeType === 1 ? node : node.parentElement)?.closest('[aria-live]');
        return region && region.getAttribute('aria-live') !== 'off';
    };
    new MutationObserver((records) => {
        const changed = new Set();
        for (const record of records) {
            if (!spoken(record.target)) continue;
            if (record.type === 'characterData') changed.add(record.target);
            for (const node of record.addedNodes) changed.add(node);
        }
        for (const node of changed)
            if (node.isConnected && node.textContent.trim()) window.announced.push(node.textContent);
    }).observe(host, { childList: true, characterData: true, subtree: true });
    return [...host.children].filter((child) => child.hasAttribute('aria-live')).length;";

#[test]
fn resident_hears_each_message_once() {
    story("resident_hears_each_message_once", async |stage| {
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let resident = stage.resident().await?;
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident.opens_the_chat().await?;
        resident.starts(QUESTION).await?;
        agent.claims(QUESTION).await?;
        resident.is_on("talking").await?;

        let regions: usize = resident.screen().ask(LISTEN, &[]).await?;
        ensure!(regions == 2, "{regions} announcers where two should be");
        agent.replies(ANSWER).await?;
        hears(&resident, ANSWER, 1).await?;
        agent.replies(ANSWER).await?;
        hears(&resident, ANSWER, 2).await?;
        resident.says(MORE).await?;
        agent.sees(MORE).await?;
        let all = announced(&resident).await?;
        let mut answers = all.iter().filter(|said| said.contains(ANSWER));
        ensure!(
            answers.all(|said| said.contains(agent.name())),
            "it is not said who speaks: {all:?}"
        );
        ensure!(
            !all.iter().any(|said| said.contains(MORE)),
            "her own words were read to her: {all:?}"
        );

        resident.reloads().await?;
        resident.screen().part("composer-field", "").await?;
        let _: usize = resident.screen().ask(LISTEN, &[]).await?;
        agent.replies("Vielä yksi asia.").await?;
        hears(&resident, "Vielä yksi asia.", 1).await?;
        let all = announced(&resident).await?;
        ensure!(
            !all.iter().any(|said| said.contains(ANSWER)),
            "what was there before the reload was read again: {all:?}"
        );
        stage.is_accessible(resident.screen(), "resident").await?;
        stage.is_accessible(agent.screen(), "agent").await
    });
}

async fn announced(resident: &Resident) -> Result<Vec<String>> {
    resident.screen().ask("return window.announced", &[]).await
}

async fn hears(resident: &Resident, text: &str, times: usize) -> Result<()> {
    let what = format!("{text:?} to be announced {times} times");
    until(&what, async || {
        let all = announced(resident).await?;
        let heard = all.iter().filter(|said| said.contains(text)).count();
        whether(heard == times, || format!("{all:?}"))
    })
    .await
}
