//! Two fields of a time that is open, and the way to take it away. Each is named by its day and its
//! place in it; what is wrong stands beneath, and is the field's description.

use juttu_shared::texts::desk::pages as say;
use leptos::prelude::*;

use crate::desk::Desk;
use crate::model::hours::{Edge, Span, SpanFault};
use crate::view::icon::{Icon, Which};

/// A change of a time.
pub(super) type Put = Box<dyn FnOnce(&mut Span) + Send + Sync>;

/// The id of a field.
pub(crate) fn span_id(place: &str, id: u64, edge: Edge) -> String {
    let edge = match edge {
        Edge::From => "from",
        Edge::Until => "until",
    };
    [place, &id.to_string(), edge].join("-")
}

/// A time that is open, in two fields.
#[component]
pub(super) fn SpanFields(
    /// Where it stands: `week`, or `form`.
    place: &'static str,
    /// Which one.
    id: u64,
    /// What it is, while it is there.
    span: Memo<Option<Span>>,
    /// What is wrong with the day's times.
    faults: Memo<Vec<SpanFault>>,
    /// What the day is called.
    #[prop(into)]
    day: Signal<String>,
    /// Its place in the day, from 1.
    number: Memo<usize>,
    /// Changes it.
    change: Callback<(u64, Put)>,
    /// Takes it away.
    remove: Callback<u64>,
) -> impl IntoView {
    let desk = Desk::of_page();
    let label = move |key| {
        move || {
            let number = number.get().to_string();
            let day = day.get();
            desk.words(|words| words.fill(key, "day", &day).replace("{n}", &number))
        }
    };
    let fault = Memo::new(move |_| {
        let is_checked = span.read().as_ref().is_some_and(|span| span.is_checked);
        let faults = faults.read();
        let found = faults.iter().find(|fault| fault.id == id);
        found.filter(|_| is_checked).copied()
    });
    let error_id = [place, &id.to_string(), "error"].join("-");
    let field = {
        let error_id = error_id.clone();
        move |edge: Edge, key| {
            let error_id = error_id.clone();
            let is_wrong = move || fault.get().is_some_and(|fault| fault.edge == edge);
            let value = move || {
                let span = span.get();
                span.map_or_else(String::new, |span| match edge {
                    Edge::From => span.from,
                    Edge::Until => span.until,
                })
            };
            let write = move |event: leptos::ev::Event| {
                let text = event_target_value(&event);
                let put: Put = match edge {
                    Edge::From => Box::new(move |span| span.from = text),
                    Edge::Until => Box::new(move |span| span.until = text),
                };
                change.run((id, put));
            };
            // Whether the time is right is said once both fields have been left. A field that goes with
            // the caret in it tells of a change too, when what it belongs to is gone already.
            let check = move |_| {
                let is_whole = span.try_with_untracked(|span| {
                    (span.as_ref()).is_some_and(|it| !it.from.is_empty() && !it.until.is_empty())
                });
                if is_whole == Some(true) {
                    change.run((id, Box::new(|span| span.is_checked = true)));
                }
            };
            view! {
                <input
                    class="field num"
                    id=span_id(place, id, edge)
                    inputmode="decimal"
                    autocomplete="off"
                    maxlength="5"
                    aria-label=label(key)
                    aria-invalid=move || is_wrong().then_some("true")
                    aria-describedby=move || is_wrong().then(|| error_id.clone())
                    prop:value=value
                    on:input=write
                    on:change=check
                />
            }
        }
    };
    view! {
        <div class="span-box">
            <div class="span">
                {field(Edge::From, say::HOURS_STARTS)}
                <span aria-hidden="true">"–"</span>
                {field(Edge::Until, say::HOURS_ENDS)}
                <button
                    type="button"
                    class="btn quiet square"
                    aria-label=label(say::HOURS_REMOVE_SPAN)
                    on:click=move |_| remove.run(id)
                >
                    <Icon which=Which::Cross/>
                </button>
            </div>
            {move || {
                let error_id = error_id.clone();
                fault
                    .get()
                    .map(|fault| {
                        view! {
                            <p class="wrong" id=error_id data-part="error">
                                <Icon which=Which::Warn/>
                                {move || desk.words(|words| words.wrong(fault.why))}
                            </p>
                        }
                    })
            }}
        </div>
    }
}
