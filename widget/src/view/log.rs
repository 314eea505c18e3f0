//! The log: `role="log"` with a label and `aria-live="off"`, since each message is announced once
//! by the announcers; reachable by keyboard, so that it can be scrolled. It follows its end as
//! long as the reader is there. One who has scrolled up stays, and a button says how many are new.

use juttu_shared::texts::widget as w;
use leptos::html::{Div, P};
use leptos::prelude::*;

use crate::chat::{Chat, Screen};
use crate::view::focus;
use crate::view::icon::{DOWN, Icon};
use crate::view::row::RowView;

/// A reader this near the end is at the end, in pixels.
const NEAR: i32 = 48;

/// The log.
#[component]
pub fn Log() -> impl IntoView {
    let chat = expect_context::<Chat>();
    let log = NodeRef::<Div>::new();
    let go_to_end = move || {
        if let Some(log) = log.get_untracked() {
            log.set_scroll_top(log.scroll_height());
            chat.saw_everything();
        }
    };
    Effect::new(move |_| {
        chat.rows.track();
        chat.is_typing.track();
        chat.is_open.track();
        chat.screen.track();
        if chat.follows.get() {
            request_animation_frame(go_to_end);
        }
    });
    let on_scroll = move |_| {
        if let Some(log) = log.get_untracked()
            && log.client_height() > 0
        {
            let below = log.scroll_height() - log.scroll_top() - log.client_height();
            chat.reads_at_end(below < NEAR);
        }
    };
    view! {
        <div
            class="pane log"
            part="log"
            role="log"
            aria-live="off"
            aria-label=chat.word(w::LOG)
            tabindex="0"
            node_ref=log
            on:scroll=on_scroll
        >
            <Show when=move || chat.screen.get() == Screen::Waiting>
                <Place />
            </Show>
            <ol>
                <For each=move || chat.rows.get() key=|row| row.clone() let:row>
                    <RowView row=row />
                </For>
            </ol>
            <p class="typing" part="typing">
                {move || chat.is_typing.get().then(|| chat.word(w::TYPING))}
            </p>
            <Show when=move || { chat.unseen.get() > 0 && !chat.follows.get() }>
                <div class="newer">
                    <button
                        class="btn"
                        type="button"
                        part="new-messages"
                        on:click=move |_| {
                            chat.reads_at_end(true);
                            go_to_end();
                        }
                    >
                        <Icon path=DOWN />
                        {move || chat.word_counted(w::NEW_MESSAGES, chat.unseen.get())}
                    </button>
                </div>
            </Show>
        </div>
    }
}

/// The place in the queue, and that one may write meanwhile.
#[component]
fn Place() -> impl IntoView {
    let chat = expect_context::<Chat>();
    let place = NodeRef::<P>::new();
    focus::when_it_stands(place, move || focus::is_by_finger() && chat.takes_focus());
    view! {
        <div class="place">
            <p class="where" part="place" tabindex="-1" node_ref=place>
                {move || chat.place_words(chat.place.get())}
            </p>
            <p class="small muted">{chat.word(w::WAIT_HERE)}</p>
        </div>
    }
}
