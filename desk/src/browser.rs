//! The browser's part: what the page can do that plain values can't. Each piece asks the page and
//! answers with plain values; where the page has no such thing, nothing happens.

pub(crate) mod announcer;
pub(crate) mod clock;
pub(crate) mod http;
pub(crate) mod notification;
pub(crate) mod page;
pub(crate) mod pages;
pub(crate) mod size;
pub(crate) mod sound;
pub(crate) mod storage;
