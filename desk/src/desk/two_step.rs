//! How one signs in here, and the second factor of whoever is signed in.

use juttu_shared::refusal::Refusal;
use juttu_shared::texts::{Key, desk::sign_in as say};
use juttu_shared::wire::v1::public::DeskStart;
use juttu_shared::wire::v1::sign_in::{CameBack, SecondFactor, SecondFactorOffer, SignInWays};
use leptos::prelude::*;

use super::Desk;
use crate::browser::http::{self, Trouble};
use crate::browser::{announcer, page};
use crate::words::Words;

/// What the relay says of signing in.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    ways: RwSignal<SignInWays>,
    second_factor: RwSignal<Option<SecondFactor>>,
    /// What came of signing in through the organisation; said once.
    came_back: StoredValue<Option<CameBack>>,
    /// Whether the second factor is being set up.
    is_shown: RwSignal<bool>,
}

impl Entry {
    /// As it is before the relay has said anything.
    pub(super) fn new() -> Self {
        Self {
            ways: RwSignal::new(SignInWays::default()),
            second_factor: RwSignal::new(None),
            came_back: StoredValue::new(page::take_came_back()),
            is_shown: RwSignal::new(false),
        }
    }

    /// Takes what the relay says.
    pub(super) fn take(self, start: &DeskStart) {
        self.ways.set(start.ways.clone());
        self.second_factor.set(start.second_factor);
    }

    /// What is said on the sign-in page to one who comes back from the organisation.
    pub(super) fn greeting(self) -> Option<Key> {
        let came_back = self.came_back.get_value();
        self.came_back.set_value(None);
        Some(match came_back? {
            CameBack::Cancelled => say::CAME_CANCELLED,
            CameBack::Unavailable => say::CAME_UNAVAILABLE,
            CameBack::NoGroup => say::CAME_NO_GROUP,
            CameBack::TooMany => juttu_shared::texts::desk::TOO_MANY_ATTEMPTS,
            CameBack::Failed => say::CAME_FAILED,
        })
    }
}

impl Desk {
    /// How one signs in.
    pub(crate) fn ways(self) -> SignInWays {
        self.entry.ways.get()
    }

    /// How one's second factor stands; none for one who came through the organisation.
    pub(crate) fn second_factor(self) -> Option<SecondFactor> {
        self.entry.second_factor.get()
    }

    /// Whether the second factor is on the screen.
    pub(crate) fn two_step_shown(self) -> RwSignal<bool> {
        self.entry.is_shown
    }

    /// The names of the services that this sign-in does not open, and none when it opens all.
    pub(crate) fn locked(self) -> Memo<Option<String>> {
        self.memo(|model| {
            let locked = &model.me.as_ref()?.locked;
            let names: Vec<_> = locked.iter().map(|named| named.name.as_str()).collect();
            (!names.is_empty()).then(|| names.join(", "))
        })
    }

    /// Asks for a new secret. None when there is a second factor already.
    pub(crate) async fn offer_second_factor(self) -> Result<Option<SecondFactorOffer>, Trouble> {
        match http::offer_second_factor().await {
            Err(Trouble::Refused(Refusal::WrongState)) => {
                let there = Some(SecondFactor::SetUp);
                self.entry.second_factor.try_set(there);
                Ok(None)
            }
            answer => answer.map(Some),
        }
    }

    /// Confirms it with a code. What was locked is open from then on.
    pub(crate) async fn confirm_second_factor(self, code: String) -> Result<(), Trouble> {
        http::confirm_second_factor(code).await?;
        self.entry.second_factor.set(Some(SecondFactor::SetUp));
        announcer::tell(
            &self
                .words
                .with_untracked(|words| words.say(say::TWO_STEP_IS_ON)),
        );
        let language = self.words.with_untracked(Words::language);
        if let Ok(start) = http::start(language).await
            && let Some(me) = self.take_words(language, start)
            && self
                .model
                .with_untracked(|model| model.me.as_ref() != Some(&me))
        {
            let answers = me.role.answers();
            self.model.update(|model| model.sign_in(me));
            if answers {
                // The link that stands was opened by a sign-in that opens less.
                self.link.set_value(None);
                self.fetch_replies();
                self.connect();
            }
        }
        Ok(())
    }
}
