//! The browser's notifications, for a desk in the background: a few words, and a click brings the
//! desk to the front. Nothing of what residents say, and no numbers, ever stands in one.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Notification, NotificationOptions, NotificationPermission};

/// Whether they may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Leave {
    /// The browser has none.
    Unknown,
    /// Nobody has asked.
    Unasked,
    /// They may.
    Given,
    /// They may not.
    Denied,
}

/// Whether they may be shown now.
pub(crate) fn leave() -> Leave {
    let is_known = web_sys::window()
        .is_some_and(|window| js_sys::Reflect::has(&window, &"Notification".into()) == Ok(true));
    if !is_known {
        return Leave::Unknown;
    }
    match Notification::permission() {
        NotificationPermission::Granted => Leave::Given,
        NotificationPermission::Denied => Leave::Denied,
        _ => Leave::Unasked,
    }
}

/// Has the browser ask. Only from a press of a button.
pub(crate) async fn ask() -> Leave {
    if let Ok(asked) = Notification::request_permission() {
        JsFuture::from(asked).await.ok();
    }
    leave()
}

/// Shows one. A newer one of the same `kind` takes its place.
pub(crate) fn show(kind: &str, words: &str) {
    let options = NotificationOptions::new();
    options.set_tag(&["juttu-desk-", kind].concat());
    // The desk has a sound of its own, and a switch for it.
    options.set_silent(Some(true));
    // Some phones know the name and refuse to make one.
    let Ok(notification) = Notification::new_with_options(words, &options) else {
        return;
    };
    let shown = notification.clone();
    let clicked = Closure::once_into_js(move || {
        if let Some(window) = web_sys::window() {
            window.focus().ok();
        }
        shown.close();
    });
    notification.set_onclick(Some(clicked.unchecked_ref()));
}
