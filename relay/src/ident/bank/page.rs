//! The test bank's page: its name, which says that it is none, whom one may be, and how else it may
//! end. It asks nothing, and needs no scripts.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Form, Query, State};
use axum::http::header::{LOCATION, REFERRER_POLICY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use juttu_shared::texts::{Key, Language, ident as words};
use serde::Deserialize;

use super::people::PEOPLE;
use super::request::{Asked, Request};
use super::{Bank, Grant, issuer};
use crate::app::App;
use crate::http::frame;
use crate::http::html::Html;
use crate::http::words::find;
use crate::ident::form::percent;

/// What the form sends besides the request.
#[derive(Deserialize)]
pub(super) struct Decided {
    #[serde(flatten)]
    asked: Asked,
    /// The number of somebody invented, `cancel` or `down`.
    #[serde(default)]
    choice: String,
}

/// `GET /demo/bank/authorize?request=…`
pub(super) async fn asked(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
) -> Response {
    match asked.check(&app) {
        Some(request) => page(&asked, &request),
        None => refused(frame::language(asked.language.as_deref(), &headers)),
    }
}

/// `POST /demo/bank/authorize`
pub(super) async fn decided(
    State(app): State<Arc<App>>,
    Extension(bank): Extension<Arc<Bank>>,
    headers: HeaderMap,
    Form(decided): Form<Decided>,
) -> Response {
    let asked = &decided.asked;
    let Some(request) = asked.check(&app) else {
        return refused(frame::language(asked.language.as_deref(), &headers));
    };
    let number = decided.choice.parse::<usize>().ok();
    let (name, value) = match number.and_then(|number| PEOPLE.get(number)) {
        Some(who) => {
            let code = app.random.secret();
            let grant = Grant {
                who,
                nonce: request.nonce,
                challenge: request.challenge,
                redirect_uri: request.redirect_uri.clone(),
                at_ms: app.clock.now_ms(),
            };
            match bank.grant(code.clone(), grant) {
                true => ("code", code),
                false => ("error", "temporarily_unavailable".to_owned()),
            }
        }
        None if decided.choice == "down" => ("error", "temporarily_unavailable".to_owned()),
        None => ("error", "access_denied".to_owned()),
    };
    let back = format!(
        "{}?{name}={value}&state={}&iss={}",
        request.redirect_uri,
        *percent(&request.state),
        *percent(&issuer(&app.config)),
    );
    let Ok(back) = HeaderValue::try_from(back) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let no_referrer = HeaderValue::from_static("no-referrer");
    let headers = [(LOCATION, back), (REFERRER_POLICY, no_referrer)];
    (StatusCode::SEE_OTHER, headers).into_response()
}

fn page(asked: &Asked, request: &Request) -> Response {
    let language = request.language;
    let mut html = Html::default();
    begin(&mut html, language, of(words::IDENTIFY, language), false);
    frame::languages(&mut html, language, |other| {
        format!(
            "/demo/bank/authorize?request={}&lang={}",
            *percent(&asked.request),
            other.tag()
        )
    });
    html.raw("<main><h1>").text(of(words::IDENTIFY, language));
    html.raw("</h1>");
    if let Some(name) = &request.service {
        html.paragraph("", &of(words::BANK_FOR, language).replace("{name}", name));
    }
    html.paragraph("", of(words::BANK_INVENTED, language));
    html.paragraph("", of(words::BANK_GIVES, language));
    html.raw("<form class=\"choices\" method=\"post\" action=\"/demo/bank/authorize\">");
    html.hidden("request", &asked.request);
    html.hidden("lang", language.tag());
    html.raw("<h2>")
        .text(of(words::BANK_WHO, language))
        .raw("</h2>");
    for (number, someone) in PEOPLE.iter().enumerate() {
        html.raw("<button name=\"choice\" value=\"");
        html.text(&number.to_string()).raw("\"><span>");
        let name = of(words::BANK_AS, language).replace("{name}", someone.name);
        html.text(&name).raw("</span> <span>");
        html.text(someone.personal_code).raw("</span></button>");
    }
    html.raw("<h2>")
        .text(of(words::BANK_OTHERWISE, language))
        .raw("</h2>");
    for (value, key) in [("cancel", words::BANK_CANCEL), ("down", words::BANK_DOWN)] {
        html.raw("<button class=\"quiet\" name=\"choice\" value=\"");
        html.raw(value).raw("\">").text(of(key, language));
        html.raw("</button>");
    }
    html.raw("</form></main></body></html>");
    // Its policy names no page that carries the chat: a real bank knows of none.
    frame::respond(StatusCode::OK, html)
}

/// What is said to a request that is none of the relay's, or too old.
fn refused(language: Language) -> Response {
    let mut html = Html::default();
    let title = of(words::BANK_REFUSES, language);
    begin(&mut html, language, title, true);
    html.raw("<main><h1>").text(title).raw("</h1>");
    html.paragraph("", of(words::BANK_START, language));
    html.raw("</main></body></html>");
    frame::respond(StatusCode::BAD_REQUEST, html)
}

fn begin(html: &mut Html, language: Language, title: &str, is_error: bool) {
    let bank = of(words::BANK, language);
    frame::begin(html, language, &format!("{title} – {bank}"), is_error);
    html.raw("<header class=\"test\"><p>")
        .text(bank)
        .raw("</p></header>");
}

fn of(key: Key, language: Language) -> &'static str {
    find(words::ALL, key.0, language)
}
