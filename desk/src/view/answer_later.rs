//! Promising an answer for later: asks first, says what becomes of the conversation, and warns where
//! the resident could not be reached with an answer.

use juttu_shared::id::ConversationId;
use juttu_shared::texts::desk as say;
use juttu_shared::texts::desk::acts;
use leptos::prelude::*;

use super::icon::{Icon, Which};
use super::panel::{Panel, Wrong, doing, refusal_of};
use crate::desk::Desk;
use crate::model::Deed;

/// The panel.
#[component]
pub(crate) fn AnswerLater(
    /// Which conversation.
    id: ConversationId,
    /// Closes it.
    close: Callback<()>,
) -> impl IntoView {
    let desk = Desk::of_page();
    let can_be_reached = desk.memo(move |model| {
        let found = model.conversation(id);
        found.is_some_and(|found| found.reach.is_possible())
    });
    let promised_by = desk.memo(move |model| {
        let found = model.conversation(id)?;
        let mut services = model.presence.iter();
        // What the service promises at this moment, or has promised.
        let service = services.find(|presence| presence.service == found.service);
        service
            .and_then(|service| service.answer_by)
            .or(found.answer_by)
    });
    let promised = move || {
        let when = promised_by.get()?;
        Some(desk.words(|words| words.fill(acts::LATER_PROMISED, "when", &words.when(when))))
    };
    let (is_doing, promise) = doing(
        desk,
        id,
        Deed::AnswerLater,
        acts::PROMISE_LATER,
        acts::PROMISING,
    );
    let (_, anyway) = doing(
        desk,
        id,
        Deed::AnswerLater,
        acts::LATER_ANYWAY,
        acts::PROMISING,
    );
    let refusal = refusal_of(desk, id, Deed::AnswerLater);
    view! {
        <Panel title=Signal::derive(desk.text(acts::ANSWER_LATER)) part="later-panel" close>
            <p>{desk.text(acts::LATER_MEANS)}</p>
            <p class="told">{desk.text(acts::LATER_TOLD)} " " {promised}</p>
            {move || {
                (!can_be_reached.get())
                    .then(|| {
                        view! {
                            <p class="warned bad" id="later-warning" data-fact="no-way">
                                <Icon which=Which::Warn/>
                                " "
                                {desk.text(acts::LATER_NO_WAY)}
                            </p>
                        }
                    })
            }}
            <Wrong id="later-error" words=refusal/>
            <button
                type="button"
                class="btn strong fill"
                data-part="confirm-later"
                aria-describedby="later-warning later-error"
                aria-disabled=move || is_doing.get().then_some("true")
                on:click=move |_| desk.answer_later(id)
            >
                {move || if can_be_reached.get() { promise() } else { anyway() }}
            </button>
            <button type="button" class="btn fill" on:click=move |_| close.run(())>
                {desk.text(say::CANCEL)}
            </button>
        </Panel>
    }
}
