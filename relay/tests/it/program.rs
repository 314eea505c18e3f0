//! The binary as an operator meets it.

mod demo;
mod serve;
