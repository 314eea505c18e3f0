//! The phone's bar: brings one column to the screen. The one shown is the current one.

use juttu_shared::texts::{Key, desk as say};
use leptos::prelude::*;

use crate::desk::{Desk, Pane};
use crate::model::Conversation;

/// The bar at the foot of a phone's screen.
#[component]
pub(crate) fn Jump() -> impl IntoView {
    let desk = Desk::of_page();
    let waiting = desk.memo(|model| model.queue().count());
    let requests = desk.memo(|model| model.requests().count());
    let unread = desk.memo(|model| model.held().map(Conversation::unread).sum::<usize>() as u64);
    let number = |count: Memo<usize>| {
        Signal::derive(move || {
            let count = count.get();
            (count > 0).then(|| count.to_string())
        })
    };
    let unread_count = move || {
        Some(unread.get())
            .filter(|count| *count > 0)
            .map(|count| desk.words(|words| words.count(say::UNREAD, count)))
    };
    view! {
        <nav class="jump" aria-label=desk.text(say::GO_TO)>
            <To pane=Pane::Waiting label=say::WAITING count=number(waiting)/>
            <To pane=Pane::Requests label=say::REQUESTS_SHORT count=number(requests)/>
            <To pane=Pane::Mine label=say::MINE_SHORT count=Signal::derive(unread_count)/>
            <To pane=Pane::Talk label=say::LOG/>
        </nav>
    }
}

/// One jump.
#[component]
fn To(
    /// Where to.
    pane: Pane,
    /// Its name.
    label: Key,
    /// What is new there.
    #[prop(optional, into)]
    count: Signal<Option<String>>,
) -> impl IntoView {
    let desk = Desk::of_page();
    // The details belong to the conversation, and are reached from its heading.
    let is_current = move || match desk.pane() {
        Pane::Facts => pane == Pane::Talk,
        shown => pane == shown,
    };
    view! {
        <button
            type="button"
            class="btn quiet"
            data-part="jump"
            data-pane=pane.name()
            aria-current=move || is_current().then_some("true")
            on:click=move |_| desk.go_to(pane)
        >
            <span>{desk.text(label)}</span>
            " "
            <b>{count}</b>
        </button>
    }
}
