//! The question before an identity is opened by one to whom it is disclosed: why. It stands there once
//! the relay asks for it, and takes the focus; what is wrong with the reason stands beside it.

use juttu_shared::id::{ConversationId, IdentityId};
use juttu_shared::limits::WHY_CHARS;
use juttu_shared::refusal::Refusal;
use juttu_shared::texts::desk::{identity as say, pages};
use leptos::prelude::*;
use web_sys::SubmitEvent;

use crate::browser::page;
use crate::desk::{Desk, identity as ids};
use crate::model::Opens;
use crate::view::panel::Wrong;

/// The question.
#[component]
pub(super) fn Why(
    /// Which conversation.
    id: ConversationId,
    /// Which identity.
    identity: IdentityId,
    /// Its place among the conversation's identities, from 0.
    place: usize,
) -> impl IntoView {
    let desk = Desk::of_page();
    let [field, hint_id, error_id] = ids::place(place).why;
    page::focus_soon(field);
    let text = desk.memo(move |model| model.shown(id)?.disclosure(identity)?.why.clone());
    let refused = desk.memo(move |model| model.shown(id)?.disclosure(identity)?.refused);
    let is_opening = desk.memo(move |model| model.is_disclosing(id, identity, Opens::Person));
    let wrong = Signal::derive(move || {
        let (_, code) = refused.get()?;
        Some(desk.words(|words| match code {
            Refusal::TextTooLong => words.count(pages::PAST_WHY_LONG, WHY_CHARS as u64),
            code => words.refusal(code),
        }))
    });
    let described_by = move || match refused.get() {
        Some(_) => [error_id, " ", hint_id].concat(),
        None => hint_id.to_owned(),
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        desk.open_identity(id, identity, Opens::Person);
        if refused.get_untracked().is_some() {
            page::focus_soon(field);
        }
    };
    view! {
        <form class="why" novalidate on:submit=submit data-part="identity-why">
            <label class="label" for=field>{desk.text(say::SHOW_WHY)}</label>
            <p class="hint" id=hint_id>{desk.text(say::SHOW_WHY_HINT)}</p>
            <input
                class="field"
                id=field
                autocomplete="off"
                aria-invalid=move || refused.get().map(|_| "true")
                aria-describedby=described_by
                prop:value=move || text.get().unwrap_or_default()
                on:input=move |event| {
                    desk.write_identity_why(id, identity, event_target_value(&event));
                }
            />
            <Wrong id=error_id words=wrong/>
            <button
                type="submit"
                class="btn fill"
                data-act="show-person"
                aria-disabled=move || is_opening.get().then_some("true")
            >
                {desk.text(say::SHOW_PERSON)}
            </button>
        </form>
    }
}
