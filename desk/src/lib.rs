//! The professional's desk, served by the relay under `/desk/`.
//!
//! | module | holds | runs |
//! |---|---|---|
//! | [`model`] | all that the desk knows, and how it changes | anywhere |
//! | [`words`] | words for the screen, in the relay's language | anywhere |
#![cfg_attr(
    not(test),
    deny(
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::unwrap_used
    )
)]

pub mod model;
pub mod words;
