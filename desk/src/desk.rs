//! The one value that every component has from context: what is on the screen, and the verbs.
//!
//! Components read through it and call verbs on it. It alone holds the link, keeps what survives a
//! reload, and carries out what the model asks for.

mod acts;
mod alarm;
mod column;
mod connect;
mod enter;
mod hours;
pub(crate) mod identity;
mod keeping;
pub(crate) mod keys;
mod pages;
mod pane;
mod past;
mod ready;
mod two_step;

use juttu_client::key::client_key;
use juttu_client::link::Link;
use juttu_client::status::Status;
use juttu_client::timer::Timeout;
use juttu_shared::id::{ClientKey, ConversationId, ServiceId};
use juttu_shared::rules::date::Date;
use juttu_shared::texts::{Key, Language};
use juttu_shared::wire::v1::agent::{ClientMessage, Me};
use juttu_shared::wire::v1::desk::Reply;
use leptos::prelude::*;

use crate::browser::announcer::{Announcer, notice_words};
use crate::browser::clock::{RelayClock, local_time};
use crate::browser::{page, storage};
use crate::model::{Effect, Lane, Model, Said};
use crate::words::Words;
use alarm::Alarm;
pub(crate) use pages::Page;
use pages::Pages;
pub(crate) use pane::Pane;

/// While the connection is lost, the relay is asked this often whether anybody is signed in: a
/// refused handshake looks to the page like a lost one. In seconds.
const ASK_EVERY_S: i64 = 10;

/// Which screen there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// The relay has not said yet.
    Starting,
    /// A one-time link was opened.
    SetPassword,
    /// Nobody is signed in.
    SignIn,
    /// Somebody is.
    Desk,
}

/// The desk, as components see it.
#[derive(Clone, Copy)]
pub(crate) struct Desk {
    model: RwSignal<Model>,
    words: RwSignal<Words>,
    stage: RwSignal<Stage>,
    /// What is said on top of the sign-in.
    greeting: RwSignal<Option<Key>>,
    pane: RwSignal<Pane>,
    /// Which page there is, and what it keeps.
    pages: Pages,
    /// Whether it is asked if one really signs out.
    is_leaving: RwSignal<bool>,
    /// The relay's clock, moved on each second.
    now_ms: RwSignal<i64>,
    /// The day, where the desk stands.
    today: RwSignal<Option<Date>>,
    /// The relay's clock in steps, for rows of which there can be many.
    step_ms: RwSignal<i64>,
    /// Who is signed in, and the names that come with it.
    me: RwSignal<Option<Me>>,
    /// Whose claims are on their way.
    claiming: RwSignal<Vec<ConversationId>>,
    clock: StoredValue<RelayClock>,
    token: StoredValue<Option<String>>,
    entry: two_step::Entry,
    link: StoredValue<Option<Link<ClientMessage>>, LocalStorage>,
    announcer: StoredValue<Announcer, LocalStorage>,
    /// Keeps what a reload needs, when it is time.
    keeper: StoredValue<Option<Timeout>, LocalStorage>,
    /// What calls, and how.
    alarm: Alarm,
    /// Whether the list of shortcuts is open.
    keys_listed: RwSignal<bool>,
    /// The canned replies of the agent's services.
    replies: RwSignal<Vec<Reply>>,
    lost_since_ms: StoredValue<Option<i64>>,
}

impl Desk {
    /// Begins: asks the relay who is signed in.
    pub(crate) fn begin() -> Self {
        let now_ms = RwSignal::new(0);
        let desk = Self {
            model: RwSignal::new(Model::default()),
            words: RwSignal::new(Words::default()),
            stage: RwSignal::new(Stage::Starting),
            greeting: RwSignal::new(None),
            pane: RwSignal::new(Pane::Waiting),
            pages: Pages::new(),
            is_leaving: RwSignal::new(false),
            now_ms,
            today: RwSignal::new(None),
            step_ms: RwSignal::new(0),
            me: RwSignal::new(None),
            claiming: RwSignal::new(Vec::new()),
            clock: StoredValue::new(RelayClock::default()),
            token: StoredValue::new(page::take_token()),
            entry: two_step::Entry::new(),
            link: StoredValue::new_local(None),
            announcer: StoredValue::new_local(Announcer::default()),
            keeper: StoredValue::new_local(None),
            alarm: Alarm::new(),
            keys_listed: RwSignal::new(false),
            replies: RwSignal::new(Vec::new()),
            lost_since_ms: StoredValue::new(None),
        };
        desk.enter();
        desk.keep_title();
        desk.keep_time();
        desk.tell_apart();
        desk.keep_on_leaving();
        desk.listen_for_touch();
        desk.listen_for_keys();
        desk.guard_edits();
        desk
    }

    /// The desk of this page.
    pub(crate) fn of_page() -> Self {
        expect_context()
    }

    /// A value computed from the model, which tells only when it is another than before.
    pub(crate) fn memo<T>(self, read: impl Fn(&Model) -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        self.memo_of(Box::new(read))
    }

    /// A text, in the language of the moment.
    pub(crate) fn text(self, key: Key) -> impl Fn() -> String + Copy + Send + Sync + 'static {
        move || self.words.with(|words| words.say(key))
    }

    /// Words that are more than one text.
    pub(crate) fn words<T>(self, read: impl FnOnce(&Words) -> T) -> T {
        self.words.with(read)
    }

    /// Which screen there is.
    pub(crate) fn stage(self) -> Stage {
        self.stage.get()
    }

    /// What is said on top of the sign-in.
    pub(crate) fn greeting(self) -> Option<Key> {
        self.greeting.get()
    }

    /// Which column a phone shows.
    pub(crate) fn pane(self) -> Pane {
        self.pane.get()
    }

    /// The relay's clock. Tells each second.
    pub(crate) fn now_ms(self) -> i64 {
        self.now_ms.get()
    }

    /// When something happened, in words: the time of day, and the day if it is another than today.
    pub(crate) fn moment(self, at_ms: i64) -> Option<String> {
        let at = local_time(at_ms)?;
        let is_today = self.today.get() == Some(at.date);
        Some(self.words(|words| {
            if is_today {
                words.time(at.minute)
            } else {
                words.when(at)
            }
        }))
    }

    /// What there is to do for an agent without conversations, in words.
    pub(crate) fn none_mine(self) -> Memo<String> {
        let at_hand = self.memo(|model| (model.queue().count(), model.requests().count()));
        Memo::new(move |_| {
            let (waiting, requests) = at_hand.get();
            self.words(|words| words.none_mine(waiting, requests))
        })
    }

    /// The notice in words.
    pub(crate) fn notice_words(self) -> Memo<Option<String>> {
        Memo::new(move |_| {
            self.model.with(|model| {
                let notice = model.notice.as_ref()?;
                Some(self.words(|words| notice_words(notice, words, model)))
            })
        })
    }

    /// Whether it is asked if one really signs out.
    pub(crate) fn is_leaving(self) -> bool {
        self.is_leaving.get()
    }

    /// Brings a column to a phone's screen.
    pub(crate) fn go_to(self, pane: Pane) {
        self.pane.set(pane);
        self.visit(Page::Talks);
        self.watch();
    }

    /// Brings a column to a phone's screen from a button that goes away with its own: the focus
    /// moves to the column's heading.
    pub(crate) fn turn_to(self, pane: Pane) {
        self.go_to(pane);
        page::focus_soon(pane.heading());
    }

    /// Changes the desk's language.
    pub(crate) fn speak(self, language: Language) {
        storage::keep_language(language.tag());
        self.reword(language);
    }

    /// Says whether the agent is present for a service.
    pub(crate) fn set_present(self, service: ServiceId, present: bool) {
        self.change(|model| model.set_present(service, present));
    }

    /// Asks for a waiting conversation.
    pub(crate) fn claim(self, id: ConversationId) {
        self.change(|model| model.claim(id, client_key()));
    }

    /// Brings a conversation to the screen.
    pub(crate) fn open(self, id: ConversationId) {
        self.change(|model| model.open(id));
    }

    /// Keeps what stands in a field.
    pub(crate) fn draft(self, id: ConversationId, lane: Lane, text: String) {
        let now_ms = self.clock.get_value().now_ms();
        self.change(|model| model.draft(id, lane, text, now_ms));
    }

    /// Sends what stands in a field. Whether it was fit to send.
    pub(crate) fn send(self, id: ConversationId, lane: Lane) -> bool {
        self.change(|model| model.send(id, lane, client_key()));
        self.is_fit(id, lane)
    }

    /// Sends again what was refused.
    pub(crate) fn retry(self, key: &ClientKey) {
        self.change(|model| model.retry(key));
    }

    /// The agent has read the notice.
    pub(crate) fn dismiss_notice(self) {
        self.change(|model| {
            model.dismiss_notice();
            Vec::new()
        });
        page::focus_soon(self.pane.get_untracked().heading());
    }

    /// Changes the model, keeps what a reload needs, and does what is asked.
    fn change(self, change: impl FnOnce(&mut Model) -> Vec<Effect>) {
        let effects = self.model.try_update(change).unwrap_or_default();
        self.keep_soon();
        // What was asked about is over: there is nothing left to ask.
        if self.is_leaving.get_untracked() && !self.model.with_untracked(Model::is_busy) {
            self.is_leaving.set(false);
        }
        for effect in effects {
            self.carry_out(effect);
        }
    }

    fn carry_out(self, effect: Effect) {
        match effect {
            Effect::Command(key, message) => self.with_link(|link| link.send(&key, &message)),
            Effect::Signal(message) => self.with_link(|link| link.signal(&message)),
            // Whatever answers it names no command, or this one, which the outbox does not know.
            Effect::Declare(message) => {
                self.with_link(|link| link.send(&client_key(), &message));
            }
            Effect::Resume => self.with_link(Link::resume),
            Effect::Say(said) => self.say(said),
            // Whoever pressed may have gone on to write before the answer came.
            Effect::FocusContact => page::focus_unless_elsewhere("contact", ".reach"),
            Effect::FocusIdentity(at) => {
                page::focus_unless_elsewhere(identity::place(at).person, ".identity");
            }
            Effect::FocusCode(at) => {
                page::focus_unless_elsewhere(identity::place(at).code, ".identity");
            }
            Effect::FocusHeading => self.turn_to(Pane::Talk),
            Effect::FocusConversation => {
                self.go_to(Pane::Talk);
                let answers = self.model.with_untracked(Model::may_answer);
                page::focus_soon(if page::is_touched() || !answers {
                    "conversation-heading"
                } else {
                    "reply-field"
                });
            }
        }
    }

    fn with_link(self, act: impl FnOnce(&Link<ClientMessage>)) {
        self.link.with_value(|link| link.as_ref().map(act));
    }

    fn say(self, said: Said) {
        let speak = move || {
            let (words, model) = (self.words, self.model);
            self.announcer.update_value(|announcer| {
                words.with_untracked(|words| {
                    model.with_untracked(|model| announcer.speak(words, model));
                });
            });
        };
        self.announcer
            .update_value(|announcer| announcer.say(said, speak));
    }

    /// Whether the agent can see the open conversation.
    fn watch(self) {
        let is_wide = page::matches("(min-width: 48.01rem)");
        let is_shown = is_wide || self.pane.get_untracked() == Pane::Talk;
        let is_talking = self.pages.shown() == Page::Talks;
        let is_watching = is_shown && is_talking && page::is_visible();
        self.hide_unseen();
        self.change(|model| {
            model.watch(is_watching);
            Vec::new()
        });
    }

    fn keep_time(self) {
        let tick = move || {
            let now_ms = self.clock.get_value().now_ms();
            self.move_clock(now_ms);
            self.look_at_clock(now_ms);
            self.hide_when_lost(now_ms);
            let is_lost = self.model.with_untracked(|model| model.status) == Status::Lost;
            if is_lost && now_ms / 1_000 % ASK_EVERY_S == 0 {
                self.ask_whether_signed_in();
            }
        };
        set_interval(tick, core::time::Duration::from_secs(1));
        let _linked = window_event_listener_untyped("hashchange", move |_| self.follow_link());
        for event in ["visibilitychange", "focus", "resize"] {
            // The desk lives as long as its page, and so do these.
            let _listening = window_event_listener_untyped(event, move |_| self.watch());
        }
    }
}
