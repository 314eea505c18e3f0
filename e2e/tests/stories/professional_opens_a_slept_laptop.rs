//! A professional's laptop sleeps: its socket is dead and nobody has told it. Meanwhile a resident
//! goes on writing and another one comes. When it wakes, everything is there, and it calls her: by
//! the title, a notification that says nothing of what was said, and a sound.

use juttu_e2e::front::Whom;
use juttu_e2e::stage::story;

const QUESTION: &str = "Kuka päättää palvelutarpeesta?";
const ANSWER: &str = "Sosiaalityöntekijä arvioi sen.";
const WHILE_ASLEEP: &str = "Milloin arvio tehdään?";
const OTHER: &str = "Tarvitsen apua laskuihin.";
const DRAFT: &str = "Jäin kesken";

#[test]
fn professional_opens_a_slept_laptop() {
    story("professional_opens_a_slept_laptop", async |stage| {
        let agent = stage.agent(0).await?;
        agent.listens().await?;
        agent.arrives().await?;
        let resident = stage.resident().await?;
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident.opens_the_chat().await?;
        resident.starts(QUESTION).await?;
        agent.claims(QUESTION).await?;
        agent.replies(ANSWER).await?;
        resident.sees(ANSWER).await?;
        agent.writes(DRAFT).await?;
        agent.looks_away(true).await?;
        agent.was_called().await?;

        // Nothing comes through any more, and the desk does not know it.
        stage.front.hold_answers(Whom::Agents);
        resident.says(WHILE_ASLEEP).await?;
        let other = stage.resident().await?;
        other.opens(&stage.county.page("/sosiaalityo")).await?;
        other.opens_the_chat().await?;
        other.starts(OTHER).await?;
        agent.screen().says_nowhere(OTHER).await?;
        agent.screen().says_nowhere(WHILE_ASLEEP).await?;

        // It wakes: the old connection is reset, and a new one can be made.
        stage.front.cut(Whom::Agents);
        stage.relay.has_connections("agent_socket", 0).await?;
        stage.front.release_answers();
        stage.front.restore();
        agent.sees(WHILE_ASLEEP).await?;
        agent.sees_waiting(OTHER).await?;
        agent.is_called("Uusi viesti", "(1)").await?;
        agent.is_called("Uusi odottaja", "1 uusi viesti").await?;
        for text in [WHILE_ASLEEP, OTHER, "Asukas"] {
            agent.was_not_told(text).await?;
        }

        agent.looks_away(false).await?;
        agent
            .talk_is(&[
                ("visitor", QUESTION),
                ("me", ANSWER),
                ("visitor", WHILE_ASLEEP),
            ])
            .await?;
        agent.has_drafted(DRAFT).await?;
        agent.replies(", ensi viikolla.").await?;
        resident.sees("Jäin kesken, ensi viikolla.").await?;
        stage.is_accessible(other.screen(), "other").await?;
        stage.is_accessible(agent.screen(), "agent").await
    });
}
