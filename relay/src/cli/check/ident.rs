//! The providers of identification: can they be reached, do they do what the configuration wants, and
//! what must stand in their own forms?

use futures_util::future::join_all;

use super::Found;
use crate::clock::Clock;
use crate::config::Config;
use crate::ident::keys::Keys;
use crate::ident::provider::{Provider, Providers};
use crate::random::Random;

/// A line for the keys and one for each provider, all asked at once. Nothing where there is none.
pub(super) async fn found(config: &Config) -> Vec<Found> {
    let mut found = Vec::new();
    if let Some(path) = &config.keys_file {
        found.push(match Keys::read(path) {
            Ok(_) => Found::right(format!(
                "keys for identification: right; providers fetch them from {}/ident/jwks",
                config.public_url
            )),
            Err(error) => Found::wrong(format!("keys for identification: wrong\n{error}")),
        });
    }
    let (mut without_keys, clock) = (config.clone(), Clock::system());
    // What is wrong with the keys was said; the providers are looked at all the same.
    without_keys.keys_file = None;
    let providers = match Providers::new(&without_keys, &clock, &Random::System) {
        Ok(providers) => providers,
        Err(error) => {
            found.push(Found::wrong(error.to_string()));
            return found;
        }
    };
    let residents = config.providers.iter().map(|written| {
        let path = format!("provider.{}", written.id);
        let back = format!("{}/ident/callback", config.public_url);
        (path, back, providers.get(&written.id))
    });
    let staff = config.staff_providers.iter().map(|written| {
        let path = format!("sign_in.provider.{}", written.id);
        let back = format!("{}/desk/api/sign-in/callback", config.desk_url);
        (path, back, providers.staff(&written.id))
    });
    let each = residents.chain(staff).filter_map(|(path, back, provider)| {
        let provider = provider?;
        Some(async move { self::provider(&path, &back, provider).await })
    });
    found.extend(join_all(each).await);
    found
}

async fn provider(path: &str, back: &str, provider: &Provider) -> Found {
    let look = provider.look().await;
    let mut words = match look.wrong.is_empty() {
        true => format!("{path}: right; it is reached, and offers what is wanted"),
        false => format!("{path}: wrong\n{}", look.wrong.join("\n")),
    };
    words.push_str(&format!("\nregister there as redirect URI: {back}"));
    for doubt in &look.doubts {
        words.push_str(&format!("\nperhaps: {doubt}"));
    }
    Found {
        is_right: look.wrong.is_empty(),
        words,
    }
}
