//! The row of somebody who waits, in the queue or with a contact request: what is known of them, and
//! the button that takes them. What it is about stands in one line, with the service at its end for
//! one who answers for several.

use juttu_shared::texts::desk::acts;
use juttu_shared::wire::v1::agent::Waiting;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

use super::claim::Claim;
use super::identity::Identified;
use crate::desk::Desk;

/// The row.
#[component]
pub(crate) fn Shell(
    /// Who waits: the same one for as long as the row stands.
    #[prop(into)]
    resident: Signal<Waiting>,
    /// Its hook for stories.
    part: &'static str,
    /// Whether it is past what was promised.
    #[prop(into)]
    is_late: Signal<bool>,
    /// Whether the resident is away.
    #[prop(into, default = false.into())]
    is_away: Signal<bool>,
    /// What is pressing, in words.
    #[prop(into)]
    also: Signal<String>,
    /// What stands above the matter: wait or promise, and marks.
    children: Children,
) -> impl IntoView {
    let desk = Desk::of_page();
    let (conversation, reference) = resident.with_untracked(|resident| {
        let Waiting {
            conversation,
            reference,
            ..
        } = resident;
        (*conversation, *reference)
    });
    let language = move || resident.with(|resident| resident.language.clone());
    let first_words = move || resident.with(|resident| resident.first_words.clone());
    let about = move || resident.with(|resident| [&topic(desk, resident), " · "].concat());
    let rest = move || resident.with(|resident| rest(desk, resident));
    let other_tongue = move || resident.with(|resident| other_tongue(desk, &resident.language));
    view! {
        <li
            class="item"
            class:late=is_late
            class:away=is_away
            on:mousedown=keep_focus
            data-part=part
            data-conversation=conversation.0.to_string()
            data-service=move || resident.with(|resident| resident.service.0.clone())
            data-reference=reference.to_string()
            data-late=move || is_late.get().then_some("true")
            data-away=move || is_away.get().then_some("true")
        >
            <div>
                {children()}
                <p class="matter">
                    {move || (resident.read().identified).then(|| view! { <Identified/> " " })}
                    {about}<b>{other_tongue}</b>{rest}</p>
                <p class="words muted" lang=language title=first_words>{first_words}</p>
            </div>
            <Claim conversation reference also/>
        </li>
    }
}

/// A press beside the button does nothing, so it does not take the focus from where one is: not
/// from a field with half an answer in it, nor to nowhere.
fn keep_focus(event: MouseEvent) {
    let on_button = (event.target())
        .and_then(|target| target.dyn_into::<Element>().ok())
        .and_then(|element| element.closest("button").ok().flatten());
    if on_button.is_none() {
        event.prevent_default();
    }
}

/// The topic that the resident chose, or that there is none.
fn topic(desk: Desk, waiting: &Waiting) -> String {
    let door = waiting.door.as_ref().unwrap_or(&waiting.service);
    let topic = desk.names(|model| model.matter_names(door, waiting.topic.as_deref(), None).0);
    topic.unwrap_or_else(|| desk.words(|words| words.say(acts::NO_TOPIC)))
}

/// What follows the language, when it is another than the desk's: the language when it is the
/// desk's, whose matter when it is not the resident's own, area, and last the service, where the
/// agent answers for several; the line is cut where the column ends.
fn rest(desk: Desk, waiting: &Waiting) -> String {
    let (service, area) = desk.names(|model| {
        let is_one = model.me.as_ref().is_some_and(|me| me.services.len() == 1);
        let service = (!is_one).then(|| {
            let named = model.named(&waiting.service);
            named.map_or_else(|| waiting.service.0.clone(), |named| named.name.clone())
        });
        let door = waiting.door.as_ref().unwrap_or(&waiting.service);
        (service, model.matter_names(door, None, waiting.area).1)
    });
    desk.words(|words| {
        let is_same = is_spoken(words.language().tag(), &waiting.language);
        let tongue = is_same.then(|| words.language_name(&waiting.language));
        let whose = words.concerns_another(waiting.concerns);
        let first = (!is_same).then(String::new);
        let parts = [first, tongue, whose, area, service].into_iter().flatten();
        parts.collect::<Vec<_>>().join(" · ")
    })
}

/// The resident's language, when it is another than the desk's: said apart, for it decides who can
/// answer.
pub(super) fn other_tongue(desk: Desk, language: &str) -> Option<String> {
    desk.words(|words| {
        let is_same = is_spoken(words.language().tag(), language);
        (!is_same).then(|| words.language_name(language))
    })
}

fn is_spoken(desk: &str, tag: &str) -> bool {
    let primary = tag.split('-').next().unwrap_or_default();
    primary.eq_ignore_ascii_case(desk)
}
