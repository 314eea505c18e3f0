//! The relay from outside: its store by the trait, its doors by real sockets.

mod conformance;
mod harness;
mod sqlite;
mod whole;
