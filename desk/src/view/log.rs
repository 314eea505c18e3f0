//! The log: everything said and noted, in order, and whether the resident is writing.
//!
//! `role="log"` with `aria-live="off"`: the announcer says each new message once. A reader at the
//! end stays at the end; one who has scrolled up is left alone, and a button says what is new.

use juttu_shared::id::ConversationId;
use juttu_shared::texts::desk as say;
use leptos::html;
use leptos::prelude::{Effect as Reaction, *};

use super::icon::{Icon, Which};
use super::redact::{Place, go_between};
use super::row::LogRow;
use crate::browser::size::Watched;
use crate::desk::Desk;
use crate::model::{From, RowState};

/// How near to the end counts as at the end, in CSS pixels.
const NEAR_PX: i32 = 48;

/// The log of a conversation.
#[component]
pub(crate) fn Log(
    /// Which conversation.
    id: ConversationId,
) -> impl IntoView {
    let desk = Desk::of_page();
    let rows = desk.memo(move |model| model.rows_of(id));
    let last_text = Memo::new(move |_| {
        rows.with(|rows| {
            let mut texts = rows.iter().rev();
            let last = texts.find(|row| row.what.is_text() && row.state == RowState::Sent)?;
            Some((last.what.is_staff(), last.seq))
        })
    });
    let place = Place {
        id,
        may: desk.memo(move |model| model.may_redact(id)),
        stop: last_text,
    };
    let reference = desk.memo(move |model| model.shown(id).map_or(0, |found| found.reference));
    let language = desk.memo(move |model| Some(model.shown(id)?.language()?.to_owned()));
    let typing_until_ms =
        desk.memo(move |model| model.shown(id).map_or(0, |found| found.typing_until_ms));
    let ends_at_ms = desk.memo(move |model| model.shown(id)?.ends_at_ms);
    let ends_in = move || {
        let left_ms = ends_at_ms.get()?.saturating_sub(desk.now_ms());
        Some(desk.words(|words| words.ends_in(left_ms)))
    };
    let is_typing = Memo::new(move |_| typing_until_ms.get() > desk.now_ms());

    let scroller = NodeRef::<html::Div>::new();
    let is_at_end = RwSignal::new(true);
    let unseen = RwSignal::new(0_u64);
    // Frames, observers and late events may come when another conversation stands there already:
    // what belonged to this one is gone then, and there is nothing to do.
    let to_end = move || {
        if let Some(element) = scroller.try_get_untracked().flatten() {
            element.set_scroll_top(element.scroll_height());
        }
    };
    // A box that shrinks, because of a keyboard or a longer answer, keeps its end in sight.
    let size = StoredValue::new_local(None::<Watched>);
    Reaction::new(move |_| {
        let sized = scroller.get().and_then(|element| {
            Watched::watch(&element, move || {
                if is_at_end.try_get_untracked() == Some(true) {
                    to_end();
                }
            })
        });
        size.set_value(sized);
    });
    let note_place = move |_| {
        if let Some(element) = scroller.try_get_untracked().flatten() {
            let below_px = element.scroll_height() - element.scroll_top() - element.client_height();
            let now = below_px <= NEAR_PX;
            if is_at_end.try_get_untracked().is_some_and(|was| was != now) {
                is_at_end.set(now);
            }
            if now && unseen.try_get_untracked().is_some_and(|count| count > 0) {
                unseen.set(0);
            }
        }
    };
    Reaction::new(move |before: Option<usize>| {
        let (heard, is_own) = rows.with(|rows| {
            let heard = rows.iter().filter(|row| row.from == From::Visitor).count();
            let own = rows
                .last()
                .is_some_and(|row| row.state == RowState::Sending);
            (heard, own)
        });
        if is_own || is_at_end.get_untracked() {
            request_animation_frame(to_end);
        } else if let Some(before) = before {
            let more = heard.saturating_sub(before) as u64;
            unseen.update(|count| *count += more);
        }
        heard
    });

    let name = move || {
        desk.words(|words| [words.say(say::LOG), words.resident(reference.get())].join(", "))
    };
    view! {
        <div class="below">
            <div
                class="scroll"
                id="log"
                role="log"
                aria-live="off"
                aria-label=name
                tabindex="0"
                node_ref=scroller
                on:scroll=note_place
                on:keydown=move |event| go_between(&event)
            >
                <ol class="log">
                    <For
                        each=move || rows.get()
                        key=|row| row.clone()
                        children=move |row| {
                            view! {
                                <LogRow
                                    row
                                    reference=reference.get_untracked()
                                    language=language.get_untracked()
                                    place
                                />
                            }
                        }
                    />
                </ol>
            </div>
            {move || {
                (unseen.get() > 0)
                    .then(|| {
                        view! {
                            <button type="button" class="btn newer" on:click=move |_| to_end()>
                                <Icon which=Which::Down/>
                                {move || desk.words(|words| words.count(say::NEW_MESSAGES, unseen.get()))}
                            </button>
                        }
                    })
            }}
        </div>
        {move || {
            ends_at_ms
                .get()
                .map(|_| {
                    view! {
                        <p class="ending-soon" data-fact="ending">
                            <Icon which=Which::Clock/>
                            {ends_in}
                        </p>
                    }
                })
        }}
        <p class="typing">
            {move || {
                is_typing
                    .get()
                    .then(|| {
                        view! { <span data-part="typing">{desk.text(say::RESIDENT_TYPING)}</span> }
                    })
            }}
        </p>
    }
}
