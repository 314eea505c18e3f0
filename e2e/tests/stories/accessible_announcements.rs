//! What a screen reader is given: the two announcers are in Chromium's accessibility tree before
//! anything is said, one polite and one assertive, with the text while it is said; they are never made
//! anew; many messages at once become a number.

use anyhow::{Context, Result, ensure};
use juttu_e2e::devtools;
use juttu_e2e::front::Whom;
use juttu_e2e::screen::Screen;
use juttu_e2e::stage::story;
use juttu_e2e::wait::{until, whether};
use serde_json::{Value, json};

const QUESTION: &str = "Kuulenko tämän?";
const ANSWER: &str = "Kuulet.";

/// Keeps all that is said from now on.
const LISTEN: &str = "const host = document.querySelector('juttu-chat');
    window.said = [];
    new MutationObserver(() => window.said.push(host.textContent))
        .observe(host, { childList: true, characterData: true, subtree: true });
    return 0";

#[test]
fn accessible_announcers_are_in_the_tree() {
    story("accessible_announcers_are_in_the_tree", async |stage| {
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let resident = stage.resident().await?;
        let screen = resident.screen();
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        for live in ["polite", "assertive"] {
            let said = said_by(screen, live).await?;
            ensure!(
                said.is_empty(),
                "the {live} one says {said:?} before anything"
            );
        }
        let mark = "const host = document.querySelector('juttu-chat');
            window.ears = [...host.children]; return window.ears.length";
        let ears: usize = screen.ask(mark, &[]).await?;
        ensure!(ears == 2, "{ears} announcers");
        resident.opens_the_chat().await?;
        resident.starts(QUESTION).await?;
        agent.claims(QUESTION).await?;
        resident.is_on("talking").await?;
        agent.replies(ANSWER).await?;
        until("the answer to be in the accessibility tree", async || {
            let said = said_by(screen, "polite").await?;
            let is_said = said.contains(ANSWER) && said.contains(agent.name());
            whether(is_said, || format!("{said:?}"))
        })
        .await?;
        screen.presses("minimise", "").await?;
        agent.replies("Vielä tämä.").await?;
        until(
            "what comes while the chat is put away to be said",
            async || {
                let said = said_by(screen, "polite").await?;
                whether(!said.is_empty() && !said.contains(ANSWER), || {
                    format!("{said:?}")
                })
            },
        )
        .await?;
        let same = "const host = document.querySelector('juttu-chat');
            return window.ears.every((ear, index) => ear === host.children[index])
                && host.children.length === 2 && window.ears.every((ear) => ear.assignedSlot)";
        ensure!(
            screen.ask::<bool>(same, &[]).await?,
            "announcers were made anew, or have no slot"
        );
        Ok(())
    });
}

#[test]
fn accessible_events_are_said_and_move_no_focus() {
    let name = "accessible_events_are_said_and_move_no_focus";
    story(name, async |stage| {
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let resident = stage.resident().await?;
        let screen = resident.screen();
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident.opens_the_chat().await?;
        resident.starts(QUESTION).await?;
        screen.part("composer-field", "").await?.click().await?;
        let _: u64 = screen.ask(LISTEN, &[]).await?;
        agent.claims(QUESTION).await?;
        hears(screen, "liittyi keskusteluun").await?;
        stage.front.cut(Whom::Residents);
        hears(screen, "Yhteys katkesi").await?;
        stage.front.restore();
        hears(screen, "Yhteys palautui").await?;
        let focused = juttu_e2e::looks::focused(screen).await?;
        let is_there = focused.is_some_and(|focused| focused.what.starts_with("composer-field"));
        ensure!(is_there, "the focus has moved");
        // Put away, the chat says that there is something to read, and the button shows it.
        screen.presses("minimise", "").await?;
        agent.replies(ANSWER).await?;
        hears(screen, "1 uusi viesti").await?;
        screen.reads("launcher", "", "1 uusi viesti").await?;
        agent.ends("solved").await?;
        hears(screen, "Keskustelu on päättynyt").await
    });
}

#[test]
fn accessible_many_messages_are_a_number() {
    story("accessible_many_messages_are_a_number", async |stage| {
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let resident = stage.resident().await?;
        let screen = resident.screen();
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident.opens_the_chat().await?;
        resident.starts(QUESTION).await?;
        agent.claims(QUESTION).await?;
        resident.is_on("talking").await?;
        stage.front.cut(Whom::Residents);
        for number in 1..=5 {
            agent.replies(&format!("Viesti numero {number}.")).await?;
        }
        let _: u64 = screen.ask(LISTEN, &[]).await?;
        stage.front.restore();
        resident.sees("Viesti numero 5.").await?;
        hears(screen, "5 uutta viestiä").await?;
        let said: Vec<String> = screen.ask("return window.said", &[]).await?;
        let each = said.iter().any(|said| said.contains("Viesti numero"));
        ensure!(!each, "they were read one by one as well: {said:?}");
        Ok(())
    });
}

/// Waits until these words have been said.
async fn hears(screen: &Screen, words: &str) -> Result<()> {
    until(&format!("{words:?} to be said"), async || {
        let said: Vec<String> = screen.ask("return window.said", &[]).await?;
        whether(said.iter().any(|said| said.contains(words)), || {
            format!("{said:?}")
        })
    })
    .await
}

/// The text under the one node of the browser's accessibility tree that speaks so: `polite`, or
/// `assertive`.
async fn said_by(screen: &Screen, live: &str) -> Result<String> {
    let tree = devtools::ask(screen.web(), "Accessibility.getFullAXTree", json!({})).await?;
    let nodes = tree
        .get("nodes")
        .and_then(Value::as_array)
        .context("a tree")?;
    let property = |node: &Value, name: &str| {
        let all = node.get("properties").and_then(Value::as_array)?;
        let found = all
            .iter()
            .find(|one| one.get("name") == Some(&json!(name)))?;
        found.pointer("/value/value").cloned()
    };
    let is_live = |node: &&Value| {
        // What is within a live region is live as well, and says which region it belongs to.
        property(node, "live") == Some(json!(live)) && text(node, "role") != "StaticText"
    };
    let found: Vec<&Value> = nodes.iter().filter(is_live).collect();
    let [announcer] = found.as_slice() else {
        anyhow::bail!("{} nodes are {live}: {found:#?}", found.len());
    };
    ensure!(
        announcer.get("ignored") == Some(&Value::Bool(false)),
        "the {live} one is kept from screen readers: {announcer}"
    );
    let mut said = String::new();
    let mut open = vec![(*announcer).clone()];
    while let Some(node) = open.pop() {
        if text(&node, "role") == "StaticText" {
            said.push_str(&text(&node, "name"));
        }
        let children = node.get("childIds").and_then(Value::as_array).cloned();
        for child in children.unwrap_or_default() {
            let under = nodes
                .iter()
                .filter(|node| node.get("nodeId") == Some(&child));
            open.extend(under.cloned());
        }
    }
    Ok(said)
}

fn text(node: &Value, of: &str) -> String {
    let value = node.pointer(&format!("/{of}/value"));
    value.and_then(Value::as_str).unwrap_or_default().to_owned()
}
