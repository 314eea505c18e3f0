//! For one who has asked for less motion nothing slides, pulses or scrolls smoothly, in any state.

use juttu_e2e::looks;
use juttu_e2e::scene::Scene;
use juttu_e2e::stage::{story, story_in};
use juttu_e2e::states::{through_a_request, through_a_talk, through_trouble};

const EVENING: &str = "2027-01-12T17:00:00+02:00";
const LESS: [(&str, &str); 1] = [("prefers-reduced-motion", "reduce")];

#[test]
fn accessible_without_motion() {
    story("accessible_without_motion", async |stage| {
        let resident = stage.resident().await?;
        looks::media(resident.screen(), "", &LESS).await?;
        let page = stage.county.page("/fixed-header");
        through_a_talk(stage, &resident, &page, async |who, state| {
            looks::stands_still(who.screen(), state.name).await
        })
        .await?;
        let other = stage.resident().await?;
        looks::media(other.screen(), "", &LESS).await?;
        through_trouble(stage, &other, &page, async |who, state| {
            looks::stands_still(who.screen(), state.name).await
        })
        .await
    });
}

#[test]
fn accessible_request_without_motion() {
    let name = "accessible_request_without_motion";
    story_in(&Scene::at(EVENING), name, async |stage| {
        let resident = stage.resident().await?;
        looks::media(resident.screen(), "", &LESS).await?;
        let page = stage.county.page("/in/en");
        through_a_request(&resident, &page, async |who, state| {
            looks::stands_still(who.screen(), state.name).await
        })
        .await
    });
}
