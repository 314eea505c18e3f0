//! A resident has the same conversation in two tabs, identifies in one, and finds the other in step.

use juttu_e2e::provider::Kind;
use juttu_e2e::scene::Scene;
use juttu_e2e::stage::story_in;

use crate::identification::{NAME, PAGE, PERSON, QUESTION, begin};

const WHY: &str = "Katson hakemuksesi tilanteen.";
const ANSWER: &str = "Kiitos, näen hakemuksesi.";
const MORE: &str = "Hyvä kuulla.";

#[test]
fn resident_identifies_in_one_of_two_tabs() {
    let scene = Scene::default().with_provider(Kind::Bank);
    let name = "resident_identifies_in_one_of_two_tabs";
    story_in(&scene, name, async |stage| {
        let (resident, agent) = begin(stage).await?;
        let (screen, page) = (resident.screen(), stage.county.page(PAGE));
        let first = resident.tab().await?;
        resident.opens_in_a_tab_like_this(&page).await?;
        resident.is_on("talking").await?;
        resident.talk_is(&[("you", QUESTION)]).await?;
        agent.asks_to_identify(WHY).await?;
        resident.identifies_as(PERSON, &page).await?;
        screen.part("identified-mark", "").await?;
        let second = resident.tab().await?;

        resident.turns_to(&first).await?;
        screen.part("identified-mark", "").await?;
        resident.reads_on_the_card("Olet tunnistautunut").await?;
        screen.is_without("identify", "").await?;
        stage
            .is_accessible(screen, "resident (the other tab)")
            .await?;
        agent.opens_the_person(NAME).await?;
        agent.replies(ANSWER).await?;
        resident.sees(ANSWER).await?;
        resident.says(MORE).await?;
        agent.sees(MORE).await?;
        resident.turns_to(&second).await?;
        resident
            .talk_is(&[("you", QUESTION), ("agent", ANSWER), ("you", MORE)])
            .await
    });
}
