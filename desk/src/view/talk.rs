//! The middle: the conversation on screen, or what to do when there is none.

use juttu_shared::texts::desk as say;
use leptos::prelude::*;

use super::conversation::Conversation;
use super::quiet::Quiet;
use crate::desk::Desk;

/// The middle column.
#[component]
pub(crate) fn Talk() -> impl IntoView {
    let desk = Desk::of_page();
    let open = desk.memo(|model| model.open);
    let has_mine = desk.memo(|model| !model.mine.is_empty());
    let none = desk.none_mine();
    let nothing = move || {
        if has_mine.get() {
            desk.words(|words| words.say(say::CHOOSE))
        } else {
            none.get()
        }
    };
    move || match open.get() {
        Some(id) => view! { <Conversation id/> }.into_any(),
        None => view! {
            <section class="talk empty" aria-label=desk.text(say::LOG)>
                <p class="none">{nothing}</p>
                {move || (!has_mine.get()).then(|| view! { <Quiet/> })}
            </section>
        }
        .into_any(),
    }
}
