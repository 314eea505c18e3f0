//! The keys of something to do, shown beside it. Hidden from those who listen: to them the control
//! itself tells its keys.

use juttu_shared::texts::desk::alerts;
use leptos::prelude::*;

use crate::desk::Desk;
use crate::model::shortcuts::{Aim, Chord};

/// The keys; nothing while shortcuts are off, nor after the ninth of the agent's own.
#[component]
pub(crate) fn Hint(
    /// What is done.
    aim: Aim,
    /// For one of the agent's own conversations, which, from 0.
    #[prop(into, default = 0.into())]
    index: Signal<usize>,
) -> impl IntoView {
    let desk = Desk::of_page();
    let keys = move || {
        let at = index.get();
        let chord = desk.chord(aim).filter(|_| at < 9)?;
        let letter = match aim {
            Aim::Mine => at.saturating_add(1).to_string(),
            _ => chord.letter().to_owned(),
        };
        Some(spelled(desk, &chord, &letter))
    };
    move || keys().map(|keys| view! { <kbd aria-hidden="true">{keys}</kbd> })
}

/// Keys as they are written: “Alt N”.
pub(super) fn spelled(desk: Desk, chord: &Chord, letter: &str) -> String {
    let shift = chord
        .shift
        .then(|| desk.words(|words| words.say(alerts::KEY_SHIFT)));
    let parts = [Some("Alt"), shift.as_deref(), Some(letter)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}
