//! The pages that a resident sees on the way: the one on which one decides to go on, and those that
//! say why it does not go on and what to do. They need no scripts, and look as `/code` does.

use axum::http::header::REFERRER_POLICY;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use juttu_shared::refusal::Refusal;
use juttu_shared::texts::{Key, Language, dates, ident as words, widget};

use crate::config::Service;
use crate::http::frame;
use crate::http::html::Html;
use crate::http::words::find;
use crate::store::identities::Attempt;

/// What the page says on which one decides to go on.
pub(super) struct Start<'s> {
    pub(super) attempt: &'s Attempt,
    pub(super) service: &'s Service,
    /// The provider's name.
    pub(super) provider: &'s str,
    pub(super) ticket: &'s str,
    pub(super) token: &'s str,
}

/// Why it does not go on.
pub(super) enum Stop<'s> {
    /// Whoever follows this link did not press it in the chat.
    NotFromTheChat,
    /// It was followed on the chat's page, and nobody pressed it just then: perhaps it came too late.
    /// Back leads to that page.
    NotPressed { back: &'s str },
    /// The ticket is unknown, used or too old.
    NoLonger,
    /// The form is not one that this browser was shown.
    NotBegunHere { has_cookie: bool },
    /// The provider can't be reached. Back leads to the chat.
    Down { provider: &'s str, back: &'s str },
    /// The same may go well a little later.
    Later(Refusal),
    /// Another browser came back than the one that went.
    Elsewhere,
    /// What came back is unknown, used or too old.
    CannotGoOn,
}

/// The page on which one decides to go on.
pub(super) fn start(language: Language, start: &Start<'_>) -> Response {
    let attempt = start.attempt;
    let mut html = Html::default();
    let title = of(words::IDENTIFY, language);
    frame::begin(&mut html, language, title, false);
    frame::languages(&mut html, language, |other| {
        format!("/ident/start?lang={}&ticket={}", other.tag(), start.ticket)
    });
    html.raw("<main><h1>").text(title).raw("</h1>");
    let only_yours = match attempt.conversation {
        Some(_) => words::ONLY_YOURS,
        None => words::ONLY_YOUR_PAGE,
    };
    html.paragraph("important", of(only_yours, language));
    html.raw("<dl>");
    fact(
        &mut html,
        of(words::SERVICE, language),
        start.service.name(language),
    );
    fact(
        &mut html,
        of(words::PAGE, language),
        host(&attempt.return_to.0),
    );
    match attempt.opened_at_ms {
        Some(at_ms) => {
            let at = dates::local_time(language, start.service.local_at(at_ms));
            fact(&mut html, of(words::BEGAN, language), &at);
        }
        None => {
            let not_begun = of(words::NOT_BEGUN, language);
            fact(&mut html, of(words::CONVERSATION, language), not_begun);
        }
    }
    fact(&mut html, of(words::WAY, language), start.provider);
    html.raw("</dl>");
    html.paragraph("", of(words::IF_SENT, language));
    html.raw("<form class=\"row\" method=\"post\" action=\"/ident/start\">");
    html.hidden("ticket", start.ticket)
        .hidden("token", start.token)
        .hidden("lang", language.tag());
    html.raw("<button>").text(of(words::GO_ON, language));
    html.raw("</button>");
    link(
        &mut html,
        &attempt.return_to.0,
        of(words::BACK_WITHOUT, language),
    );
    html.raw("</form></main></body></html>");
    frame::respond(StatusCode::OK, html)
}

/// The page that goes on to the provider by itself, and by a link where a browser does not.
///
/// No redirect: Chromium counts every address that a form's answer is redirected to as a target of the
/// form, and where a provider redirects to can't be known.
pub(super) fn going(language: Language, provider: &str, address: &str) -> Response {
    by_itself(
        language,
        words::GOING,
        Some(provider),
        words::GO_ON,
        address,
    )
}

/// The page that goes back to the chat by itself, and by a link where a browser does not.
///
/// No redirect either: the browser may come from the provider's form, whose policy need name no more
/// than the relay's own address.
pub(super) fn returning(language: Language, address: &str) -> Response {
    by_itself(language, words::RETURNING, None, words::BACK, address)
}

fn by_itself(
    language: Language,
    title: Key,
    to: Option<&str>,
    words: Key,
    address: &str,
) -> Response {
    let mut html = Html::default();
    let title = of(title, language);
    frame::begin_and_go(&mut html, language, title, address);
    html.raw("<main><h1>").text(title).raw("</h1>");
    if let Some(to) = to {
        html.paragraph("", to);
    }
    html.raw("<p>");
    link(&mut html, address, of(words, language));
    html.raw("</p></main></body></html>");
    let mut response = frame::respond(StatusCode::OK, html);
    let no_referrer = HeaderValue::from_static("no-referrer");
    response.headers_mut().insert(REFERRER_POLICY, no_referrer);
    response
}

/// The page that says why it does not go on.
pub(super) fn stop(language: Language, service: Option<&Service>, stop: &Stop<'_>) -> Response {
    let say = |key| of(key, language);
    let mut html = Html::default();
    let title = say(stop.title());
    frame::begin(&mut html, language, title, true);
    html.raw("<main><h1>").text(title).raw("</h1>");
    if let Stop::Down { provider, .. } = stop {
        html.paragraph("", &say(words::DOWN_WHY).replace("{name}", provider));
    }
    if matches!(stop, Stop::Later(Refusal::TooManyAttempts)) {
        let words = find(widget::ALL, widget::TOO_MANY_ATTEMPTS.0, language);
        html.paragraph("", words);
    }
    for key in stop.says() {
        html.paragraph("", say(*key));
    }
    if let Stop::Down { back, .. } | Stop::NotPressed { back } = stop {
        html.raw("<p>");
        link(&mut html, back, say(words::BACK));
        html.raw("</p>");
    }
    if let Some(service) = service {
        html.raw("<section aria-labelledby=\"help\"><h2 id=\"help\">");
        html.text(find(widget::ALL, widget::OTHER_WAYS.0, language));
        html.raw("</h2><p>")
            .text(service.name(language))
            .raw("<br>");
        frame::telephone(&mut html, service, language);
        html.raw("</p></section>");
    }
    html.raw("</main></body></html>");
    frame::respond(stop.status(), html)
}

impl Stop<'_> {
    fn title(&self) -> Key {
        match self {
            Self::NotFromTheChat => words::NOT_FROM_HERE,
            Self::NoLonger => words::NO_LONGER,
            Self::NotPressed { .. } | Self::NotBegunHere { .. } => words::NOT_BEGUN_HERE,
            Self::Down { .. } | Self::Later(_) => words::DOWN,
            Self::Elsewhere => words::ELSEWHERE,
            Self::CannotGoOn => words::CANNOT_GO_ON,
        }
    }

    fn says(&self) -> &'static [Key] {
        match self {
            Self::NotFromTheChat => &[
                words::FROM_YOUR_OWN,
                words::SOMEBODY_ELSE,
                words::PRESS_AGAIN,
            ],
            Self::NotPressed { .. } => {
                &[words::NOT_PRESSED, words::PRESS_AGAIN, words::SOMEBODY_ELSE]
            }
            Self::NoLonger => &[words::WORKS_ONCE, words::PRESS_AGAIN],
            Self::NotBegunHere { has_cookie: true } => &[words::FROM_YOUR_OWN, words::PRESS_AGAIN],
            Self::NotBegunHere { has_cookie: false } => {
                &[words::FROM_YOUR_OWN, words::PRESS_AGAIN, words::COOKIE]
            }
            Self::Down { .. } => &[words::DOWN_ANYWAY],
            Self::Later(Refusal::TooManyAttempts) => &[],
            Self::Later(_) => &[words::NOT_KEPT],
            Self::Elsewhere => &[
                words::NOBODY_TOLD,
                words::SAME_BROWSER,
                words::SOMEBODY_ELSE,
            ],
            Self::CannotGoOn => &[words::USED_OR_LATE, words::NOBODY_TOLD, words::PRESS_AGAIN],
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::NotFromTheChat
            | Self::NotPressed { .. }
            | Self::NotBegunHere { .. }
            | Self::Elsewhere => StatusCode::FORBIDDEN,
            Self::NoLonger | Self::CannotGoOn => StatusCode::GONE,
            Self::Later(Refusal::TooManyAttempts) => StatusCode::TOO_MANY_REQUESTS,
            Self::Down { .. } | Self::Later(_) => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

fn fact(html: &mut Html, name: &str, value: &str) {
    html.raw("<dt>").text(name).raw("</dt><dd>");
    html.text(value).raw("</dd>");
}

fn link(html: &mut Html, address: &str, words: &str) {
    html.raw("<a class=\"quiet\" rel=\"noreferrer\" href=\"");
    html.text(address).raw("\">").text(words).raw("</a>");
}

/// The host of an address, as one reads it.
fn host(address: &str) -> &str {
    let origin = origin(address);
    origin.split_once("://").map_or(origin, |(_, host)| host)
}

/// The origin of an address.
fn origin(address: &str) -> &str {
    let authority = address.find("://").map_or(0, |at| at + 3);
    let rest = address.get(authority..).unwrap_or_default();
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    address.get(..authority + end).unwrap_or_default()
}

fn of(key: Key, language: Language) -> &'static str {
    find(words::ALL, key.0, language)
}
