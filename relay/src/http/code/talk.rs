//! What was said in a conversation, and how it stands.

use std::collections::HashMap;

use juttu_shared::id::AgentId;
use juttu_shared::rules::state::State;
use juttu_shared::texts::{Language, code as words, dates, widget};
use juttu_shared::wire::v1::event::{Author, Event, Kind, LeftCause};

use super::super::html::Html;
use super::super::service::status::answer_by;
use super::page::{Room, of_code, of_widget};
use crate::command::notices::standing_promise;
use crate::config::Service;
use crate::store::Head;

/// How a conversation stands, and by when it is answered.
pub(super) fn state(service: &Service, head: &Head, language: Language, now_ms: i64) -> String {
    let of = |key| of_code(key, language);
    match head.state {
        State::Waiting => of(words::IS_WAITING).to_owned(),
        State::Active => of(words::IS_ACTIVE).to_owned(),
        State::Closed => of(words::IS_CLOSED).to_owned(),
        State::Left => match standing_promise(service, head) {
            None => of(words::IS_LEFT).to_owned(),
            Some((_, by_ms)) if by_ms < now_ms => of(words::IS_LATE).to_owned(),
            Some((by, _)) => format!("{} {}", of(words::IS_LEFT), answer_by(language, by)),
        },
    }
}

/// Every event in its order: what was said with who and when, the rest as a line.
pub(super) fn talk(html: &mut Html, room: &Room<'_>, events: &[Event]) {
    let language = room.language;
    let mut names: HashMap<AgentId, &str> = HashMap::new();
    html.raw("<ol class=\"talk\" aria-labelledby=\"messages\">");
    for (place, event) in events.iter().enumerate() {
        let mut name = of_widget(widget::PROFESSIONAL, language);
        if let (Author::Agent(agent), Kind::Joined(joined)) = (&event.from, &event.kind) {
            names.insert(*agent, &joined.name);
        }
        if let Author::Agent(agent) = &event.from {
            name = names.get(agent).copied().unwrap_or(name);
        }
        if let Kind::Transferred(transferred) = &event.kind {
            name = &transferred.name;
        }
        let said = match &event.kind {
            Kind::Posted(posted) => Some(posted.text.as_str()),
            // What is left of the message; that it was removed is an event of its own.
            Kind::Redacted(redacted) if redacted.seq.is_none() => {
                Some(of_widget(widget::REMOVED, language))
            }
            _ => None,
        };
        if let Some(said) = said {
            let is_own = event.from == Author::Visitor;
            html.raw(match is_own {
                true => "<li class=\"own\">",
                false => "<li>",
            });
            html.raw("<p class=\"who\">");
            html.raw("<b>").text(match is_own {
                true => of_widget(widget::YOU, language),
                false => name,
            });
            html.raw("</b> ");
            let at = room.service.local_at(event.at_ms);
            html.text(&dates::local_time(language, at));
            html.raw("</p><p class=\"text\"");
            if room.head.language != language.tag() {
                html.raw(" lang=\"").text(&room.head.language).raw("\"");
            }
            html.raw(">").text(said).raw("</p></li>");
        } else if is_said_after(event, events.get(place..).unwrap_or_default()) {
            continue;
        } else if let Some(fact) = fact(&event.kind, event.from, language) {
            html.raw("<li class=\"fact\">");
            html.text(&fact.replace("{name}", name)).raw("</li>");
        }
    }
    html.raw("</ol>");
}

/// Whether one who joins is named by what came with it: the colleague to whom it was handed.
fn is_said_after(event: &Event, after: &[Event]) -> bool {
    let mut with_it = after.iter().take_while(|with| with.at_ms == event.at_ms);
    matches!(event.kind, Kind::Joined(_))
        && with_it
            .any(|with| matches!(&with.kind, Kind::Transferred(handed) if handed.agent.is_some()))
}

/// A fact that is worth a line.
fn fact(kind: &Kind, from: Author, language: Language) -> Option<&'static str> {
    let key = match kind {
        Kind::Joined(_) => widget::JOINED,
        Kind::Left(left) => match left.cause {
            LeftCause::Chosen => widget::LEFT_CHOSEN,
            LeftCause::Away => widget::LEFT_AWAY,
            LeftCause::ClosingTime => widget::LEFT_CLOSING,
            // What was written again stands right beside it.
            LeftCause::WroteAgain => return None,
            LeftCause::Promised => widget::LEFT_PROMISED,
            LeftCause::AgentGone | LeftCause::Other => widget::LEFT_LATER,
        },
        Kind::Transferred(transferred) => match (&transferred.service, transferred.left) {
            (None, _) => widget::GOES_ON_WITH,
            (Some(_), true) => widget::TRANSFERRED_LEFT,
            (Some(_), false) => widget::TRANSFERRED,
        },
        Kind::Closed(_) if from == Author::Relay => widget::ENDED_QUIET,
        Kind::Closed(_) => widget::ENDED,
        _ => return None,
    };
    Some(of_widget(key, language))
}
