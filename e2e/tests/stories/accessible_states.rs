//! In every state of the widget: axe finds nothing, what can be pressed is large enough,
//! nothing is to be scrolled sideways, every reference leads somewhere, and in forced colours every
//! button and bubble has an edge. `test` looks at each state in one language, colours and
//! size, a different one each; `test --all` in all.

use std::cell::Cell as Counter;

use anyhow::{Context, Result};
use juttu_e2e::looks::{self, Look};
use juttu_e2e::provider::Kind;
use juttu_e2e::resident::Resident;
use juttu_e2e::scene::Scene;
use juttu_e2e::stage::{Stage, story, story_in};
use juttu_e2e::states::{
    State, through_a_fallback, through_a_request, through_a_talk, through_identification,
    through_trouble,
};

const EVENING: &str = "2027-01-12T17:00:00+02:00";
const LANGUAGES: [&str; 3] = ["fi", "sv", "en"];
/// An old phone, and a laptop.
const SIZES: [(u32, u32); 2] = [(320, 640), (1280, 900)];

#[test]
fn accessible_through_a_talk() {
    story("accessible_through_a_talk", async |stage| {
        talk(stage, "fi", &one_each(stage, "fi")).await
    });
}

#[test]
fn accessible_through_a_request() {
    story_in(
        &Scene::at(EVENING),
        "accessible_through_a_request",
        async |stage| request(stage, "sv", &one_each(stage, "sv")).await,
    );
}

#[test]
fn accessible_through_identification() {
    let name = "accessible_through_identification";
    story_in(&identifies(), name, async |stage| {
        identification(stage, "fi", &one_each(stage, "fi")).await
    });
}

#[test]
fn accessible_in_trouble() {
    story("accessible_in_trouble", async |stage| {
        trouble(stage, "en", &one_each(stage, "en")).await
    });
}

#[test]
fn accessible_without_wasm() {
    story("accessible_without_wasm", async |stage| {
        fallback(stage, "sv", &one_each(stage, "sv")).await
    });
}

#[test]
#[ignore = "long: the whole matrix, with --all"]
fn accessible_without_wasm_in_every_look() {
    for lang in LANGUAGES {
        let name = format!("accessible_without_wasm_in_every_look_{lang}");
        story(&name, async |stage| {
            fallback(stage, lang, &all(stage, lang)).await
        });
    }
}

#[test]
#[ignore = "long: the whole matrix, with --all"]
fn accessible_through_a_talk_in_every_look() {
    for lang in LANGUAGES {
        let name = format!("accessible_through_a_talk_in_every_look_{lang}");
        story(&name, async |stage| {
            talk(stage, lang, &all(stage, lang)).await
        });
    }
}

#[test]
#[ignore = "long: the whole matrix, with --all"]
fn accessible_through_a_request_in_every_look() {
    for lang in LANGUAGES {
        let name = format!("accessible_through_a_request_in_every_look_{lang}");
        story_in(&Scene::at(EVENING), &name, async |stage| {
            request(stage, lang, &all(stage, lang)).await
        });
    }
}

#[test]
#[ignore = "long: the whole matrix, with --all"]
fn accessible_through_identification_in_every_look() {
    for lang in LANGUAGES {
        let name = format!("accessible_through_identification_in_every_look_{lang}");
        story_in(&identifies(), &name, async |stage| {
            identification(stage, lang, &all(stage, lang)).await
        });
    }
}

#[test]
#[ignore = "long: the whole matrix, with --all"]
fn accessible_in_trouble_in_every_look() {
    for lang in LANGUAGES {
        let name = format!("accessible_in_trouble_in_every_look_{lang}");
        story(&name, async |stage| {
            trouble(stage, lang, &all(stage, lang)).await
        });
    }
}

/// What is done in each state.
struct Eye<'a> {
    stage: &'a Stage,
    lang: &'static str,
    /// How many looks there have been, if each state is looked at once.
    rotates: Option<Counter<usize>>,
}

fn one_each<'a>(stage: &'a Stage, lang: &'static str) -> Eye<'a> {
    let rotates = Some(Counter::new(0));
    Eye {
        stage,
        lang,
        rotates,
    }
}

fn all<'a>(stage: &'a Stage, lang: &'static str) -> Eye<'a> {
    let rotates = None;
    Eye {
        stage,
        lang,
        rotates,
    }
}

impl Eye<'_> {
    async fn looks_at(&self, resident: &Resident, state: State) -> Result<()> {
        let cells = SIZES
            .iter()
            .flat_map(|size| Look::ALL.map(|look| (*size, look)));
        let cells: Vec<_> = cells.collect();
        let chosen = match &self.rotates {
            None => cells,
            Some(counter) => {
                // Five of six would never meet every look at every size; both are turned at once.
                let index = counter.replace(counter.get() + 1);
                let size = SIZES.get(index % SIZES.len()).context("a size")?;
                let look = Look::ALL.get(index % Look::ALL.len()).context("a look")?;
                vec![(*size, *look)]
            }
        };
        let screen = resident.screen();
        for ((width, height), look) in chosen {
            let what = format!("{}, {}, {look:?}, {width} px", state.name, self.lang);
            looks::size(screen, width, height).await?;
            look.is_worn_by(screen).await?;
            let whose = format!("the resident ({what})");
            self.stage.is_accessible(screen, &whose).await?;
            looks::has_large_targets(screen, &what).await?;
            looks::stays_within(screen, &what).await?;
            looks::refers_within(screen, &what).await?;
            if look == Look::Forced {
                looks::has_edges(screen, &what).await?;
            }
        }
        Ok(())
    }
}

async fn talk(stage: &Stage, lang: &str, eye: &Eye<'_>) -> Result<()> {
    let resident = stage.resident().await?;
    let page = stage.county.page(&format!("/in/{lang}"));
    through_a_talk(stage, &resident, &page, async |who, state| {
        eye.looks_at(who, state).await
    })
    .await
}

async fn request(stage: &Stage, lang: &str, eye: &Eye<'_>) -> Result<()> {
    let resident = stage.resident().await?;
    let page = stage.county.page(&format!("/in/{lang}"));
    through_a_request(&resident, &page, async |who, state| {
        eye.looks_at(who, state).await
    })
    .await
}

/// Identification is offered at the start, and asked for later.
fn identifies() -> Scene {
    Scene::default()
        .with_provider(Kind::Bank)
        .with("identification_at_start = true")
}

async fn identification(stage: &Stage, lang: &str, eye: &Eye<'_>) -> Result<()> {
    let resident = stage.resident().await?;
    let page = stage.county.page(&format!("/in/{lang}"));
    through_identification(stage, &resident, &page, async |who, state| {
        eye.looks_at(who, state).await
    })
    .await
}

async fn trouble(stage: &Stage, lang: &str, eye: &Eye<'_>) -> Result<()> {
    let resident = stage.resident().await?;
    let page = stage.county.page(&format!("/in/{lang}"));
    through_trouble(stage, &resident, &page, async |who, state| {
        eye.looks_at(who, state).await
    })
    .await
}

async fn fallback(stage: &Stage, lang: &str, eye: &Eye<'_>) -> Result<()> {
    let resident = stage.resident_without_wasm().await?;
    let page = stage.county.page(&format!("/in/{lang}"));
    through_a_fallback(&resident, &page, async |who, state| {
        eye.looks_at(who, state).await
    })
    .await
}
