//! One of several that are chosen from, as a card: a radio button and its words. The cards of a
//! group share a name and stand in a fieldset.

use leptos::prelude::*;

/// A card.
#[component]
pub(crate) fn Choice(
    /// The group's name.
    group: &'static str,
    /// Its value, for stories.
    #[prop(into)]
    value: String,
    /// Its id, when it may be given the focus.
    #[prop(optional)]
    id: Option<&'static str>,
    /// Whether it is the chosen one.
    #[prop(into)]
    is_chosen: Signal<bool>,
    /// Chooses it.
    choose: Callback<()>,
    /// Its words.
    #[prop(into)]
    label: Signal<String>,
    /// What is said beside it, less strongly.
    #[prop(into, optional)]
    also: Option<Signal<String>>,
) -> impl IntoView {
    view! {
        <label class="choice">
            <input
                type="radio"
                name=group
                id=id
                value=value
                prop:checked=move || is_chosen.get()
                on:change=move |_| choose.run(())
            />
            <span>{label}</span>
            {also.map(|also| view! { " " <span class="hint">{also}</span> })}
        </label>
    }
}
