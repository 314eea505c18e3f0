//! On a screen so low that the whole panel scrolls and not the log, what is new comes into view all the
//! same: what the professional says, what the resident sends, and of what is asked the beginning.

use anyhow::Result;
use juttu_e2e::looks;
use juttu_e2e::provider::Kind;
use juttu_e2e::scene::Scene;
use juttu_e2e::screen::Screen;
use juttu_e2e::stage::story_in;
use juttu_e2e::wait::{until, whether};
use serde_json::json;

use crate::identification::begin;

const SIZES: [(u32, u32); 2] = [(360, 430), (740, 360)];
const ANSWERS: usize = 8;
const OWN: &str = "Kiitos, tämä riittää.";
const LATER: &str = "Vielä yksi asia.";
const WHY: &str = "Katson hakemuksesi tilanteen.";
/// What a finger does.
const UP: &str =
    "document.querySelector('juttu-chat').shadowRoot.querySelector('.panel').scrollTop = 0";
/// Whether the last row with these words is between the top of the panel and what lies over its end; its
/// first line is enough.
const IN_SIGHT: &str = "const root = document.querySelector('juttu-chat').shadowRoot;
    const rows = [...root.querySelectorAll('#log li')].filter((row) => row.textContent.includes(arguments[1]));
    const edge = (names) => root.querySelector(names).getBoundingClientRect();
    const row = rows.length && rows.at(-1).getBoundingClientRect();
    const end = edge('.foot:not([hidden])').top;
    const first = Math.min(row.bottom, row.top + 24);
    return !!row && row.top >= edge('.panel').top - 1 && first <= end + 1";

#[test]
fn resident_reads_on_a_low_screen() {
    let scene = Scene::default().with_provider(Kind::Bank);
    story_in(&scene, "resident_reads_on_a_low_screen", async |stage| {
        let (resident, agent) = begin(stage).await?;
        let screen = resident.screen();
        for (round, (width, height)) in SIZES.into_iter().enumerate() {
            looks::size(screen, width, height).await?;
            for number in 1..=ANSWERS {
                let answer = format!("Vastaus {round}.{number}: lue tämä ensin, ja kysy sitten.");
                agent.replies(&answer).await?;
                is_in_sight(screen, &answer).await?;
            }
            resident.says(OWN).await?;
            is_in_sight(screen, OWN).await?;
            let _: Option<u32> = screen.ask(UP, &[]).await?;
            let later = format!("{LATER} {round}");
            agent.replies(&later).await?;
            screen.presses("new-messages", "").await?;
            is_in_sight(screen, &later).await?;
        }
        agent.asks_to_identify(WHY).await?;
        is_in_sight(screen, "pyytää sinua tunnistautumaan").await
    });
}

async fn is_in_sight(screen: &Screen, words: &str) -> Result<()> {
    until(&format!("{words:?} to be in sight"), async || {
        let is_there: bool = screen.ask(IN_SIGHT, &[json!(words)]).await?;
        whether(is_there, || "it is out of sight".to_owned())
    })
    .await
}
