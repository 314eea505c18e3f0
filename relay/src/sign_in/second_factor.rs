//! `/desk/api/second-factor`: somebody who is signed in with a password sets up a second factor.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::sign_in::{ConfirmSecondFactor, SecondFactorOffer};
use qrcodegen::{QrCode, QrCodeEcc};
use serde::Deserialize;
use zeroize::Zeroizing;

use super::routes::{FromDesk, failed, limited, refused};
use super::totp::Secret;
use super::{SignedIn, signed_in};
use crate::app::App;
use crate::http::Body;
use crate::store::accounts::{Offering, SettingUp};

/// How wide the light margin of a picture is, in its squares (ISO/IEC 18004 asks for four).
const MARGIN: i32 = 4;

/// A body that says nothing.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Nothing {}

/// `POST /desk/api/second-factor`
pub(super) async fn offer(
    State(app): State<Arc<App>>,
    FromDesk(from): FromDesk,
    headers: HeaderMap,
    Body(Nothing {}): Body<Nothing>,
) -> Response {
    if let Err(too_much) = app.rates.set_password(from) {
        return limited(&app, too_much);
    }
    let who = match with_password(&app, &headers).await {
        Ok(who) => who,
        Err(response) => return *response,
    };
    let secret = Secret::new(&app.random);
    let when = now(&app);
    let offered = app
        .store
        .offer_second_factor(who.agent.id, secret.clone(), when);
    match offered.await {
        Ok(Offering::Kept) => {}
        Ok(Offering::There) => return refused(&app, Refusal::WrongState),
        Ok(Offering::TooLate) => return refused(&app, Refusal::NotAllowed),
        Err(error) => return failed(&app, &error),
    }
    let (_, host) = app.config.desk_url.split_once("://").unwrap_or_default();
    let link = secret.link(&format!("Juttu {host}"), &who.login);
    let (picture, picture_width) = picture(&link);
    let offer = SecondFactorOffer {
        secret: secret.text().to_string(),
        link: link.to_string(),
        picture,
        picture_width,
    };
    Json(offer).into_response()
}

/// `POST /desk/api/second-factor/confirm`
pub(super) async fn confirm(
    State(app): State<Arc<App>>,
    FromDesk(from): FromDesk,
    headers: HeaderMap,
    Body(asked): Body<ConfirmSecondFactor>,
) -> Response {
    let who = match with_password(&app, &headers).await {
        Ok(who) => who,
        Err(response) => return *response,
    };
    let agent = who.agent.id;
    let counted = app.rates.set_password(from);
    if let Err(too_much) = counted.and_then(|()| app.rates.second_factor(agent)) {
        return limited(&app, too_much);
    }
    let code = Zeroizing::new(asked.code);
    let confirmed = app
        .store
        .confirm_second_factor(agent, code, who.token, now(&app));
    match confirmed.await {
        Ok(Some(ended)) => {
            app.rates.right_second_factor(agent);
            for ended in ended {
                app.hub.sign_out(ended);
            }
            app.hub.reconnect(who.token);
            tracing::info!(agent = agent.0, "a second factor was set up");
            StatusCode::NO_CONTENT.into_response()
        }
        Ok(None) => refused(&app, Refusal::WrongSecondFactor),
        Err(error) => failed(&app, &error),
    }
}

/// The demo's accounts, whose passwords everybody knows, set one up whenever they like.
fn now(app: &App) -> SettingUp {
    SettingUp {
        now_ms: app.clock.now_ms(),
        at_any_time: app.config.is_demo,
    }
}

/// Whoever is signed in with a password.
async fn with_password(app: &App, headers: &HeaderMap) -> Result<SignedIn, Box<Response>> {
    match signed_in(app, headers).await {
        Ok(Some(who)) if who.second_factor.is_some() => Ok(who),
        Ok(Some(_)) => Err(Box::new(refused(app, Refusal::NotAllowed))),
        Ok(None) => Err(Box::new(refused(app, Refusal::SignedOut))),
        Err(error) => Err(Box::new(failed(app, &error))),
    }
}

/// A text as a QR code: the dark squares as an SVG path, a line at a time, and how wide all of it is.
fn picture(text: &str) -> (String, u32) {
    // It holds 2953 bytes, and a link has far fewer; without the picture one types the secret.
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else {
        return (String::new(), 0);
    };
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let dark = (x..code.size()).take_while(|x| code.get_module(*x, y));
            let length = i32::try_from(dark.count()).unwrap_or(0);
            if length > 0 {
                let (left, top) = (x + MARGIN, y + MARGIN);
                path.push_str(&format!("M{left} {top}h{length}v1h-{length}z"));
            }
            x += length + 1;
        }
    }
    let width = u32::try_from(code.size() + 2 * MARGIN).unwrap_or(0);
    (path, width)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The squares that a path of [`picture`] makes dark.
    fn dark(path: &str) -> Vec<(i32, i32)> {
        let mut dark = Vec::new();
        for run in path.split('M').skip(1) {
            let (left, rest) = run.split_once(' ').unwrap();
            let (top, rest) = rest.split_once('h').unwrap();
            let (length, _) = rest.split_once('v').unwrap();
            let left: i32 = left.parse().unwrap();
            for x in 0..length.parse().unwrap() {
                dark.push((left + x, top.parse().unwrap()));
            }
        }
        dark
    }

    #[test]
    fn the_picture_has_each_dark_square_and_no_other() {
        let text = "otpauth://totp/Juttu:maria?secret=GEZDGNBVGY3TQOJQ&issuer=Juttu";
        let (path, width) = picture(text);
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).unwrap();
        assert_eq!(width as i32, code.size() + 8);
        let drawn = dark(&path);
        for y in 0..width as i32 {
            for x in 0..width as i32 {
                let is_dark = code.get_module(x - 4, y - 4);
                assert_eq!(drawn.contains(&(x, y)), is_dark, "{x} {y}");
            }
        }
    }
}
