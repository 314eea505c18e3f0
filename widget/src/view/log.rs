//! The log: `role="log"` with a label and `aria-live="off"`, since each message is announced once
//! by the announcers; reachable by keyboard, so that it can be scrolled. It follows its end as
//! long as the reader is there. One who has scrolled up stays, and a button says how many are new.

use juttu_shared::texts::widget as w;
use leptos::prelude::*;

use crate::chat::{Chat, Screen};
use crate::view::icon::{DOWN, Icon};
use crate::view::queue::queue;
use crate::view::row::RowView;
use crate::view::sheet::{Part, written};

/// The log.
#[component]
pub fn Log() -> impl IntoView {
    let chat = expect_context::<Chat>();
    let is_waiting = move || chat.see(|shown| shown.screen == Screen::Waiting);
    let has_newer = move || chat.see(|shown| shown.unseen > 0 && !shown.follows);
    let typing = move || match chat.see(|shown| shown.is_typing) {
        true => chat.word(w::TYPING),
        false => String::new(),
    };
    view! {
        <div
            class="pane log"
            id="log"
            part="log"
            role="log"
            aria-live="off"
            aria-label=chat.word(w::LOG)
            tabindex="0"
            on:scroll=move |_| chat.scrolled()
        >
            <div class="place" hidden=move || !is_waiting() use:written=Part(queue)></div>
            <ol>
                <For each=move || chat.log() key=move |row| row.id().wrapping_add(chat.today()) let:row>
                    <RowView row=row />
                </For>
            </ol>
            <p class="typing" part="typing" hidden=is_waiting>
                {typing}
            </p>
            <div class="newer" hidden=move || !has_newer()>
                <button
                    class="btn"
                    type="button"
                    part="new-messages"
                    on:click=move |_| chat.read_on()
                >
                    <Icon path=DOWN />
                    <span>
                        {move || {
                            chat.word_counted(w::NEW_MESSAGES, chat.see(|shown| shown.unseen))
                        }}
                    </span>
                </button>
            </div>
        </div>
    }
}
