//! The wire and the rules of Juttu, for the relay, the widget and the desk.
//!
//! Pure: no clock, no randomness, no I/O, no time-zone data. Time comes in as an argument, in
//! milliseconds since 1970 UTC. Builds for WASM and native, and depends on serde alone.
//!
//! | module | holds |
//! |---|---|
//! | [`wire`] | what travels, one module per version of the wire |
//! | [`rules`] | who may do what, what a text may hold, how events fold into a conversation |
//! | [`limits`] | every limit by name |
//! | [`texts`] | every word on a screen, in every language |
//! | [`id`], [`refusal`] | the small values the others are made of |
#![cfg_attr(
    not(test),
    deny(
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::unwrap_used
    )
)]

pub mod id;
pub mod limits;
pub mod refusal;
pub mod rules;
pub mod texts;
pub mod wire;
