//! Hand-off phishing: a stranger opens an anonymous chat, is asked to identify, and tries to have
//! somebody else do it, so that the stranger's chat would carry the other's name.

use anyhow::Context;
use juttu_e2e::county::leads::BY_SCRIPT;
use juttu_e2e::provider::Kind;
use juttu_e2e::resident::identifies::GO_ON;
use juttu_e2e::scene::Scene;
use juttu_e2e::stage::story_in;

use crate::hand_off::{GREETING, WHY, asked, stays_anonymous};
use crate::identification::{PAGE, PERSON, QUESTION, begin};

#[test]
fn stranger_sends_the_link_in_a_message() {
    let scene = Scene::default().with_provider(Kind::Bank);
    story_in(
        &scene,
        "stranger_sends_the_link_in_a_message",
        async |stage| {
            let (stranger, agent, link) = asked(stage).await?;
            let victim = stage.resident().await?;
            victim.screen().goes_to(&link).await?;
            let page = victim.screen().plain();
            page.reads_in("h1", "Tästä linkistä ei voi tunnistautua")
                .await?;
            page.is_without_any(GO_ON).await?;
            stage
                .is_accessible(&page, "victim (from a message)")
                .await?;
            stays_anonymous(&stranger, &agent).await?;
            // It burned nothing: the one whose conversation it is may still go on by it.
            stranger.follows(&link).await?;
            stranger.is_asked_to_decide().await?;
            Ok(())
        },
    );
}

#[test]
fn stranger_puts_the_link_on_another_site() {
    let scene = Scene::default().with_provider(Kind::Bank);
    story_in(
        &scene,
        "stranger_puts_the_link_on_another_site",
        async |stage| {
            let (stranger, agent, link) = asked(stage).await?;
            let victim = stage.resident().await?;
            victim.screen().goes_to(&stage.stranger.page(PAGE)).await?;
            victim.follows(&link).await?;
            let page = victim.screen().plain();
            page.reads_in("h1", "Tästä linkistä ei voi tunnistautua")
                .await?;
            page.is_without_any(GO_ON).await?;
            stays_anonymous(&stranger, &agent).await
        },
    );
}

/// The worst case for the start: the link is followed on the county's own page, as by a script put
/// there. The victim decides on the relay's page, identifies, and comes back to a browser that did not
/// ask.
#[test]
fn stranger_has_the_link_on_the_countys_page() {
    let scene = Scene::default().with_provider(Kind::Bank);
    let name = "stranger_has_the_link_on_the_countys_page";
    story_in(&scene, name, async |stage| {
        let (stranger, agent, link) = asked(stage).await?;
        let victim = stage.resident().await?;
        let page = stage.county.page(PAGE);
        victim.opens(&page).await?;
        victim.follows(&link).await?;
        let between = victim.is_asked_to_decide().await?;
        between.reads_in("main", "älä tunnistaudu").await?;
        victim.goes_on_to_the_provider().await?;
        victim.chooses_at_the_provider(PERSON, &page).await?;
        victim
            .screen()
            .reads("trouble", "", "Sinua ei tunnistettu tässä välilehdessä")
            .await?;
        stays_anonymous(&stranger, &agent).await
    });
}

/// The victim has a conversation of their own in the same service: it is not touched either.
#[test]
fn stranger_meets_a_victim_with_a_conversation() {
    let scene = Scene::default().with_provider(Kind::Bank);
    let name = "stranger_meets_a_victim_with_a_conversation";
    story_in(&scene, name, async |stage| {
        let (stranger, agent, link) = asked(stage).await?;
        let victim = stage.resident().await?;
        let page = stage.county.page(PAGE);
        let own = "Oma asiani";
        victim.opens(&page).await?;
        victim.opens_the_chat().await?;
        victim.starts(own).await?;
        victim.follows(&link).await?;
        victim.is_asked_to_decide().await?;
        victim.goes_on_to_the_provider().await?;
        victim.chooses_at_the_provider(PERSON, &page).await?;
        victim.is_on("waiting").await?;
        let screen = victim.screen();
        screen.reads("trouble", "", "Sinua ei tunnistettu").await?;
        agent.fact("identification-failed").await?;
        victim.talk_is(&[("you", own)]).await?;
        victim.screen().is_without("identified-mark", "").await?;
        stays_anonymous(&stranger, &agent).await
    });
}

/// Somebody has seen what stood in the resident's address for a moment, and carries it off: it was used,
/// and would have been of no use to another session.
#[test]
fn stranger_brings_back_a_result_that_was_used() {
    let scene = Scene::default().with_provider(Kind::Bank);
    let name = "stranger_brings_back_a_result_that_was_used";
    story_in(&scene, name, async |stage| {
        let (resident, agent) = begin(stage).await?;
        agent.asks_to_identify(WHY).await?;
        let page = stage.county.page(PAGE);
        // The resident's own browser comes back, and somebody has seen the address.
        let script =
            "history.replaceState = new Proxy(history.replaceState, { apply(to, self, words) {
            window.seen = location.hash; return Reflect.apply(to, self, words); } });";
        resident.screen().runs_first(script).await?;
        resident.identifies_as(PERSON, &page).await?;
        resident.screen().part("identified-mark", "").await?;
        let seen: Option<String> = resident.screen().ask("return window.seen", &[]).await?;
        let seen = seen
            .filter(|seen| seen.contains("juttu-result"))
            .context("the result")?;
        let stranger = stage.resident().await?;
        stranger.screen().goes_to(&format!("{page}{seen}")).await?;
        stranger.is_back_on(&page).await?;
        let screen = stranger.screen();
        screen.reads("trouble", "", "Sinua ei tunnistettu").await?;
        stranger.screen().is_without("identified-mark", "").await?;
        stranger.has_nowhere(QUESTION).await?;
        resident.says(GREETING).await?;
        agent.sees(GREETING).await
    });
}

/// The resident came back to a page without the chat, so that the result stood in the address until
/// somebody took it: it is of no use to another session, and after that to nobody.
#[test]
fn stranger_brings_back_a_result_that_was_not_used() {
    let scene = Scene::default().with_provider(Kind::Bank);
    let name = "stranger_brings_back_a_result_that_was_not_used";
    story_in(&scene, name, async |stage| {
        let (resident, agent) = begin(stage).await?;
        let (chat, bare) = (stage.county.page(PAGE), stage.county.page(BY_SCRIPT));
        agent.asks_to_identify(WHY).await?;
        resident.stands_at(&bare).await?;
        resident.goes_to_identify().await?;
        resident.goes_on_to_the_provider().await?;
        resident.chooses(PERSON).await?;
        let page = resident.screen().plain();
        page.element("#stays").await?;
        let came_to = page.address().await?;
        let (_, result) = came_to.split_once('#').context("the result")?;
        let result = format!("{chat}#{result}");

        let stranger = stage.resident().await?;
        stranger.opens(&chat).await?;
        stranger.opens_the_chat().await?;
        stranger.starts(GREETING).await?;
        stranger.goes_to(&bare).await?;
        stranger.goes_to(&result).await?;
        stranger.is_on("waiting").await?;
        let screen = stranger.screen();
        screen.reads("trouble", "", "Sinua ei tunnistettu").await?;
        screen.is_without("identified-mark", "").await?;
        agent.fact("identification-failed").await?;

        resident.goes_to(&result).await?;
        resident.is_on("talking").await?;
        let screen = resident.screen();
        screen.reads("trouble", "", "Sinua ei tunnistettu").await?;
        screen.is_without("identified-mark", "").await?;
        stage.is_accessible(screen, "resident (burnt)").await?;
        resident.identifies_as(PERSON, &chat).await?;
        resident.screen().part("identified-mark", "").await?;
        stranger.is_on("waiting").await?;
        stranger.has_nowhere(QUESTION).await
    });
}
