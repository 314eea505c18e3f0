//! The resident's side of Juttu: what stands in the panel that the loader draws.
//!
//! | module | holds |
//! |---|---|
//! | [`host`] | the way to the loader: what it hands over, and what is asked of it |
//! | [`words`] | the words the relay sent, with their placeholders filled |
//! | [`conversation`] | what is known of the conversation, folded from its events; rows for a log |
//! | [`kept`] | what survives a reload, in `sessionStorage` |
//! | [`chat`] | [`Chat`](chat::Chat): the signals that screens read and the verbs they call |
//! | [`view`] | the screens |
//!
//! Pure modules are tested natively; nothing here parses HTML, so a page that requires trusted
//! types is served like any other.
#![cfg_attr(
    not(test),
    deny(
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::unwrap_used
    )
)]

pub mod chat;
pub mod conversation;
pub mod host;
pub mod kept;
pub mod view;
pub mod words;

use leptos::prelude::*;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::chat::Chat;
use crate::host::Host;
use crate::view::app::App;

/// Puts the chat where the loader says. Called by the loader alone: see [`host`].
#[wasm_bindgen]
pub fn mount(options: JsValue) {
    let Some(host) = Host::new(options) else {
        return;
    };
    let root = host.root();
    leptos::mount::mount_to(root, move || {
        let chat = Chat::begin(host);
        view! { <App chat=chat /> }
    })
    .forget();
}
