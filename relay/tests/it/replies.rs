//! Canned replies: what the desk is given of the configuration.

use juttu_shared::limits::{REPLY_TITLE_CHARS, TEXT_CHARS};
use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::desk::{Replies, Reply};

use crate::harness::{OTHER_SERVICE, Relay, SERVICE};

async fn replies(relay: &Relay, services: &[&str]) -> Vec<Reply> {
    let maria = relay.agent_of("Maria", services).await;
    let ask = relay.get_desk("/desk/api/replies");
    let answer = ask.header("cookie", &maria.cookie).send().await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json::<Replies>().replies
}

#[tokio::test]
async fn an_agent_has_those_of_the_own_services_in_their_order() {
    let relay = Relay::start().await;
    let own = replies(&relay, &[SERVICE]).await;
    assert!(own.iter().all(|reply| reply.service.0 == SERVICE));
    let ids: Vec<_> = own.iter().map(|reply| reply.id.as_str()).collect();
    let mut services = relay.app.config.services.iter();
    let service = services.find(|service| service.id.0 == SERVICE);
    let configured = service.unwrap().replies.iter();
    let configured: Vec<_> = configured.map(|reply| reply.id.as_str()).collect();
    assert_eq!(ids, configured);
    assert!(ids.len() >= 8, "{ids:?}");
    let nobody = relay.get_desk("/desk/api/replies").send().await;
    assert_eq!(
        (nobody.status, nobody.problem().code),
        (401, Refusal::SignedOut)
    );
}

#[tokio::test]
async fn the_demos_replies_are_whole_in_every_language() {
    let relay = Relay::start().await;
    let all = replies(&relay, &[OTHER_SERVICE, SERVICE]).await;
    for service in [OTHER_SERVICE, SERVICE] {
        let own = all.iter().filter(|reply| reply.service.0 == service);
        let endings = own.filter(|reply| reply.ending).count();
        assert!((2..=3).contains(&endings), "{service}: {endings}");
    }
    for reply in &all {
        let tags: Vec<_> = reply.texts.keys().map(String::as_str).collect();
        assert_eq!(tags, ["en", "fi", "sv"], "{}", reply.id);
        for (tag, words) in &reply.texts {
            let named = format!("{} {tag}", reply.id);
            assert!(words.title.chars().count() <= REPLY_TITLE_CHARS, "{named}");
            assert!(words.text.chars().count() <= TEXT_CHARS, "{named}");
            assert!(!words.text.contains('!'), "{named}");
            // What is left to fill is the desk's.
            let left = words.text.replace("{agent}", "").replace("{reference}", "");
            assert!(!left.contains(['{', '}']), "{named}: {left}");
        }
    }
    let telephone = "040 6367 999";
    let adults = all.iter().filter(|reply| reply.service.0 == OTHER_SERVICE);
    let mut texts = adults.flat_map(|reply| reply.texts.values());
    assert!(texts.any(|words| words.text.contains(telephone)));
    let greets = |name: &str, tag: &str| {
        let mut greeting = all.iter().filter(|reply| reply.service.0 == SERVICE);
        greeting.any(|reply| reply.texts[tag].text.contains(name))
    };
    assert!(greets("Perhekeskuksen chat", "fi"));
    assert!(greets("Familjecentrets chatt", "sv"));
}
