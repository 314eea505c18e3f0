//! What calls the agent while she looks elsewhere: sound, notification, title. What calls is decided
//! in [`crate::model::alert`]; how is carried out here, after each message of the relay's, so that a
//! tab in the background, whose timers a browser slows down, misses nothing.

use juttu_client::json;
use juttu_shared::texts::desk::{self as say, alerts};
use leptos::prelude::{Effect as Reaction, *};
use leptos::task::spawn_local;

use super::{Desk, Stage};
use crate::browser::notification::{self, Leave};
use crate::browser::sound::{Sound, Tune};
use crate::browser::{page, storage};
use crate::model::alert::{Alert, Watch};
use crate::model::settings::Settings;
use crate::model::{Conversation, Model, Said};
use crate::words::Words;

/// What calls, and how the agent wants to be called.
#[derive(Clone, Copy)]
pub(crate) struct Alarm {
    settings: RwSignal<Settings>,
    watch: StoredValue<Watch>,
    sound: StoredValue<Sound, LocalStorage>,
    /// Whether the browser lets the page sound.
    is_audible: RwSignal<bool>,
    leave: RwSignal<Leave>,
}

impl Alarm {
    /// Silent, until somebody is signed in and touches the page.
    pub(super) fn new() -> Self {
        Self {
            settings: RwSignal::new(Settings::default()),
            watch: StoredValue::new(Watch::default()),
            sound: StoredValue::new_local(Sound::default()),
            is_audible: RwSignal::new(false),
            leave: RwSignal::new(notification::leave()),
        }
    }
}

impl Desk {
    /// What the agent has settled for herself.
    pub(crate) fn settings<T>(self, read: impl FnOnce(&Settings) -> T) -> T {
        self.alarm.settings.with(read)
    }

    /// Settles something, and keeps it.
    pub(crate) fn settle<T>(self, change: impl FnOnce(&mut Settings) -> T) -> Option<T> {
        let done = self.alarm.settings.try_update(change);
        let agent = self.model.with_untracked(Model::me_id);
        let text = self.alarm.settings.with_untracked(json::to_text);
        if let Some(agent) = agent {
            storage::keep_settings(agent.0, &text);
        }
        done
    }

    /// Somebody has come in, with her own settings. What calls is looked at from now on.
    pub(super) fn settle_in(self) {
        let agent = self.model.with_untracked(Model::me_id);
        let kept = agent.and_then(|agent| storage::settings(agent.0));
        let settings = kept.map(|text| Settings::read(&text)).unwrap_or_default();
        self.alarm.settings.set(settings);
        self.keys_listed.set(false);
        self.look_at_leave();
    }

    /// Whether sound is wanted, and the browser does not let it out yet.
    pub(crate) fn is_sound_waiting(self) -> bool {
        self.settings(|settings| settings.sound) && !self.alarm.is_audible.get()
    }

    /// Turns sound on or off. On, it is heard at once.
    pub(crate) fn set_sound(self, on: bool) {
        self.settle(|settings| settings.sound = on);
        if on {
            self.try_sound();
        }
    }

    /// Lets the sound of a new one be heard.
    pub(crate) fn try_sound(self) {
        self.wake_sound();
        self.alarm
            .sound
            .with_value(|sound| sound.play(Tune::Waiting));
    }

    /// Whether the browser lets notifications be shown.
    pub(crate) fn notification_leave(self) -> Leave {
        self.alarm.leave.get()
    }

    /// Looks whether that has changed: the browser lets one change it at any time, and tells nobody.
    pub(crate) fn look_at_leave(self) {
        self.alarm.leave.set(notification::leave());
    }

    /// Has the browser ask whether notifications may be shown.
    pub(crate) fn ask_to_notify(self) {
        spawn_local(async move {
            let leave = notification::ask().await;
            self.alarm.leave.set(leave);
        });
    }

    /// Looks at what has changed, and calls.
    pub(super) fn look(self) {
        let now_ms = self.clock.get_value().now_ms();
        let look = |watch: &mut Watch| self.model.with_untracked(|model| watch.look(model, now_ms));
        if let Some(alerts) = self.alarm.watch.try_update_value(look) {
            self.call(&alerts);
        }
    }

    /// Looks whether somebody has waited too long by now.
    pub(super) fn look_at_clock(self, now_ms: i64) {
        let look = |watch: &mut Watch| {
            self.model
                .with_untracked(|model| watch.look_at_clock(model, now_ms))
        };
        if let Some(alerts) = self.alarm.watch.try_update_value(look) {
            self.call(&alerts);
        }
    }

    /// Nobody is signed in any more: nothing is known, and nothing calls.
    pub(super) fn forget_alarm(self) {
        self.alarm.watch.update_value(Watch::forget);
    }

    /// The first touch lets sound out, and so does the first one after the browser has held it back
    /// again.
    pub(super) fn listen_for_touch(self) {
        for event in ["pointerdown", "keydown"] {
            // The desk lives as long as its page, and so do these.
            let _listening = window_event_listener_untyped(event, move |_| {
                let is_wanted = self
                    .alarm
                    .settings
                    .with_untracked(|settings| settings.sound);
                if is_wanted && !self.alarm.is_audible.get_untracked() {
                    self.wake_sound();
                }
            });
        }
    }

    /// The title says how many wait and how many conversations hold something new: it is what a tab
    /// in the background shows.
    pub(super) fn keep_title(self) {
        let counts = self.memo(|model| {
            let unread = model.held().filter(|held| Conversation::unread(held) > 0);
            (model.queue().count(), unread.count() as u64)
        });
        Reaction::new(move |_| {
            let mut title = self.words(|words| words.say(say::DESK));
            let (waiting, unread) = counts.get();
            let is_desk = self.stage() == Stage::Desk;
            page::mark_tab(is_desk && (waiting > 0 || unread > 0));
            if is_desk {
                if unread > 0 {
                    let news = self.words(|words| words.count(alerts::TITLE_MESSAGES, unread));
                    title = [&news, " · ", &title].concat();
                }
                if waiting > 0 {
                    title = format!("({waiting}) {title}");
                }
            }
            page::entitle(self.words(Words::language), &title);
        });
    }

    fn wake_sound(self) {
        let changed = move || {
            let is_running = self.alarm.sound.try_with_value(Sound::is_running);
            let is_running = is_running.unwrap_or(false);
            if self.alarm.is_audible.get_untracked() != is_running {
                self.alarm.is_audible.set(is_running);
            }
        };
        self.alarm.sound.update_value(|sound| sound.wake(changed));
    }

    fn call(self, alerts: &[Alert]) {
        let Some(first) = alerts.first() else {
            return;
        };
        // The rest is said as it comes; this nobody sends.
        for alert in alerts {
            if let Alert::Late(service) = alert {
                let service = service.clone();
                self.say(Said::Late { service });
            }
        }
        let settings = self.alarm.settings.get_untracked();
        if settings.sound {
            let tune = if first.is_own() {
                Tune::Own
            } else {
                Tune::Waiting
            };
            self.alarm.sound.with_value(|sound| sound.play(tune));
        }
        let may_show = self.alarm.leave.get_untracked() == Leave::Given;
        if settings.notify && may_show && !page::has_focus() {
            let own = alerts.iter().find(|alert| alert.is_own());
            let queue = alerts.iter().find(|alert| !alert.is_own());
            for (kind, alert) in [("own", own), ("queue", queue)] {
                if let Some(alert) = alert {
                    notification::show(kind, &self.alert_words(alert));
                }
            }
        }
    }

    fn alert_words(self, alert: &Alert) -> String {
        let service = |key, service| {
            let name = self
                .model
                .with_untracked(|model| model.service_name(service).to_owned());
            self.words
                .with_untracked(|words| words.fill(key, "service", &name))
        };
        let plain = |key| self.words.with_untracked(|words| words.say(key));
        match alert {
            Alert::Waiting(id) => service(alerts::ALERT_WAITING, id),
            Alert::Late(id) => service(alerts::ALERT_LATE, id),
            Alert::Message => plain(alerts::ALERT_MESSAGE),
            Alert::Handed => plain(alerts::ALERT_HANDED),
            Alert::Consulted => plain(alerts::ALERT_CONSULTED),
            Alert::Noted => plain(alerts::ALERT_NOTED),
            Alert::Identification => plain(say::identity::ALERT_IDENTIFICATION),
        }
    }
}
