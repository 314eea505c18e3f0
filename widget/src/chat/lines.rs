//! What happened and why something was not taken, in words.

use juttu_shared::refusal::Refusal;
use juttu_shared::rules::date::LocalTime;
use juttu_shared::texts::widget as w;
use juttu_shared::texts::{Language, dates};
use leptos::prelude::Track;

use super::verbs::FIELD_ID;
use super::{Chat, Objection};
use crate::conversation::Line;
use crate::host;
use crate::words::fill;

impl Chat {
    /// A name as it is shown.
    pub fn name(self, name: &str) -> String {
        if name.is_empty() {
            self.word(w::PROFESSIONAL)
        } else {
            name.to_owned()
        }
    }

    /// A line of the log.
    pub fn line_words(self, line: &Line) -> String {
        let words = self.word_with(line.words, "name", &self.name(&line.name));
        let words = fill(&words, "other", &self.name(&line.other));
        let more = match line.card {
            _ if line.words == w::IDENTIFIED_HERE => self.way_back(),
            Some(card) => [&line.other, " ", &self.card_words(card)].concat(),
            None => self.promise(line.answer_by),
        };
        [words.as_str(), " ", &more].concat().trim_end().to_owned()
    }

    /// How the conversation at hand ended.
    pub fn ended_words(self) -> String {
        self.see(|_| ());
        self.word(
            self.read(|inner| inner.conversation.end)
                .unwrap_or(w::ENDED),
        )
    }

    /// What a professional said together with ending it; empty when nothing was.
    pub fn agreed(self) -> String {
        self.rows.track();
        match self.read(|inner| inner.conversation.agreed()) {
            Some((name, text)) => self.says(&name, &text),
            None => String::new(),
        }
    }

    /// Who said something, and what.
    pub(super) fn says(self, name: &str, text: &str) -> String {
        fill(
            &self.word_with(w::SAYS, "name", &self.name(name)),
            "text",
            text,
        )
    }

    /// By when the request that was left is answered; empty when nothing was promised.
    pub fn promised(self) -> String {
        self.promise(self.read(|inner| inner.conversation.answer_by))
    }

    fn promise(self, answer_by: Option<LocalTime>) -> String {
        let language = Language::from_tag(&self.language()).unwrap_or(Language::Fi);
        match answer_by {
            Some(at) => self.word_with(w::ANSWER_BY, "time", &dates::local_time(language, at)),
            None => String::new(),
        }
    }

    /// The words for an objection at a field or under a message.
    pub fn objection_words(self, Objection { refusal, over, at }: Objection) -> String {
        self.word(match refusal {
            _ if at == "safe" => w::SAY_WHETHER_SAFE,
            Refusal::NotAllowed if at == FIELD_ID => w::HETU_SEEN,
            Refusal::TextTooLong => {
                return self.word_with(w::TEXT_TOO_LONG, "n", &over.to_string());
            }
            Refusal::TextEmpty if at == "phone" => w::PHONE_EMPTY,
            Refusal::TextEmpty => w::TEXT_EMPTY,
            Refusal::TooManyMessages => w::TOO_MANY_MESSAGES,
            Refusal::QueueFull => w::QUEUE_FULL,
            Refusal::Blocked => {
                let telephone = host::text(&self.thing("contact"), "telephone");
                return self.word_with(w::BLOCKED, "telephone", &telephone);
            }
            Refusal::TooManyConversations | Refusal::TooManyConnections => w::BUSY,
            Refusal::Closed => w::NOW_CLOSED,
            Refusal::PhoneMalformed => w::CHECK_PHONE,
            Refusal::EmailMalformed => w::CHECK_EMAIL,
            Refusal::WrongCode => w::WRONG_CODE,
            Refusal::Malformed if at == "code" => w::CODE_LENGTH,
            Refusal::TooManyAttempts => w::TOO_MANY_ATTEMPTS,
            Refusal::NotStored => w::NOT_STORED,
            Refusal::WrongState | Refusal::NoConversation => w::IS_ENDED,
            _ => w::NOT_SENT,
        })
    }
}
