//! What the stories of hand-off phishing begin and end with: a stranger opens an anonymous chat, is
//! asked to identify, and has somebody else do it, so that the chat would carry the other's name.

use anyhow::Result;
use juttu_e2e::agent::Agent;
use juttu_e2e::resident::Resident;
use juttu_e2e::screen::Screen;
use juttu_e2e::stage::Stage;
use juttu_e2e::wait::{until, whether};

use crate::identification::{NAME, begin};

/// Why the professional asks.
pub(crate) const WHY: &str = "Tarkistan tietosi.";
/// What the stranger says at the end.
pub(crate) const GREETING: &str = "Hei";

/// A stranger who was asked and has taken the link out of the chat, and the professional who asked.
pub(crate) async fn asked(stage: &Stage) -> Result<(Resident, Agent, String)> {
    let (stranger, agent) = begin(stage).await?;
    agent.asks_to_identify(WHY).await?;
    stranger.screen().part("identification-card", "").await?;
    let link = stranger.takes_the_link().await?;
    Ok((stranger, agent, link))
}

/// Waits until a page says this that knows of no attempt, or may not say of which: in the browser's own
/// language, which is Finnish where it has none.
pub(crate) async fn says(page: &Screen, css: &str, words: &[&str; 2]) -> Result<()> {
    until(&format!("{words:?} in {css}"), async || {
        let texts = page.texts_of(css).await?.concat();
        let says = words.iter().any(|words| texts.contains(words));
        whether(says, || texts.clone())
    })
    .await
}

/// The stranger's conversation is as anonymous as before, and the desk says nothing else.
pub(crate) async fn stays_anonymous(stranger: &Resident, agent: &Agent) -> Result<()> {
    stranger.says(GREETING).await?;
    agent.sees(GREETING).await?;
    stranger.screen().is_without("identified-mark", "").await?;
    agent
        .screen()
        .is_without_any("[data-fact='identification-completed']")
        .await?;
    agent
        .screen()
        .is_without_any("[data-part='identified-person'], [data-fact='identified']")
        .await?;
    stranger.has_nowhere(NAME).await?;
    agent.has_nowhere(NAME).await
}
