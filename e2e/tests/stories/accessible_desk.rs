//! Every state of the desk: axe finds nothing, nothing is to be scrolled sideways, and in forced
//! colours every button has an edge. `test` looks at each state in one language, colours and size, a
//! different one each; `test --all` in all.

use std::cell::{Cell as Counter, RefCell};

use anyhow::{Context, Result, ensure};
use juttu_e2e::agent::Agent;
use juttu_e2e::looks::{self, Look};
use juttu_e2e::scene::Scene;
use juttu_e2e::screen::Screen;
use juttu_e2e::stage::{Stage, story_in};
use thirtyfour::Key;

const LANGUAGES: [&str; 3] = ["fi", "sv", "en"];
/// An old phone, a phone, and a laptop.
const SIZES: [(u32, u32); 3] = [(320, 640), (390, 844), (1280, 900)];
const QUESTIONS: [&str; 3] = [
    "Mistä haen asumistukea?",
    "Voiko lapseni saada kerhopaikan?",
    "Kuka auttaa velkojen kanssa?",
];
/// Panels of a conversation, by what opens each and what is then there.
const PANELS: [(&str, &str); 4] = [
    ("ask", "ask-panel"),
    ("transfer", "transfer-panel"),
    ("answer-later", "later-panel"),
    ("end", "end-panel"),
];

#[test]
fn accessible_at_the_desk() {
    once(
        &Scene::default(),
        "accessible_at_the_desk",
        through_the_desk,
    );
}

#[test]
#[ignore = "long: the whole matrix, with --all"]
fn accessible_at_the_desk_in_every_look() {
    in_every_look(
        &Scene::default(),
        "accessible_at_the_desk_in_every_look",
        through_the_desk,
    );
}

/// Goes a way through the desk, and looks at each state of it once.
pub(crate) fn once(scene: &Scene, name: &str, way: impl AsyncFn(&Stage, &Eye<'_>) -> Result<()>) {
    story_in(scene, name, async |stage| {
        let eye = Eye::new(stage, "fi", true);
        way(stage, &eye).await?;
        eye.tells()
    });
}

/// Goes a way through the desk in each language, and looks at each state of it in every look.
pub(crate) fn in_every_look(
    scene: &Scene,
    name: &str,
    way: impl AsyncFn(&Stage, &Eye<'_>) -> Result<()>,
) {
    for lang in LANGUAGES {
        story_in(scene, &format!("{name}_{lang}"), async |stage| {
            let eye = Eye::new(stage, lang, false);
            way(stage, &eye).await?;
            eye.tells()
        });
    }
}

/// What is done in each state.
pub(crate) struct Eye<'a> {
    stage: &'a Stage,
    /// The desk's language.
    pub(crate) lang: &'static str,
    /// How many looks there have been, if each state is looked at once.
    rotates: Option<Counter<usize>>,
    /// What was found to be wrong, in all that was looked at.
    found: RefCell<Vec<String>>,
}

impl<'a> Eye<'a> {
    fn new(stage: &'a Stage, lang: &'static str, once_each: bool) -> Self {
        let rotates = once_each.then(Counter::default);
        Self {
            stage,
            lang,
            rotates,
            found: RefCell::default(),
        }
    }

    /// Looks at what is on the screen; what is wrong is told at the end.
    pub(crate) async fn looks_at(&self, screen: &Screen, state: &str) -> Result<()> {
        let cells: Vec<_> = SIZES
            .iter()
            .flat_map(|size| Look::ALL.map(|look| (*size, look)))
            .collect();
        let chosen = match &self.rotates {
            None => cells,
            Some(counter) => {
                // Steps that have no part in common meet every cell.
                let index = counter.replace(counter.get() + 1);
                vec![*cells.get(index * 4 % cells.len()).context("a cell")?]
            }
        };
        for ((width, height), look) in chosen {
            let what = format!("{state}, {}, {look:?}, {width} px", self.lang);
            looks::size(screen, width, height).await?;
            look.is_worn_by(screen).await?;
            let whose = format!("the desk ({what})");
            let edges = async {
                match look {
                    Look::Forced => looks::has_edges(screen, &what).await,
                    Look::Light | Look::Dark => Ok(()),
                }
            };
            let seen = [
                self.stage.is_accessible(screen, &whose).await,
                looks::stays_within(screen, &what).await,
                edges.await,
            ];
            let wrong = seen.into_iter().filter_map(Result::err);
            let wrong = wrong.map(|error| format!("{error:#}"));
            self.found.borrow_mut().extend(wrong);
        }
        // What follows is pressed on a laptop, where everything is at hand.
        looks::size(screen, 1_280, 900).await
    }

    /// All that was found to be wrong, at the end, so that one run tells of everything.
    fn tells(self) -> Result<()> {
        let found = self.found.into_inner();
        ensure!(found.is_empty(), "{}", found.join("\n"));
        Ok(())
    }
}

async fn through_the_desk(stage: &Stage, eye: &Eye<'_>) -> Result<()> {
    let agent = stage.professional("Anna").await?;
    let screen = agent.screen();
    speaks(&agent, eye.lang).await?;
    eye.looks_at(screen, "sign-in").await?;
    screen.presses("sign-in", "").await?;
    screen.part("error", "").await?;
    eye.looks_at(screen, "sign-in (nothing written)").await?;
    agent.signs_in().await?;
    eye.looks_at(screen, "nothing to do").await?;
    agent.says_present(true).await?;

    let mut conversations = Vec::new();
    for question in QUESTIONS {
        let resident = stage.resident().await?;
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident.opens_the_chat().await?;
        resident.starts(question).await?;
        if conversations.len() < 2 {
            conversations.push(agent.claims(question).await?);
        } else {
            agent.sees_waiting(question).await?;
        }
        // A resident who is not looked at needs no browser.
        resident.screen().web().clone().quit().await?;
    }
    let [first, second] = conversations.as_slice() else {
        anyhow::bail!("two conversations");
    };
    agent.turns_to(first).await?;
    agent.writes("Luonnos").await?;
    agent.turns_to(second).await?;
    agent.replies("Asumistukea haetaan Kelasta.").await?;
    agent.notes("Kysyi myös laskuista").await?;
    eye.looks_at(screen, "conversations").await?;

    for (opens, panel) in PANELS {
        screen.presses(opens, "").await?;
        screen.part(panel, "").await?;
        eye.looks_at(screen, panel).await?;
        let close = format!("[data-part=\"{panel}\"] .head button");
        screen.presses_on(&close).await?;
        screen.is_without(panel, "").await?;
    }
    screen.presses("end", "").await?;
    screen.presses("confirm-end", "").await?;
    screen.part("error", "").await?;
    eye.looks_at(screen, "no outcome chosen").await?;
    screen.presses("block", "").await?;
    screen.part("block-panel", "").await?;
    eye.looks_at(screen, "block-panel").await?;
    screen
        .presses_on("[data-part=\"block-panel\"] .head button")
        .await?;
    screen.strikes(&[Key::Alt], 'k').await?;
    screen.part("shortcuts-list", "").await?;
    eye.looks_at(screen, "shortcuts").await?;
    screen
        .presses_on("[data-part=\"shortcuts-list\"] button")
        .await?;
    screen.is_without("shortcuts-list", "").await?;
    agent.ends("solved").await?;
    eye.looks_at(screen, "ended").await?;

    for page in ["hours", "earlier"] {
        screen
            .presses("page", &format!("[data-page=\"{page}\"]"))
            .await?;
        screen.element("main h2").await?;
        eye.looks_at(screen, page).await?;
    }
    let auditor = stage.professional("Oskari").await?;
    speaks(&auditor, eye.lang).await?;
    auditor.comes_in().await?;
    auditor.screen().element("main h2").await?;
    eye.looks_at(auditor.screen(), "audit").await?;
    let administrator = stage.professional("Tuula").await?;
    speaks(&administrator, eye.lang).await?;
    administrator.comes_in().await?;
    administrator.screen().element("main h2").await?;
    eye.looks_at(administrator.screen(), "accounts").await
}

/// Has the desk in a language, chosen where one signs in; the tab keeps it.
pub(crate) async fn speaks(agent: &Agent, lang: &str) -> Result<()> {
    agent.screen().goes_to(agent.desk_address()).await?;
    let button = format!("[data-language=\"{lang}\"]");
    agent.screen().presses("language", &button).await
}
