//! The shortcuts: what pressed keys do, and how they are shown.

use leptos::ev;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::{Desk, Pane, Stage};
use crate::browser::page;
use crate::model::shortcuts::{Aim, Chord, Pressed};

/// What the browser tells of pressed keys.
pub(crate) fn pressed(event: &KeyboardEvent) -> Pressed {
    Pressed {
        code: event.code(),
        alt: event.alt_key(),
        shift: event.shift_key(),
        // The Alt that makes other letters comes as Ctrl and Alt on some machines.
        other: event.ctrl_key() || event.meta_key() || event.get_modifier_state("AltGraph"),
        is_composing: event.is_composing() || event.key_code() == 229,
    }
}

impl Desk {
    /// Whether the list of shortcuts is open.
    pub(crate) fn keys_listed(self) -> RwSignal<bool> {
        self.keys_listed
    }

    /// The keys of something to do, when shortcuts are on.
    pub(crate) fn chord(self, aim: Aim) -> Option<Chord> {
        self.settings(|settings| {
            let shortcuts = &settings.shortcuts;
            shortcuts.on.then(|| shortcuts.chord(aim))
        })
    }

    /// The same for those who listen; of the agent's own conversations the one at `index`.
    pub(crate) fn aria_keys(self, aim: Aim, index: usize) -> Option<String> {
        let digit = index.saturating_add(1);
        self.chord(aim).map(|chord| chord.aria(digit))
    }

    /// Listens for shortcuts, wherever the focus is.
    pub(super) fn listen_for_keys(self) {
        let listening = window_event_listener(ev::keydown, move |event| {
            if self.stage.get_untracked() != Stage::Desk || event.default_prevented() {
                return;
            }
            let aim = untrack(|| self.settings(|it| it.shortcuts.aim(&pressed(&event))));
            let Some((aim, index)) = aim else {
                return;
            };
            // While the list is open, only its own keys do anything, outside what asks for new ones.
            if self.keys_listed.get_untracked() && aim != Aim::List {
                return;
            }
            event.prevent_default();
            self.aim(aim, index);
        });
        // The desk lives as long as its page, and so does this.
        let _listening = listening;
    }

    fn aim(self, aim: Aim, index: usize) {
        match aim {
            Aim::Next => self.take_next(),
            Aim::Mine => {
                let id = self.model.with_untracked(|model| {
                    let found = model.mine_listed().nth(index);
                    found.map(|conversation| conversation.id)
                });
                if let Some(id) = id {
                    self.open(id);
                }
            }
            Aim::Reply => self.aim_at_talk("reply-field", page::focus_now),
            Aim::Note => self.aim_at_talk("note-field", page::focus_now),
            Aim::Replies => self.aim_at_talk("replies-button", page::press_soon),
            Aim::End => self.aim_at_talk("end", page::press_soon),
            Aim::List => self
                .keys_listed
                .update(|is_listed| *is_listed = !*is_listed),
        }
    }

    /// Does something with the open conversation, which comes to the screen first.
    fn aim_at_talk(self, id: &'static str, act: fn(&'static str)) {
        if self.model.with_untracked(|model| model.open.is_some()) {
            self.go_to(Pane::Talk);
            act(id);
        }
    }
}
