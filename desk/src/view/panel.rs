//! A panel in the page in which something is asked before it is done: a heading that takes the focus
//! when it opens, a button that closes it, and Escape that does too. What it was opened by gets the
//! focus back. What was refused is said in it.

use juttu_shared::id::ConversationId;
use juttu_shared::texts::Key;
use juttu_shared::texts::desk::acts;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::icon::{Icon, Which};
use crate::browser::page;
use crate::desk::Desk;
use crate::model::Deed;

/// The frame of a panel.
#[component]
pub(crate) fn Panel(
    /// What it is called.
    #[prop(into)]
    title: Signal<String>,
    /// Its hook for stories.
    part: &'static str,
    /// Closes it.
    close: Callback<()>,
    /// What stands in it.
    children: Children,
) -> impl IntoView {
    let desk = Desk::of_page();
    page::focus_soon("panel-heading");
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" && !event.is_composing() {
            event.stop_propagation();
            close.run(());
        }
    };
    view! {
        <section class="act-panel" aria-labelledby="panel-heading" data-part=part on:keydown=on_key>
            <div class="head">
                <h3 id="panel-heading" tabindex="-1">{title}</h3>
                <button
                    type="button"
                    class="btn quiet square"
                    aria-label=desk.text(acts::CLOSE_ACT)
                    on:click=move |_| close.run(())
                >
                    <Icon which=Which::Cross/>
                </button>
            </div>
            {children()}
        </section>
    }
}

/// Why a deed was refused the last time, in words.
pub(super) fn refusal_of(desk: Desk, id: ConversationId, deed: Deed) -> Signal<Option<String>> {
    let code = desk.memo(move |model| {
        let (refused, code) = model.shown(id)?.deed_refused?;
        (refused == deed).then_some(code)
    });
    Signal::derive(move || {
        let code = code.get()?;
        Some(desk.words(|words| words.refusal(code)))
    })
}

/// What is wrong, beside what it is about.
#[component]
pub(crate) fn Wrong(
    /// Its id, for what it describes.
    id: &'static str,
    /// What is wrong, in words.
    #[prop(into)]
    words: Signal<Option<String>>,
) -> impl IntoView {
    move || {
        words.get().map(|words| {
            view! {
                <p class="wrong" id=id data-part="error">
                    <Icon which=Which::Warn/>
                    " "
                    {words}
                </p>
            }
        })
    }
}

/// The words of a deed's button, while it is done and before.
pub(super) fn doing(
    desk: Desk,
    id: ConversationId,
    deed: Deed,
    before: Key,
    meanwhile: Key,
) -> (Memo<bool>, impl Fn() -> String + Copy + Send + 'static) {
    let is_doing = desk.memo(move |model| model.is_doing(id, deed));
    let label = move || {
        let key = if is_doing.get() { meanwhile } else { before };
        desk.words(|words| words.say(key))
    };
    (is_doing, label)
}

/// Closes a panel when its deed is done: no longer on its way, and not refused.
pub(super) fn close_when_done(desk: Desk, id: ConversationId, deed: Deed, close: Callback<()>) {
    let stands = desk.memo(move |model| {
        let refused = model.shown(id).and_then(|found| found.deed_refused);
        let is_refused = refused.is_some_and(|(refused, _)| refused == deed);
        (model.is_doing(id, deed), is_refused)
    });
    leptos::prelude::Effect::new(move |was_doing: Option<bool>| {
        let (is_doing, is_refused) = stands.get();
        if was_doing == Some(true) && !is_doing && !is_refused {
            close.run(());
        }
        is_doing
    });
}
