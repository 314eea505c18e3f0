//! What is written by hand around the widget, read and compared.

mod css;
mod loader;
mod themes;
