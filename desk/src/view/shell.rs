//! The row of somebody who waits, in the queue or with a contact request: what is known of them, and
//! the button that takes them. What it is about stands in one line, with the service before it for
//! one who answers for several.

use juttu_shared::wire::v1::agent::Waiting;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

use super::claim::Claim;
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
    let matter = move || resident.with(|resident| matter(desk, resident));
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
                <p class="matter">{matter}<b>{other_tongue}</b></p>
                <p class="words muted" lang=language>{first_words}</p>
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

/// What it is about: service, topic, whose matter when it is not the resident's own, area, and the
/// language when it is the desk's.
fn matter(desk: Desk, waiting: &Waiting) -> String {
    let (service, topic, area) = desk.names(|model| {
        let is_one = model.me.as_ref().is_some_and(|me| me.services.len() == 1);
        let service = (!is_one).then(|| {
            let named = model.named(&waiting.service);
            named.map_or_else(|| waiting.service.0.clone(), |named| named.name.clone())
        });
        let door = waiting.door.as_ref().unwrap_or(&waiting.service);
        let (topic, area) = model.matter_names(door, waiting.topic.as_deref(), waiting.area);
        (service, topic, area)
    });
    let first = match (service, topic) {
        (Some(service), Some(topic)) => Some([service, topic].join(": ")),
        (service, topic) => service.or(topic),
    };
    desk.words(|words| {
        let whose = words.concerns_another(waiting.concerns);
        let is_same = is_spoken(words.language().tag(), &waiting.language);
        let tongue = is_same.then(|| words.language_name(&waiting.language));
        let parts = [first, whose, area, tongue];
        let parts = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        if is_same || parts.is_empty() {
            parts
        } else {
            [&parts, " · "].concat()
        }
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
