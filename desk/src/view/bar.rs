//! The strip on top: what this is, who is signed in, the language, and the way out.

use juttu_shared::texts::desk as say;
use leptos::prelude::*;

use super::languages::Languages;
use crate::desk::Desk;

/// The strip on top.
#[component]
pub(crate) fn Bar() -> impl IntoView {
    let desk = Desk::of_page();
    let name = desk.memo(|model| model.me.as_ref().map(|me| me.name.clone()));
    view! {
        <div class="bar">
            <h1 id="desk-heading" tabindex="-1">{desk.text(say::DESK)}</h1>
            <Languages/>
            <span class="whose">{move || name.get()}</span>
            <button
                type="button"
                class="btn quiet"
                id="sign-out"
                data-part="sign-out"
                on:click=move |_| desk.leave()
            >
                {desk.text(say::SIGN_OUT)}
            </button>
        </div>
    }
}
