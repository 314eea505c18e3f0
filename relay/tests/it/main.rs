//! The relay from outside: its store by the trait, its doors by real sockets.

mod accounts;
mod audit;
mod canaries;
mod code_page;
mod configuration;
mod conformance;
mod desk;
mod harness;
mod hours_desk;
mod ident_flow;
mod ident_protocol;
mod ident_store;
mod lifecycle;
mod notify;
mod outside;
mod pipeline;
mod program;
mod public_state;
mod replies;
mod roles;
mod sign_in;
mod sqlite;
mod whole;
