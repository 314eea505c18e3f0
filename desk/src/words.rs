//! Words for the screen, from the keys of [`juttu_shared::texts::desk`].
//!
//! The words come from the relay in one language. While they are not here yet, nothing is shown
//! in their place.

mod audit;
mod hours;
mod identity;
mod queue;

use std::collections::BTreeMap;

use juttu_shared::refusal::Refusal;
use juttu_shared::rules::date::LocalTime;
use juttu_shared::texts::desk::acts;
use juttu_shared::texts::{Key, Language, dates, desk};
use juttu_shared::wire::v1::agent::Reach;
use juttu_shared::wire::v1::event::{Concerns, LeftCause, Outcome};

use crate::model::Given;

/// The desk's words in one language.
#[derive(Clone, Debug)]
pub struct Words {
    language: Language,
    texts: BTreeMap<String, String>,
}

impl Default for Words {
    fn default() -> Self {
        Self {
            language: Language::Fi,
            texts: BTreeMap::new(),
        }
    }
}

impl Words {
    /// The words of one language.
    pub fn new(language: Language, texts: BTreeMap<String, String>) -> Self {
        Self { language, texts }
    }

    /// Their language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// A text.
    pub fn say(&self, key: Key) -> String {
        self.text(key).to_owned()
    }

    /// A text with something put in the place of `{name}`.
    pub fn fill(&self, key: Key, name: &str, value: &str) -> String {
        put(self.text(key), name, value)
    }

    /// A text with a number: the first form when `is_one`, the other otherwise.
    fn either(&self, key: Key, is_one: bool, n: u64) -> String {
        let text = self.text(key);
        let form = match text.split_once(" | ") {
            Some((one, _)) if is_one => one,
            Some((_, many)) => many,
            None => text,
        };
        put(form, "n", &n.to_string())
    }

    /// A text that counts: one, or many.
    pub fn count(&self, key: Key, n: u64) -> String {
        self.either(key, n == 1, n)
    }

    /// How long somebody has waited, in whole minutes.
    pub fn waited(&self, minutes: u64) -> String {
        self.either(desk::WAITED_MINUTES, minutes == 0, minutes)
    }

    /// How long a resident has waited for the agent's answer, in whole minutes.
    pub fn unanswered(&self, minutes: u64) -> String {
        self.either(desk::WAITS_FOR_ANSWER, minutes == 0, minutes)
    }

    /// In how long a conversation ends unless something is said, in milliseconds: in whole minutes,
    /// to the nearest.
    pub fn ends_in(&self, left_ms: i64) -> String {
        self.ends(desk::ENDS_SOON, left_ms)
    }

    /// The same in a few words.
    pub fn ends_shortly(&self, left_ms: i64) -> String {
        self.ends(desk::ENDS_SHORT, left_ms)
    }

    fn ends(&self, key: Key, left_ms: i64) -> String {
        let nearest = left_ms.saturating_add(30_000) / 60_000;
        let minutes = u64::try_from(nearest).unwrap_or(0).max(1);
        self.either(key, left_ms < 60_000, minutes)
    }

    /// Who says what.
    pub fn says(&self, name: &str, text: &str) -> String {
        match self.text(desk::SAYS).split_once("{text}") {
            Some((before, after)) => {
                let mut said = put(before, "name", name);
                said.push_str(text);
                said.push_str(&put(after, "name", name));
                said
            }
            None => text.to_owned(),
        }
    }

    /// That somebody new waits for a service, in its queue or with a contact request.
    pub fn new_waiting(&self, key: Key, reference: u64, service: &str) -> String {
        self.fill(key, "n", &reference.to_string())
            .replace("{service}", service)
    }

    /// Residents by their handles: “Asukas 214, Asukas 217”.
    pub fn residents(&self, references: &[u64]) -> String {
        let handles = references.iter().map(|reference| self.resident(*reference));
        handles.collect::<Vec<_>>().join(", ")
    }

    /// What there is to do for one who has no conversations: who waits comes before the requests.
    pub fn none_mine(&self, waiting: usize, requests: usize) -> String {
        match (waiting, requests) {
            (0, 0) => self.say(desk::NONE_AT_ALL),
            (0, requests) => self.count(desk::NONE_MINE_REQUESTS, requests as u64),
            _ => self.say(desk::NONE_MINE),
        }
    }

    /// What signing out would do: to those the agent talks with, and to what she has not sent.
    pub fn leaving(&self, live: u64, unsent: &[u64]) -> String {
        let talks = (live > 0).then(|| self.count(desk::SIGN_OUT_LIVE, live));
        let loses = (!unsent.is_empty())
            .then(|| self.fill(desk::SIGN_OUT_LOSES, "who", &self.residents(unsent)));
        let parts = talks.into_iter().chain(loses);
        parts.collect::<Vec<_>>().join(" ")
    }

    /// By when an answer was promised.
    pub fn answer_by(&self, when: LocalTime) -> String {
        self.fill(desk::ANSWER_BY, "when", &self.when(when))
    }

    /// How a resident can be reached, a sentence for each way. One who has left in a hurry is not
    /// called, which is said first of all.
    pub fn reach(&self, reach: Reach, has_exited: bool) -> Vec<String> {
        let may_call = reach.phone && reach.safe_to_call && !has_exited;
        let is_barred = reach.phone && !may_call && !has_exited;
        [
            (has_exited, desk::EXITED),
            (!reach.is_possible(), desk::NO_WAY),
            (is_barred, desk::DO_NOT_CALL),
            (reach.code, desk::BY_CODE),
            (reach.identification, desk::identity::BY_IDENTIFICATION),
            (may_call, desk::BY_PHONE),
            (reach.email, desk::BY_EMAIL),
        ]
        .into_iter()
        .filter(|(is_so, _)| *is_so)
        .map(|(_, key)| self.say(key))
        .collect()
    }

    /// Whose matter it is; nothing of a kind that has no words here.
    pub fn concerns(&self, concerns: Concerns) -> Option<String> {
        let key = match concerns {
            Concerns::Oneself => desk::CONCERNS_ONESELF,
            Concerns::SomeoneClose => desk::CONCERNS_SOMEONE_CLOSE,
            Concerns::Client => desk::CONCERNS_CLIENT,
            Concerns::Other => return None,
        };
        Some(self.say(key))
    }

    /// Why a conversation was left for later, and what was promised then.
    pub fn left(&self, cause: LeftCause, answer_by: Option<LocalTime>) -> String {
        let why = self.say(left_key(cause));
        match answer_by {
            Some(when) => {
                let promised = self.fill(desk::PROMISED, "when", &self.when(when));
                [why, promised].join(". ")
            }
            None => why,
        }
    }

    /// The resident's handle: “Asukas 214”.
    pub fn resident(&self, reference: u64) -> String {
        self.fill(desk::RESIDENT, "n", &reference.to_string())
    }

    /// A time of day, from minutes since midnight: “13.06”, in English “13:06”.
    pub fn time(&self, minute_of_day: u16) -> String {
        let point = match self.language {
            Language::Fi | Language::Sv => '.',
            Language::En => ':',
        };
        let (hour, minute) = (minute_of_day / 60 % 24, minute_of_day % 60);
        format!(
            "{hour}{point}{}{minute}",
            if minute < 10 { "0" } else { "" }
        )
    }

    /// A time of day as it stands in a sentence: “klo 13.06”.
    pub fn at_time(&self, minute_of_day: u16) -> String {
        self.fill(desk::AT_TIME, "time", &self.time(minute_of_day))
    }

    /// A day and a time of day: “ma 4.1. klo 9”.
    pub fn when(&self, time: LocalTime) -> String {
        dates::local_time(self.language, time)
    }

    /// A resident's language in words. A language that has none here is shown as its tag.
    pub fn language_name(&self, tag: &str) -> String {
        match Language::from_tag(tag) {
            Some(Language::Fi) => self.say(desk::FINNISH),
            Some(Language::Sv) => self.say(desk::SWEDISH),
            Some(Language::En) => self.say(desk::ENGLISH),
            None => tag.to_owned(),
        }
    }

    /// Why something was refused, and what to do.
    pub fn refusal(&self, code: Refusal) -> String {
        self.say(refusal_key(code))
    }

    /// How a conversation came from a colleague.
    pub fn given(&self, how: Given) -> String {
        self.say(match how {
            Given::Consulted => acts::GIVEN_CONSULTED,
            Given::BroughtIn => acts::GIVEN_JOINED,
            Given::Transferred => acts::GIVEN_TRANSFERRED,
        })
    }

    /// Agents by their names; oneself is `None`.
    pub fn names(&self, agents: &[Option<String>]) -> String {
        let name = |agent: &Option<String>| match agent {
            Some(name) if name.is_empty() => self.say(desk::COLLEAGUE),
            Some(name) => name.clone(),
            None => self.say(desk::YOU),
        };
        agents.iter().map(name).collect::<Vec<_>>().join(", ")
    }

    /// For how long, in minutes or whole hours.
    pub fn block_time(&self, minutes: u32) -> String {
        if minutes >= 60 && minutes.is_multiple_of(60) {
            self.count(acts::BLOCK_HOURS, u64::from(minutes / 60))
        } else {
            self.count(acts::BLOCK_MINUTES, u64::from(minutes))
        }
    }

    /// An outcome.
    pub fn outcome(&self, outcome: Outcome) -> String {
        self.say(outcome_key(outcome))
    }

    fn text(&self, key: Key) -> &str {
        self.texts.get(key.0).map_or("", String::as_str)
    }
}

/// Puts a value in the place of `{name}`, wherever it stands.
fn put(text: &str, name: &str, value: &str) -> String {
    let mut slot = String::from("{");
    slot.push_str(name);
    slot.push('}');
    text.replace(&slot, value)
}

fn refusal_key(code: Refusal) -> Key {
    match code {
        Refusal::WrongCredentials => desk::WRONG_CREDENTIALS,
        Refusal::TooManyAttempts => desk::TOO_MANY_ATTEMPTS,
        Refusal::SignedOut => desk::SIGNED_OUT,
        Refusal::PasswordLength => desk::PASSWORD_LENGTH,
        Refusal::LinkUsed => desk::LINK_USED,
        Refusal::SecondFactorMissing => desk::sign_in::CODE_MISSING,
        Refusal::WrongSecondFactor => desk::sign_in::WRONG_SECOND_FACTOR,
        Refusal::PasswordsOff => desk::sign_in::PASSWORDS_OFF,
        Refusal::AlreadyClaimed => desk::ALREADY_CLAIMED,
        Refusal::TextEmpty => desk::TEXT_EMPTY,
        Refusal::TextTooLong => desk::TEXT_TOO_LONG,
        Refusal::TooManyMessages => desk::TOO_MANY_MESSAGES,
        Refusal::NoContact => desk::NO_CONTACT,
        Refusal::NotStored | Refusal::Restarting => desk::NOT_STORED,
        Refusal::WrongState => desk::WRONG_STATE,
        Refusal::NoConversation => desk::NOT_YOURS,
        Refusal::NotAllowed => acts::NOT_ALLOWED,
        Refusal::NoColleague => acts::NO_COLLEAGUE,
        Refusal::ColleagueAway => acts::COLLEAGUE_AWAY,
        Refusal::LastAgent => acts::LAST_AGENT,
        Refusal::ReasonMissing => acts::REASON_MISSING,
        Refusal::NothingToRedact => acts::NOTHING_TO_REDACT,
        Refusal::NoNetwork => acts::NO_NETWORK,
        Refusal::Stale => acts::STALE,
        Refusal::NoIdentification => desk::identity::NO_IDENTIFICATION,
        Refusal::AlreadyIdentified => desk::identity::ALREADY_IDENTIFIED,
        Refusal::NoIdentity => desk::identity::NO_IDENTITY,
        Refusal::ResidentAway => desk::identity::FORGET_AWAY,
        Refusal::HoursImpossible => acts::HOURS_IMPOSSIBLE,
        _ => desk::SOMETHING_WRONG,
    }
}

fn left_key(cause: LeftCause) -> Key {
    match cause {
        LeftCause::Chosen => desk::LEFT_CHOSEN,
        LeftCause::Away => desk::LEFT_AWAY,
        LeftCause::ClosingTime => desk::LEFT_CLOSING_TIME,
        LeftCause::WroteAgain => desk::LEFT_WROTE_AGAIN,
        LeftCause::AgentGone => desk::LEFT_AGENT_GONE,
        LeftCause::Promised => acts::LEFT_PROMISED,
        LeftCause::Other => desk::LEFT_OTHER,
    }
}

fn outcome_key(outcome: Outcome) -> Key {
    match outcome {
        Outcome::Solved => desk::SOLVED,
        Outcome::DirectedToSocialCare => desk::DIRECTED_TO_SOCIAL_CARE,
        Outcome::DirectedElsewhere => desk::DIRECTED_ELSEWHERE,
        Outcome::Unfinished => desk::UNFINISHED,
        Outcome::Other => desk::OTHER_OUTCOME,
    }
}

#[cfg(test)]
mod tests;
