//! What is not a conversation: the public state of a service, and the desk's plain HTTP requests.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::agent::Me;
use super::sign_in::{SecondFactor, SignInWays};
use crate::refusal::Refusal;

/// Answer of `GET /api/v1/services/{service}?lang=fi`. Public, and cacheable for 5 s, or until it
/// changes if that is sooner.
///
/// Whatever depends on the service's time zone comes in words, in `language`: no client knows time
/// zones, and the loader, the widget and a page without either say the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServiceState {
    /// The service's id.
    pub id: String,
    /// Its name, in the language of `texts`.
    pub name: String,
    /// The relay's clock, in milliseconds since 1970 UTC.
    pub now_ms: i64,
    /// How far the service's clocks are ahead of UTC, in minutes: what times of day are shown by,
    /// so that they agree with the hours wherever the reader's own clock stands.
    pub offset_min: i32,
    /// Whether the chat is open.
    pub availability: Availability,
    /// When the hours next change this, in milliseconds since 1970 UTC: ask again at that second.
    /// None when they do not within a year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes_at_ms: Option<i64>,
    /// The state in words, for the launcher and the head: `Auki klo 14 asti`,
    /// `Avautuu ma klo 12`.
    pub status: String,
    /// When it opens next, for the closed screen: `to 7.1. klo 12`. None while it is open, or when
    /// no opening is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opens: Option<String>,
    /// How many wait and roughly how long, in a sentence or two; none while it is closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub queue: Option<String>,
    /// By when a contact request left now is answered, in a sentence; none when the service
    /// promises nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_by: Option<String>,
    /// Whether the page that asks may carry this chat: its `Origin` is on the service's list, or
    /// it sent none. If not, no conversation can be opened from it.
    pub may_chat: bool,
    /// Whether the relay can tell a resident by e-mail that an answer waits.
    pub tells_by_email: bool,
    /// The language of `name`, `contact` and `texts`: the one asked for, or the service's first.
    pub language: String,
    /// The languages that the service speaks, in the order of its configuration.
    pub languages: Vec<LanguageName>,
    /// The neutral page that takes this one's place when a resident leaves in a hurry, `https:`;
    /// none where the service has no quick exit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quick_exit: Option<String>,
    /// The topics that may be chosen.
    pub topics: Vec<Topic>,
    /// How residents identify; none where the service asks nobody to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identification: Option<Identification>,
    /// How else the service is reached.
    pub contact: Contact,
    /// The hours, and what a resident should know.
    pub guide: Guide,
    /// The guide, the contact details and the hours as plain text, a thing on each line: what is
    /// shown when the chat itself can't be.
    pub plain: String,
    /// Where the widget's files are.
    pub assets: WidgetAssets,
    /// The widget's words, by key.
    pub texts: BTreeMap<String, String>,
}

/// Whether a chat is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Availability {
    /// Open by the hours, and somebody is at the desk.
    Open,
    /// Open by the hours, but nobody is at the desk: one may wait, or leave a message.
    Nobody,
    /// Closed by the hours: nobody may join the queue, a message may be left.
    Closed,
}

/// A language, for one who chooses among several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LanguageName {
    /// Its BCP 47 tag: `fi`.
    pub tag: String,
    /// Its own name for itself: `Suomi`.
    pub name: String,
}

/// How the residents of a service identify.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identification {
    /// Whether a resident may begin it, at the start and for a contact request.
    pub at_start: bool,
    /// The ways, in the order of the configuration; never empty.
    pub providers: Vec<IdentificationWay>,
}

/// A way for residents to identify.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentificationWay {
    /// Its id in the configuration.
    pub id: String,
    /// Its name: `Suomi.fi-tunnistus`.
    pub name: String,
    /// Whether it tells who is the same person again: then one may come back by it to what one was
    /// identified in, wherever one may begin.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub knows_again: bool,
}

/// A provider through which one signs in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderName {
    /// Its id in the configuration.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// A topic of a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// Its id in the configuration.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// How a service is reached when the chat is not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Contact {
    /// Telephone number, as it is shown.
    pub telephone: String,
    /// When it is answered, in words.
    pub telephone_hours: String,
    /// The menu that a caller hears: which key for which area.
    pub areas: Vec<Area>,
}

/// An area of the telephone's menu.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    /// The key to press.
    pub key: u32,
    /// The municipalities, as they are shown.
    pub name: String,
}

/// What a resident should know before, beside or instead of the chat. All of it in words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Guide {
    /// The line on the screens on which a resident begins, where the service has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standing: Option<String>,
    /// What is announced now: a break, a change.
    pub announcements: Vec<String>,
    /// Where to turn in an emergency, the numbers as links.
    pub emergency: Vec<Line>,
    /// For those who are clients already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_worker: Option<Line>,
    /// Further links: how data is handled, accessibility, guidance to read.
    pub links: Vec<Line>,
    /// This week from Monday to Sunday, exceptions and closing days included.
    pub week: Vec<Day>,
    /// The coming days, after this week, that differ from the usual ones.
    pub exceptions: Vec<Day>,
}

/// A line of text, part of which may be a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The whole line.
    pub text: String,
    /// The part of it that is a link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<Link>,
}

/// A link in a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The words of the line that are the link.
    pub text: String,
    /// Where it leads: `https:` or `tel:`, nothing else.
    pub href: String,
}

/// A day of the hours, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    /// The day: `ma 4.1.`
    pub day: String,
    /// Its hours: `klo 9–11 ja 12–15`, or the word for closed.
    pub hours: String,
    /// Whether it is open at all.
    pub is_open: bool,
    /// Whether it is today, by the relay's clock and the service's time zone.
    pub is_today: bool,
    /// Why it differs from the usual: the holiday's name, or what the service says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Paths of the widget's files on the relay. They change with each build.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WidgetAssets {
    /// The module to import.
    pub script: String,
    /// The WASM to hand to it.
    pub wasm: String,
    /// The style sheet to adopt.
    pub style: String,
    /// The module that leaves a contact request where the WASM can't run.
    pub fallback: String,
}

/// Answer of `GET /desk/api/start?lang=fi`: what the desk needs before its socket.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeskStart {
    /// Who is signed in with the cookie, if anybody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub me: Option<Me>,
    /// How one signs in here.
    #[serde(default, skip_serializing_if = "SignInWays::is_usual")]
    pub ways: SignInWays,
    /// How the second factor of the account stands; none for whoever came through a provider, and
    /// while nobody is signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_factor: Option<SecondFactor>,
    /// The relay's clock, in milliseconds since 1970 UTC.
    pub now_ms: i64,
    /// The language of `texts`.
    pub language: String,
    /// The desk's words, by key.
    pub texts: BTreeMap<String, String>,
}

/// Body of every refusal over plain HTTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Why.
    pub code: Refusal,
    /// When to try again, in milliseconds from now, where waiting helps. Also in `Retry-After`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_ms: Option<u64>,
}
