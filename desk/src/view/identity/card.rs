//! The card of who the resident is: waited for, declined, or identified with level and time. The
//! person stands there once opened; of a conversation in which two people identified, both do.

use juttu_shared::id::ConversationId;
use juttu_shared::texts::desk::identity as say;
use juttu_shared::wire::v1::agent::Hold;
use leptos::prelude::*;

use super::person::Person;
use super::{away, told, waits_since};
use crate::desk::Desk;
use crate::model::{Conversation, From, Standing, Step};
use crate::view::icon::{Icon, Which};

/// The card, while there is anything to say.
#[component]
pub(crate) fn IdentityCard(
    /// Which conversation.
    id: ConversationId,
    /// Asks whether it is forgotten, where that may be done.
    forget: Option<Callback<()>>,
) -> impl IntoView {
    let desk = Desk::of_page();
    let proofs = desk.memo(move |model| {
        let found = model.shown(id);
        found.map(Conversation::proofs).unwrap_or_default()
    });
    let asked = desk.memo(move |model| {
        let found = model.shown(id)?;
        let asked = found.asked()?;
        let by = model.author(found, asked.by);
        Some((asked, by))
    });
    let declined_ms = desk.memo(move |model| model.shown(id)?.declined_ms());
    let may_forget = desk.memo(move |model| {
        let found = model.shown(id);
        found.is_some_and(|it| it.hold == Hold::Own && it.standing() == Standing::Held)
    });
    let is_away = away(desk, id);
    let people = move || {
        let proofs = proofs.get();
        let is_alone = proofs.len() == 1;
        let people = proofs.into_iter().enumerate().map(|(place, proof)| {
            view! { <Person id proof place is_alone/> }
        });
        people.collect_view()
    };
    let forgets = move || {
        let forget = forget.filter(|_| may_forget.get() && !proofs.read().is_empty())?;
        Some(view! {
            <button
                type="button"
                class="btn quiet fill act"
                id="forget-identity"
                data-part="forget-identity"
                aria-describedby="forget-away"
                aria-disabled=move || is_away.get().then_some("true")
                on:click=move |_| {
                    if !is_away.get_untracked() {
                        forget.run(());
                    }
                }
            >
                <Icon which=Which::Cross/>
                {desk.text(say::FORGET)}
            </button>
            {move || {
                is_away
                    .get()
                    .then(|| {
                        view! {
                            <p class="hint" id="forget-away" data-part="forget-away">
                                {desk.text(say::FORGET_AWAY)}
                            </p>
                        }
                    })
            }}
        })
    };
    let lines = move || {
        let mut lines = Vec::new();
        if let Some((asked, by)) = asked.get() {
            lines.push(waits_since(desk, asked.at_ms));
            lines.push(told(desk, &Step::Asked(asked.reason), &by, asked.at_ms));
            lines.extend((asked.failed).map(|cause| desk.words(|words| words.failure(cause))));
        }
        let declined = declined_ms.get();
        lines.extend(declined.map(|at_ms| told(desk, &Step::Declined, &From::Visitor, at_ms)));
        let lines = lines.into_iter().map(|line| view! { <p>{line}</p> });
        lines.collect_view()
    };
    let is_any = Memo::new(move |_| {
        !proofs.read().is_empty() || asked.read().is_some() || declined_ms.read().is_some()
    });
    let card = move || {
        is_any.get().then(|| {
            view! {
                <section class="part identity" aria-labelledby="identity-heading" data-part="identity">
                    <h3 id="identity-heading" tabindex="-1">
                        <Icon which=Which::Identity/>
                        " "
                        {desk.text(say::IDENTITY)}
                    </h3>
                    {lines}
                    {people}
                    {forgets}
                </section>
            }
        })
    };
    card.into_any()
}
