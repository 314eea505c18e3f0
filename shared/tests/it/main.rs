//! What a client of another making relies on.

mod golden;
mod samples;
mod unknown;
