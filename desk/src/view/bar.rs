//! The strip on top: what this is, the pages, who is signed in, the language, and the way out.
//!
//! The pages are links in a named navigation, and the one on the screen is the current one. While
//! it is another than the conversations, their link says how many wait and what is unread. The
//! language and the way out stand behind a button that bears the agent's name. On a phone
//! all but the heading and the way back fold into a menu: a button that says whether it is open; Esc
//! closes it, and so does choosing a page.

use juttu_shared::texts::desk::{self as say, pages as page_say};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{KeyboardEvent, MouseEvent};

use super::alerts::Alerts;
use super::icon::{Icon, Which};
use super::languages::Languages;
use super::second_factor::SecondFactorButton;
use super::shortcuts::ShortcutsButton;
use crate::browser::page as browser_page;
use crate::desk::{Desk, Page};
use crate::model::Conversation;

/// The strip on top.
#[component]
pub(crate) fn Bar() -> impl IntoView {
    let desk = Desk::of_page();
    let is_open = RwSignal::new(false);
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" && is_open.get_untracked() {
            is_open.set(false);
            browser_page::focus_soon("menu-button");
        }
    };
    let pages = desk.pages_at_hand();
    // One who has no conversations is called by nothing.
    let has_talks = Memo::new(move |_| pages.read().contains(&Page::Talks));
    view! {
        <div
            class="bar"
            class:unfolded=move || is_open.get()
            data-page=move || desk.page().name()
            on:keydown=on_key
        >
            <h1 id="desk-heading" tabindex="-1">{desk.text(say::DESK)}</h1>
            <nav class="pages" aria-label=desk.text(page_say::PAGES)>
                <For
                    each=move || pages.get()
                    key=|page| page.name()
                    children=move |page| view! { <To page=*page is_open/> }
                />
            </nav>
            <button
                type="button"
                class="btn quiet fold"
                id="menu-button"
                data-part="menu"
                aria-expanded=move || is_open.get().to_string()
                aria-controls="bar-menu"
                on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
            >
                <Icon which=Which::Down/>
                {desk.text(page_say::MENU)}
            </button>
            <div class="folds" id="bar-menu">
                {move || {
                    has_talks
                        .get()
                        .then(|| {
                            view! {
                                <div class="tools">
                                    <Alerts/>
                                    <ShortcutsButton/>
                                </div>
                            }
                        })
                }}
                <Person/>
            </div>
        </div>
    }
}

/// Who is signed in: the language, and the way out. On a laptop behind a button that bears the name;
/// Esc closes it, and so does going on past its end.
#[component]
fn Person() -> impl IntoView {
    let desk = Desk::of_page();
    let name = desk.memo(|model| model.me.as_ref().map(|me| me.name.clone()));
    let whose = move || {
        let name = name.get()?;
        Some(desk.words(|words| words.fill(page_say::SIGNED_IN_AS, "name", &name)))
    };
    let is_open = RwSignal::new(false);
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" && is_open.get_untracked() {
            event.stop_propagation();
            is_open.set(false);
            browser_page::focus_soon("person-button");
        }
    };
    let place = NodeRef::<html::Div>::new();
    close_outside(place, is_open);
    view! {
        <div class="person" class:open=move || is_open.get() on:keydown=on_key node_ref=place>
            <button
                type="button"
                class="btn quiet"
                id="person-button"
                data-part="person"
                aria-expanded=move || is_open.get().to_string()
                aria-controls="person-menu"
                on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
            >
                <span class="aloud">{whose}</span>
                <span aria-hidden="true">{move || name.get()}</span>
                <Icon which=Which::Down/>
            </button>
            <div class="own-menu" id="person-menu">
                <p class="whose">{whose}</p>
                <Languages/>
                <SecondFactorButton/>
                <button
                    type="button"
                    class="btn"
                    id="sign-out"
                    data-part="sign-out"
                    on:click=move |_| desk.leave()
                >
                    {desk.text(say::SIGN_OUT)}
                </button>
            </div>
        </div>
    }
}

/// Closes what hangs from the bar once something else is pressed or focused.
pub(super) fn close_outside(place: NodeRef<html::Div>, is_open: RwSignal<bool>) {
    let close = move |event: web_sys::Event| {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        let is_inside =
            (place.get_untracked()).is_some_and(|place| place.contains(target.as_ref()));
        if is_open.get_untracked() && !is_inside {
            is_open.set(false);
        }
    };
    for event in ["pointerdown", "focusin"] {
        let listening = window_event_listener_untyped(event, close);
        on_cleanup(move || listening.remove());
    }
}

/// The way to a page.
#[component]
fn To(
    /// Which.
    page: Page,
    /// Whether the phone's menu is open.
    is_open: RwSignal<bool>,
) -> impl IntoView {
    let desk = Desk::of_page();
    let waiting = desk.memo(|model| model.queue().count() as u64);
    let unread = desk.memo(|model| model.held().map(Conversation::unread).sum::<usize>() as u64);
    let is_current = move || desk.page() == page;
    let count = move |key, count: Memo<u64>| {
        let is_shown = move || page == Page::Talks && !is_current() && count.get() > 0;
        move || is_shown().then(|| desk.words(|words| words.count(key, count.get())))
    };
    let waits = count(page_say::WAIT_COUNT, waiting);
    let news = count(page_say::NEW_COUNT, unread);
    let go = move |event: MouseEvent| {
        // With a key held the link does what links do: another tab, another window.
        if event.ctrl_key() || event.meta_key() || event.shift_key() || event.button() != 0 {
            return;
        }
        event.prevent_default();
        is_open.set(false);
        desk.visit(page);
    };
    view! {
        <a
            class="btn quiet"
            href=["#", page.name()].concat()
            data-part="page"
            data-page=page.name()
            aria-current=move || is_current().then_some("page")
            on:click=go
        >
            {desk.text(page.label())}
            {move || waits().map(|words| view! { " " <span class="mark late">{words}</span> })}
            {move || news().map(|words| view! { " " <span class="mark full">{words}</span> })}
        </a>
    }
}
