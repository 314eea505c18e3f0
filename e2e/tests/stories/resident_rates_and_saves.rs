//! The conversation has ended: a resident says whether it helped, changes her mind, and takes the
//! conversation along as a file and on paper.

use anyhow::{Result, ensure};
use juttu_e2e::engine::Engine;
use juttu_e2e::looks::media;
use juttu_e2e::resident::Resident;
use juttu_e2e::screen::Screen;
use juttu_e2e::stage::story;
use juttu_e2e::wait::{until, whether};

const QUESTION: &str = "Mistä voin hakea toimeentulotukea?";
const ANSWER: &str = "Kelasta.";
/// Writes down what is saved and how often is printed, in place of the browser.
const WITHOUT_DIALOGS: &str = "window.saved = []; window.prints = 0;
    window.print = () => { window.prints += 1; };
    const make = URL.createObjectURL;
    URL.createObjectURL = (file) => {
        file.text().then((text) => window.saved.push(text));
        return make.call(URL, file);
    };
    const click = HTMLElement.prototype.click;
    HTMLElement.prototype.click = function () {
        if (this.download) window.name_of_file = this.download;
        else click.call(this);
    };
    return 0;";

#[test]
fn resident_rates_and_saves() {
    story("resident_rates_and_saves", async |stage| {
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
        resident.listens().await?;
        resident.ends().await?;
        hears_of(&resident, "päättynyt", 1).await?;

        for (helped, thanks) in [("partly", 1), ("yes", 2)] {
            let chosen = format!("[value=\"{helped}\"]");
            screen.presses("rate", &chosen).await?;
            screen
                .part("rate", &format!("{chosen}[aria-pressed=\"true\"]"))
                .await?;
            until("one answer alone to be pressed", async || {
                let pressed = screen.count("rate", "[aria-pressed=\"true\"]").await?;
                whether(pressed == 1, || format!("{pressed} of them"))
            })
            .await?;
            hears_of(&resident, "Kiitos", thanks).await?;
        }
        // The relay has it, not the page alone.
        resident.reloads().await?;
        resident.is_on("ended").await?;
        screen
            .part("rate", "[value=\"yes\"][aria-pressed=\"true\"]")
            .await?;

        let _: u32 = screen.ask(WITHOUT_DIALOGS, &[]).await?;
        screen.presses("save", "").await?;
        until("the conversation to be saved", async || {
            let saved: Vec<String> = screen.ask("return window.saved", &[]).await?;
            let [text] = saved.as_slice() else {
                return Ok(Err(format!("{} files", saved.len())));
            };
            let at = |words: &str| text.find(words);
            let in_order = at("Aikuissosiaalityö") < at(QUESTION) && at(QUESTION) < at(ANSWER);
            whether(at(ANSWER).is_some() && in_order, || text.clone())
        })
        .await?;
        let name: String = screen.ask("return window.name_of_file", &[]).await?;
        ensure!(name.ends_with(".txt"), "the file is named {name:?}");

        screen.presses("print", "").await?;
        let prints: u32 = screen.ask("return window.prints", &[]).await?;
        ensure!(prints == 1, "printed {prints} times");
        if stage.engine() == Engine::Chromium {
            prints_the_talk_alone(screen).await?;
        }
        stage.is_accessible(screen, "resident (ended)").await
    });
}

/// Waits until `words` were announced so many times. The answer may be heard a moment after it is
/// seen, so it may stand among what is heard here, or not.
async fn hears_of(resident: &Resident, words: &str, times: usize) -> Result<()> {
    let what = format!("{words:?} to be heard {times} times");
    until(&what, async || {
        let heard = resident.has_heard().await?;
        let of_it = heard.iter().filter(|heard| heard.contains(words));
        whether(of_it.count() == times, || format!("{heard:?}"))
    })
    .await
}

async fn prints_the_talk_alone(screen: &Screen) -> Result<()> {
    media(screen, "print", &[]).await?;
    screen.reads("message", "", ANSWER).await?;
    for part in [
        "launcher",
        "minimise",
        "exit",
        "rate",
        "save",
        "start-again",
    ] {
        screen.is_without(part, "").await?;
    }
    let script = "return [...document.body.children].filter((one) => one.localName != 'juttu-chat'
        && one.getClientRects().length).map((one) => one.localName).join()";
    let page: String = screen.ask(script, &[]).await?;
    ensure!(page.is_empty(), "of the page, {page} is printed too");
    media(screen, "", &[]).await
}
