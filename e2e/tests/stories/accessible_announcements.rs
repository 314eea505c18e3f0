//! What a screen reader is given: the two announcers are in Chromium's accessibility tree before
//! anything is said, as a status and an alert, with the text while it is said; they are never made
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

#[test]
fn accessible_announcers_are_in_the_tree() {
    story("accessible_announcers_are_in_the_tree", async |stage| {
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let resident = stage.resident().await?;
        let screen = resident.screen();
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        for role in ["status", "alert"] {
            let said = said_by(screen, role).await?;
            ensure!(said.is_empty(), "the {role} says {said:?} before anything");
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
            let said = said_by(screen, "status").await?;
            let is_said = said.contains(ANSWER) && said.contains(agent.name());
            whether(is_said, || format!("{said:?}"))
        })
        .await?;
        screen.presses("minimise", "").await?;
        agent.replies("Vielä tämä.").await?;
        until(
            "what comes while the chat is put away to be said",
            async || {
                let said = said_by(screen, "status").await?;
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
        let listen = "const host = document.querySelector('juttu-chat');
            window.said = [];
            new MutationObserver(() => window.said.push(host.textContent))
                .observe(host, { childList: true, characterData: true, subtree: true });
            return 0";
        let _: u64 = screen.ask(listen, &[]).await?;
        stage.front.restore();
        resident.sees("Viesti numero 5.").await?;
        until("a number of messages to be said", async || {
            let said: Vec<String> = screen.ask("return window.said", &[]).await?;
            let is_said = said.iter().any(|said| said.contains("5 uutta viestiä"));
            whether(is_said, || format!("{said:?}"))
        })
        .await?;
        let said: Vec<String> = screen.ask("return window.said", &[]).await?;
        let each = said.iter().any(|said| said.contains("Viesti numero"));
        ensure!(!each, "they were read one by one as well: {said:?}");
        Ok(())
    });
}

/// The text under the one node of this role in the browser's accessibility tree.
async fn said_by(screen: &Screen, role: &str) -> Result<String> {
    let tree = devtools::ask(screen.web(), "Accessibility.getFullAXTree", json!({})).await?;
    let nodes = tree
        .get("nodes")
        .and_then(Value::as_array)
        .context("a tree")?;
    let text = |node: &Value, of: &str| {
        let value = node.pointer(&format!("/{of}/value"));
        value.and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    let found: Vec<&Value> = nodes
        .iter()
        .filter(|node| text(node, "role") == role)
        .collect();
    let [announcer] = found.as_slice() else {
        anyhow::bail!("{} nodes with the role {role}", found.len());
    };
    ensure!(
        announcer.get("ignored") == Some(&Value::Bool(false)),
        "the {role} is kept from screen readers: {announcer}"
    );
    let mut said = String::new();
    let mut open = vec![(*announcer).clone()];
    while let Some(node) = open.pop() {
        if text(&node, "role") == "StaticText" {
            said.push_str(&text(&node, "name"));
        }
        let children = node.get("childIds").and_then(Value::as_array).cloned();
        for child in children.unwrap_or_default() {
            open.extend(
                nodes
                    .iter()
                    .filter(|node| node.get("nodeId") == Some(&child))
                    .cloned(),
            );
        }
    }
    Ok(said)
}
