//! Says things to those who listen, without moving the focus.
//!
//! The two regions stand in `index.html`, empty, from the beginning to the end. What comes close
//! together is said together; more than three messages become a number. A region is emptied before
//! and after, so that the same words are spoken twice when they are meant twice.

use juttu_client::timer::Timeout;
use juttu_shared::texts::desk as say;

use super::page;
use crate::model::{Model, Notice, Said};
use crate::words::Words;

/// What comes within this is said together, in milliseconds.
const TOGETHER_MS: u32 = 300;
/// How long words stay in a region, in milliseconds.
const STAYS_MS: u32 = 7_000;
/// More messages at once than this become a number.
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
        self.timer = Timeout::after(STAYS_MS, || {
            write("assertive", "");
            write("polite", "");
        });
    }
}

/// What can't wait until the reader has finished a sentence.
fn is_urgent(said: &Said) -> bool {
    matches!(said, Said::NotSent | Said::Notice(_) | Said::ConnectionLost)
}

fn is_message(said: &Said) -> bool {
    matches!(said, Said::Message { .. } | Said::MessageElsewhere { .. })
}

fn sentences(said: &[Said], words: &Words, model: &Model) -> String {
    let messages = said.iter().filter(|said| is_message(said)).count();
    let mut sentences: Vec<String> = said
        .iter()
        .filter(|said| messages <= AT_MOST || !is_message(said))
        .map(|said| sentence(said, words, model))
        .collect();
    if messages > AT_MOST {
        sentences.push(words.count(say::NEW_MESSAGES, messages as u64));
    }
    sentences.join("\n")
}

fn sentence(said: &Said, words: &Words, model: &Model) -> String {
    match said {
        Said::NewWaiting { reference, service } => {
            let name = model.service_name(service);
            words.new_waiting(*reference, name)
        }
        Said::Message { reference, text } => words.says(&words.resident(*reference), text),
        Said::MessageElsewhere { reference } => {
            words.fill(say::NEW_MESSAGE_FROM, "n", &reference.to_string())
        }
        Said::NotSent => words.say(say::NOT_SENT),
        Said::Ended { reference } => {
            words.says(&words.resident(*reference), &words.say(say::ENDED))
        }
        Said::Notice(notice) => notice_words(notice, words),
        Said::ConnectionLost => words.say(say::CONNECTION_LOST),
        Said::ConnectedAgain => words.say(say::CONNECTED_AGAIN),
    }
}

/// A notice in words, the same on the screen and aloud.
pub(crate) fn notice_words(notice: &Notice, words: &Words) -> String {
    match notice {
        Notice::ClaimRefused { reference, code } => {
            words.says(&words.resident(*reference), &words.refusal(*code))
        }
        Notice::Refused(code) => words.refusal(*code),
    }
}

/// Says words at once, outside any order.
pub(crate) fn tell(text: &str) {
    write("assertive", text);
}

fn write(id: &str, text: &str) {
    if let Some(region) = page::element(id)
        && (!text.is_empty() || region.text_content().is_some_and(|old| !old.is_empty()))
    {
        region.set_text_content(None);
        region.set_text_content(Some(text));
    }
}
