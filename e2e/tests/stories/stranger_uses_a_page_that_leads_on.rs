//! Hand-off phishing over a page of the county that leads anybody to the address that it is given: as
//! the way to the start, and as the page that the result comes back to.

use anyhow::{Result, ensure};
use juttu_e2e::county::leads::{BY_REDIRECT, BY_REFRESH, BY_SCRIPT};
use juttu_e2e::engine::Engine;
use juttu_e2e::provider::Kind;
use juttu_e2e::resident::Resident;
use juttu_e2e::resident::identifies::GO_ON;
use juttu_e2e::scene::Scene;
use juttu_e2e::stage::story_in;

use crate::hand_off::{WHY, asked, stays_anonymous};
use crate::identification::{PAGE, PERSON, begin};

/// A server's redirect keeps where the way began, which is a message or the stranger's own page.
#[test]
fn stranger_leads_over_a_redirect_of_the_county() {
    let scene = Scene::default().with_provider(Kind::Bank);
    let name = "stranger_leads_over_a_redirect_of_the_county";
    story_in(&scene, name, async |stage| {
        let (stranger, agent, link) = asked(stage).await?;
        let leading = stage.county.leading(BY_REDIRECT, &link);
        let victim = stage.resident().await?;
        let page = victim.screen().plain();
        for from in [None, Some(stage.stranger.page(PAGE))] {
            comes(&victim, from.as_deref(), &leading).await?;
            page.reads_in("h1", "Tästä linkistä ei voi tunnistautua")
                .await?;
            ensure!(page.address().await? == link, "it has not led there");
            page.is_without_any(GO_ON).await?;
        }
        stage.is_accessible(&page, "victim (redirected)").await?;
        stays_anonymous(&stranger, &agent).await
    });
}

/// A script or a refresh of the county's page has that page's name: then nobody has pressed anything
/// there, which Chromium and Firefox say. In WebKit the page is left, which says what it is about.
#[test]
fn stranger_leads_over_a_script_of_the_county() {
    let scene = Scene::default().with_provider(Kind::Bank);
    let name = "stranger_leads_over_a_script_of_the_county";
    story_in(&scene, name, async |stage| {
        let (stranger, agent, link) = asked(stage).await?;
        let victim = stage.resident().await?;
        let page = victim.screen().plain();
        let pages = [stage.stranger.page(PAGE), stage.county.page(PAGE)];
        for way in [BY_SCRIPT, BY_REFRESH] {
            let leading = stage.county.leading(way, &link);
            for from in [None, pages.first(), pages.last()] {
                comes(&victim, from.map(String::as_str), &leading).await?;
                if stage.engine() == Engine::WebKit {
                    victim.is_asked_to_decide().await?;
                    page.reads_in("main", "älä tunnistaudu").await?;
                } else {
                    page.reads_in("h1", "Tunnistautumista ei voitu aloittaa")
                        .await?;
                    page.is_without_any(GO_ON).await?;
                }
                ensure!(page.address().await? == link, "it has not led there");
            }
        }
        stage.is_accessible(&page, "victim (not pressed)").await?;
        stays_anonymous(&stranger, &agent).await?;
        // Nothing was burned: the one whose conversation it is may still go on.
        stranger.follows(&link).await?;
        stranger.is_asked_to_decide().await.map(drop)
    });
}

/// The stranger asks from a page that would hand the result on, and gets somebody to start from the
/// chat's own page, which is the worst case: the result stays with the county.
#[test]
fn stranger_has_the_result_come_back_to_a_page_that_leads_on() {
    let scene = Scene::default().with_provider(Kind::Bank);
    let name = "stranger_has_the_result_come_back_to_a_page_that_leads_on";
    story_in(&scene, name, async |stage| {
        let (stranger, agent) = begin(stage).await?;
        agent.asks_to_identify(WHY).await?;
        let victim = stage.resident().await?;
        let chat = stage.county.page(PAGE);
        for way in [BY_REDIRECT, BY_SCRIPT, BY_REFRESH] {
            stranger.goes_to(&chat).await?;
            let leading = stage.county.leading(way, &stage.stranger.page(PAGE));
            stranger.stands_at(&leading).await?;
            let link = stranger.takes_the_link().await?;
            victim.opens(&chat).await?;
            victim.follows(&link).await?;
            victim.is_asked_to_decide().await?;
            victim.goes_on_to_the_provider().await?;
            let page = victim.chooses(PERSON).await?;
            page.element("#stays").await?;
            let (at, result) = (stage.county.page(way), page.address().await?);
            ensure!(
                result.starts_with(&format!("{at}#juttu-result=")),
                "{way} was left for {result}"
            );
        }
        stranger.goes_to(&chat).await?;
        stays_anonymous(&stranger, &agent).await
    });
}

/// Goes to an address out of a message, or presses it on a page.
async fn comes(victim: &Resident, from: Option<&str>, address: &str) -> Result<()> {
    match from {
        None => victim.is_led_by(address).await,
        Some(page) => {
            victim.goes_to(page).await?;
            victim.follows(address).await
        }
    }
}
