//! Whether the mail server and the receivers can be reached, for whoever asks beforehand. Nothing
//! is sent.

use super::attempt::in_time;
use super::{Undelivered, mail, webhook};
use crate::config::{Mail, Webhook};

/// Connects to the mail server, encrypts, greets (EHLO), signs in and asks for nothing (NOOP).
/// `base` is the address under which the relay is reached.
///
/// # Errors
/// What went wrong.
pub async fn mail_server(mail: &Mail, base: &str) -> Result<(), Undelivered> {
    in_time(mail::knock(mail, base)).await
}

/// Resolves the name of a receiver, checks its addresses, connects and encrypts. No request is
/// made: there is none that every receiver could tell from a notice.
///
/// # Errors
/// What went wrong.
pub async fn receiver(webhook: &Webhook) -> Result<(), Undelivered> {
    in_time(webhook::knock(webhook)).await
}
