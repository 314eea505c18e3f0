//! What is not saved, and the way to save it or take it back; what closing costs; and what became of
//! saving, which takes the focus.

use juttu_shared::texts::desk::pages as say;
use leptos::prelude::*;

use crate::browser::pages::focus;
use crate::desk::Desk;
use crate::model::hours::{Sheet, Unsaved, portions};
use crate::view::icon::{Icon, Which};

/// The foot of the usual week.
#[component]
pub(super) fn Save() -> impl IntoView {
    let desk = Desk::of_page();
    let unsaved = desk.sheet(|sheet| portions(&sheet.saved.plan, &sheet.draft.plan()));
    let is_edited = Memo::new(move |_| unsaved.get().is_some_and(|parts| !parts.is_empty()));
    let is_sending = desk.sheet(|sheet| sheet.is_sending);
    let is_kept = desk.sheet(|sheet| sheet.is_kept);
    let is_stale = desk.sheet(|sheet| matches!(sheet.trouble, Some(Unsaved::Stale(_))));
    let waiting = desk.waiting_at_close();
    let promised = desk.promised_at_close();
    let what = move || {
        let parts = unsaved.get().unwrap_or_default();
        desk.words(|words| words.unsaved(&parts))
    };
    let warn = move |key, count: Memo<u64>| {
        move || {
            (count.get() > 0).then(|| {
                view! {
                    <p class="cost">
                        <Icon which=Which::Warn/>
                        {move || desk.words(|words| words.count(key, count.get()))}
                    </p>
                }
            })
        }
    };
    let undo = move |_| {
        desk.change_sheet(Sheet::undo);
        focus("week-heading");
    };
    view! {
        <div class="save" role="group" aria-label=desk.text(say::HOURS_SAVE)>
            {warn(say::HOURS_WAITING, waiting)}
            {warn(say::HOURS_PROMISES, promised)}
            <Trouble/>
            {move || {
                (is_kept.get() == Some(true))
                    .then(|| {
                        view! {
                            <p class="notice-box" id="hours-kept" tabindex="-1">
                                {desk.text(say::HOURS_KEPT)}
                            </p>
                        }
                    })
            }}
            {move || {
                is_edited
                    .get()
                    .then(|| {
                        view! {
                            <p class="hint" id="hours-unsaved">
                                <Icon which=Which::Warn/>
                                " "
                                <b>{what}</b>
                            </p>
                        }
                    })
            }}
            {move || {
                (is_edited.get() && is_stale.get() != Some(true))
                    .then(|| {
                        view! {
                            <div class="row">
                                <button type="button" class="btn" on:click=undo>
                                    {desk.text(say::HOURS_UNDO)}
                                </button>
                                <button
                                    type="button"
                                    class="btn strong"
                                    data-part="save-hours"
                                    aria-disabled=move || {
                                        (is_sending.get() == Some(true)).then_some("true")
                                    }
                                    on:click=move |_| desk.save_hours()
                                >
                                    {move || {
                                        let key = match is_sending.get() {
                                            Some(true) => say::HOURS_SAVING,
                                            _ => say::HOURS_SAVE,
                                        };
                                        desk.words(|words| words.say(key))
                                    }}
                                </button>
                            </div>
                        }
                    })
            }}
        </div>
    }
}

/// Why it was not kept, and what can be done.
#[component]
fn Trouble() -> impl IntoView {
    let desk = Desk::of_page();
    let trouble = desk.sheet(|sheet| sheet.trouble.clone());
    let trouble = Memo::new(move |_| trouble.get().flatten());
    let said = move |trouble: Unsaved| match trouble {
        Unsaved::Unreachable => view! { <p>{desk.text(say::HOURS_NOT_KEPT)}</p> }.into_any(),
        Unsaved::Refused(code) => {
            view! { <p>{move || desk.words(|words| words.refusal(code))}</p> }.into_any()
        }
        Unsaved::Impossible(faults) => {
            let plan = desk
                .sheet_now(|sheet| sheet.draft.plan())
                .unwrap_or_default();
            let lines = move || {
                desk.words(|words| {
                    let lines = faults.iter().map(|fault| words.fault(fault, &plan));
                    lines.map(|line| view! { <li>{line}</li> }).collect_view()
                })
            };
            view! {
                <p>{desk.text(say::HOURS_TO_CORRECT)}</p>
                <ul class="points">{lines}</ul>
            }
            .into_any()
        }
        Unsaved::Stale(page) => {
            let last = page
                .changes
                .first()
                .map(|change| (change.agent.clone(), change.at));
            let who = move || {
                desk.words(|words| match &last {
                    Some((name, at)) => words
                        .fill(say::HOURS_STALE, "name", name)
                        .replace("{when}", &words.when(*at)),
                    None => words.say(say::HOURS_STALE_UNKNOWN),
                })
            };
            let choose = move |act: fn(&mut Sheet)| {
                move |_| {
                    desk.change_sheet(act);
                    focus("week-heading");
                }
            };
            view! {
                <p>{who}</p>
                <div class="row">
                    <button type="button" class="btn strong" on:click=choose(Sheet::put_onto_theirs)>
                        {desk.text(say::HOURS_PUT_ONTO)}
                    </button>
                    <button type="button" class="btn" on:click=choose(Sheet::take_theirs)>
                        {desk.text(say::HOURS_TAKE_THEIRS)}
                    </button>
                </div>
            }
            .into_any()
        }
    };
    move || {
        trouble.get().map(|trouble| {
            view! {
                <div class="notice-box bad" id="hours-trouble" tabindex="-1" role="group" data-part="hours-trouble">
                    {said(trouble)}
                </div>
            }
        })
    }
}
