//! The log: lines on standard error. What goes in: docs/privacy.md.

use std::io::IsTerminal as _;

use tracing_subscriber::EnvFilter;

/// Libraries that would write frames, headers or statements into the log when asked for enough.
/// They are never asked.
const QUIET: [&str; 5] = [
    "hyper=info",
    "hyper_util=info",
    "tungstenite=info",
    "tokio_tungstenite=info",
    "axum=info",
];

/// Begins to log, as `RUST_LOG` says.
pub(super) fn begin(json: bool) {
    let mut filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    for quiet in QUIET {
        if let Ok(directive) = quiet.parse() {
            filter = filter.add_directive(directive);
        }
    }
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    // A second one in the same process changes nothing.
    let _ = if json {
        lines.json().try_init()
    } else {
        lines.with_ansi(std::io::stderr().is_terminal()).try_init()
    };
}
