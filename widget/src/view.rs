//! The screens. A component reads the signals of [`Chat`](crate::chat::Chat) and calls its verbs;
//! its looks stand beside it under the same name.

pub mod app;
pub mod banner;
pub mod composer;
pub mod contact;
pub mod ended;
pub mod ends;
pub mod field;
pub mod icon;
pub mod log;
pub mod row;
pub mod start;
pub mod talk;
