//! The desk's three languages, each by its own name. Buttons; the one in use is pressed.

use juttu_shared::texts::{Key, Language, desk as say};
use leptos::prelude::*;

use crate::desk::Desk;
use crate::words::Words;

/// Chooses the language.
#[component]
pub(crate) fn Languages() -> impl IntoView {
    let desk = Desk::of_page();
    let choice = move |language: Language| {
        let pressed = move || desk.words(Words::language) == language;
        view! {
            <button
                type="button"
                class="btn quiet"
                lang=language.tag()
                data-part="language"
                data-language=language.tag()
                aria-pressed=move || pressed().to_string()
                on:click=move |_| desk.speak(language)
            >
                {desk.text(own_name(language))}
            </button>
        }
    };
    view! {
        <div class="languages" role="group" aria-label=desk.text(say::LANGUAGE)>
            {Language::ALL.map(choice).collect_view()}
        </div>
    }
}

fn own_name(language: Language) -> Key {
    match language {
        Language::Fi => say::IN_FINNISH,
        Language::Sv => say::IN_SWEDISH,
        Language::En => say::IN_ENGLISH,
    }
}
