//! The card of who the resident is: waited for, declined, or identified with level and time. The
//! person stands there once opened; of a conversation in which two people identified, both do.

use juttu_shared::id::ConversationId;
use juttu_shared::texts::desk::identity as say;
use juttu_shared::wire::v1::agent::Hold;
use leptos::prelude::*;

use super::person::Person;
use super::{asked_words, waits_since};
use crate::desk::Desk;
use crate::model::{Conversation, Standing};
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
                on:click=move |_| forget.run(())
            >
                <Icon which=Which::Cross/>
                {desk.text(say::FORGET)}
            </button>
        })
    };
    let waited_for = move || {
        asked.get().map(|(asked, by)| {
            let failed = asked.failed;
            let at_ms = asked.at_ms;
            let failure = move || failed.map(|cause| desk.words(|words| words.failure(cause)));
            view! {
                <p class="pending"><b>{move || waits_since(desk, at_ms)}</b></p>
                <p>{move || asked_words(desk, &asked, &by)}</p>
                <p>{failure}</p>
            }
        })
    };
    let declined = move || {
        let at_ms = declined_ms.get()?;
        let words = move || {
            let moment = desk.moment(at_ms);
            let said = desk.words(|words| words.say(say::DECLINED));
            let parts = [Some(said.trim_end_matches('.').to_owned()), moment];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
        };
        Some(view! { <p>{words}</p> })
    };
    let is_any = Memo::new(move |_| {
        !proofs.read().is_empty() || asked.read().is_some() || declined_ms.read().is_some()
    });
    move || {
        is_any.get().then(|| {
            view! {
                <section class="part identity" aria-labelledby="identity-heading" data-part="identity">
                    <h3 id="identity-heading" tabindex="-1">
                        <Icon which=Which::Identity/>
                        " "
                        {desk.text(say::IDENTITY)}
                    </h3>
                    {waited_for}
                    {declined}
                    {people}
                    {forgets}
                </section>
            }
        })
    }
}
