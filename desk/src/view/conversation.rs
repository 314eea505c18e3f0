//! One conversation: whose it is, its log, and the form to answer with; once it has ended, how to
//! take it off the list. The heading can hold the focus.

use juttu_shared::id::ConversationId;
use juttu_shared::rules::state::State;
use juttu_shared::texts::desk as say;
use leptos::prelude::*;

use super::log::Log;
use super::reply_form::ReplyForm;
use crate::desk::{Desk, Pane};

/// The conversation on screen.
#[component]
pub(crate) fn Conversation(
    /// Which.
    id: ConversationId,
) -> impl IntoView {
    let desk = Desk::of_page();
    let reference =
        desk.memo(move |model| model.conversation(id).map_or(0, |found| found.reference));
    let state = desk.memo(move |model| model.conversation(id).map(|found| found.state));
    let language = desk.memo(move |model| {
        let language = model.conversation(id)?.language()?;
        Some(language.to_owned())
    });
    let service = desk.memo(move |model| {
        let conversation = model.conversation(id)?;
        Some(model.service_name(&conversation.service).to_owned())
    });
    let tongue = move || {
        let tag = language.get()?;
        Some(desk.words(|words| [" · ", &words.language_name(&tag)].concat()))
    };
    let unsent = desk.memo(move |model| {
        let text = &model.conversation(id)?.reply.text;
        (!text.is_empty()).then(|| text.clone())
    });
    let ended = move || {
        view! {
            <div class="over">
                <p><b>{desk.text(say::ENDED)}</b></p>
                {move || {
                    unsent
                        .get()
                        .map(|text| {
                            view! {
                                <p class="hint">{desk.text(say::NOT_SENT_TEXT)} ":"</p>
                                <p class="unsent">{text}</p>
                            }
                        })
                }}
                <button
                    type="button"
                    class="btn"
                    data-part="put-away"
                    on:click=move |_| desk.put_away(id)
                >
                    {desk.text(say::PUT_AWAY)}
                </button>
            </div>
        }
    };
    view! {
        <section
            class="talk"
            aria-labelledby="conversation-heading"
            data-part="conversation"
            data-conversation=id.0.to_string()
            data-state=move || state.get().map(State::name)
        >
            <header class="top">
                <div>
                    <h2 id="conversation-heading" tabindex="-1">
                        {move || desk.words(|words| words.resident(reference.get()))}
                    </h2>
                    <p class="muted">{service} {tongue}</p>
                </div>
                <button type="button" class="btn narrow" on:click=move |_| desk.go_to(Pane::Facts)>
                    {desk.text(say::DETAILS)}
                </button>
            </header>
            <Log id/>
            {move || match state.get() {
                Some(State::Closed) => ended().into_any(),
                _ => view! { <ReplyForm id/> }.into_any(),
            }}
        </section>
    }
}
