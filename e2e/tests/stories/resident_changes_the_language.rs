//! A resident chooses another language in the middle of a conversation: everything is said in it at
//! once, the log included, and what was written and where focus stood stay.

use anyhow::{Result, ensure};
use juttu_e2e::resident::Resident;
use juttu_e2e::stage::story;

const QUESTION: &str = "Får jag skriva på svenska?";
const ANSWER: &str = "Javisst.";
const DRAFT: &str = "Tack, hyran";

/// Chooses in the native control, as a hand would.
async fn chooses(resident: &Resident, language: &str) -> Result<()> {
    let script = "const root = document.querySelector('juttu-chat').shadowRoot;
        const control = root.querySelector('select[part~=language]');
        control.value = arguments[1];
        control.dispatchEvent(new Event('change'));
        return control.value;";
    let chosen: String = resident.screen().ask(script, &[language.into()]).await?;
    ensure!(chosen == language, "{language} is not offered");
    Ok(())
}

async fn is_in(resident: &Resident, language: &str, words: &[(&str, &str)]) -> Result<()> {
    for (part, words) in words {
        resident.screen().reads(part, "", words).await?;
    }
    for css in [":host", "[data-screen]"] {
        let is_host = css == ":host";
        let lang: Option<String> = match is_host {
            true => {
                let script = "return document.querySelector('juttu-chat').lang";
                resident.screen().ask(script, &[]).await?
            }
            false => resident.screen().attribute(css, "lang").await?,
        };
        ensure!(
            lang.as_deref() == Some(language),
            "{css} says that it is in {lang:?}"
        );
    }
    Ok(())
}

#[test]
fn resident_changes_the_language() {
    story("resident_changes_the_language", async |stage| {
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let resident = stage.resident().await?;
        let screen = resident.screen();
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident.opens_the_chat().await?;
        screen.types("start-field", "", QUESTION).await?;
        chooses(&resident, "sv").await?;
        is_in(
            &resident,
            "sv",
            &[("start", "Starta chatten"), ("emergency", "nödsituation")],
        )
        .await?;
        screen.holds("start-field", "", QUESTION).await?;
        screen.presses("start", "").await?;
        resident.is_on("waiting").await?;
        agent.claims(QUESTION).await?;
        agent.replies(ANSWER).await?;
        resident.sees(ANSWER).await?;

        resident.writes(DRAFT).await?;
        for (language, send, joined) in [
            ("en", "Send", "joined the conversation"),
            ("fi", "Lähetä", "liittyi keskusteluun"),
            ("sv", "Skicka", "anslöt sig till samtalet"),
        ] {
            let script = "window.juttu.setLanguage(arguments[1]); return 0;";
            let _: u32 = screen.ask(script, &[language.into()]).await?;
            is_in(&resident, language, &[("send", send), ("line", joined)]).await?;
            screen.holds("composer-field", "", DRAFT).await?;
            let script = "return document.querySelector('juttu-chat').shadowRoot.activeElement
                .getAttribute('part')";
            let focused: Option<String> = screen.ask(script, &[]).await?;
            ensure!(
                focused.as_deref() == Some("composer-field"),
                "focus stands in {focused:?}"
            );
        }
        // For the tab, also after a reload.
        resident.reloads().await?;
        is_in(&resident, "sv", &[("send", "Skicka")]).await?;
        resident
            .talk_is(&[("you", QUESTION), ("agent", ANSWER)])
            .await?;
        screen.holds("composer-field", "", DRAFT).await?;
        stage.is_accessible(screen, "resident (Swedish)").await
    });
}
