//! Keeping a sender from opening conversations for a time. Says before it is done whom else it meets
//! and that no address is stored; lifting it is one press.

use juttu_shared::id::ConversationId;
use juttu_shared::limits::BLOCK_MINUTES;
use juttu_shared::texts::desk as say;
use juttu_shared::texts::desk::acts;
use juttu_shared::wire::v1::agent::Hold;
use leptos::prelude::*;
use web_sys::SubmitEvent;

use super::choice::Choice;
use super::icon::{Icon, Which};
use super::panel::{Panel, Wrong, close_when_done, doing, refusal_of};
use crate::desk::Desk;
use crate::model::{Deed, Standing};

/// The panel.
#[component]
pub(crate) fn Block(
    /// Which conversation.
    id: ConversationId,
    /// Closes it.
    close: Callback<()>,
) -> impl IntoView {
    let desk = Desk::of_page();
    let [shortest, ..] = BLOCK_MINUTES;
    let minutes = RwSignal::new(shortest);
    close_when_done(desk, id, Deed::Block, close);
    let (is_doing, label) = doing(desk, id, Deed::Block, acts::BLOCK, acts::BLOCKING);
    let refusal = refusal_of(desk, id, Deed::Block);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        desk.block(id, minutes.get_untracked());
    };
    view! {
        <Panel title=Signal::derive(desk.text(acts::BLOCK)) part="block-panel" close>
            <form novalidate on:submit=submit>
                <p>{desk.text(acts::BLOCK_MEANS)}</p>
                <p class="told" id="block-others">{desk.text(acts::BLOCK_OTHERS)}</p>
                <fieldset class="cards" aria-describedby="block-others">
                    <legend>{desk.text(acts::BLOCK_HOW_LONG)}</legend>
                    {BLOCK_MINUTES
                        .map(|time| {
                            view! {
                                <Choice
                                    group="minutes"
                                    value=time.to_string()
                                    is_chosen=Signal::derive(move || minutes.get() == time)
                                    choose=Callback::new(move |()| minutes.set(time))
                                    label=Signal::derive(move || {
                                        desk.words(|words| words.block_time(time))
                                    })
                                />
                            }
                        })
                        .collect_view()}
                </fieldset>
                <Wrong id="block-error" words=refusal/>
                <button
                    class="btn danger fill"
                    type="submit"
                    data-part="confirm-block"
                    aria-describedby="block-error"
                    aria-disabled=move || is_doing.get().then_some("true")
                >
                    {label}
                </button>
                <button type="button" class="btn fill" on:click=move |_| close.run(())>
                    {desk.text(say::CANCEL)}
                </button>
            </form>
        </Panel>
    }
}

/// That the sender is blocked, until when, and the way to lift it.
#[component]
pub(crate) fn Blocked(
    /// Which conversation.
    id: ConversationId,
) -> impl IntoView {
    let desk = Desk::of_page();
    let until_ms = desk.memo(move |model| model.conversation(id)?.blocked_until_ms);
    let is_blocked = Memo::new(move |_| until_ms.get().is_some_and(|at| at > desk.now_ms()));
    let may_lift = desk.memo(move |model| {
        let found = model.conversation(id);
        found.is_some_and(|it| it.hold == Hold::Own && it.standing() != Standing::Gone)
    });
    let (is_doing, label) = doing(desk, id, Deed::Block, acts::LIFT_BLOCK, acts::LIFTING);
    let words = move || {
        let when = desk.time_or_day(until_ms.get()?)?;
        Some(desk.words(|words| words.fill(acts::BLOCKED_UNTIL, "when", &when)))
    };
    move || {
        is_blocked.get().then(|| {
            view! {
                <p data-fact="blocked">
                    <Icon which=Which::Barred/>
                    " "
                    {words}
                </p>
                {move || {
                    may_lift
                        .get()
                        .then(|| {
                            view! {
                            <button
                                type="button"
                                class="btn fill act"
                                data-part="lift-block"
                                aria-disabled=move || is_doing.get().then_some("true")
                                on:click=move |_| desk.block(id, 0)
                            >
                                {label}
                            </button>
                            }
                        })
                }}
            }
        })
    }
}
