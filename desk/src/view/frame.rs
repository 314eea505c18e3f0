//! What stands around every page: the strip on top, what is said across the screen, and beneath them
//! the page itself as the one `main`.

use juttu_shared::texts::desk::pages as say;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::accounts::Accounts;
use super::audit::AuditPage;
use super::banner::Banner;
use super::bar::Bar;
use super::columns::Columns;
use super::earlier::Earlier;
use super::hours::HoursPage;
use super::second_factor::{Locked, SecondFactorDialog};
use super::shortcuts::ShortcutsDialog;
use crate::desk::{Desk, Page};

/// The strip on top, and the page.
#[component]
pub(crate) fn Frame() -> impl IntoView {
    let desk = Desk::of_page();
    let page = Memo::new(move |_| desk.page());
    let pane = move || match page.get() {
        Page::Talks => desk.pane().name(),
        _ => "page",
    };
    view! {
        <div class="desk" data-pane=pane data-page=move || page.get().name()>
            <header class="above">
                <Bar/>
                {move || desk.wanted_page().map(|_| view! { <Leave/> })}
                <Banner/>
                <Locked/>
            </header>
            <ShortcutsDialog/>
            <SecondFactorDialog/>
            {move || match page.get() {
                Page::Talks => view! { <Columns/> }.into_any(),
                Page::Accounts => view! { <Accounts/> }.into_any(),
                Page::Hours => view! { <HoursPage/> }.into_any(),
                Page::Earlier => view! { <Earlier/> }.into_any(),
                Page::Audit => view! { <AuditPage/> }.into_any(),
            }}
        </div>
    }
}

/// Leaving the page would lose what was written: what to do. It takes the focus, and Esc stays.
#[component]
fn Leave() -> impl IntoView {
    let desk = Desk::of_page();
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            desk.stay_on_page();
        }
    };
    view! {
        <div class="strip told" role="group" aria-labelledby="leave-question" on:keydown=on_key>
            <p id="leave-question">{desk.text(say::LEAVE_EDITED)}</p>
            <button
                type="button"
                class="btn strong"
                id="stay-on-page"
                aria-describedby="leave-question"
                on:click=move |_| desk.stay_on_page()
            >
                {desk.text(say::STAY_ON_PAGE)}
            </button>
            <button type="button" class="btn" on:click=move |_| desk.leave_page()>
                {desk.text(say::LEAVE_PAGE)}
            </button>
        </div>
    }
}
