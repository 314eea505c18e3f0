//! Forgetting who the resident is, when the matter did not need it: asks first, and says what becomes
//! of the conversation and what the resident is told. Before the end it is reminded of. While the
//! resident is away it can't be done, and why stands there.

use juttu_shared::id::ConversationId;
use juttu_shared::texts::desk as words;
use juttu_shared::texts::desk::identity as say;
use leptos::prelude::*;

use super::away;
use crate::desk::Desk;
use crate::model::Deed;
use crate::view::acts::{Act, Choose};
use crate::view::icon::{Icon, Which};
use crate::view::panel::{Panel, Wrong, close_when_done, doing, refusal_of};

/// The panel.
#[component]
pub(crate) fn Forget(
    /// Which conversation.
    id: ConversationId,
    /// Closes it.
    close: Callback<()>,
) -> impl IntoView {
    let desk = Desk::of_page();
    close_when_done(desk, id, Deed::ForgetIdentity, close);
    let (is_doing, label) = doing(desk, id, Deed::ForgetIdentity, say::FORGET, say::FORGETTING);
    let refusal = refusal_of(desk, id, Deed::ForgetIdentity);
    let is_away = away(desk, id);
    let wrong = Signal::derive(move || match is_away.get() {
        true => Some(desk.words(|words| words.say(say::FORGET_AWAY))),
        false => refusal.get(),
    });
    view! {
        <Panel title=Signal::derive(desk.text(say::FORGET)) part="forget-panel" close>
            <p>{desk.text(say::FORGET_MEANS)}</p>
            <p class="told">{desk.text(say::FORGET_TOLD)}</p>
            <Wrong id="forget-error" words=wrong/>
            <button
                type="button"
                class="btn strong fill"
                data-part="confirm-forget"
                aria-describedby="forget-error"
                aria-disabled=move || (is_doing.get() || is_away.get()).then_some("true")
                on:click=move |_| {
                    if !is_away.get_untracked() {
                        desk.forget_identity(id);
                    }
                }
            >
                {label}
            </button>
            <button type="button" class="btn fill" on:click=move |_| close.run(())>
                {desk.text(words::CANCEL)}
            </button>
        </Panel>
    }
}

/// The reminder in the panel of the end, while somebody is identified and is there.
#[component]
pub(crate) fn Reminder(
    /// Which conversation.
    id: ConversationId,
    /// Opens another panel.
    choose: Choose,
) -> impl IntoView {
    let desk = Desk::of_page();
    let is_identified = desk.memo(move |model| {
        let found = model.conversation(id);
        found.is_some_and(|it| it.is_identified() && !it.away)
    });
    move || {
        is_identified.get().then(|| {
            view! {
                <div class="reminder" data-part="forget-reminder">
                    <p>
                        <Icon which=Which::Identity/>
                        " "
                        {desk.text(say::FORGET_BEFORE_END)}
                    </p>
                    <button
                        type="button"
                        class="btn fill"
                        on:click=move |_| choose.run(Some(Act::Forget))
                    >
                        {desk.text(say::FORGET)}
                    </button>
                </div>
            }
        })
    }
}
