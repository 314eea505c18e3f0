//! A relay that starts with another configuration while somebody is at their bank, and whoever never
//! comes back from there.

use juttu_relay::config::Config;
use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::event::{FailureCause, Kind};

use super::actors::{Browser, Scene, brought_back, completed, failures, ticket};
use crate::harness::Relay;
use crate::lifecycle::verbs::{MINUTE, pass_with};

impl Scene {
    /// The same, once the relay has started anew with another configuration.
    async fn restarted(self, adjust: fn(&mut Config)) -> Self {
        let relay: Relay = self.relay.restart_as(adjust).await;
        Self {
            visitor: relay.visitor_again(&self.visitor).await,
            agent: self.agent.again(&relay, Vec::new()).await,
            relay,
            ..self
        }
    }
}

#[tokio::test]
async fn a_provider_that_is_taken_out_meanwhile_identifies_nobody() {
    let mut scene = Scene::asked().await;
    let url = scene.ticket().await;
    let mut browser = Browser::new(&scene.relay);
    let bank = browser.go_to_the_bank(&url).await;
    let callback = browser.choose(&bank, "0").await;
    let (_, query) = callback.split_once("/ident/callback").unwrap();
    let mut scene = scene
        .restarted(|config| {
            config.providers.clear();
            for service in &mut config.services {
                service.identification.clear();
            }
        })
        .await;
    let mut browser = browser.moved(&scene.relay);
    let back = browser.follow(&format!("/ident/callback{query}")).await;
    let (_, result) = brought_back(&back);
    assert_eq!(scene.agent_hears_failed().await, FailureCause::Unavailable);
    let refused = scene.prove(&result).await.unwrap_err();
    assert_eq!(refused.code, Refusal::IdentificationFailed);
    scene.visitor.post("Jatketaan näin.").await;
    // Nor is anybody asked any more.
    let request = Some(scene.request);
    let refused = ticket(&mut scene.visitor, request).await.unwrap_err();
    assert_eq!(refused.code, Refusal::NoIdentification);
}

#[tokio::test]
async fn a_service_that_asks_nobody_any_more_takes_who_has_identified_for_it() {
    let mut scene = Scene::asked().await;
    let result = scene.identify("0").await;
    let mut scene = scene
        .restarted(|config| {
            for service in &mut config.services {
                service.identification.clear();
            }
        })
        .await;
    scene.prove(&result).await.unwrap();
    assert!(completed(&scene.visitor.events).is_some());
    scene.agent_hears_completed().await;
}

#[tokio::test]
async fn a_ticket_leads_nowhere_once_its_provider_is_taken_out() {
    let mut scene = Scene::asked().await;
    let url = scene.ticket().await;
    let (_, path) = url.split_once("/ident/start").unwrap();
    let path = format!("/ident/start{path}");
    let taken = scene.relay.restart_as(|config| config.providers.clear());
    let relay = taken.await;
    let page = Browser::new(&relay).press(&path).await;
    assert_eq!(page.status, 410, "{}", page.text());
}

#[tokio::test]
async fn whoever_never_comes_back_is_told_of_it_in_words_and_may_begin_again() {
    let mut scene = Scene::asked().await;
    let url = scene.ticket().await;
    let mut browser = Browser::new(&scene.relay);
    let bank = browser.go_to_the_bank(&url).await;
    let callback = browser.choose(&bank, "0").await;
    let Scene {
        relay,
        visitor,
        agent,
        ..
    } = &mut scene;
    pass_with(relay, 19 * MINUTE, &mut [visitor], &mut [agent]).await;
    visitor.ping().await;
    assert!(failures(&visitor.events).is_empty());
    // By the relay's own chore, which nobody has to call.
    relay.clock().advance_ms(MINUTE + 10_000);
    visitor
        .until(|kind| matches!(kind, Kind::IdentificationFailed(_)))
        .await;
    assert_eq!(failures(&visitor.events), [FailureCause::Elsewhere]);
    assert_eq!(scene.agent_hears_failed().await, FailureCause::Elsewhere);
    let late = browser.follow(&callback).await;
    assert_eq!(late.status, 410);
    let text = late.text();
    assert!(
        text.contains("Tunnistautumista ei voi jatkaa tästä"),
        "{text}"
    );
    assert!(!text.contains("juttu-result"), "{text}");
    // The request is open still.
    let result = scene.identify("0").await;
    scene.prove(&result).await.unwrap();
    assert_eq!(failures(&scene.visitor.events).len(), 1);
}
