//! Webhooks: signed, in three forms, to no address of the inside unless it is allowed.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use juttu_relay::notify::schedule::RETRY_AFTER_MS;
use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::hook::{Call, Hook};
use super::office::{CHANNEL, Office, SECRET, figure, later, told};
use crate::harness::{Relay, SERVICE};

async fn leave(relay: &Relay) {
    let mut visitor = relay.visitor(SERVICE).await;
    visitor.leave(Some("Soittakaa minulle")).await;
}

/// HMAC-SHA256 as RFC 2104 writes it, beside the library that the relay uses.
fn hmac(key: &[u8], text: &[u8]) -> [u8; 32] {
    let mut block = [0_u8; 64];
    block[..key.len()].copy_from_slice(key);
    let inner = Sha256::new()
        .chain_update(block.map(|byte| byte ^ 0x36))
        .chain_update(text)
        .finalize();
    Sha256::new()
        .chain_update(block.map(|byte| byte ^ 0x5c))
        .chain_update(inner)
        .finalize()
        .into()
}

/// Whether a request is signed with a key, as the Standard Webhooks specification says.
fn is_signed(call: &Call, secret: &str) -> bool {
    let key = secret.strip_prefix("whsec_").unwrap();
    let key = BASE64_STANDARD.decode(key).unwrap();
    let (id, at) = (call.header("webhook-id"), call.header("webhook-timestamp"));
    let signed = format!("{id}.{at}.{}", call.body);
    let expected = BASE64_STANDARD.encode(hmac(&key, signed.as_bytes()));
    call.header("webhook-signature") == format!("v1,{expected}")
}

#[tokio::test]
async fn a_request_is_signed_and_says_what_it_is_about() {
    let office = Office::new().await.channel("request_left", "standard");
    let relay = office.relay().await;
    leave(&relay).await;
    told(&relay).await;
    let call = office.hook.has(1).await.remove(0);
    assert!(is_signed(&call, SECRET), "{call:?}");
    assert!(!is_signed(&call, "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz"));
    assert_eq!(call.path, "/services/T0ken?a=b");
    assert_eq!(
        call.header("host"),
        format!("localhost:{}", office.hook.port)
    );
    assert_eq!(call.header("content-type"), "application/json");
    assert_eq!(call.header("webhook-timestamp"), "1799317800");
    let desk = &relay.app.config.desk_url;
    assert_eq!(
        call.json(),
        json!({
            "type": "notice.request_left",
            "timestamp": "2027-01-07T10:30:00Z",
            "data": {
                "service": "perhekeskus",
                "since": "2027-01-07T10:30:00Z",
                "title": "Perhekeskuksen chat: uusi yhteydenottopyyntö",
                "text": "Yhteydenottopyyntö odottaa vastausta. Se tuli to 7.1. klo 12.30.",
                "url": format!("{desk}/desk/"),
            },
        })
    );
}

#[tokio::test]
async fn slack_and_teams_get_what_they_show() {
    let name = "JUTTU__SERVICE__PERHEKESKUS__NAME__FI";
    let told_as = async |template: &str| {
        let office = Office::new().await.channel("request_left", template);
        let office = office.and(name, "Perhe & <muut>");
        let relay = office.relay().await;
        leave(&relay).await;
        told(&relay).await;
        let desk = format!("{}/desk/", relay.app.config.desk_url);
        (office.hook.has(1).await[0].json(), desk)
    };
    let (slack, desk) = told_as("slack").await;
    let text = format!(
        "*Perhe &amp; &lt;muut&gt;: uusi yhteydenottopyyntö*\nYhteydenottopyyntö odottaa \
         vastausta. Se tuli to 7.1. klo 12.30.\n<{desk}|Avaa työpöytä>"
    );
    assert_eq!(slack, json!({ "text": text }));

    let (teams, desk) = told_as("teams").await;
    assert_eq!(teams["type"], "message");
    let attachment = &teams["attachments"][0];
    assert_eq!(
        attachment["contentType"],
        "application/vnd.microsoft.card.adaptive"
    );
    let card = &attachment["content"];
    assert_eq!(card["type"], "AdaptiveCard");
    assert_eq!(
        card["body"][0]["text"],
        "Perhe & <muut>: uusi yhteydenottopyyntö"
    );
    assert_eq!(
        card["actions"],
        json!([{ "type": "Action.OpenUrl", "title": "Avaa työpöytä", "url": desk }])
    );
}

/// The name is resolved and its addresses are looked at: nobody is called.
#[tokio::test]
async fn an_address_of_the_inside_is_never_called() {
    let office = Office::new().await.channel("request_left", "standard").and(
        "JUTTU__SERVICE__PERHEKESKUS__NOTIFY__CHANNEL__ALLOW_INTERNAL",
        "false",
    );
    // Forms that only the system's resolver reads as 127.0.0.1, besides the plain name.
    for host in ["localhost", "127.1", "2130706433", "0x7f.0.0.1"] {
        let url = format!("https://{host}:{}/services", office.hook.port);
        let office = Office::new()
            .await
            .channel("request_left", "standard")
            .and(
                "JUTTU__SERVICE__PERHEKESKUS__NOTIFY__CHANNEL__ALLOW_INTERNAL",
                "false",
            )
            .and("JUTTU__SERVICE__PERHEKESKUS__NOTIFY__CHANNEL__WEBHOOK", url);
        let relay = office.relay().await;
        leave(&relay).await;
        told(&relay).await;
        assert_eq!(relay.app.store.failing().await.unwrap().len(), 1, "{host}");
    }
    assert_eq!(office.hook.connections(), 0);
}

#[tokio::test]
async fn ones_own_network_may_do_without_tls() {
    let plain = Hook::start(None).await;
    let url = format!("http://127.0.0.1:{}/hook", plain.port);
    let office = Office::new()
        .await
        .channel("request_left", "standard")
        .and("JUTTU__SERVICE__PERHEKESKUS__NOTIFY__CHANNEL__WEBHOOK", url);
    let relay = office.relay().await;
    leave(&relay).await;
    told(&relay).await;
    assert!(is_signed(&plain.has(1).await[0], SECRET));
}

#[tokio::test]
async fn a_receiver_whose_certificate_nobody_knows_is_told_nothing() {
    let stranger = super::authority::Authority::new();
    let office = Office::new().await.channel("request_left", "standard").and(
        "JUTTU__SERVICE__PERHEKESKUS__NOTIFY__CHANNEL__CA_FILE",
        stranger.file().display().to_string(),
    );
    let relay = office.relay().await;
    leave(&relay).await;
    told(&relay).await;
    assert_eq!(office.hook.connections(), 1);
    assert_eq!(office.hook.calls().len(), 0);
    assert_eq!(relay.app.store.failing().await.unwrap().len(), 1);
}

#[tokio::test]
async fn redirects_are_not_followed_and_410_is_the_end() {
    let office = Office::new().await.channel("request_left", "standard");
    office.hook.answers(307);
    let relay = office.relay().await;
    leave(&relay).await;
    told(&relay).await;
    assert_eq!(office.hook.calls().len(), 1, "not elsewhere");
    office.hook.answers(410);
    later(&relay, RETRY_AFTER_MS[0]).await;
    assert_eq!(office.hook.calls().len(), 2);
    let given_up = format!(
        "juttu_deliveries_total{{receiver=\"{CHANNEL}\",way=\"webhook\",result=\"given_up\"}}"
    );
    assert_eq!(figure(&relay, &given_up).await, 1.0);
    for after_ms in RETRY_AFTER_MS {
        later(&relay, after_ms).await;
    }
    assert_eq!(office.hook.calls().len(), 2);
}
