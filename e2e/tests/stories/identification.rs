//! What the stories of identification begin with.

use anyhow::Result;
use juttu_e2e::agent::Agent;
use juttu_e2e::resident::Resident;
use juttu_e2e::stage::Stage;

/// The county's page.
pub(crate) const PAGE: &str = "/sosiaalityo";
/// Who identifies, by id at the provider.
pub(crate) const PERSON: &str = "maija";
/// The name of that person.
pub(crate) const NAME: &str = "Maija Kaarina Testinen";
/// The personal identity code of that person.
pub(crate) const CODE: &str = "210281-9988";
/// The question that it begins with.
pub(crate) const QUESTION: &str = "Missä vaiheessa hakemukseni on?";

/// A conversation that goes on, on a phone.
pub(crate) async fn begin(stage: &Stage) -> Result<(Resident, Agent)> {
    begin_on(stage, PAGE).await
}

/// The same, on a page of the county.
pub(crate) async fn begin_on(stage: &Stage, page: &str) -> Result<(Resident, Agent)> {
    let agent = stage.agent(0).await?;
    agent.arrives().await?;
    let resident = stage.resident().await?;
    resident.screen().is_a_phone().await?;
    resident.opens(&stage.county.page(page)).await?;
    resident.opens_the_chat().await?;
    resident.starts(QUESTION).await?;
    agent.claims(QUESTION).await?;
    resident.is_on("talking").await?;
    Ok((resident, agent))
}
