//! The relay is stopped for an upgrade, in order, and comes back: everyone is told, and goes on
//! by themselves.

use juttu_e2e::stage::story;

const QUESTION: &str = "Voinko vaihtaa sosiaalityöntekijää?";
const WHILE_STOPPED: &str = "Nykyisen kanssa asiat eivät etene.";
const ANSWER: &str = "Voit pyytää vaihtoa esihenkilöltä.";

#[test]
fn relay_stops_and_comes_back() {
    story("relay_stops_and_comes_back", async |stage| {
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let resident = stage.resident().await?;
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident.opens_the_chat().await?;
        resident.starts(QUESTION).await?;
        agent.claims(QUESTION).await?;
        resident.is_on("talking").await?;

        stage.relay.stop().await?;
        resident.screen().part("banner", "").await?;
        agent.screen().part("banner", "").await?;
        resident.writes(WHILE_STOPPED).await?;
        resident.sends().await?;
        stage.relay.start_again().await?;
        agent.sees(WHILE_STOPPED).await?;
        agent.replies(ANSWER).await?;
        resident
            .talk_is(&[("you", QUESTION), ("you", WHILE_STOPPED), ("agent", ANSWER)])
            .await?;
        agent
            .talk_is(&[
                ("visitor", QUESTION),
                ("visitor", WHILE_STOPPED),
                ("me", ANSWER),
            ])
            .await?;
        resident.screen().is_without("banner", "").await?;
        agent.screen().is_without("banner", "").await?;
        stage.is_accessible(resident.screen(), "resident").await?;
        stage.is_accessible(agent.screen(), "agent").await
    });
}
