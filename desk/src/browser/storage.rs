//! The tab's own storage: survives a reload, goes with the tab. What an agent has settled for herself
//! (sound, shortcuts) alone stands in the browser's. Nothing is kept elsewhere.

use web_sys::Storage;

const KEPT: &str = "juttu-desk";
const LANGUAGE: &str = "juttu-desk-language";

/// What the tab kept, as text.
pub(crate) fn kept() -> Option<String> {
    storage()?.get_item(KEPT).ok().flatten()
}

/// Keeps it. A full or forbidden storage loses only what a reload would lose without it.
pub(crate) fn keep(text: &str) {
    if let Some(storage) = storage() {
        storage.set_item(KEPT, text).ok();
    }
}

/// Nothing is kept any more, but for the language.
pub(crate) fn forget() {
    if let Some(storage) = storage() {
        storage.remove_item(KEPT).ok();
    }
}

/// The language chosen in this tab, a BCP 47 tag.
pub(crate) fn language() -> Option<String> {
    storage()?.get_item(LANGUAGE).ok().flatten()
}

/// Keeps the language chosen.
pub(crate) fn keep_language(tag: &str) {
    if let Some(storage) = storage() {
        storage.set_item(LANGUAGE, tag).ok();
    }
}

fn storage() -> Option<Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}

/// What an agent has settled for herself in this browser, as text: it outlives the tab.
pub(crate) fn settings(agent: u64) -> Option<String> {
    lasting()?.get_item(&settings_of(agent)).ok().flatten()
}

/// Keeps it. A full or forbidden storage loses it with the tab.
pub(crate) fn keep_settings(agent: u64, text: &str) {
    if let Some(storage) = lasting() {
        storage.set_item(&settings_of(agent), text).ok();
    }
}

fn settings_of(agent: u64) -> String {
    ["juttu-desk-settings-", &agent.to_string()].concat()
}

fn lasting() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
