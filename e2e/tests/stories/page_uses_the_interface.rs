//! A page opens the chat with its own button, hears what happens in it and never what is said,
//! chooses the language, takes the chat off, and puts it back with the conversation in it.

use anyhow::{Result, ensure};
use juttu_e2e::screen::Screen;
use juttu_e2e::stage::{SERVICE, story};
use juttu_e2e::wait::{until, whether};
use thirtyfour::By;

const QUESTION: &str = "Kuuleeko sivu, mitä kirjoitan?";
const ANSWER: &str = "Ei kuule.";

#[test]
fn page_uses_the_interface() {
    story("page_uses_the_interface", async |stage| {
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let resident = stage.resident().await?;
        let screen = resident.screen();
        resident.opens(&stage.county.page("/interface")).await?;
        hears(screen, &["juttu-ready"]).await?;
        screen.web().find(By::Id("ask")).await?.click().await?;
        screen.part("start-field", "").await?;
        hears(screen, &["juttu-ready", "juttu-opened"]).await?;
        resident.starts(QUESTION).await?;
        agent.claims(QUESTION).await?;
        resident.is_on("talking").await?;
        calls(screen, "juttu.close()").await?;
        screen.is_without("composer-field", "").await?;
        agent.replies(ANSWER).await?;
        screen.reads("launcher", "", "1 uusi viesti").await?;
        calls(screen, "juttu.open()").await?;
        resident.sees(ANSWER).await?;
        resident.ends().await?;
        let all = [
            "juttu-ready",
            "juttu-opened",
            "juttu-started",
            "juttu-closed",
            "juttu-message",
            "juttu-opened",
            "juttu-ended",
        ];
        hears(screen, &all).await?;
        let heard: Vec<(String, String)> = screen.ask("return window.heard", &[]).await?;
        let told = format!("{heard:?}");
        for secret in [QUESTION, ANSWER, agent.name()] {
            ensure!(!told.contains(secret), "the page hears {secret:?}: {told}");
        }
        let message = heard.iter().find(|(kind, _)| kind == "juttu-message");
        let detail: serde_json::Value =
            serde_json::from_str(&message.cloned().unwrap_or_default().1)?;
        ensure!(
            detail == serde_json::json!({ "from": "agent", "unread": 1 }),
            "{detail}"
        );
        let bubbled: u64 = screen.ask("return window.bubbled", &[]).await?;
        ensure!(
            bubbled == 2,
            "{bubbled} of two openings reached the document"
        );
        stage.is_accessible(screen, "resident").await
    });
}

#[test]
fn page_chooses_the_language() {
    story("page_chooses_the_language", async |stage| {
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let resident = stage.resident().await?;
        let screen = resident.screen();
        resident.opens(&stage.county.page("/interface")).await?;
        resident.opens_the_chat().await?;
        resident.starts(QUESTION).await?;
        agent.claims(QUESTION).await?;
        agent.replies(ANSWER).await?;
        resident.sees(ANSWER).await?;
        resident.writes("Kesken").await?;
        calls(screen, "juttu.setLanguage('sv')").await?;
        screen
            .reads("heading", "", "Vuxensocialarbetets chatt")
            .await?;
        screen.reads("send", "", "Skicka").await?;
        screen.reads("line", "", "anslöt sig till samtalet").await?;
        screen.holds("composer-field", "", "Kesken").await?;
        let focused = juttu_e2e::looks::focused(screen).await?;
        let is_there = focused
            .as_ref()
            .is_some_and(|one| one.what.starts_with("composer-field"));
        ensure!(is_there, "the focus has moved: {focused:?}");
        let lang = screen.attribute("[data-screen]", "lang").await?;
        ensure!(lang.as_deref() == Some("sv"), "{lang:?}");
        // The tab remembers it.
        resident.reloads().await?;
        screen.reads("send", "", "Skicka").await?;
        stage.is_accessible(screen, "resident").await
    });
}

#[test]
fn page_takes_the_chat_off() {
    story("page_takes_the_chat_off", async |stage| {
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let resident = stage.resident().await?;
        let screen = resident.screen();
        resident.opens(&stage.county.page("/interface")).await?;
        resident.opens_the_chat().await?;
        resident.starts(QUESTION).await?;
        agent.claims(QUESTION).await?;
        resident.is_on("talking").await?;
        calls(screen, "juttu.destroy()").await?;
        let chats = "return document.querySelectorAll('juttu-chat').length";
        let left: u64 = screen.ask(chats, &[]).await?;
        ensure!(left == 0, "{left} chats are left");
        stage.relay.has_connections("visitor_socket", 0).await?;
        calls(screen, "insert()").await?;
        resident.is_on("talking").await?;
        agent.replies(ANSWER).await?;
        resident.sees(ANSWER).await?;
        resident.says("Kiitos.").await?;
        let again: u64 = screen.ask(chats, &[]).await?;
        ensure!(again == 1, "{again} chats");
        let errors = screen.console_errors().await?;
        ensure!(errors.is_empty(), "{errors:#?}");
        stage.is_accessible(screen, "resident").await
    });
}

#[test]
fn page_takes_the_chat_off_while_it_loads() {
    story("page_takes_the_chat_off_while_it_loads", async |stage| {
        let resident = stage.resident().await?;
        let screen = resident.screen();
        resident.opens(&stage.county.page("/interface")).await?;
        hears(screen, &["juttu-ready"]).await?;
        // In one breath: the state that the chat waits for is still on its way.
        let breath = "juttu.setLanguage('sv'); juttu.open(); juttu.destroy()";
        calls(screen, breath).await?;
        calls(screen, "insert()").await?;
        resident.opens_the_chat().await?;
        screen.part("start-field", "").await?;
        let asked = "return performance.getEntriesByType('resource')
            .map((entry) => new URL(entry.name).pathname)
            .filter((path) => path.startsWith('/api/v1/services/'))";
        let asked: Vec<String> = screen.ask(asked, &[]).await?;
        let own = format!("/api/v1/services/{SERVICE}");
        ensure!(
            asked.len() > 2 && asked.iter().all(|path| *path == own),
            "{asked:?}"
        );
        let errors = screen.console_errors().await?;
        ensure!(errors.is_empty(), "{errors:#?}");
        stage.is_accessible(screen, "resident").await
    });
}

async fn calls(screen: &Screen, what: &str) -> Result<()> {
    let _: u64 = screen.ask(&format!("{what}; return 0"), &[]).await?;
    Ok(())
}

/// Waits until the page has heard exactly these, in this order.
async fn hears(screen: &Screen, kinds: &[&str]) -> Result<()> {
    until(&format!("the page to hear {kinds:?}"), async || {
        let heard: Vec<(String, String)> = screen.ask("return window.heard", &[]).await?;
        let heard: Vec<&str> = heard.iter().map(|(kind, _)| kind.as_str()).collect();
        whether(heard == kinds, || format!("{heard:?}"))
    })
    .await
}
