//! The field for a message: a native text area that grows with its text, and under it why its text
//! was not taken (`aria-invalid`, `aria-describedby`).

use leptos::prelude::*;

use crate::chat::Chat;
use crate::view::icon::{ALERT, Icon};

/// The field.
#[component]
pub fn Field(
    /// Its `part`.
    part: &'static str,
    /// Ids of what describes it, beside the objection.
    #[prop(optional)]
    described_by: Option<&'static str>,
    /// How many lines it begins with.
    rows: u32,
) -> impl IntoView {
    let chat = expect_context::<Chat>();
    let objects = move || chat.see(|shown| shown.objection.is_some());
    view! {
        <div class="grow" data-text=move || chat.draft()>
            <textarea
                id="field"
                part=part
                rows=rows
                autocomplete="off"
                aria-describedby=move || match (described_by, objects()) {
                    (Some(hint), true) => Some([hint, " objection"].concat()),
                    (Some(hint), false) => Some(hint.to_owned()),
                    (None, objects) => objects.then(|| "objection".to_owned()),
                }
                aria-invalid=move || objects().then_some("true")
                prop:readOnly=move || chat.see(|shown| shown.is_starting)
                prop:value=move || chat.draft()
                on:input=move |event| chat.write_draft(event_target_value(&event))
            ></textarea>
        </div>
        <p class="objection" id="objection" hidden=move || !objects()>
            <Icon path=ALERT />
            <span>
                {move || {
                    let objection = chat.see(|shown| shown.objection);
                    objection.map(|objection| chat.objection_words(objection)).unwrap_or_default()
                }}
            </span>
        </p>
    }
}
