//! The audit log: the chain that binds its rows, what is a view, who opens who a resident is, and the
//! commands.

pub(crate) mod actors;
mod chain;
mod commands;
mod disclosed;
mod identity;
mod page;
mod people;
mod purge;
mod tampered;
mod views;
