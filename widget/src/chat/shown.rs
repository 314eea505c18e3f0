//! What screens read beside the log and the draft, and which screen stands in the panel.

use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::State;
use juttu_shared::texts::Key;
use juttu_shared::wire::v1::event::Helped;

/// What stands in the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// When the chat opens next, and what can be done meanwhile.
    Closed,
    /// The field for the first message.
    Start,
    /// The form of a contact request.
    Request,
    /// A contact request is left: its code.
    Sent,
    /// The door for those who have a code.
    Door,
    /// In the queue.
    Waiting,
    /// With a professional.
    Talking,
    /// Waiting for an answer later.
    Left,
    /// Over.
    Ended,
}

/// What the resident has turned to, of what a conversation's state does not decide alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// Nothing: the state decides.
    #[default]
    None,
    /// The form of a contact request.
    Request,
    /// The code of the request that is left. It stays until the resident goes on.
    Sent,
    /// The door for those who have a code.
    Door,
}

impl Page {
    const ALL: [Self; 4] = [Self::None, Self::Request, Self::Sent, Self::Door];

    /// Its name, where the tab keeps it.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Request => "request",
            Self::Sent => "sent",
            Self::Door => "door",
        }
    }

    /// The page of that name.
    pub fn from_name(name: &str) -> Self {
        let named = Self::ALL.into_iter().find(|page| page.name() == name);
        named.unwrap_or_default()
    }
}

impl Screen {
    /// The screen for a conversation's state, what the resident has turned to, and the hours.
    pub fn of(state: Option<State>, page: Page, is_closed: bool) -> Self {
        match (state, page) {
            (None | Some(State::Waiting | State::Left), Page::Request) => Self::Request,
            (None, Page::Door) => Self::Door,
            (Some(_), Page::Sent) => Self::Sent,
            (None, _) if is_closed => Self::Closed,
            (None, _) => Self::Start,
            (Some(State::Waiting), _) => Self::Waiting,
            (Some(State::Active), _) => Self::Talking,
            (Some(State::Left), _) => Self::Left,
            (Some(State::Closed), _) => Self::Ended,
        }
    }

    /// Its name, for `data-screen`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Start => "start",
            Self::Request => "request",
            Self::Sent => "sent",
            Self::Door => "code",
            Self::Waiting => "waiting",
            Self::Talking => "talking",
            Self::Left => "left",
            Self::Ended => "ended",
        }
    }

    /// Whether it holds the log. Those that do are one and the same, so that nothing moves when
    /// one becomes another.
    pub fn is_talk(self) -> bool {
        matches!(
            self,
            Self::Waiting | Self::Talking | Self::Left | Self::Ended
        )
    }
}

/// How a resident wants the answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// With a code, in the chat.
    #[default]
    Code,
    /// By telephone.
    Phone,
    /// With a code, and told of by e-mail.
    Email,
}

/// What is shown beside the log and the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// What stands in the panel.
    pub screen: Screen,
    /// Why something written was not taken.
    pub objection: Option<Objection>,
    /// How often the service's public state has come: it may be another one each time.
    pub told: u32,
    /// The place in the queue, 1 being next; 0 while it is not known.
    pub place: u64,
    /// Roughly how long the wait still is, in minutes; 0 while nobody can tell.
    pub wait_min: u32,
    /// Whether one waits with nobody at the desk.
    pub is_nobody: bool,
    /// For how long one who waits may still be taken after the closing, in minutes; 0 while open.
    pub grace_min: u32,
    /// In how many minutes the conversation ends unless something is said; 0 while it does not.
    pub ends_min: u32,
    /// How the answer to a contact request is wanted.
    pub reach: Reach,
    /// Whether the form asks for the message too.
    pub asks_text: bool,
    /// Whether the resident may go on with the conversation after its end.
    pub lasts: bool,
    /// Whether a pick-up code may be taken for the conversation that has ended.
    pub may_keep: bool,
    /// Whether it is known who the resident is.
    pub is_identified: bool,
    /// Why nobody could be identified.
    pub trouble: Option<Key>,
    /// A short number to say aloud; 0 until it is known.
    pub reference: u64,
    /// Whether it helped, as the resident last said.
    pub rated: Option<Helped>,
    /// Whether an answer has come that the resident has not replied to.
    pub is_answered: bool,
    /// Whether the code has just been copied.
    pub is_copied: bool,
    /// Whether what opens or leaves a conversation is on its way.
    pub is_starting: bool,
    /// Whether the resident is asked whether to end.
    pub is_asked: bool,
    /// Whether the end is on its way.
    pub is_ending: bool,
    /// Whether the connection is lost.
    pub is_lost: bool,
    /// Whether the professional is writing.
    pub is_typing: bool,
    /// How many messages have come since the reader scrolled up.
    pub unseen: u32,
    /// Whether the log follows its end: the reader is there.
    pub follows: bool,
    /// Whether what was to be in sight at first stands.
    pub is_settled: bool,
}

/// Why something written was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Objection {
    /// The reason.
    pub refusal: Refusal,
    /// By how many characters the text is too long; 0 otherwise.
    pub over: u32,
    /// The id of the field that it is about.
    pub at: &'static str,
}

impl Shown {
    /// Before anything has come.
    pub(super) fn at_first() -> Self {
        Self {
            screen: Screen::Start,
            objection: None,
            told: 0,
            place: 0,
            wait_min: 0,
            is_nobody: false,
            grace_min: 0,
            ends_min: 0,
            reach: Reach::Code,
            asks_text: true,
            lasts: false,
            may_keep: false,
            is_identified: false,
            trouble: None,
            reference: 0,
            rated: None,
            is_answered: false,
            is_copied: false,
            is_starting: false,
            is_asked: false,
            is_ending: false,
            is_lost: false,
            is_typing: false,
            unseen: 0,
            follows: true,
            is_settled: false,
        }
    }
}

/// A time left, in minutes: a minute that has begun counts.
pub(super) fn minutes(left_ms: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "at least 1, and what is too much stays the most there is"
    )]
    let minutes = (left_ms / 60_000.0).ceil().max(1.0) as u32;
    minutes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_conversation_the_hours_decide() {
        assert_eq!(Screen::of(None, Page::None, true), Screen::Closed);
        assert_eq!(Screen::of(None, Page::None, false), Screen::Start);
        for is_closed in [true, false] {
            let request = Screen::of(None, Page::Request, is_closed);
            assert_eq!(request, Screen::Request);
            assert_eq!(Screen::of(None, Page::Door, is_closed), Screen::Door);
        }
    }

    #[test]
    fn the_code_stays_in_sight_until_the_resident_goes_on() {
        for state in State::ALL {
            assert_eq!(Screen::of(Some(state), Page::Sent, false), Screen::Sent);
        }
        assert_eq!(
            Screen::of(Some(State::Active), Page::None, true),
            Screen::Talking
        );
    }

    #[test]
    fn one_who_is_taken_while_filling_in_the_form_talks() {
        let of = |state| Screen::of(Some(state), Page::Request, false);
        assert_eq!(of(State::Waiting), Screen::Request);
        assert_eq!(of(State::Left), Screen::Request);
        assert_eq!(of(State::Active), Screen::Talking);
        assert_eq!(of(State::Closed), Screen::Ended);
    }

    #[test]
    fn a_minute_that_has_begun_counts() {
        assert_eq!(minutes(120_000.0), 2);
        assert_eq!(minutes(119_000.0), 2);
        assert_eq!(minutes(60_001.0), 2);
        assert_eq!(minutes(1.0), 1);
        assert_eq!(minutes(-5.0), 1);
    }
}
