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
    /// The element, to read and to focus.
    node: NodeRef<html::Input>,
    /// What is wrong with it, in words.
    #[prop(into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let desk = Desk::of_page();
    let error_id = format!("{id}-error");
    let described_by = {
        let error_id = error_id.clone();
        move || error.read().is_some().then(|| error_id.clone())
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
                autocapitalize="none"
                spellcheck="false"
                aria-describedby=described_by
                aria-invalid=move || error.read().is_some().then_some("true")
                node_ref=node
            />
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
