//! Staff and residents are told: by real mail servers and receivers, with nothing personal, once.

mod addresses;
mod authority;
mod configuration;
mod delivery;
mod hook;
mod letter;
mod mail;
pub(crate) mod office;
mod privacy;
mod reachable;
mod resident;
mod smtp;
mod webhooks;
mod when;
