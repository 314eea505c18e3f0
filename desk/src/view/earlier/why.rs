//! The question before a conversation is read that is not one's own. It takes the focus; Esc takes it
//! back; what is wrong with the reason stands beside it.

use juttu_shared::limits::WHY_CHARS;
use juttu_shared::refusal::Refusal;
use juttu_shared::texts::desk::pages as say;
use leptos::prelude::{Effect as Reaction, *};
use web_sys::{KeyboardEvent, SubmitEvent};

use crate::browser::pages::focus;
use crate::desk::Desk;
use crate::model::Model;
use crate::view::icon::{Icon, Which};

/// The question, while it stands; and why reading was refused.
#[component]
pub(super) fn AskWhy() -> impl IntoView {
    let desk = Desk::of_page();
    let asked = desk.memo(|model| {
        let why = model.past.why.as_ref();
        why.map(|why| (why.conversation, why.reference))
    });
    let refused = desk.memo(|model| model.look_refused);
    Reaction::new(move |_| {
        if asked.get().is_some() {
            focus("why-field");
        }
    });
    view! {
        {move || {
            refused
                .get()
                .map(|code| {
                    view! {
                        <p class="notice-box bad" data-part="look-refused">
                            {move || desk.words(|words| words.refusal(code))}
                        </p>
                    }
                })
        }}
        {move || asked.get().map(|(_, reference)| view! { <Question reference/> })}
    }
}

/// The question.
#[component]
fn Question(
    /// The resident's number.
    reference: u64,
) -> impl IntoView {
    let desk = Desk::of_page();
    let text = desk.memo(|model| model.past.why.as_ref().map(|why| why.text.clone()));
    let wrong = desk.memo(|model| model.past.why.as_ref().and_then(|why| why.wrong));
    let is_looking = desk.memo(Model::is_looking);
    let title = move || {
        desk.words(|words| words.says(&words.resident(reference), &words.say(say::PAST_WHY)))
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !desk.look_because() {
            focus("why-field");
        }
    };
    let give_up = move || {
        desk.put_down();
        focus("earlier-heading");
    };
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            give_up();
        }
    };
    let described_by = move || match wrong.get() {
        Some(_) => "why-error why-hint",
        None => "why-hint",
    };
    view! {
        <form class="days-form why" novalidate on:submit=submit on:keydown=on_key data-part="why">
            <label class="label" for="why-field">{title}</label>
            <p class="hint" id="why-hint">{desk.text(say::PAST_WHY_HINT)}</p>
            <input
                class="field"
                id="why-field"
                autocomplete="off"
                aria-invalid=move || wrong.get().map(|_| "true")
                aria-describedby=described_by
                prop:value=move || text.get().unwrap_or_default()
                on:input=move |event| desk.write_why(event_target_value(&event))
            />
            {move || {
                wrong
                    .get()
                    .map(|code| {
                        let said = move || desk.words(|words| match code {
                            Refusal::TextTooLong => words.count(say::PAST_WHY_LONG, WHY_CHARS as u64),
                            _ => words.say(say::PAST_WHY_MISSING),
                        });
                        view! {
                            <p class="wrong" id="why-error" data-part="error">
                                <Icon which=Which::Warn/>
                                {said}
                            </p>
                        }
                    })
            }}
            <div class="row">
                <button
                    type="submit"
                    class="btn strong"
                    aria-disabled=move || is_looking.get().then_some("true")
                >
                    {desk.text(say::PAST_OPEN)}
                </button>
                <button type="button" class="btn" on:click=move |_| give_up()>
                    {desk.text(say::HOURS_CANCEL)}
                </button>
            </div>
        </form>
    }
}
