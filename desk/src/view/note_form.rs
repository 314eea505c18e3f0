//! A note to staff: a form of its own with a draft of its own, in another place, colour and border
//! than the answer, and with the words "staff only". Enter makes a line and never sends; its button
//! saves, and Ctrl and Enter. On a phone the form is one line until it is used. For one who is asked
//! it is the answer to the colleague.

use juttu_shared::id::ConversationId;
use juttu_shared::refusal::Refusal;
use juttu_shared::texts::desk as say;
use juttu_shared::texts::desk::acts;
use juttu_shared::wire::v1::agent::Hold;
use leptos::html;
use leptos::prelude::*;
use web_sys::{KeyboardEvent, SubmitEvent};

use super::icon::{Icon, Which};
use super::reply_form::is_enter;
use crate::browser::page;
use crate::desk::Desk;
use crate::model::shortcuts::Aim;
use crate::model::{Lane, Standing};

/// The note's form, for the conversation on screen while it goes on.
#[component]
pub(crate) fn NoteForm() -> impl IntoView {
    let desk = Desk::of_page();
    let open = desk.memo(|model| {
        let conversation = model.open_conversation()?;
        let is_asked = conversation.hold == Hold::Consulted;
        (conversation.standing() == Standing::Held).then_some((conversation.id, is_asked))
    });
    move || {
        let (id, is_asked) = open.get()?;
        Some(view! { <Slip id is_asked/> })
    }
}

#[component]
fn Slip(
    /// Which conversation.
    id: ConversationId,
    /// Whether one is asked, and answers here.
    is_asked: bool,
) -> impl IntoView {
    let desk = Desk::of_page();
    let field = NodeRef::<html::Textarea>::new();
    let reference =
        desk.memo(move |model| model.conversation(id).map_or(0, |found| found.reference));
    let draft = desk.memo(move |model| {
        let found = model.conversation(id);
        found.map_or(String::new(), |found| found.draft(Lane::Note).text.clone())
    });
    let error = draft_error(desk, id, Lane::Note);
    let save = move || {
        desk.send(id, Lane::Note);
        if let Some(field) = field.get_untracked() {
            field.focus().ok();
        }
    };
    let on_key = move |event: KeyboardEvent| {
        if is_enter(&event) && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            save();
        }
    };
    let (title, button) = if is_asked {
        (acts::ANSWER_COLLEAGUE, acts::ANSWER_COLLEAGUE)
    } else {
        (say::NOTE, say::SAVE_NOTE)
    };
    let keys = (!page::is_touched()).then(|| {
        view! { " " <span class="keys">{desk.text(acts::NOTE_KEYS)}</span> }
    });
    let hint =
        move || desk.words(|words| words.fill(say::NOTE_HINT, "n", &reference.get().to_string()));
    let described_by = move || {
        if error.read().is_some() {
            "note-error"
        } else {
            "note-hint"
        }
    };
    view! {
        <section
            class="slip"
            class:used=move || !draft.read().is_empty() || error.read().is_some()
            aria-labelledby="note-label"
        >
            <form
                novalidate
                on:submit=move |event: SubmitEvent| {
                    event.prevent_default();
                    save();
                }
            >
                <label class="label" id="note-label" for="note-field">
                    <Icon which=Which::Lock/>
                    <span>{desk.text(title)} ", " {desk.text(say::STAFF_ONLY)}</span>
                </label>
                <p class="hint" id="note-hint">{hint} {keys}</p>
                <textarea
                    class="field"
                    id="note-field"
                    data-part="note-field"
                    rows="2"
                    aria-describedby=described_by
                    aria-invalid=move || error.read().is_some().then_some("true")
                    prop:value=move || draft.get()
                    aria-keyshortcuts=move || desk.aria_keys(Aim::Note, 0)
                    on:input=move |event| desk.draft(id, Lane::Note, event_target_value(&event))
                    on:keydown=on_key
                    node_ref=field
                ></textarea>
                {move || {
                    error
                        .get()
                        .map(|words| {
                            view! {
                                <p class="wrong" id="note-error" data-part="error">
                                    <Icon which=Which::Warn/>
                                    {words}
                                </p>
                            }
                        })
                }}
                <button class="btn" type="submit" data-part="save-note">
                    {desk.text(button)}
                </button>
            </form>
        </section>
    }
}

/// What is wrong with a draft, in words.
pub(super) fn draft_error(desk: Desk, id: ConversationId, lane: Lane) -> Signal<Option<String>> {
    let refused = desk.memo(move |model| {
        let draft = model.conversation(id)?.draft(lane);
        let over = draft.text.chars().count().saturating_sub(lane.most());
        Some((draft.refused?, over as u64))
    });
    Signal::derive(move || {
        let (code, over) = refused.get()?;
        Some(desk.words(|words| match code {
            Refusal::TextTooLong => words.count(say::TEXT_TOO_LONG, over.max(1)),
            other => words.refusal(other),
        }))
    })
}
