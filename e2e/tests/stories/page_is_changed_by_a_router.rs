//! A single-page site changes its page under the chat: another main, an emptied body, another
//! body. The chat stands, with its conversation, what is being written, and the focus.

use anyhow::{Result, ensure};
use juttu_e2e::screen::Screen;
use juttu_e2e::stage::story;

const QUESTION: &str = "Säilyykö keskustelu, kun sivu vaihtuu?";
const ANSWER: &str = "Säilyy.";
const DRAFT: &str = "Kesken ";

#[test]
fn page_is_changed_by_a_router() {
    story("page_is_changed_by_a_router", async |stage| {
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let resident = stage.resident().await?;
        let screen = resident.screen();
        resident.opens(&stage.county.page("/router")).await?;
        // Before anything is touched: the button stays.
        for way in ["main", "content", "body"] {
            goes(screen, way, "alku").await?;
            screen.part("launcher", "").await?;
        }
        resident.opens_the_chat().await?;
        resident.starts(QUESTION).await?;
        agent.claims(QUESTION).await?;
        resident.is_on("talking").await?;
        resident.writes(DRAFT).await?;
        for (way, answer) in [("main", "1"), ("content", "2"), ("body", "3")] {
            goes(screen, way, "muu").await?;
            screen.holds("composer-field", "", DRAFT).await?;
            let answer = format!("{ANSWER} {answer}");
            agent.replies(&answer).await?;
            resident.sees(&answer).await?;
        }
        let chats = "return document.querySelectorAll('juttu-chat').length";
        let chats: usize = screen.ask(chats, &[]).await?;
        ensure!(chats == 1, "{chats} chats");
        resident.says("viesti.").await?;
        agent.sees("Kesken viesti.").await?;
        let asked = stage.front.asked_for("/embed.js");
        ensure!(asked == 1, "the loader was loaded {asked} times");
        let errors = screen.console_errors().await?;
        ensure!(errors.is_empty(), "{errors:#?}");
        stage.is_accessible(screen, "resident").await
    });
}

async fn goes(screen: &Screen, way: &str, name: &str) -> Result<()> {
    let script = "window.router[arguments[1]](arguments[2]); return document.querySelector('h1').textContent";
    let title: String = screen.ask(script, &[way.into(), name.into()]).await?;
    ensure!(title == name, "the page's title is {title:?}");
    Ok(())
}
