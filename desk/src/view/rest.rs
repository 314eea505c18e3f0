//! The last row of a long list: a button that shows the rest of it.

use juttu_shared::texts::desk::alerts as say;
use leptos::prelude::*;

use crate::desk::Desk;
use crate::model::queue::SHOWN_ROWS;

/// The row; nothing under a list that is whole.
#[component]
pub(crate) fn Rest(
    /// How many there are.
    #[prop(into)]
    count: Signal<usize>,
    /// Whether all are shown.
    is_whole: RwSignal<bool>,
) -> impl IntoView {
    let desk = Desk::of_page();
    let label =
        move || desk.words(|words| words.fill(say::SHOW_ALL, "n", &count.get().to_string()));
    let is_cut = Memo::new(move |_| !is_whole.get() && count.get() > SHOWN_ROWS);
    move || {
        is_cut.get().then(|| {
            view! {
                <li>
                    <button
                        type="button"
                        class="btn quiet fill rest"
                        data-part="show-all"
                        on:click=move |_| is_whole.set(true)
                    >
                        {label}
                    </button>
                </li>
            }
        })
    }
}
