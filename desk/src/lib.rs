//! The professional's desk, served by the relay under `/desk/`.
//!
//! | module | holds | runs |
//! |---|---|---|
//! | [`model`] | all that the desk knows, and how it changes | anywhere |
//! | [`words`] | words for the screen, in the relay's language | anywhere |
//! | `browser` | what only a page can do: clock, storage, requests, focus, announcements | browser |
//! | `desk` | `Desk`: the one value components read and call; holds the link | browser |
//! | `view` | what is on the screen, a component and its style under the same stem | browser |
//!
//! `boot.js` imports the module, gives it the WASM and calls [`mount`].
#![cfg_attr(
    not(test),
    deny(
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::unwrap_used
    )
)]

mod browser;
mod desk;
pub mod model;
mod view;
pub mod words;

use leptos::mount::mount_to;
use wasm_bindgen::prelude::wasm_bindgen;

/// Puts the desk into the page. Called once, by `boot.js`.
#[wasm_bindgen]
pub fn mount() {
    if let Some(place) = browser::page::element("desk") {
        mount_to(place, view::App).forget();
    }
}
