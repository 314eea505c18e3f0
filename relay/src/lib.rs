//! The relay: stores every word before it is acknowledged, and brings it to those it is meant for.
//!
//! ```text
//! frame or request → door (who is this) → command (may it?) → store (one transaction)
//!                  → hub, after the commit → every connection of that conversation
//! ```
//!
//! | module | holds |
//! |---|---|
//! | [`app`], [`start`], [`serve`] | the parts, how they are put together, and how they are run on bound listeners |
//! | [`door`] | the visitor's and the agent's sockets, the poll, origins, addresses |
//! | [`command`] | one file a command: what it changes |
//! | [`store`], [`seal`] | what is kept, and how it is sealed |
//! | [`hub`] | who is told of what was committed, and the signals that are not kept |
//! | [`ident`] | strong identification: the relay as a relying party |
//! | [`timekeeper`] | what is done when a time has run out |
//! | [`http`], [`sign_in`] | what is not a conversation: state, files, the desk's accounts |
//! | [`config`], [`cli`] | what an operator writes and says |
//! | [`services`] | the services as they stand now: the configuration's, with hours that change |
//! | [`rate`], [`metrics`], [`notify`] | limits, figures, the outbox |
//! | [`reach`] | connections that the relay makes itself |
//! | [`clock`], [`random`] | the one clock and the one random source |
#![cfg_attr(
    not(test),
    deny(
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::unwrap_used
    )
)]

pub mod app;
pub mod cli;
pub mod clock;
pub mod command;
pub mod config;
pub mod door;
pub mod hours;
pub mod http;
pub mod hub;
pub mod ident;
pub mod metrics;
pub mod notify;
pub mod random;
pub mod rate;
pub mod reach;
pub mod seal;
pub mod serve;
pub mod services;
pub mod sign_in;
pub mod start;
pub mod store;
pub mod timekeeper;
