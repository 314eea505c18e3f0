//! The list of shortcuts: a modal dialog with a row for each, where other keys can be given by
//! pressing them, and a switch that turns all of them off. What is wrong with keys is said beside the
//! row, and nothing changes. Esc takes no new keys, and then closes; the focus goes back to where it
//! was.

use juttu_shared::texts::Key;
use juttu_shared::texts::desk::alerts as say;
use leptos::html;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::icon::{Icon, Which};
use super::keys::{Hint, spelled};
use crate::desk::Desk;
use crate::desk::keys::pressed;
use crate::model::shortcuts::{Aim, Shortcuts, Unfit};

/// The button in the bar that opens the list.
#[component]
pub(crate) fn ShortcutsButton() -> impl IntoView {
    let desk = Desk::of_page();
    let is_listed = desk.keys_listed();
    view! {
        <button
            type="button"
            class="btn quiet keys"
            data-part="shortcuts"
            aria-haspopup="dialog"
            aria-keyshortcuts=move || desk.aria_keys(Aim::List, 0)
            on:click=move |_| is_listed.set(true)
        >
            {desk.text(say::SHORTCUTS)}
            <Hint aim=Aim::List/>
        </button>
    }
}

/// The list itself.
#[component]
pub(crate) fn ShortcutsDialog() -> impl IntoView {
    let desk = Desk::of_page();
    let is_listed = desk.keys_listed();
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else {
            return;
        };
        match (is_listed.get(), dialog.open()) {
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    view! {
        <dialog
            class="keys-list"
            aria-labelledby="shortcuts-heading"
            data-part="shortcuts-list"
            node_ref=dialog
            on:close=move |_| is_listed.set(false)
        >
            {move || is_listed.get().then(|| view! { <List/> })}
        </dialog>
    }
}

/// What stands in it.
#[component]
fn List() -> impl IntoView {
    let desk = Desk::of_page();
    let is_listed = desk.keys_listed();
    let is_on = move || desk.settings(|settings| settings.shortcuts.on);
    // What is asked for new keys, and what is said of the last ones.
    let asking = RwSignal::new(None::<Aim>);
    let told = RwSignal::new(None::<(Aim, Told)>);
    let rows = Aim::ALL.map(|aim| view! { <Row aim asking told/> });
    view! {
        <div class="keys-head">
            <h2 id="shortcuts-heading" tabindex="-1">{desk.text(say::SHORTCUTS)}</h2>
            <button
                type="button"
                class="btn quiet square"
                aria-label=desk.text(say::CLOSE_PANEL)
                on:click=move |_| is_listed.set(false)
            >
                <Icon which=Which::Cross/>
            </button>
        </div>
        <label class="here">
            <span>{desk.text(say::SHORTCUTS_ON)}</span>
            <input
                type="checkbox"
                role="switch"
                data-part="shortcuts-on"
                prop:checked=is_on
                on:change=move |event| {
                    let on = event_target_checked(&event);
                    desk.settle(|settings| settings.shortcuts.on = on);
                }
            />
        </label>
        <p class="hint">{desk.text(say::SHORTCUTS_HINT)}</p>
        <ul class="chords">{rows.collect_view()}</ul>
        <button
            type="button"
            class="btn"
            data-part="shortcuts-reset"
            on:click=move |_| {
                asking.set(None);
                told.set(None);
                desk.settle(|settings| settings.shortcuts.reset());
            }
        >
            {desk.text(say::KEYS_RESET)}
        </button>
    }
}

/// What is said of the keys that were pressed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    Kept,
    Unfit(Unfit),
}

/// One thing to do, and its keys.
#[component]
fn Row(
    /// What is done.
    aim: Aim,
    /// What is asked for new keys.
    asking: RwSignal<Option<Aim>>,
    /// What is said of the last ones.
    told: RwSignal<Option<(Aim, Told)>>,
) -> impl IntoView {
    let desk = Desk::of_page();
    let keys = move || {
        let chord = desk.settings(|settings| settings.shortcuts.chord(aim));
        spelled(desk, &chord, chord.letter())
    };
    let is_asking = move || asking.get() == Some(aim);
    let name = move || {
        let what = desk.words(|words| words.say(label(aim)));
        desk.words(|words| words.fill(say::CHANGE_KEY_OF, "what", &what))
    };
    let words = move || {
        let key = if is_asking() {
            say::PRESS_KEYS
        } else {
            say::CHANGE_KEY
        };
        desk.words(|words| words.say(key))
    };
    let on_key = move |event: KeyboardEvent| {
        if asking.get_untracked() != Some(aim) || is_lone(&event) {
            return;
        }
        if event.key() == "Tab" {
            asking.set(None);
            return;
        }
        event.prevent_default();
        event.stop_propagation();
        if event.key() == "Escape" {
            asking.set(None);
            return;
        }
        let change = |shortcuts: &mut Shortcuts| shortcuts.change(aim, &pressed(&event));
        let changed = desk.settle(|settings| change(&mut settings.shortcuts));
        told.set(Some((
            aim,
            match changed {
                Some(Err(unfit)) => Told::Unfit(unfit),
                _ => Told::Kept,
            },
        )));
        if !matches!(changed, Some(Err(_))) {
            asking.set(None);
        }
    };
    let said = move || {
        let (_, told) = told.get().filter(|(of, _)| *of == aim)?;
        Some(desk.words(|words| match told {
            Told::Kept => words.say(say::KEYS_SAVED),
            Told::Unfit(Unfit::NeedsAlt) => words.say(say::KEYS_NEED_ALT),
            Told::Unfit(Unfit::Browser) => words.say(say::KEYS_BROWSER),
            Told::Unfit(Unfit::Taken(other)) => {
                let what = words.say(label(other));
                words.fill(say::KEYS_TAKEN, "what", &what)
            }
        }))
    };
    let is_wrong = move || matches!(told.get(), Some((of, Told::Unfit(_))) if of == aim);
    view! {
        <li class="chord" data-part="shortcut" data-aim=data_name(aim)>
            <span>{desk.text(label(aim))}</span>
            <kbd>{keys}</kbd>
            <button
                type="button"
                class="btn"
                class:lined=is_asking
                aria-label=move || if is_asking() { words() } else { name() }
                on:click=move |_| {
                    told.set(None);
                    asking.set(Some(aim));
                }
                on:keydown=on_key
                on:blur=move |_| {
                    // It is left too when the whole list goes, and what was asked with it.
                    if asking.try_get_untracked() == Some(Some(aim)) {
                        asking.set(None);
                    }
                }
            >
                {words}
            </button>
            <p class="told-of" class:wrong=is_wrong role="status">{said}</p>
        </li>
    }
}

/// What is done, in words.
fn label(aim: Aim) -> Key {
    match aim {
        Aim::Next => say::SHORTCUT_NEXT,
        Aim::Mine => say::SHORTCUT_MINE,
        Aim::Reply => say::SHORTCUT_REPLY,
        Aim::Note => say::SHORTCUT_NOTE,
        Aim::Replies => say::SHORTCUT_REPLIES,
        Aim::End => say::SHORTCUT_END,
        Aim::List => say::SHORTCUT_LIST,
    }
}

/// Its name in the page.
fn data_name(aim: Aim) -> &'static str {
    match aim {
        Aim::Next => "next",
        Aim::Mine => "mine",
        Aim::Reply => "reply",
        Aim::Note => "note",
        Aim::Replies => "replies",
        Aim::End => "end",
        Aim::List => "list",
    }
}

/// Whether only a key was pressed that changes others: more is to come.
fn is_lone(event: &KeyboardEvent) -> bool {
    ["Alt", "AltGraph", "Shift", "Control", "Meta"].contains(&event.key().as_str())
}
