//! A field with a draft of its own, in a panel: its label, its text and what is wrong with it. Enter
//! makes a line.

use juttu_shared::id::ConversationId;
use juttu_shared::texts::Key;
use leptos::prelude::*;

use super::note_form::draft_error;
use super::panel::Wrong;
use crate::desk::Desk;
use crate::model::Lane;

/// The field.
#[component]
pub(crate) fn DraftField(
    /// Which conversation.
    id: ConversationId,
    /// Which draft.
    lane: Lane,
    /// The field's id.
    field: &'static str,
    /// Its error's id.
    error_id: &'static str,
    /// What it is called.
    label: Key,
    /// What is said beside it, if anything.
    #[prop(optional)]
    hint: Option<Key>,
) -> impl IntoView {
    let desk = Desk::of_page();
    let draft = desk.memo(move |model| {
        let found = model.conversation(id);
        found.map_or(String::new(), |found| found.draft(lane).text.clone())
    });
    let error = draft_error(desk, id, lane);
    let hint_id = [field, "-hint"].concat();
    let described_by = {
        let hint_id = hint_id.clone();
        move || match (error.read().is_some(), hint) {
            (true, _) => Some(error_id.to_owned()),
            (false, Some(_)) => Some(hint_id.clone()),
            (false, None) => None,
        }
    };
    view! {
        <div class="entry">
            <label class="label" for=field>{desk.text(label)}</label>
            {hint.map(|hint| view! { <p class="hint" id=hint_id>{desk.text(hint)}</p> })}
            <textarea
                class="field"
                id=field
                data-part=field
                rows="2"
                aria-describedby=described_by
                aria-invalid=move || error.read().is_some().then_some("true")
                prop:value=move || draft.get()
                on:input=move |event| desk.draft(id, lane, event_target_value(&event))
            ></textarea>
            <Wrong id=error_id words=error/>
        </div>
    }
}
