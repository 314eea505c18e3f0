//! The relay from outside: its store by the trait, its doors by real sockets.

mod conformance;
mod sqlite;
