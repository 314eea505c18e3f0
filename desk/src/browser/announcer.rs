//! Says things to those who listen, without moving the focus.
//!
//! The two regions stand in `index.html`, empty, from the beginning to the end. What comes close
//! together is said together; more than three of a kind become a
//! number. A region is emptied before
//! and after, so that the same words are spoken twice when they are meant twice.

use std::collections::BTreeMap;

use juttu_client::timer::Timeout;
use juttu_shared::texts::{Key, desk as say};

use super::page;
use crate::model::{From, Model, Notice, Said, Step};
use crate::words::Words;

/// What comes within this is said together, in milliseconds.
const TOGETHER_MS: u32 = 300;
/// How long words stay in a region, in milliseconds.
const STAYS_MS: u32 = 7_000;
/// More of a kind at once than this become a number.
const AT_MOST: usize = 3;

/// What is waiting to be said.
#[derive(Debug, Default)]
pub(crate) struct Announcer {
    waiting: Vec<Said>,
    timer: Option<Timeout>,
}

impl Announcer {
    /// Takes something to say. `speak` is called when it is time.
    pub(crate) fn say(&mut self, said: Said, speak: impl FnMut() + 'static) {
        self.waiting.push(said);
        self.timer = Timeout::after(TOGETHER_MS, speak);
    }

    /// Speaks what has gathered.
    pub(crate) fn speak(&mut self, words: &Words, model: &Model) {
        let (urgent, calm): (Vec<Said>, Vec<Said>) = self.waiting.drain(..).partition(is_urgent);
        write("assertive", &sentences(&urgent, words, model));
        write("polite", &sentences(&calm, words, model));
        self.timer = Timeout::after(STAYS_MS, hush);
    }
}

/// What can't wait until the reader has finished a sentence.
fn is_urgent(said: &Said) -> bool {
    matches!(
        said,
        Said::NotSent
            | Said::Exited { .. }
            | Said::Notice(_)
            | Said::ConnectionLost
            | Said::Identification {
                step: Step::Differs,
                ..
            }
    )
}

/// How many of a kind are said as one number, for the kinds of which many can come at once.
fn number_of(said: &Said) -> Option<Key> {
    match said {
        Said::Message { .. } | Said::MessageElsewhere { .. } => Some(say::NEW_MESSAGES),
        Said::NewWaiting { .. } => Some(say::MANY_WAITING),
        Said::Late { .. } => Some(say::alerts::MANY_LATE),
        Said::NewRequest { .. } => Some(say::MANY_REQUESTS),
        Said::BecameRequest { .. } => Some(say::MANY_BECAME_REQUESTS),
        Said::WentAway { .. } => Some(say::MANY_AWAY),
        Said::Ending { .. } => Some(say::MANY_ENDING),
        _ => None,
    }
}

fn sentences(said: &[Said], words: &Words, model: &Model) -> String {
    let mut counts = BTreeMap::<&str, (Key, usize)>::new();
    for key in said.iter().filter_map(number_of) {
        counts.entry(key.0).or_insert((key, 0)).1 += 1;
    }
    counts.retain(|_, (_, count)| *count > AT_MOST);
    let is_counted = |said: &&Said| number_of(said).is_some_and(|key| counts.contains_key(key.0));
    let alone = said.iter().filter(|said| !is_counted(said));
    let mut sentences: Vec<String> = alone.map(|said| sentence(said, words, model)).collect();
    let numbers = counts.values();
    sentences.extend(numbers.map(|(key, count)| words.count(*key, *count as u64)));
    sentences.join("\n")
}

fn sentence(said: &Said, words: &Words, model: &Model) -> String {
    match said {
        Said::NewWaiting { reference, service } => {
            let name = model.service_name(service);
            words.new_waiting(say::NEW_WAITING, *reference, name)
        }
        Said::Late { service } => {
            let name = model.service_name(service);
            words.fill(say::alerts::ALERT_LATE, "service", name)
        }
        Said::NewRequest { reference, service } => {
            let name = model.service_name(service);
            words.new_waiting(say::NEW_REQUEST, *reference, name)
        }
        Said::BecameRequest { reference, service } => {
            let name = model.service_name(service);
            words.new_waiting(say::BECAME_REQUEST, *reference, name)
        }
        Said::WentAway { reference } => words.fill(say::WENT_AWAY, "n", &reference.to_string()),
        Said::Message { reference, text } => words.says(&words.resident(*reference), text),
        Said::MessageElsewhere { reference } => {
            words.fill(say::NEW_MESSAGE_FROM, "n", &reference.to_string())
        }
        Said::Noted { reference, what } => match what {
            Some((name, text)) => {
                let who = words.fill(say::acts::COLLEAGUE_SAYS, "name", name);
                words.says(&who, text)
            }
            None => words.fill(say::acts::NOTE_FROM, "n", &reference.to_string()),
        },
        Said::NotSent => words.say(say::NOT_SENT),
        Said::Ended {
            reference,
            by_silence,
        } => {
            let key = if *by_silence {
                say::ENDED_BY_SILENCE
            } else {
                say::ENDED
            };
            words.says(&words.resident(*reference), &words.say(key))
        }
        Said::Exited { reference } => {
            words.says(&words.resident(*reference), &words.say(say::EXITED))
        }
        Said::Identification { reference, step } => words.says(
            &words.resident(*reference),
            // What is said is what others did: a name adds nothing to it.
            &words.identification(step, &From::Agent(None)),
        ),
        Said::Ending { reference, left_ms } => {
            words.says(&words.resident(*reference), &words.ends_in(*left_ms))
        }
        Said::Notice(notice) => notice_words(notice, words, model),
        Said::ConnectionLost => words.say(say::CONNECTION_LOST),
        Said::ConnectedAgain => words.say(say::CONNECTED_AGAIN),
    }
}

/// A notice in words, the same on the screen and aloud.
pub(crate) fn notice_words(notice: &Notice, words: &Words, model: &Model) -> String {
    match notice {
        Notice::Given { reference, how } => {
            words.says(&words.resident(*reference), &words.given(*how))
        }
        Notice::ClaimRefused { reference, code } => {
            words.says(&words.resident(*reference), &words.refusal(*code))
        }
        Notice::Gone(references) => {
            words.says(&words.residents(references), &words.say(say::NOT_YOURS))
        }
        Notice::NotPresent(service) => words.fill(
            say::TAKEN_NOT_PRESENT,
            "service",
            model.service_name(service),
        ),
        Notice::Refused(code) => words.refusal(*code),
    }
}

/// Says words at once, outside any order.
pub(crate) fn tell(text: &str) {
    write("assertive", text);
}

/// Empties both regions: nothing is left there in another language than the page's.
pub(crate) fn hush() {
    write("assertive", "");
    write("polite", "");
}

fn write(id: &str, text: &str) {
    if let Some(region) = page::element(id)
        && (!text.is_empty() || region.text_content().is_some_and(|old| !old.is_empty()))
    {
        region.set_text_content(None);
        region.set_text_content(Some(text));
    }
}

#[cfg(test)]
mod tests {
    use juttu_shared::id::ServiceId;
    use juttu_shared::refusal::Refusal;
    use juttu_shared::texts::Language;

    use super::*;

    fn spoken(said: &[Said]) -> String {
        let texts = say::ALL
            .iter()
            .map(|text| (text.key.to_owned(), text.fi.to_owned()))
            .collect();
        sentences(said, &Words::new(Language::Fi, texts), &Model::default())
    }

    fn message(text: &str) -> Said {
        Said::Message {
            reference: 214,
            text: text.into(),
        }
    }

    #[test]
    fn a_message_is_said_with_who_says_it() {
        assert_eq!(spoken(&[message("Hei")]), "Asukas 214: Hei");
    }

    #[test]
    fn more_than_three_messages_become_a_number() {
        let three = spoken(&[message("a"), message("b"), message("c")]);
        assert_eq!(three.lines().count(), 3);
        let elsewhere = Said::MessageElsewhere { reference: 217 };
        let four = [message("a"), message("b"), message("c"), elsewhere];
        assert_eq!(spoken(&four), "4 uutta viestiä");
    }

    #[test]
    fn a_number_drowns_nothing_else() {
        let mut said: Vec<Said> = ["a", "b", "c", "d"].map(message).into();
        said.push(Said::Ended {
            reference: 209,
            by_silence: false,
        });
        let spoken = spoken(&said);
        assert!(spoken.starts_with("Asukas 209: "), "{spoken}");
        assert!(spoken.ends_with("4 uutta viestiä"), "{spoken}");
    }

    #[test]
    fn a_crowd_of_any_kind_becomes_a_number_of_its_own() {
        let service = ServiceId("a".into());
        let became = |reference| Said::BecameRequest {
            reference,
            service: service.clone(),
        };
        let away = |reference| Said::WentAway { reference };
        let three = [away(1), became(2), away(2), became(3), away(3), became(4)];
        assert_eq!(spoken(&three).lines().count(), 6);
        let four: Vec<Said> = (1..=4).map(became).chain([away(9)]).collect();
        assert_eq!(
            spoken(&four),
            "Asukas 9 on poissa\n4 odotusta muuttui yhteydenottopyynnöiksi"
        );
    }

    #[test]
    fn what_went_wrong_is_urgent_and_news_is_not() {
        let refused = Notice::Refused(Refusal::AlreadyClaimed);
        assert!(is_urgent(&Said::NotSent) && is_urgent(&Said::Notice(refused)));
        assert!(is_urgent(&Said::Exited { reference: 214 }), "nobody calls");
        let about = |step| Said::Identification {
            reference: 214,
            step,
        };
        assert!(
            is_urgent(&about(Step::Differs)),
            "nothing is said to another"
        );
        assert!(!is_urgent(&about(Step::Declined)));
        assert!(!is_urgent(&message("a")) && !is_urgent(&Said::ConnectedAgain));
    }
}
