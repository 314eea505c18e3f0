//! Signing in by more than a password: a second factor, what is locked without, and through the
//! organisation.

mod configuration;
mod locked;
mod organisation;
mod second_factor;

use juttu_relay::config::Config;
use juttu_shared::wire::v1::public::DeskStart;
use serde_json::json;

use crate::harness::{Answer, PASSWORD, Relay, SERVICE};

/// As one that serves: [`SERVICE`] identifies residents, and nothing is exempt.
pub(crate) fn serving(config: &mut Config) {
    config.is_demo = false;
    identifying(config);
}

/// [`SERVICE`] alone identifies residents.
fn identifying(config: &mut Config) {
    for service in &mut config.services {
        service.identification = match service.id.0.as_str() {
            SERVICE => vec!["suomifi".to_owned()],
            _ => Vec::new(),
        };
    }
}

async fn sign_in(relay: &Relay, name: &str, code: Option<&str>) -> Answer {
    let mut body = json!({ "name": name, "password": PASSWORD });
    if let Some(code) = code {
        body["code"] = code.into();
    }
    let ask = relay.post_desk("/desk/api/sign-in").json(&body);
    ask.send().await
}

pub(crate) async fn start(relay: &Relay, cookie: &str) -> DeskStart {
    let ask = relay.get_desk("/desk/api/start").header("cookie", cookie);
    ask.send().await.json()
}
