//! The log: lines on standard error. What goes in: docs/privacy.md.

use std::io::IsTerminal as _;

use tracing::{Level, Metadata};
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::prelude::*;
use tracing_subscriber::{EnvFilter, fmt};

/// Begins to log, as `RUST_LOG` says.
pub(super) fn begin(json: bool) {
    let asked = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let lines = fmt::layer().with_writer(std::io::stderr);
    let lines = if json {
        lines.json().boxed()
    } else {
        lines.with_ansi(std::io::stderr().is_terminal()).boxed()
    };
    // A second one in the same process changes nothing.
    let _ = tracing_subscriber::registry()
        .with(
            lines
                .with_filter(filter_fn(may_be_logged))
                .with_filter(asked),
        )
        .try_init();
}

/// Libraries write frames, headers and statements into the log when asked for enough. Whatever is
/// asked for, they are not heard beyond `info`.
fn may_be_logged(line: &Metadata<'_>) -> bool {
    line.target().starts_with("juttu_relay") || *line.level() <= Level::INFO
}
