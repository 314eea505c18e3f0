//! The quiet way out under the composer, named in words: leave the queue, or end the conversation.
//! It asks first. The question is a named group; focus goes to "go on", and back when that is
//! chosen.

use juttu_shared::texts::widget as w;
use leptos::html::Button;
use leptos::prelude::*;

use crate::chat::{Chat, Screen};
use crate::view::focus;

/// The way out.
#[component]
pub fn Ends() -> impl IntoView {
    let chat = expect_context::<Chat>();
    let is_asking = RwSignal::new(false);
    let was_asked = StoredValue::new(false);
    let is_waiting = Memo::new(move |_| chat.screen.get() == Screen::Waiting);
    Effect::new(move |_| {
        // A professional has joined meanwhile: that was another question.
        is_waiting.track();
        is_asking.set(false);
    });
    let way_out = NodeRef::<Button>::new();
    focus::when_it_stands(way_out, move || was_asked.get_value());
    let ask = move |_| {
        was_asked.set_value(true);
        is_asking.set(true);
    };
    let part = move || if is_waiting.get() { "leave" } else { "end" };
    let label = move || match (chat.is_ending.get(), is_waiting.get()) {
        (true, _) => w::ENDING,
        (_, true) => w::LEAVE_QUEUE,
        _ => w::END,
    };
    view! {
        <Show
            when=move || is_asking.get() && !chat.is_ending.get()
            fallback=move || {
                view! {
                    <div class="ends">
                        <button
                            class="btn quiet"
                            node_ref=way_out
                            type="button"
                            part=part
                            on:click=ask
                        >
                            {move || chat.word(label())}
                        </button>
                    </div>
                }
            }
        >
            <Question is_waiting=is_waiting keep=move || is_asking.set(false) />
        </Show>
    }
}

/// The question.
#[component]
fn Question(
    /// Whether it is about the queue.
    is_waiting: Memo<bool>,
    /// Goes on with the conversation.
    keep: impl Fn() + Copy + 'static,
) -> impl IntoView {
    let chat = expect_context::<Chat>();
    let stay = NodeRef::<Button>::new();
    focus::when_it_stands(stay, || true);
    let (sure, leave, go_on) = if is_waiting.get_untracked() {
        (w::LEAVE_QUEUE_SURE, w::LEAVE_QUEUE, w::KEEP_WAITING)
    } else {
        (w::END_SURE, w::END, w::CONTINUE)
    };
    view! {
        <div class="question" role="group" aria-labelledby="sure">
            <p id="sure">{chat.word(sure)}</p>
            <button
                class="btn"
                type="button"
                part="keep"
                node_ref=stay
                on:click=move |_| keep()
            >
                {chat.word(go_on)}
            </button>
            <button class="btn strong" type="button" part="confirm" on:click=move |_| chat.end()>
                {chat.word(leave)}
            </button>
        </div>
    }
}
