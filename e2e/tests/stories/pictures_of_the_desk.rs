//! The pictures of `docs/desk.md`, taken from the desk itself, into `target/e2e/pictures`. They are
//! looked at and put into `docs/pictures` by hand.

use anyhow::Result;
use juttu_e2e::agent::Agent;
use juttu_e2e::looks;
use juttu_e2e::settings::target;
use juttu_e2e::stage::story;

const TALK: [(&str, &[&str]); 3] = [
    (
        "Mistä haen asumistukea?",
        &["Vuokrani nousi juuri.", "Voinko hakea heti?"],
    ),
    ("Lapseni ei suostu kouluun.", &[]),
    ("Kuka auttaa velkojen kanssa?", &[]),
];

#[test]
#[ignore = "takes pictures; run it by its name"]
fn pictures_of_the_desk() {
    story("pictures_of_the_desk", async |stage| {
        let colleague = stage.professional("Liisa").await?;
        colleague.signs_in().await?;
        colleague.says_present_for("perhekeskus", true).await?;
        let agent = stage.professional("Sari").await?;
        agent.arrives().await?;
        looks::size(agent.screen(), 1_440, 900).await?;
        let mut taken = Vec::new();
        for (question, more) in TALK {
            let resident = stage.resident().await?;
            resident.opens(&stage.county.page("/sosiaalityo")).await?;
            resident.opens_the_chat().await?;
            resident.starts(question).await?;
            if taken.len() == 2 {
                agent.sees_waiting(question).await?;
                break;
            }
            taken.push(agent.claims(question).await?);
            resident.is_on("talking").await?;
            for text in more {
                resident.says(text).await?;
            }
        }
        let first = taken.first().map(String::as_str).unwrap_or_default();
        agent.writes("Katson tilannetta").await?;
        agent.turns_to(first).await?;
        agent
            .replies("Hei! Asumistukea haetaan Kelasta. Voit hakea heti, kun vuokra on noussut.")
            .await?;
        agent.notes("Kysyi myös sähkölaskusta").await?;
        agent.writes("Onko sinulla").await?;
        taken_of(&agent, "desk").await?;
        for (opens, panel) in [
            ("ask", "ask-panel"),
            ("transfer", "transfer-panel"),
            ("end", "end-panel"),
        ] {
            agent.screen().presses(opens, "").await?;
            agent.screen().part(panel, "").await?;
            taken_of(&agent, &format!("desk-{opens}")).await?;
            let close = format!("[data-part=\"{panel}\"] .head button");
            agent.screen().presses_on(&close).await?;
        }
        Ok(())
    });
}

async fn taken_of(agent: &Agent, name: &str) -> Result<()> {
    let folder = target().join("e2e").join("pictures");
    std::fs::create_dir_all(&folder)?;
    let file = folder.join(format!("{name}.png"));
    Ok(agent.screen().web().screenshot(&file).await?)
}
