//! The doors: how visitors and agents come in, and how they are told what happened.
//!
//! Only this module touches sockets. The visitor's door never reads a cookie and never reads the
//! staff log; the desk's door opens only to the desk's own origin with a sign-in cookie.

pub mod address;
pub mod origin;
