//! The words of a notice.

use juttu_shared::texts::notices::{self as texts, ALL};
use juttu_shared::texts::{Key, Language, dates};
use juttu_shared::wire::v1::agent::Reach;

use crate::config::{Config, Service};
use crate::store::outbox::{Notice, NoticeKind};

/// A notice in words: nothing personal in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Words {
    /// One line that says it all.
    pub(super) title: String,
    /// One or two sentences.
    pub(super) text: String,
    /// What the link is called.
    pub(super) link: &'static str,
    /// Where to go; empty where no address is said.
    pub(super) url: String,
    /// That nobody reads an answer.
    automatic: &'static str,
}

impl Words {
    /// The body of a mail.
    pub(super) fn letter(&self) -> String {
        let Self {
            text,
            link,
            url,
            automatic,
            ..
        } = self;
        match link.is_empty() {
            true if url.is_empty() => format!("{text}\n\n{automatic}\n"),
            true => format!("{text}\n{url}\n\n{automatic}\n"),
            false => format!("{text}\n\n{link}: {url}\n\n{automatic}\n"),
        }
    }
}

/// What staff are told, in the service's first language.
pub(super) fn for_staff(config: &Config, service: &Service, notice: &Notice) -> Words {
    let language = service.language(None);
    let (title, text) = match notice.kind {
        NoticeKind::WaitingLong => (texts::WAITING_LONG_TITLE, texts::WAITING_LONG),
        NoticeKind::Nobody => (texts::NOBODY_TITLE, texts::NOBODY),
        NoticeKind::RequestLeft => (texts::REQUEST_LEFT_TITLE, texts::REQUEST_LEFT),
        NoticeKind::ResidentWrote => (texts::RESIDENT_WROTE_TITLE, texts::RESIDENT_WROTE),
        NoticeKind::Overdue => (texts::OVERDUE_TITLE, texts::OVERDUE),
        NoticeKind::AnswerWaits => (texts::ANSWER_WAITS_TITLE, texts::ANSWER_WAITS),
    };
    let since = dates::local_time(language, service.local_at(notice.at_ms));
    Words {
        title: say(title, language).replace("{service}", service.name(language)),
        text: say(text, language).replace("{since}", &since),
        link: say(texts::OPEN_DESK, language),
        url: desk_url(config),
        automatic: say(texts::AUTOMATIC, language),
    }
}

/// What a resident is told: that an answer waits, and how to read it: with the code, or by identifying
/// as before. Neither the service nor what it is about: somebody else may read the phone.
pub(super) fn for_resident(
    config: &Config,
    service: Option<&Service>,
    tag: &str,
    reach: Reach,
) -> Words {
    let language = match service {
        Some(service) => service.language(Some(tag)),
        None => Language::from_tag(tag).unwrap_or(Language::Fi),
    };
    let (text, url) = match reach {
        Reach { code: true, .. } => (texts::ANSWER_WAITS, format!("{}/code", config.public_url)),
        Reach {
            identification: true,
            ..
        } => (texts::ANSWER_WAITS_IDENTIFY, String::new()),
        _ => (texts::ANSWER_WAITS_HERE, String::new()),
    };
    Words {
        title: say(texts::ANSWER_WAITS_TITLE, language).to_owned(),
        text: say(text, language).to_owned(),
        link: "",
        url,
        automatic: say(texts::AUTOMATIC, language),
    }
}

/// Where the staff open the desk.
pub(super) fn desk_url(config: &Config) -> String {
    format!("{}/desk/", config.desk_url)
}

fn say(key: Key, language: Language) -> &'static str {
    let found = ALL.iter().find(|text| text.key == key.0);
    found.map_or("", |text| text.words(language))
}

#[cfg(test)]
mod tests {
    use juttu_shared::id::ServiceId;

    use super::*;
    use crate::config::Sources;

    fn demo() -> Config {
        Config::read(&Sources {
            demo: true,
            ..Sources::default()
        })
        .unwrap()
    }

    #[test]
    fn staff_read_what_it_is_and_since_when() {
        let mut config = demo();
        config.desk_url = "https://desk.example.fi".to_owned();
        let service = config.as_written(&ServiceId("perhekeskus".into())).unwrap();
        let notice = |kind| Notice {
            id: 1,
            kind,
            service: service.id.clone(),
            conversation: None,
            at_ms: 1_799_317_800_000,
        };
        let words = for_staff(&config, service, &notice(NoticeKind::WaitingLong));
        assert_eq!(words.title, "Perhekeskuksen chat: joku odottaa vuoroaan");
        assert_eq!(
            words.letter(),
            "Joku on odottanut jonossa. Odotus alkoi to 7.1. klo 12.30.\n\n\
             Avaa työpöytä: https://desk.example.fi/desk/\n\n\
             Tämä on automaattinen viesti. Älä vastaa siihen.\n"
        );
        for kind in NoticeKind::ALL {
            let words = for_staff(&config, service, &notice(kind));
            let whole = format!("{}{}", words.title, words.text);
            assert!(!whole.contains(['{', '}']), "{whole}");
        }
    }

    #[test]
    fn whoever_reads_by_identifying_hears_of_no_code() {
        let config = demo();
        let ways = [
            (true, ["tunnistau", "identifier", "identify"]),
            (false, ["kysy", "fråga", "ask"]),
        ];
        for (identification, said) in ways {
            let reach = Reach {
                identification,
                email: true,
                ..Reach::default()
            };
            for (tag, said) in ["fi", "sv", "en"].into_iter().zip(said) {
                let letter = for_resident(&config, config.services.first(), tag, reach).letter();
                assert!(letter.contains(said), "{letter}");
                for word in ["kood", " kod", "code", "http"] {
                    assert!(!letter.contains(word), "{word}: {letter}");
                }
            }
        }
    }

    #[test]
    fn a_resident_reads_in_the_language_of_the_conversation() {
        let mut config = demo();
        config.public_url = "https://chat.example.fi".to_owned();
        let with_code = Reach {
            code: true,
            ..Reach::default()
        };
        let words = for_resident(&config, config.services.first(), "sv", with_code);
        assert_eq!(words.title, "Du har fått ett svar");
        assert_eq!(
            words.letter(),
            "Du har fått ett svar. Du kan läsa det med din kod här:\n\
             https://chat.example.fi/code\n\n\
             Det här är ett automatiskt meddelande. Svara inte på det.\n"
        );
    }
}
