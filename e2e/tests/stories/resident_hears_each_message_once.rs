//! What a screen reader is given to say: each message of the professional once, with who says it,
//! one's own only as sent, and nothing again after a reload.

use juttu_e2e::stage::story;

const QUESTION: &str = "Kuuluuko vastaus?";
const ANSWER: &str = "Kuuluu hyvin.";
const MORE: &str = "Kiitos tästä.";
const LAST: &str = "Vielä yksi asia.";
/// What is said of her place in the queue, of the professional who comes, and of her own message.
const NEXT: &str = "Olet seuraavana vuorossa.";
const JOINED: &str = "liittyi keskusteluun";
const SENT: &str = "Viesti lähetetty";

#[test]
fn resident_hears_each_message_once() {
    story("resident_hears_each_message_once", async |stage| {
        let agent = stage.agent(0).await?;
        let name = agent.name();
        agent.arrives().await?;
        let resident = stage.resident().await?;
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident.opens_the_chat().await?;
        resident.listens().await?;
        resident.starts(QUESTION).await?;
        let begins: &[&[&str]] = &[&[NEXT], &[name, JOINED]];
        resident.hears(&begins[..1]).await?;
        agent.claims(QUESTION).await?;
        resident.hears(begins).await?;

        let said: &[&str] = &[name, ANSWER];
        agent.replies(ANSWER).await?;
        resident.hears(&[begins, &[said]].concat()).await?;
        agent.replies(ANSWER).await?;
        resident.hears(&[begins, &[said, said]].concat()).await?;
        resident.says(MORE).await?;
        let answered: &[&[&str]] = &[said, said, &[SENT]];
        resident.hears(&[begins, answered].concat()).await?;
        agent.replies(LAST).await?;
        let last: &[&str] = &[name, LAST];
        resident
            .hears(&[begins, answered, &[last]].concat())
            .await?;

        // What was there before the reload is not read again.
        resident.reloads().await?;
        resident
            .talk_is(&[
                ("you", QUESTION),
                ("agent", ANSWER),
                ("agent", ANSWER),
                ("you", MORE),
                ("agent", LAST),
            ])
            .await?;
        resident.listens().await?;
        agent.replies(MORE).await?;
        resident.hears(&[&[name, MORE]]).await?;
        stage.is_accessible(resident.screen(), "resident").await?;
        stage.is_accessible(agent.screen(), "agent").await
    });
}
