//! What travels between the relay and its clients: a module per version.

pub mod v1;
