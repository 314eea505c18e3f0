//! The answer to the resident. Enter sends, Shift and Enter make a line; in a contact request Enter
//! makes a line, and Ctrl and Enter send. Where fingers do the pointing, Enter makes a line; never
//! does anything happen while an input method is composing. The focus stays in the field. What is
//! wrong is said beside it, and the text stays.

use juttu_shared::id::ConversationId;
use juttu_shared::texts::desk as say;
use juttu_shared::texts::desk::{acts, identity};
use leptos::html;
use leptos::prelude::*;
use web_sys::{KeyboardEvent, SubmitEvent};

use super::icon::{Icon, Which};
use super::note_form::draft_error;
use super::replies::Replies;
use crate::browser::page;
use crate::desk::Desk;
use crate::model::Lane;
use crate::model::shortcuts::Aim;

/// The form to answer with.
#[component]
pub(crate) fn ReplyForm(
    /// Which conversation.
    id: ConversationId,
) -> impl IntoView {
    let desk = Desk::of_page();
    let field = NodeRef::<html::Textarea>::new();
    let reference =
        desk.memo(move |model| model.conversation(id).map_or(0, |found| found.reference));
    let draft = desk.memo(move |model| {
        let found = model.conversation(id);
        found.map_or(String::new(), |found| found.draft(Lane::Reply).text.clone())
    });
    let is_request =
        desk.memo(move |model| model.conversation(id).is_some_and(|found| !found.is_live));
    let error = draft_error(desk, id, Lane::Reply);
    let send = move || {
        desk.send(id, Lane::Reply);
        if let Some(field) = field.get_untracked() {
            field.focus().ok();
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let sends = if is_request.get_untracked() {
            is_enter(&event) && (event.ctrl_key() || event.meta_key())
        } else {
            is_enter(&event) && is_alone(&event) && !page::is_touched()
        };
        if sends {
            event.prevent_default();
            send();
        }
    };
    let known = desk.memo(move |model| {
        let found = model.conversation(id)?;
        Some((found.is_identified(), found.is_mixed()))
    });
    let reads = desk.memo(move |model| {
        let reach = model.conversation(id).filter(|it| !it.is_live)?.reach;
        Some((reach.code, reach.identification))
    });
    let label = move || {
        let key = match reads.get() {
            Some((true, _)) => acts::READS_WITH_CODE,
            Some((false, true)) => identity::READS_IDENTIFIED,
            _ => acts::SEES_THIS,
        };
        desk.words(|words| words.fill(key, "n", &reference.get().to_string()))
    };
    let hint = (!page::is_touched()).then(|| {
        let hint = move || {
            let key = if is_request.get() {
                say::REQUEST_HINT
            } else {
                say::REPLY_HINT
            };
            desk.words(|words| words.say(key))
        };
        view! { <span class="hint" id="reply-hint">{hint}</span> }
    });
    let described_by = move || {
        let mut ids = vec![match error.read().is_some() {
            true => "reply-error",
            false => "reply-hint",
        }];
        if is_request.get() {
            ids.push("reply-limit");
        }
        ids.join(" ")
    };
    view! {
        <form
            class="reply"
            novalidate
            on:submit=move |event: SubmitEvent| {
                event.prevent_default();
                send();
            }
        >
            {move || {
                is_request
                    .get()
                    .then(|| {
                        view! {
                            <p class="limit" id="reply-limit" data-fact="limit">
                                {move || limit(desk, known.get().unwrap_or_default())}
                            </p>
                        }
                    })
            }}
            <div class="cap">
                <label class="label" for="reply-field">{label}</label>
                {hint}
            </div>
            <textarea
                class="field"
                id="reply-field"
                data-part="reply-field"
                rows="2"
                aria-describedby=described_by
                aria-invalid=move || error.read().is_some().then_some("true")
                aria-keyshortcuts=move || desk.aria_keys(Aim::Reply, 0)
                prop:value=move || draft.get()
                on:input=move |event| desk.draft(id, Lane::Reply, event_target_value(&event))
                on:keydown=on_key
                node_ref=field
            ></textarea>
            {move || {
                error
                    .get()
                    .map(|words| {
                        view! {
                            <p class="wrong" id="reply-error" data-part="error">
                                <Icon which=Which::Warn/>
                                {words}
                            </p>
                        }
                    })
            }}
            <div class="sends">
                <Replies id lane=Lane::Reply/>
                <button class="btn strong" type="submit" data-part="send">
                    {desk.text(acts::SEND_TO_RESIDENT)}
                    <Icon which=Which::Send/>
                </button>
            </div>
        </form>
    }
}

/// What may be written about: nothing of one's own to one who is anonymous, or who may be either of
/// two people.
fn limit(desk: Desk, (is_identified, is_mixed): (bool, bool)) -> impl IntoView {
    let (which, who, what) = match (is_identified, is_mixed) {
        (_, true) => (Which::Warn, identity::MIXED, identity::MIXED_LIMIT),
        (true, false) => (
            Which::Check,
            identity::IS_IDENTIFIED,
            identity::IDENTIFIED_LIMIT,
        ),
        (false, false) => (Which::Info, say::GENERAL_ONLY, acts::ANONYMOUS_LIMIT),
    };
    view! {
        <Icon which/>
        <span>
            <b>{desk.text(who)}</b>
            {(which == Which::Warn).then_some(".")}
            " "
            {desk.text(what)}
        </span>
    }
}

/// Enter, and not one that an input method uses to choose among its candidates (some browsers say
/// so only by the key code 229).
pub(super) fn is_enter(event: &KeyboardEvent) -> bool {
    event.key() == "Enter" && !event.is_composing() && event.key_code() != 229
}

fn is_alone(event: &KeyboardEvent) -> bool {
    !(event.shift_key() || event.ctrl_key() || event.alt_key() || event.meta_key())
}
