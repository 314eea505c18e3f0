//! A note to staff: a form of its own with a draft of its own, in another place, colour and border
//! than the answer, and with the words "staff only". Enter makes a line and never sends; only its
//! button saves. On a phone the form is one line until it is used.

use juttu_shared::id::ConversationId;
use juttu_shared::limits;
use juttu_shared::refusal::Refusal;
use juttu_shared::texts::desk as say;
use leptos::html;
use leptos::prelude::*;
use web_sys::SubmitEvent;

use super::icon::{Icon, Which};
use crate::desk::Desk;
use crate::model::{Lane, Standing};

/// The note's form, for the conversation on screen while it goes on.
#[component]
pub(crate) fn NoteForm() -> impl IntoView {
    let desk = Desk::of_page();
    let open = desk.memo(|model| {
        let conversation = model.open_conversation()?;
        (conversation.standing() == Standing::Held).then_some(conversation.id)
    });
    move || open.get().map(|id| view! { <Slip id/> })
}

#[component]
fn Slip(
    /// Which conversation.
    id: ConversationId,
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
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        desk.send(id, Lane::Note);
        if let Some(field) = field.get_untracked() {
            field.focus().ok();
        }
    };
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
            <form novalidate on:submit=save>
                <label class="label" id="note-label" for="note-field">
                    <Icon which=Which::Lock/>
                    {desk.text(say::NOTE)} ", " {desk.text(say::STAFF_ONLY)}
                </label>
                <p class="hint" id="note-hint">{hint}</p>
                <textarea
                    class="field"
                    id="note-field"
                    data-part="note-field"
                    rows="2"
                    aria-describedby=described_by
                    aria-invalid=move || error.read().is_some().then_some("true")
                    prop:value=move || draft.get()
                    on:input=move |event| desk.draft(id, Lane::Note, event_target_value(&event))
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
                    {desk.text(say::SAVE_NOTE)}
                </button>
            </form>
        </section>
    }
}

/// What is wrong with a draft, in words.
pub(super) fn draft_error(desk: Desk, id: ConversationId, lane: Lane) -> Signal<Option<String>> {
    let refused = desk.memo(move |model| {
        let draft = model.conversation(id)?.draft(lane);
        let over = draft
            .text
            .chars()
            .count()
            .saturating_sub(limits::TEXT_CHARS);
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
