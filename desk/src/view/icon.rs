//! Icons: lines in the text's own colour, never the only carrier of a meaning, so hidden from
//! those who listen.

use leptos::prelude::*;

/// Which icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    /// Sends.
    Send,
    /// For staff only.
    Lock,
    /// Something is wrong.
    Warn,
    /// No connection.
    Off,
    /// Closes.
    Cross,
    /// Ends.
    Stop,
    /// Down there.
    Down,
    /// A time that runs out.
    Clock,
    /// Something to know.
    Info,
    /// Colleagues.
    People,
    /// Goes to another.
    Move,
    /// Goes back.
    Back,
    /// Is not let in.
    Barred,
    /// Has something more.
    More,
    /// Adds.
    Plus,
    /// Looks for something.
    Find,
    /// No sound.
    BellOff,
    /// Sound.
    Bell,
    /// Is so.
    Check,
    /// Who somebody is.
    Identity,
}

/// An icon.
#[component]
pub(crate) fn Icon(
    /// Which one.
    which: Which,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d=path(which)></path>
        </svg>
    }
}

fn path(which: Which) -> &'static str {
    match which {
        Which::Send => "M4 12h15M13 6l6 6-6 6",
        Which::Lock => "M5 11h14v9H5zM8 11V8a4 4 0 0 1 8 0v3",
        Which::Warn => "M12 4l9 16H3zM12 10v4M12 17h.01",
        Which::Off => {
            "M3 3l18 18M8.5 15.5a5 5 0 0 1 7 0M5 12a10 10 0 0 1 4-2.4M19 12a10 10 0 0 0-6-2.9M12 19h.01"
        }
        Which::Cross => "M6 6l12 12M18 6L6 18",
        Which::Stop => "M3.5 12a8.5 8.5 0 1 0 17 0 8.5 8.5 0 1 0-17 0M9 9l6 6M15 9l-6 6",
        Which::Clock => "M3.5 12a8.5 8.5 0 1 0 17 0 8.5 8.5 0 1 0-17 0M12 7v5l3.5 2",
        Which::Info => "M3.5 12a8.5 8.5 0 1 0 17 0 8.5 8.5 0 1 0-17 0M12 11v5M12 8h.01",
        Which::Bell => "M6 16V11a6 6 0 0 1 12 0v5l2 2H4zM10 21h4",
        Which::BellOff => "M6 16V11a6 6 0 0 1 12 0v5l2 2H4zM10 21h4M3 3l18 18",
        Which::Find => "M4.5 11a6.5 6.5 0 1 0 13 0 6.5 6.5 0 1 0-13 0M16 16l4 4",
        Which::More => "M5 12h.01M12 12h.01M19 12h.01",
        Which::Plus => "M12 5v14M5 12h14",
        Which::People => {
            "M6 9a3 3 0 1 0 6 0 3 3 0 1 0-6 0M3 19c.7-4 11.3-4 12 0M16 6.5a3 3 0 0 1 0 5M18 15c1.8.6 2.8 2 3 4"
        }
        Which::Move => "M4 8h13M13 4l4 4-4 4M20 16H7M11 12l-4 4 4 4",
        Which::Back => "M20 12H5M11 6l-6 6 6 6",
        Which::Barred => "M3.5 12a8.5 8.5 0 1 0 17 0 8.5 8.5 0 1 0-17 0M6 6l12 12",
        Which::Check => "M5 12.5l4.5 4.5L19 7.5",
        Which::Identity => {
            "M3 5h18v14H3zM7 11a2 2 0 1 0 4 0 2 2 0 1 0-4 0M6 16c.6-2 5.4-2 6 0M15 10h3M15 14h3"
        }
        Which::Down => "M6 9l6 6 6-6",
    }
}
