//! The page: its door, where the code is typed, and the room behind it.
//!
//! Everything works by forms. An error stands at its field, which keeps what was typed, is marked
//! (`aria-invalid`, `aria-describedby`) and has the focus.

use std::borrow::Borrow;
use std::collections::VecDeque;
use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::Response;
use juttu_shared::id::ClientKey;
use juttu_shared::texts::{Key, Language, code as words, widget};
use juttu_shared::wire::v1::event::{Event, Kind};
use juttu_shared::wire::v1::public::Line;

use super::super::frame::{self, own_name};
use super::super::html::Html;
use super::super::service::guide;
use super::super::words::find;
use super::talk;
use crate::app::App;
use crate::config::Service;
use crate::seal::SecretHash;
use crate::store::{Head, PAGE, StoreError};

/// The most events that are shown: the newest ones.
const EVENTS_SHOWN: u64 = 500;
/// The most that their texts may weigh together, in bytes, the newest counting first. As much as
/// eight of the longest messages, and more than most conversations have.
const TEXTS_BYTES: usize = 128 * 1024;

/// The page on which the code is typed.
#[derive(Default)]
pub(super) struct Door<'s> {
    pub(super) typed: &'s str,
    pub(super) error: Option<&'s str>,
}

impl<'s> Door<'s> {
    /// An empty field, and what is wrong.
    pub(super) fn wrong(error: &'s str) -> Self {
        Self {
            typed: "",
            error: Some(error),
        }
    }
}

/// The conversation that the code opens.
pub(super) struct Room<'s> {
    pub(super) language: Language,
    pub(super) service: &'s Service,
    pub(super) code: &'s str,
    pub(super) head: Arc<Head>,
    /// Of the text that is written next, or of the one that was not stored.
    pub(super) client_key: ClientKey,
    /// What was written and not stored.
    pub(super) text: String,
    pub(super) error: Option<String>,
    pub(super) is_sent: bool,
}

/// The page on which the code is typed.
pub(super) fn door(app: &App, language: Language, status: StatusCode, door: &Door<'_>) -> Response {
    let mut html = Html::default();
    let title = of_widget(widget::READ_WITH_CODE, language);
    frame::begin(&mut html, language, title, door.error.is_some());
    frame::languages(&mut html, language, |other| {
        format!("/code?lang={}", other.tag())
    });
    html.raw("<main><h1>").text(title);
    html.raw("</h1><form method=\"post\" action=\"/code\" autocomplete=\"off\">");
    html.hidden("lang", language.tag());
    html.raw("<label for=\"code\">")
        .text(of_widget(widget::CODE, language));
    html.raw("</label><p class=\"hint\" id=\"code-hint\">");
    html.text(of_widget(widget::CODE_HINT, language))
        .raw("</p>");
    error(&mut html, "code-error", door.error);
    html.raw("<input class=\"code\" id=\"code\" name=\"code\" type=\"text\" autocomplete=\"off\" ");
    html.raw("autocapitalize=\"characters\" autocorrect=\"off\" spellcheck=\"false\" value=\"");
    html.text(door.typed).raw("\" aria-describedby=\"");
    html.raw(match door.error {
        Some(_) => "code-error code-hint\" aria-invalid=\"true\" autofocus>",
        None => "code-hint\">",
    });
    html.raw("<button>")
        .text(of_widget(widget::READ_ANSWER, language));
    html.raw("</button></form>");
    help(&mut html, language, &app.services.all().collect::<Vec<_>>());
    html.raw("</main></body></html>");
    frame::respond(status, html)
}

/// The conversation as it stands, and a field for more.
pub(super) fn room(
    app: &App,
    status: StatusCode,
    room: &Room<'_>,
    mut events: VecDeque<Event>,
) -> Response {
    let language = room.language;
    let is_whole = events.front().is_none_or(|event| event.seq == 1);

    let mut html = Html::default();
    let name = room.service.name(language);
    frame::begin(&mut html, language, name, room.error.is_some());
    languages(&mut html, room);
    html.raw("<main><h1>").text(name).raw("</h1>");
    let reference = of_widget(widget::REFERENCE, language);
    let reference = reference.replace("{n}", &room.head.reference.to_string());
    html.paragraph("hint", &reference);
    if room.is_sent {
        html.raw("<p class=\"sent\" role=\"status\">")
            .text(of_widget(widget::SENT, language))
            .raw("</p>");
    }
    let state = talk::state(room.service, &room.head, language, app.clock.now_ms());
    html.paragraph("state", &state);
    html.raw("<h2 id=\"messages\">")
        .text(of_code(words::MESSAGES, language))
        .raw("</h2>");
    if !is_whole {
        html.paragraph("fact", of_code(words::OLDEST_LEFT_OUT, language));
    }
    talk::talk(&mut html, room, events.make_contiguous());
    write_more(&mut html, room);
    actions(&mut html, room);
    help(&mut html, language, &[room.service]);
    html.raw("</main></body></html>");
    frame::respond(status, html)
}

/// The newest events, as many as are shown, in order.
pub(super) async fn newest(
    app: &App,
    code: SecretHash,
    head: &Head,
) -> Result<VecDeque<Event>, StoreError> {
    let mut after = head.last_seq.saturating_sub(EVENTS_SHOWN);
    let mut newest = VecDeque::new();
    let mut bytes = 0;
    loop {
        let page = app.store.events_by_code(code, head.id, after).await?;
        let is_last = page.len() < PAGE;
        after = page.last().map_or(after, |event| event.seq);
        for event in page {
            bytes += text_bytes(&event);
            newest.push_back(event);
            while bytes > TEXTS_BYTES
                && let Some(oldest) = newest.pop_front()
            {
                bytes -= text_bytes(&oldest);
            }
        }
        if is_last || after >= head.last_seq {
            return Ok(newest);
        }
    }
}

fn text_bytes(event: &Event) -> usize {
    match &event.kind {
        Kind::Posted(posted) => posted.text.len(),
        _ => 0,
    }
}

fn write_more(html: &mut Html, room: &Room<'_>) {
    let language = room.language;
    html.raw("<form method=\"post\" action=\"/code\" autocomplete=\"off\">");
    html.hidden("lang", language.tag());
    html.hidden("code", room.code);
    html.hidden("client_key", &room.client_key.0);
    html.raw("<label for=\"text\">")
        .text(of_code(words::WRITE_MORE, language));
    html.raw("</label><p class=\"hint\" id=\"text-hint\">");
    html.text(of_widget(widget::NO_IDENTITY_CODE, language))
        .raw("</p>");
    error(html, "text-error", room.error.as_deref());
    html.raw("<textarea id=\"text\" name=\"text\" rows=\"5\" aria-describedby=\"");
    html.raw(match room.error {
        Some(_) => "text-error text-hint\" aria-invalid=\"true\" autofocus>",
        None => "text-hint\">",
    });
    // The first line end after the tag is no part of the text.
    html.raw("\n").text(&room.text).raw("</textarea><button>");
    html.text(of_widget(widget::SEND, language))
        .raw("</button></form>");
}

/// What else can be done: look again, and go.
fn actions(html: &mut Html, room: &Room<'_>) {
    let language = room.language;
    html.raw("<form class=\"row\" method=\"post\" action=\"/code\">");
    html.hidden("lang", language.tag())
        .hidden("code", room.code);
    html.raw("<button class=\"quiet\">")
        .text(of_code(words::SHOW_NEW, language));
    html.raw("</button><a class=\"quiet\" href=\"/code?lang=")
        .text(language.tag());
    html.raw("\">")
        .text(of_code(words::CLOSE_MESSAGES, language));
    html.raw("</a></form>");
    html.paragraph("hint", of_code(words::SHARED_DEVICE, language));
}

/// The languages of the room: forms, since the code must come along.
fn languages(html: &mut Html, room: &Room<'_>) {
    html.raw("<nav aria-label=\"");
    html.text(of_code(words::LANGUAGE, room.language));
    html.raw("\"><form method=\"post\" action=\"/code\">");
    html.hidden("code", room.code);
    for other in Language::ALL {
        html.raw("<button name=\"lang\" value=\"").text(other.tag());
        html.raw("\" lang=\"").text(other.tag()).raw("\"");
        if other == room.language {
            html.raw(" aria-current=\"true\"");
        }
        html.raw(">").text(own_name(other)).raw("</button>");
    }
    html.raw("</form></nav>");
}

/// Where to turn in an emergency, and how the services are reached by telephone.
fn help(html: &mut Html, language: Language, services: &[impl Borrow<Service>]) {
    html.raw("<section aria-labelledby=\"help\"><h2 id=\"help\">");
    html.text(of_widget(widget::OTHER_WAYS, language))
        .raw("</h2>");
    let mut emergency: Vec<Line> = Vec::new();
    for service in services {
        for line in guide::emergency(service.borrow(), language) {
            if !emergency.contains(&line) {
                emergency.push(line);
            }
        }
    }
    for line in &emergency {
        html.raw("<p>");
        linked(html, line);
        html.raw("</p>");
    }
    for service in services.iter().map(Borrow::borrow) {
        html.raw("<p>").text(service.name(language)).raw("<br>");
        frame::telephone(html, service, language);
        html.raw("</p>");
    }
    html.raw("</section>");
}

fn linked(html: &mut Html, line: &Line) {
    let parts = line.link.as_ref().and_then(|link| {
        let (before, after) = line.text.split_once(&link.text)?;
        Some((before, link, after))
    });
    match parts {
        None => html.text(&line.text),
        Some((before, link, after)) => html
            .text(before)
            .raw("<a href=\"")
            .text(&link.href)
            .raw("\">")
            .text(&link.text)
            .raw("</a>")
            .text(after),
    };
}

fn error(html: &mut Html, id: &'static str, words: Option<&str>) {
    if let Some(words) = words {
        html.raw("<p class=\"error\" id=\"").raw(id).raw("\">");
        html.text(words).raw("</p>");
    }
}

pub(super) fn of_widget(key: Key, language: Language) -> &'static str {
    find(widget::ALL, key.0, language)
}

pub(super) fn of_code(key: Key, language: Language) -> &'static str {
    find(words::ALL, key.0, language)
}
