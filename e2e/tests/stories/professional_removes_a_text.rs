//! A resident writes what should not be written in a chat, and the professional removes it. The text
//! goes from the resident's open page, from a colleague's desk and from the database; that something
//! stood there remains.

use anyhow::{Result, ensure};
use juttu_e2e::agent::Agent;
use juttu_e2e::stage::{Stage, story};
use juttu_e2e::wait::until;

const QUESTION: &str = "Mihin hakemuksen voi tuoda?";
const SECRET: &str = "Naapurini Matti Esimerkki juo joka päivä";
const ANSWER: &str = "Postilaatikko on virastotalon ovella.";
const NOTE: &str = "Naapurin nimi mainittu, poistettava";
const GONE: &str = "Teksti on poistettu.";

#[test]
fn professional_removes_a_text() {
    story("professional_removes_a_text", async |stage| {
        let agent = stage.professional("Maria").await?;
        let colleague = stage.professional("Maria").await?;
        agent.arrives().await?;
        let resident = stage.resident().await?;
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident.opens_the_chat().await?;
        resident.starts(QUESTION).await?;
        let conversation = agent.claims(QUESTION).await?;
        resident.says(SECRET).await?;
        agent.sees(SECRET).await?;
        agent.replies(ANSWER).await?;
        agent.notes(NOTE).await?;
        resident.sees(ANSWER).await?;
        // A second desk of hers stands open on the same conversation.
        colleague.signs_in().await?;
        colleague.turns_to(&conversation).await?;
        colleague.sees(SECRET).await?;
        let before = bodies(stage)?;

        agent.removes("message", SECRET).await?;
        agent.screen().reads_in("[role=\"log\"]", GONE).await?;
        for desk in [&agent, &colleague] {
            desk.screen().says_nowhere(SECRET).await?;
            has_nowhere(desk, SECRET).await?;
        }
        until("the text to go from the resident's page", async || {
            let gone = resident.has_nowhere(SECRET).await;
            Ok(gone.map_err(|error| error.to_string()))
        })
        .await?;
        resident.screen().reads("message", "", QUESTION).await?;
        resident.sees(ANSWER).await?;
        stage.is_accessible(agent.screen(), "agent").await?;
        stage.is_accessible(resident.screen(), "resident").await?;

        // A note goes the same way; of both the fact remains, and no body.
        agent.removes("note", NOTE).await?;
        agent.screen().says_nowhere(NOTE).await?;
        colleague.screen().says_nowhere(NOTE).await?;
        let after = bodies(stage)?;
        ensure!(
            after.0 == before.0 - 1 && after.1 == before.1 - 1,
            "bodies in the two logs before and after: {before:?}, {after:?}"
        );
        resident.reloads().await?;
        resident.is_on("talking").await?;
        resident.sees(ANSWER).await?;
        resident.has_nowhere(SECRET).await?;
        agent.screen().reloads().await?;
        agent.turns_to(&conversation).await?;
        agent.screen().reads_in("[role=\"log\"]", GONE).await?;
        has_nowhere(&agent, SECRET).await?;
        has_nowhere(&agent, NOTE).await
    });
}

/// How many rows of the log and of the staff log hold a body.
fn bodies(stage: &Stage) -> Result<(u32, u32)> {
    let database = stage.relay.database();
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
    let open = rusqlite::Connection::open_with_flags(database, flags)?;
    let count = |table: &str| {
        let sql = format!(
            "select count(*) from {table} where kind in ('posted', 'noted') and length(body) > 0"
        );
        open.query_row(&sql, [], |row| row.get::<_, u32>(0))
    };
    Ok((count("event")?, count("staff_event")?))
}

async fn has_nowhere(agent: &Agent, text: &str) -> Result<()> {
    let script = "return document.documentElement.outerHTML
        + JSON.stringify(Object.values(sessionStorage))
        + JSON.stringify(Object.values(localStorage));";
    let page: String = agent.screen().ask(script, &[]).await?;
    ensure!(!page.contains(text), "{text:?} is in the desk's page");
    Ok(())
}
