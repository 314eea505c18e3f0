//! Canned replies beside a field: a button opens the search, a few letters find, arrows choose, Enter
//! or a press puts the text where the caret stood, and the focus goes back to the field. Nothing is
//! sent. A combobox with a listbox, after the ARIA Authoring Practices; Esc closes it.

use juttu_shared::id::ConversationId;
use juttu_shared::texts::desk::alerts as say;
use leptos::prelude::*;
use web_sys::{KeyboardEvent, MouseEvent};

use super::icon::{Icon, Which};
use super::keys::Hint;
use crate::browser::page;
use crate::desk::Desk;
use crate::model::Lane;
use crate::model::replies::Offer;
use crate::model::shortcuts::Aim;

/// The button, and the search while it is open. Nothing where the service has no such replies.
#[component]
pub(crate) fn Replies(
    /// Which conversation.
    id: ConversationId,
    /// Into which field: the reply, or what is said last.
    lane: Lane,
) -> impl IntoView {
    let desk = Desk::of_page();
    let is_open = RwSignal::new(false);
    let is_any = Memo::new(move |_| !desk.find_replies(id, lane, "").is_empty());
    let is_last = lane == Lane::Agreed;
    let (button, label) = if is_last {
        ("ending-replies-button", say::ENDING_REPLIES)
    } else {
        ("replies-button", say::REPLIES)
    };
    let toggle = move |_| {
        is_open.update(|is_open| *is_open = !*is_open);
        if is_open.get_untracked() {
            page::focus_soon(seek_id(lane));
        }
    };
    let close = move |()| {
        is_open.set(false);
        page::focus_soon(button);
    };
    move || {
        is_any.get().then(|| {
            view! {
                <div class="ready">
                    <button
                        type="button"
                        class="btn"
                        id=button
                        data-part="replies"
                        aria-expanded=move || is_open.get().to_string()
                        aria-keyshortcuts=move || {
                            (!is_last).then(|| desk.aria_keys(Aim::Replies, 0)).flatten()
                        }
                        on:click=toggle
                    >
                        <Icon which=Which::Find/>
                        {desk.text(label)}
                        {(!is_last).then(|| view! { <Hint aim=Aim::Replies/> })}
                    </button>
                    {move || {
                        is_open
                            .get()
                            .then(|| {
                                view! { <Finder id lane is_open close=Callback::new(close)/> }
                            })
                    }}
                </div>
            }
        })
    }
}

/// The search.
#[component]
fn Finder(
    /// Which conversation.
    id: ConversationId,
    /// Into which field.
    lane: Lane,
    /// Whether it is open.
    is_open: RwSignal<bool>,
    /// Closes it, and gives the focus back.
    close: Callback<()>,
) -> impl IntoView {
    let desk = Desk::of_page();
    let sought = RwSignal::new(String::new());
    let chosen = RwSignal::new(0_usize);
    let found = Memo::new(move |_| sought.with(|sought| desk.find_replies(id, lane, sought)));
    let insert = move |offer: &Offer| {
        is_open.set(false);
        desk.insert(id, lane, &offer.text);
    };
    let take_chosen = move || {
        let offer = found.with_untracked(|found| found.get(chosen.get_untracked()).cloned());
        if let Some(offer) = offer {
            insert(&offer);
        }
    };
    let step = move |by: isize| {
        let count = found.with_untracked(Vec::len);
        if count > 0 {
            chosen.update(|at| *at = at.saturating_add(count).saturating_add_signed(by) % count);
            page::show_soon(option_id(lane, chosen.get_untracked()));
        }
    };
    let on_key = move |event: KeyboardEvent| {
        if event.is_composing() || event.key_code() == 229 {
            return;
        }
        match event.key().as_str() {
            "ArrowDown" => step(1),
            "ArrowUp" => step(-1),
            "Enter" => take_chosen(),
            "Escape" => close.run(()),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let count = move || {
        let count = found.with(Vec::len) as u64;
        desk.words(|words| match count {
            0 => words.say(say::REPLIES_NO_MATCH),
            count => words.count(say::REPLIES_FOUND, count),
        })
    };
    let active = move || {
        let is_any = found.with(|found| !found.is_empty());
        is_any.then(|| option_id(lane, chosen.get()))
    };
    let list_id = [seek_id(lane), "-list"].concat();
    view! {
        <div class="finder" data-part="finder">
            <div class="seek">
                <Icon which=Which::Find/>
                <input
                    class="field"
                    id=seek_id(lane)
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    spellcheck="false"
                    aria-label=desk.text(say::REPLIES_SEEK)
                    aria-expanded="true"
                    aria-autocomplete="list"
                    aria-controls=list_id.clone()
                    aria-activedescendant=active
                    aria-describedby=[seek_id(lane), "-hint"].concat()
                    prop:value=move || sought.get()
                    on:input=move |event| {
                        chosen.set(0);
                        sought.set(event_target_value(&event));
                    }
                    on:keydown=on_key
                />
                <span class="hint" role="status">{count}</span>
            </div>
            <div class="offers" role="listbox" id=list_id aria-label=desk.text(say::REPLIES)>
                {move || {
                    let offers = found.get().into_iter().enumerate();
                    offers
                        .map(|(index, offer)| {
                            view! { <Choice index offer lane chosen insert=Callback::new(move |offer: Offer| insert(&offer))/> }
                        })
                        .collect_view()
                }}
            </div>
            <p class="hint" id=[seek_id(lane), "-hint"].concat()>{desk.text(say::REPLIES_HINT)}</p>
        </div>
    }
}

/// One that was found.
#[component]
fn Choice(
    /// Its place.
    index: usize,
    /// The reply.
    offer: Offer,
    /// Into which field.
    lane: Lane,
    /// Which one is chosen.
    chosen: RwSignal<usize>,
    /// Puts it into the field.
    insert: Callback<Offer>,
) -> impl IntoView {
    let desk = Desk::of_page();
    let Offer {
        title,
        text,
        language,
        is_own_language,
        ..
    } = offer.clone();
    let only = {
        let language = language.clone();
        move || {
            desk.words(|words| {
                let name = words.language_name(&language);
                words.fill(say::REPLY_ONLY_IN, "language", &name)
            })
        }
    };
    view! {
        <div
            role="option"
            id=option_id(lane, index)
            data-part="offer"
            data-reply=offer.id.clone()
            aria-selected=move || (chosen.get() == index).to_string()
            on:mousedown=|event: MouseEvent| event.prevent_default()
            on:click=move |_| insert.run(offer.clone())
        >
            <b lang=language.clone()>{title}</b>
            " "
            {(!is_own_language).then(|| view! { <span class="mark">{only}</span> " " })}
            <span class="muted" lang=language>{text}</span>
        </div>
    }
}

fn seek_id(lane: Lane) -> &'static str {
    match lane {
        Lane::Agreed => "ending-replies-seek",
        _ => "replies-seek",
    }
}

fn option_id(lane: Lane, index: usize) -> String {
    [seek_id(lane), "-", &index.to_string()].concat()
}
