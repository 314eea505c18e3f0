//! A chat point: what it is called, when it is open, how long things last, what it tells residents.

mod guidance;
mod hours;
mod parse;
mod replies;
mod times;
mod words;

use jiff::tz::TimeZone;
use juttu_shared::id::ServiceId;
use juttu_shared::limits;
use juttu_shared::rules::date::Date;
use juttu_shared::rules::hours::Schedule;
use juttu_shared::texts::Language;
use juttu_shared::wire::v1::public::{Area, Topic};

use super::Receiver;
use crate::hours::Remembered;

pub use replies::CannedReply;

pub(super) use parse::services;

/// A chat point.
#[derive(Clone, Debug)]
pub struct Service {
    /// Its id.
    pub id: ServiceId,
    /// Its name, per language of [`Service::languages`].
    pub names: Vec<(Language, String)>,
    /// The languages it speaks, the first one being the default.
    pub languages: Vec<Language>,
    /// The origins of the pages it may stand on. The relay's own is always allowed.
    pub origins: Vec<String>,
    /// Where its hours are read.
    pub time_zone: TimeZone,
    /// When it is open.
    pub schedule: Schedule,
    /// What the schedule said last.
    pub remembered: Remembered,
    /// Why the exceptions of the schedule are, by their `reason`.
    pub reasons: Vec<Texts>,
    /// How long things may last.
    pub times: Times,
    /// What a resident is told beside the chat.
    pub guidance: Guidance,
    /// What agents may insert, in this order.
    pub replies: Vec<CannedReply>,
    /// Who is told of what, by name.
    pub receivers: Vec<Receiver>,
    /// The ids of the providers by which residents identify, in the order in which they are offered.
    /// None where nobody is asked to.
    pub identification: Vec<String>,
    /// Whether residents may identify before they write anything.
    pub identification_at_start: bool,
}

/// How long things may last in a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    /// How long a visitor may be away from the queue, in milliseconds.
    pub visitor_away_ms: i64,
    /// How long the last agent of a conversation may be gone, in milliseconds.
    pub agent_gone_ms: i64,
    /// How long nothing may be said before a live conversation is closed, in milliseconds.
    pub inactivity_ms: i64,
    /// How long before that the warning comes, in milliseconds; at least a minute.
    pub inactivity_warning_ms: i64,
    /// How long those who wait at closing time may still be claimed, in milliseconds.
    pub closing_grace_ms: i64,
    /// How long somebody may wait before staff are told, in milliseconds: the service's promise.
    pub waiting_long_ms: i64,
    /// How long nobody may be present within the hours before staff are told, in milliseconds.
    pub nobody_ms: i64,
    /// By the end of which open day after the one it is left on a contact request is answered;
    /// none when nothing is promised.
    pub answer_within_open_days: Option<u32>,
}

/// A text in each language of a service, the first being the default.
pub type Texts = Vec<(Language, String)>;

/// What a resident is told beside the chat.
#[derive(Clone, Debug, Default)]
pub struct Guidance {
    /// The telephone number shown when the chat fails, as it is shown.
    pub telephone: String,
    /// When the telephone is answered.
    pub telephone_hours: Texts,
    /// The menu that a caller hears: which key for which area.
    pub areas: Vec<(u32, Texts)>,
    /// The number of the social emergency service.
    pub social_emergency: Option<String>,
    /// The line on the screens on which a resident begins.
    pub standing: Option<Texts>,
    /// For those who are clients already, and where that leads.
    pub own_worker: Option<Texts>,
    /// The page that `own_worker` leads to.
    pub own_worker_url: Option<String>,
    /// Page that says how data is handled.
    pub privacy_url: Option<Texts>,
    /// The accessibility statement.
    pub accessibility_url: Option<Texts>,
    /// Guidance to read on one's own.
    pub self_help_url: Option<Texts>,
    /// The neutral page that takes the chat's place when a resident leaves in a hurry; none where the
    /// service has no quick exit.
    pub quick_exit_url: Option<String>,
    /// The topics that may be chosen: id and name, in order.
    pub topics: Vec<(String, Texts)>,
    /// What is announced, and on which days, the last one included.
    pub announcements: Vec<Announcement>,
}

/// Something announced for some days.
#[derive(Clone, Debug)]
pub struct Announcement {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// The words.
    pub texts: Texts,
}

impl Service {
    /// The name in `language`, or in the service's first.
    pub fn name(&self, language: Language) -> &str {
        in_language(&self.names, language)
    }

    /// The topics that may be chosen, named in `language`, in their order.
    pub fn topics(&self, language: Language) -> Vec<Topic> {
        let topics = self.guidance.topics.iter();
        topics
            .map(|(id, name)| Topic {
                id: id.clone(),
                name: in_language(name, language).to_owned(),
            })
            .collect()
    }

    /// The areas of the telephone's menu, named in `language`, by their keys.
    pub fn areas(&self, language: Language) -> Vec<Area> {
        let areas = self.guidance.areas.iter();
        areas
            .map(|(key, name)| Area {
                key: *key,
                name: in_language(name, language).to_owned(),
            })
            .collect()
    }

    /// The language of a tag when the service speaks it, or the service's first.
    pub fn language(&self, tag: Option<&str>) -> Language {
        tag.and_then(Language::from_tag)
            .filter(|language| self.languages.contains(language))
            .or(self.languages.first().copied())
            .unwrap_or(Language::Fi)
    }
}

impl Default for Times {
    fn default() -> Self {
        Self {
            visitor_away_ms: limits::VISITOR_AWAY_MS,
            agent_gone_ms: limits::AGENT_GONE_MS,
            inactivity_ms: limits::INACTIVITY_MS,
            inactivity_warning_ms: limits::INACTIVITY_WARNING_MS,
            closing_grace_ms: limits::CLOSING_GRACE_MS,
            waiting_long_ms: 5 * 60_000,
            nobody_ms: 5 * 60_000,
            answer_within_open_days: Some(2),
        }
    }
}

/// The text in `language`, or in the first language there is.
pub fn in_language(texts: &[(Language, String)], language: Language) -> &str {
    let said = texts.iter().find(|(said, _)| *said == language);
    said.or(texts.first()).map_or("", |(_, text)| text.as_str())
}
