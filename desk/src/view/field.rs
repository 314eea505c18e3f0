//! A field with its label, and its error in words beside it. The error is the field's description,
//! and the field is invalid while there is one.

use juttu_shared::texts::Key;
use leptos::html;
use leptos::prelude::*;

use super::icon::{Icon, Which};
use crate::desk::Desk;

/// A field of a form.
#[component]
pub(crate) fn Field(
    /// Its id, and where its error's id comes from.
    id: &'static str,
    /// Its hook for stories.
    part: &'static str,
    /// What it is called.
    label: Key,
    /// `text` or `password`.
    kind: &'static str,
    /// What the browser may fill in.
    autocomplete: &'static str,
    /// Whether it takes digits alone, for the keyboard of a phone.
    #[prop(optional)]
    numeric: bool,
    /// What stands beneath it, to help.
    #[prop(optional, into)]
    hint: Option<Key>,
    /// The element, to read and to focus.
    node: NodeRef<html::Input>,
    /// What is wrong with it, in words.
    #[prop(into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let desk = Desk::of_page();
    let error_id = format!("{id}-error");
    let hint_id = format!("{id}-hint");
    let described_by = {
        let (error_id, hint_id) = (error_id.clone(), hint_id.clone());
        move || {
            let error = error.read().is_some().then(|| error_id.clone());
            let hint = hint.map(|_| hint_id.clone());
            let ids: Vec<_> = [error, hint].into_iter().flatten().collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    };
    view! {
        <div class="entry">
            <label class="label" for=id>{desk.text(label)}</label>
            <input
                class="field"
                id=id
                data-part=part
                type=kind
                autocomplete=autocomplete
                inputmode=numeric.then_some("numeric")
                autocapitalize="none"
                spellcheck="false"
                aria-describedby=described_by
                aria-invalid=move || error.read().is_some().then_some("true")
                node_ref=node
            />
            {hint.map(|key| view! { <p class="hint" id=hint_id>{desk.text(key)}</p> })}
            {move || {
                error
                    .get()
                    .map(|words| {
                        view! {
                            <p class="wrong" id=error_id.clone() data-part="error">
                                <Icon which=Which::Warn/>
                                {words}
                            </p>
                        }
                    })
            }}
        </div>
    }
}
