//! The role and the name of everything that a screen reader may stop at, in every state, as the
//! browser computes them: a snapshot of each walk. Whoever changes one reads it aloud first.

use std::fmt::Write;

use anyhow::Result;
use juttu_e2e::looks;
use juttu_e2e::resident::Resident;
use juttu_e2e::scene::Scene;
use juttu_e2e::stage::{story, story_in};
use juttu_e2e::states::{
    State, through_a_fallback, through_a_request, through_a_talk, through_trouble,
};

const EVENING: &str = "2027-01-12T17:00:00+02:00";

#[test]
fn accessible_names_through_a_talk() {
    story("accessible_names_through_a_talk", async |stage| {
        let resident = stage.resident().await?;
        let page = stage.county.page("/in/fi");
        let mut all = String::new();
        through_a_talk(stage, &resident, &page, async |who, state| {
            notes(&mut all, who, state).await
        })
        .await?;
        insta::assert_snapshot!("names_through_a_talk", all);
        Ok(())
    });
}

#[test]
fn accessible_names_through_a_request() {
    let name = "accessible_names_through_a_request";
    story_in(&Scene::at(EVENING), name, async |stage| {
        let resident = stage.resident().await?;
        let page = stage.county.page("/in/sv");
        let mut all = String::new();
        through_a_request(&resident, &page, async |who, state| {
            notes(&mut all, who, state).await
        })
        .await?;
        insta::assert_snapshot!("names_through_a_request", all);
        Ok(())
    });
}

#[test]
fn accessible_names_in_trouble() {
    story("accessible_names_in_trouble", async |stage| {
        let resident = stage.resident().await?;
        let page = stage.county.page("/in/en");
        let mut all = String::new();
        through_trouble(stage, &resident, &page, async |who, state| {
            notes(&mut all, who, state).await
        })
        .await?;
        insta::assert_snapshot!("names_in_trouble", all);
        Ok(())
    });
}

#[test]
fn accessible_names_without_wasm() {
    story("accessible_names_without_wasm", async |stage| {
        let resident = stage.resident_without_wasm().await?;
        let page = stage.county.page("/in/sv");
        let mut all = String::new();
        through_a_fallback(&resident, &page, async |who, state| {
            notes(&mut all, who, state).await
        })
        .await?;
        insta::assert_snapshot!("names_without_wasm", all);
        Ok(())
    });
}

async fn notes(all: &mut String, resident: &Resident, state: State) -> Result<()> {
    let named = looks::named(resident.screen()).await?;
    let _ = writeln!(all, "# {}", state.name);
    for line in named.lines() {
        // A code is another one each time, and is spelt.
        let line = if line.starts_with("img") || line.starts_with("image") {
            "image (the code, spelt)"
        } else {
            line
        };
        let _ = writeln!(all, "{line}");
    }
    Ok(())
}
