//! In a browser without WebAssembly, and where its file does not come through, the resident is
//! told in words when the service is open, how else it is reached, and what is announced.

use anyhow::{Result, ensure};
use juttu_e2e::resident::Resident;
use juttu_e2e::scene::Scene;
use juttu_e2e::stage::{Stage, story_in};

const EVENING: &str = "2027-01-04T18:00:00+02:00";
const BREAK: &str = "Chat on poissa käytöstä ti 5.1. klo 7–8.";
const ANNOUNCEMENT: &str = "
[service.aikuissosiaalityo.announcements.huolto]
from = 2027-01-04
until = 2027-01-05
text.fi = \"Chat on poissa käytöstä ti 5.1. klo 7–8.\"
text.sv = \"Chatten är ur bruk ti 5.1 kl. 7–8.\"
text.en = \"The chat is out of use on Tue 5 Jan 7–8.\"
";

#[test]
fn resident_sees_the_state_without_wasm() {
    let scene = Scene::at(EVENING).with_sections(ANNOUNCEMENT);
    let name = "resident_sees_the_state_without_wasm";
    story_in(&scene, name, async |stage| {
        let resident = stage.resident_without_wasm().await?;
        is_told(stage, &resident).await
    });
}

#[test]
fn resident_sees_the_state_when_files_are_lost() {
    let scene = Scene::at(EVENING).with_sections(ANNOUNCEMENT);
    let name = "resident_sees_the_state_when_files_are_lost";
    story_in(&scene, name, async |stage| {
        stage.front.lose("/assets/");
        let resident = stage.resident().await?;
        is_told(stage, &resident).await
    });
}

async fn is_told(stage: &Stage, resident: &Resident) -> Result<()> {
    resident.opens(&stage.county.page("/sosiaalityo")).await?;
    let screen = resident.screen();
    screen.reads("launcher", "", "Avautuu ti klo 12").await?;
    resident.opens_the_chat_on("trouble").await?;
    screen.part("trouble", "").await?;
    let text = screen.texts("panel", "").await?.concat();
    for words in [
        "Avautuu ti klo 12",
        "ma 4.1.",
        "ke 6.1.",
        "Loppiainen",
        "klo 12–14",
        "040 6367 999",
        "ma–to klo 9–11",
        "Ilmajoki, Kurikka",
        "112",
        BREAK,
    ] {
        ensure!(text.contains(words), "{words:?} is not in {text:?}");
    }
    stage.is_accessible(screen, "resident").await
}
