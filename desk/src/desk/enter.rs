//! Coming and going: who is signed in, in which language, and what becomes of what was kept.

use core::time::Duration;

use juttu_client::json;
use juttu_shared::texts::{Key, Language, desk as say};
use juttu_shared::wire::v1::agent::Me;
use juttu_shared::wire::v1::public::DeskStart;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Desk, Stage};
use crate::browser::http::{self, Trouble};
use crate::browser::{announcer, page, storage};
use crate::model::Model;
use crate::words::Words;

/// How long to wait before the relay is asked again who is signed in.
const AGAIN: Duration = Duration::from_secs(3);

impl Desk {
    /// Asks the relay who is signed in and for the words, until it answers.
    pub(super) fn enter(self) {
        let language = storage::language()
            .and_then(|tag| Language::from_tag(&tag))
            .unwrap_or_else(page::first_language);
        spawn_local(async move {
            if let Ok(start) = http::start(language).await {
                page::show_trouble(false);
                let me = self.take_words(language, start);
                if self.token.with_value(Option::is_some) {
                    self.stage.set(Stage::SetPassword);
                } else {
                    self.arrive(me);
                }
            } else {
                page::show_trouble(true);
                set_timeout(move || self.enter(), AGAIN);
            }
        });
    }

    /// The address changed: a set-password link was opened where the desk stood already, or a page.
    pub(super) fn follow_link(self) {
        if let Some(token) = page::take_token() {
            self.token.set_value(Some(token));
            self.stage.set(Stage::SetPassword);
        } else if self.stage.get_untracked() == Stage::Desk {
            self.follow_hash();
        }
    }

    /// Signs in, with the code of the second factor where it is asked for.
    pub(crate) async fn sign_in(
        self,
        name: String,
        password: String,
        code: Option<String>,
    ) -> Result<(), Trouble> {
        http::sign_in(name, password, code).await?;
        let language = self.words.with_untracked(Words::language);
        let start = http::start(language).await?;
        let me = self.take_words(language, start);
        self.arrive(me);
        Ok(())
    }

    /// Signs out, after asking if it would cost anybody something.
    pub(crate) fn leave(self) {
        if self.holds_back() {
            return;
        }
        if self.model.with_untracked(Model::is_busy) {
            self.is_leaving.set(true);
            page::focus_soon("stay");
        } else {
            self.sign_out();
        }
    }

    /// Does not sign out.
    pub(crate) fn stay(self) {
        self.is_leaving.set(false);
        page::focus_soon("desk-heading");
    }

    /// Signs out, and keeps nothing of this agent in the tab.
    pub(crate) fn sign_out(self) {
        self.is_leaving.set(false);
        spawn_local(async move {
            // Without an answer the agent would believe to be signed out and not be.
            if http::sign_out().await.is_ok() {
                self.disconnect();
                self.model.set(Model::default());
                self.forget_alarm();
                self.keep_nothing();
                self.ask_to_sign_in(None);
            } else {
                self.ask_whether_signed_in();
            }
        });
    }

    /// Sets a password with the link's token.
    pub(crate) async fn set_password(self, password: String) -> Result<(), Trouble> {
        let token = self.token.get_value().unwrap_or_default();
        http::set_password(token, password).await?;
        self.token.set_value(None);
        self.ask_to_sign_in(Some(say::PASSWORD_SET));
        Ok(())
    }

    /// Fetches the words of another language, and the services' names in it.
    pub(super) fn reword(self, language: Language) {
        spawn_local(async move {
            if let Ok(start) = http::start(language).await {
                let me = self.take_words(language, start);
                announcer::hush();
                if let (Some(me), Stage::Desk) = (me, self.stage.get_untracked()) {
                    self.model.update(|model| model.sign_in(me));
                }
            }
        });
    }

    /// The sign-in has ended by itself: the sign-in screen says so, and drafts stay.
    pub(super) fn sign_in_ended(self) {
        if self.stage.get_untracked() == Stage::Desk {
            self.disconnect();
            self.model.update(Model::sign_in_ended);
            self.ask_to_sign_in(Some(say::SIGNED_OUT));
        }
    }

    fn ask_to_sign_in(self, greeting: Option<Key>) {
        let words = greeting.map(|key| self.words.with_untracked(|words| words.say(key)));
        announcer::tell(&words.unwrap_or_default());
        self.greeting.set(greeting);
        self.forget_pages();
        self.stage.set(Stage::SignIn);
    }

    fn arrive(self, me: Option<Me>) {
        let Some(me) = me else {
            self.ask_to_sign_in(self.entry.greeting());
            return;
        };
        let answers = me.role.answers();
        self.model.update(|model| {
            model.sign_in(me);
            let kept = storage::kept().and_then(|text| json::from_text(&text));
            // What this page still has is newer than what a page before it kept.
            if let (Some(kept), true) = (kept, model.mine.is_empty()) {
                model.put_back(kept);
            }
        });
        let heading = self.first_page();
        self.stage.set(Stage::Desk);
        self.settle_in();
        // Whoever answers nobody has no conversations, and asks for none.
        if answers {
            self.fetch_replies();
            self.connect();
        }
        page::focus_soon(heading);
    }

    pub(super) fn take_words(self, language: Language, start: DeskStart) -> Option<Me> {
        self.entry.take(&start);
        self.words.set(Words::new(language, start.texts));
        if self.stage.get_untracked() != Stage::Desk {
            self.set_clock(start.now_ms);
        }
        start.me
    }
}
