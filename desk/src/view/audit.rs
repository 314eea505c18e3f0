//! The auditor's page: who saw which resident's identity or contact details, or read a conversation
//! that was not their own, when and why; and whether the log is as it was written. A table; on a phone a list of cards. Nothing in it can be changed.

use juttu_shared::rules::state::Role;
use juttu_shared::texts::desk::{identity, pages as say};
use juttu_shared::wire::v1::desk::AuditLine;
use leptos::prelude::*;

use crate::browser::http::Trouble;
use crate::desk::Desk;

/// The audit log.
#[component]
pub(crate) fn AuditPage() -> impl IntoView {
    let desk = Desk::of_page();
    let audit = desk.audit();
    let locked = desk.locked();
    // What a sign-in does not open is said above the page, and opens with a second factor.
    Effect::new(move |_| {
        if locked.get().is_none() {
            desk.fetch_audit(false);
        }
    });
    let header = move |key| view! { <th scope="col">{desk.text(key)}</th> };
    let rows = Memo::new(move |_| audit.with(|audit| audit.rows.clone()));
    let more = Memo::new(move |_| audit.with(|audit| audit.more));
    let holds = Memo::new(move |_| audit.with(|audit| audit.holds));
    let trouble = Memo::new(move |_| audit.with(|audit| audit.trouble));
    let is_none = Memo::new(move |_| audit.with(|it| it.is_answered && it.rows.is_empty()));
    view! {
        <main class="page audit">
            <div class="top-row">
                <h2 id="audit-heading" tabindex="-1">{desk.text(say::AUDIT)}</h2>
            </div>
            <p>{desk.text(say::AUDIT_ABOUT)}</p>
            <p class="hint">{desk.text(say::AUDIT_FIXED)}</p>
            {move || {
                trouble
                    .get()
                    .map(|trouble| {
                        let why = move || desk.words(|words| match trouble {
                            Trouble::Refused(code) => words.refusal(code),
                            Trouble::Unreachable => words.say(say::PAGE_TROUBLE),
                        });
                        view! {
                            <div class="notice-box bad" role="alert">
                                <p>{why}</p>
                                <button
                                    type="button"
                                    class="btn"
                                    on:click=move |_| desk.fetch_audit(false)
                                >
                                    {desk.text(say::PAGE_AGAIN)}
                                </button>
                            </div>
                        }
                    })
            }}
            {move || {
                holds
                    .get()
                    .map(|holds| {
                        let key = if holds { identity::AUDIT_HOLDS } else { identity::AUDIT_BROKEN };
                        view! {
                            <p
                                class="notice-box"
                                class:bad=!holds
                                data-part="audit-holds"
                                data-holds=holds.to_string()
                            >
                                {desk.text(key)}
                            </p>
                        }
                    })
            }}
            {move || is_none.get().then(|| view! { <p class="muted">{desk.text(say::AUDIT_NONE)}</p> })}
            {move || {
                (!rows.read().is_empty())
                    .then(|| {
                        view! {
                            <table class="stack" data-part="audit">
                                <caption class="aloud">{desk.text(say::AUDIT)}</caption>
                                <thead>
                                    <tr>
                                        {header(say::AUDIT_WHEN)}
                                        {header(say::AUDIT_WHO)}
                                        {header(say::AUDIT_ROLE)}
                                        {header(say::AUDIT_CONVERSATION)}
                                        {header(say::AUDIT_WHAT)}
                                        {header(say::AUDIT_WHY)}
                                    </tr>
                                </thead>
                                <tbody>
                                    <For
                                        each=move || rows.get()
                                        key=|row| row.id
                                        children=|row| view! { <Row row/> }
                                    />
                                </tbody>
                            </table>
                        }
                    })
            }}
            {move || {
                more.get()
                    .then(|| {
                        view! {
                            <button type="button" class="btn" on:click=move |_| desk.fetch_audit(true)>
                                {desk.text(say::PAST_OLDER)}
                            </button>
                        }
                    })
            }}
        </main>
    }
}

/// A row of it.
#[component]
fn Row(
    /// What happened.
    row: AuditLine,
) -> impl IntoView {
    let desk = Desk::of_page();
    let role = match row.role {
        Role::Agent => say::ROLE_AGENT,
        Role::Supervisor => say::ROLE_SUPERVISOR,
        Role::Auditor => say::ROLE_AUDITOR,
        Role::Administrator => say::ROLE_ADMINISTRATOR,
    };
    let (agent, why, at_ms, reference) =
        (row.agent.clone(), row.why.clone(), row.at_ms, row.reference);
    let what = move || desk.words(|words| words.audited(&row));
    view! {
        <tr>
            <td>{move || desk.day_and_time(at_ms)}</td>
            <th scope="row">{agent}</th>
            <td>{desk.text(role)}</td>
            // What an operator does is about no conversation.
            <td>{move || (reference > 0).then(|| desk.words(|words| words.resident(reference)))}</td>
            <td>{what}</td>
            <td>{why}</td>
        </tr>
    }
}
