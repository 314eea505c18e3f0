//! What the relay asks of the test bank (OpenID Connect Core 1.0 §3.1.2.1, RFC 9101): a signed
//! request, and nothing else.

use juttu_shared::texts::Language;
use serde::Deserialize;

use super::{LEVEL, client, redirect_uri, relay_keys};
use crate::app::App;

/// How old a request may be, in seconds.
const OLDEST_S: i64 = 300;

/// The request as it stands in the address, and again in the form of the page.
#[derive(Deserialize)]
pub(super) struct Asked {
    /// The signed request.
    #[serde(default)]
    pub(super) request: String,
    /// The language that was chosen on the page itself.
    #[serde(rename = "lang")]
    pub(super) language: Option<String>,
}

/// A request that holds.
pub(super) struct Request {
    pub(super) redirect_uri: String,
    pub(super) state: String,
    pub(super) nonce: String,
    pub(super) challenge: String,
    pub(super) language: Language,
    pub(super) service: Option<String>,
}

/// The claims of the signed request.
#[derive(Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    exp: i64,
    iat: i64,
    client_id: String,
    redirect_uri: String,
    response_type: String,
    #[serde(default)]
    scope: String,
    #[serde(default)]
    acr_values: String,
    state: String,
    nonce: String,
    code_challenge: String,
    code_challenge_method: String,
    #[serde(default)]
    ui_locales: String,
    ftn_spname: Option<String>,
}

impl Asked {
    /// The request, when it is the relay's own.
    pub(super) fn check(&self, app: &App) -> Option<Request> {
        let claims = relay_keys(app)?.verify(&self.request)?;
        let claims: Claims = serde_json::from_value(claims).ok()?;
        let id = &client(&app.config)?.client_id;
        let now_s = app.clock.now_ms() / 1_000;
        let has = |words: &str, word: &str| words.split(' ').any(|it| it == word);
        let holds = claims.iss == *id
            && claims.client_id == *id
            && claims.aud == super::issuer(&app.config)
            && claims.redirect_uri == redirect_uri(&app.config)
            && claims.response_type == "code"
            && claims.code_challenge_method == "S256"
            && has(&claims.scope, "openid")
            && has(&claims.acr_values, LEVEL)
            && (claims.iat..claims.exp).contains(&now_s)
            && claims.exp - claims.iat <= OLDEST_S;
        let mut languages = self.language.as_deref().into_iter();
        let mut asked = claims.ui_locales.split(' ');
        let language = languages.find_map(Language::from_tag);
        let language = language.or_else(|| asked.find_map(Language::from_tag));
        holds.then_some(Request {
            redirect_uri: claims.redirect_uri,
            state: claims.state,
            nonce: claims.nonce,
            challenge: claims.code_challenge,
            language: language.unwrap_or(Language::Fi),
            service: claims.ftn_spname,
        })
    }
}
