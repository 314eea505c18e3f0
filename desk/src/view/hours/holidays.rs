//! The closing days by rule: a switch for each, folded away, as they seldom change.

use juttu_shared::texts::desk::pages as say;
use juttu_shared::wire::v1::desk::HolidayName;
use leptos::prelude::*;

use crate::desk::Desk;

/// The closing days.
#[component]
pub(super) fn Holidays() -> impl IntoView {
    let desk = Desk::of_page();
    let may_edit = desk.may_edit_hours();
    let all = desk.sheet(|sheet| sheet.saved.holidays.clone());
    let one = move |HolidayName { key, name }: HolidayName| {
        let is_closed = desk.sheet({
            let key = key.clone();
            move |sheet| sheet.draft.closed_holidays.contains(&key)
        });
        let turn = move |_| {
            desk.edit_hours(|draft| {
                if !draft.closed_holidays.remove(&key) {
                    draft.closed_holidays.insert(key.clone());
                }
            });
        };
        view! {
            <li>
                <label class="tick">
                    <input
                        type="checkbox"
                        prop:checked=move || is_closed.get() == Some(true)
                        disabled=move || !may_edit.get()
                        on:change=turn
                    />
                    <span>{name}</span>
                </label>
            </li>
        }
    };
    view! {
        <section aria-labelledby="holidays-heading">
            <details>
                <summary>
                    <h3 id="holidays-heading">{desk.text(say::HOURS_HOLIDAYS)}</h3>
                </summary>
                <p class="hint">{desk.text(say::HOURS_HOLIDAYS_HINT)}</p>
                <ul class="switches">
                    {move || all.get().unwrap_or_default().into_iter().map(one).collect_view()}
                </ul>
            </details>
        </section>
    }
}
