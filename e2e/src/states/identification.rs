//! The way through identification: what is offered and asked, the relay's pages on the way, and what
//! became of it.

use anyhow::Result;

use super::{ANSWER, QUESTION, State, open};
use crate::front::Whom;
use crate::provider::PEOPLE;
use crate::resident::Resident;
use crate::stage::Stage;

const WHY: &str = "Katson hakemuksesi tilanteen ja mahdolliset toimeentulotukipäätöksesi.";
const AGAIN: &str = "Kysyn vielä kerran.";

/// From the offer at the start over a request, out and back, to an end that leaves a code: while the
/// service is open, offers identification at the start, and has a provider.
///
/// # Errors
/// When the way leads nowhere, or a look finds something.
pub async fn through_identification(
    stage: &Stage,
    resident: &Resident,
    page: &str,
    mut look: impl AsyncFnMut(&Resident, State) -> Result<()>,
) -> Result<()> {
    let screen = resident.screen();
    let [(person, ..), _] = PEOPLE;
    resident.opens(page).await?;
    resident.opens_the_chat().await?;
    screen.part("identify-at-start", "").await?;
    look(resident, open("may identify at the start")).await?;
    resident.starts(QUESTION).await?;
    let agent = stage.agent(0).await?;
    agent.arrives().await?;
    agent.claims(QUESTION).await?;
    agent.replies(ANSWER).await?;
    agent.asks_to_identify(WHY).await?;
    screen.part("identify", "").await?;
    look(resident, open("asked to identify")).await?;

    stage.front.hold_answers(Whom::Residents);
    screen.presses("identify", "").await?;
    screen.part("identify", "[aria-disabled=\"true\"]").await?;
    look(resident, open("on the way out")).await?;
    stage.front.release_answers();
    resident.is_asked_to_decide().await?;
    look(resident, open("before the bank")).await?;
    resident.goes_on_to_the_provider().await?;
    resident.cancels_at_the_provider(page).await?;
    screen.part("identification-state", "").await?;
    screen.part("identify", "").await?;
    look(resident, open("failed, and may try again")).await?;
    screen.presses("decline-identification", "").await?;
    screen.is_without("identify", "").await?;
    look(resident, open("declined")).await?;

    agent.asks_to_identify(AGAIN).await?;
    resident.identifies_as(person, page).await?;
    screen.part("identified-mark", "").await?;
    look(resident, open("identified")).await?;
    agent.screen().presses("forget-identity", "").await?;
    agent.screen().presses("confirm-forget", "").await?;
    screen.part("show-code", "").await?;
    look(resident, open("forgotten, with a code")).await?;
    screen.presses("show-code", "").await?;
    resident.is_on("sent").await?;
    look(resident, open("the code")).await
}
