//! The visitor's messages as JSON, written and read by hand: the derived code of all of them costs
//! a phone more than a tenth of the whole chat. Held against the derived code, and the golden files,
//! by the tests.

mod read;
mod write;

pub(crate) use self::read::refusal;
pub use self::read::{command, server_message};
pub use self::write::client_message;

#[cfg(test)]
mod tests;
