//! A page that is left and comes back with the back button: nothing of the conversation stands in
//! it while it is away, and it goes on where it was. Both as the browser does it, and as one does
//! that has kept the page as it was.

use juttu_e2e::stage::story;
use juttu_e2e::wait::{until, whether};

const QUESTION: &str = "Mitä takaisin-nappi näyttää?";
const ANSWER: &str = "Keskustelun, jos se on kesken.";

#[test]
fn page_comes_back() {
    story("page_comes_back", async |stage| {
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let resident = stage.resident().await?;
        let screen = resident.screen();
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident.opens_the_chat().await?;
        resident.starts(QUESTION).await?;
        agent.claims(QUESTION).await?;
        agent.replies(ANSWER).await?;
        resident.sees(ANSWER).await?;

        // As a browser says it that keeps the page as it is.
        let says =
            "dispatchEvent(new PageTransitionEvent(arguments[1], { persisted: true })); return 0";
        let _: u64 = screen.ask(says, &["pagehide".into()]).await?;
        until("nothing to stand in the page that was left", async || {
            let kept = "const host = document.querySelector('juttu-chat');
                return host.shadowRoot.textContent + host.textContent";
            let kept: String = screen.ask(kept, &[]).await?;
            let stands = [QUESTION, ANSWER].iter().any(|words| kept.contains(words));
            whether(!stands, || kept.clone())
        })
        .await?;
        let _: u64 = screen.ask(says, &["pageshow".into()]).await?;
        resident
            .talk_is(&[("you", QUESTION), ("agent", ANSWER)])
            .await?;
        resident.says("Jatkuu.").await?;
        agent.sees("Jatkuu.").await?;

        resident.goes_to(&stage.county.page("/no-script")).await?;
        screen.web().back().await?;
        resident.is_on("talking").await?;
        let talk = [("you", QUESTION), ("agent", ANSWER), ("you", "Jatkuu.")];
        resident.talk_is(&talk).await?;
        agent.replies("Hyvä niin.").await?;
        resident.sees("Hyvä niin.").await?;
        stage.is_accessible(screen, "resident").await
    });
}
