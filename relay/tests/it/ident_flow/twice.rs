//! One who begins again before the first attempt has ended: what becomes of the first is told of no
//! more, and ends nothing of the second.

use juttu_shared::limits::INACTIVITY_MS;
use juttu_shared::wire::v1::event::FailureCause;

use super::actors::{Browser, Scene, brought_back, failures};
use crate::lifecycle::verbs::{MINUTE, pass_with};

#[tokio::test]
async fn the_first_attempts_end_is_not_that_of_the_second() {
    for elsewhere in [true, false] {
        let mut scene = Scene::asked().await;
        scene.agent.post(scene.conversation, "Odotan.").await;
        let mut browser = Browser::new(&scene.relay);
        let url = scene.ticket().await;
        let bank = browser.go_to_the_bank(&url).await;
        let first = browser.choose(&bank, "cancel").await;
        // Begun again: in the same browser, whose cookie is another then, or in another one.
        let mut second = match elsewhere {
            true => browser.clone(),
            false => Browser::new(&scene.relay),
        };
        let url = scene.ticket().await;
        let bank = second.go_to_the_bank(&url).await;
        match elsewhere {
            true => assert_eq!(second.follow(&first).await.status, 403),
            false => _ = brought_back(&browser.follow(&first).await),
        }
        let callback = second.choose(&bank, "cancel").await;
        // Whoever is at their bank is not silent, for as long as that may take.
        let ms = INACTIVITY_MS - MINUTE;
        let Scene {
            relay,
            visitor,
            agent,
            conversation,
            ..
        } = &mut scene;
        pass_with(relay, ms, &mut [visitor], &mut [agent]).await;
        assert_eq!(relay.app.hub.ends_at_ms(*conversation), None);
        assert!(failures(&scene.visitor.events).is_empty());
        brought_back(&second.follow(&callback).await);
        assert_eq!(scene.agent_hears_failed().await, FailureCause::Cancelled);
        scene.visitor.ping().await;
        assert_eq!(failures(&scene.visitor.events), [FailureCause::Cancelled]);
    }
}
