//! The quiet way out under the composer, named in words: leave the queue, or end the conversation.
//! It asks first. The question is a named group; focus goes to "go on", and back when that is
//! chosen.

use juttu_shared::texts::Key;
use juttu_shared::texts::widget as w;
use leptos::prelude::*;

use crate::chat::{Chat, Screen};

/// The way out, or the question.
#[component]
pub fn Ends() -> impl IntoView {
    let chat = expect_context::<Chat>();
    let is_waiting = move || chat.see(|shown| shown.screen == Screen::Waiting);
    let is_asked = move || chat.see(|shown| shown.is_asked);
    let of_queue = move |queue: Key, talk: Key| chat.word(if is_waiting() { queue } else { talk });
    let way_out = move || match chat.see(|shown| shown.is_ending) {
        true => chat.word(w::ENDING),
        false => of_queue(w::LEAVE_QUEUE, w::END),
    };
    view! {
        <div class="ends" hidden=is_asked>
            <button
                class="btn quiet"
                id="way-out"
                type="button"
                part=move || if is_waiting() { "leave" } else { "end" }
                on:click=move |_| chat.ask_end()
            >
                {way_out}
            </button>
        </div>
        <div class="question" role="group" aria-labelledby="sure" hidden=move || !is_asked()>
            <p id="sure">{move || of_queue(w::LEAVE_QUEUE_SURE, w::END_SURE)}</p>
            <button
                class="btn"
                id="keep"
                type="button"
                part="keep"
                on:click=move |_| chat.go_on()
            >
                {move || of_queue(w::KEEP_WAITING, w::CONTINUE)}
            </button>
            <button class="btn strong" type="button" part="confirm" on:click=move |_| chat.end()>
                {move || of_queue(w::LEAVE_QUEUE, w::END)}
            </button>
        </div>
    }
}
