//! The screens. A component reads the signals of [`Chat`](crate::chat::Chat) and calls its verbs;
//! its looks stand beside it under the same name.

pub mod app;
mod banner;
mod choices;
mod closed;
mod composer;
mod door;
mod ended;
mod ends;
mod field;
mod guide;
mod icon;
mod identify;
mod log;
mod queue;
mod request;
mod row;
mod sent;
pub(crate) mod sheet;
mod start;
mod talk;
