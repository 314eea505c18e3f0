//! Instead of the answer's form, once one can no longer answer: why, what was written and not sent
//! (in a field that can be read and copied with the keyboard, never changed), and what one can do.

use juttu_shared::id::ConversationId;
use juttu_shared::texts::desk::acts;
use juttu_shared::texts::{Key, desk as say};
use leptos::prelude::*;

use super::claim::Claim;
use crate::desk::Desk;
use crate::model::{Conversation, Lane, LetGo, Standing};

/// The foot of a conversation that has ended or is no longer one's own.
#[component]
pub(crate) fn Over(
    /// Which conversation.
    id: ConversationId,
    /// Which of the two.
    standing: Standing,
) -> impl IntoView {
    let desk = Desk::of_page();
    let is_gone = standing == Standing::Gone;
    let takes_again = desk.memo(move |model| {
        let waiting = model.waiting.iter();
        let mut found = waiting.filter(|waiting| is_gone && waiting.conversation == id);
        found.next().map(|waiting| waiting.reference)
    });
    let is_written_again = desk.memo(move |model| {
        let found = model.conversation(id);
        found.is_some_and(|found| found.is_written_again())
    });
    let has_exited =
        desk.memo(move |model| (model.conversation(id)).is_some_and(Conversation::has_exited));
    let let_go = desk.memo(move |model| model.conversation(id)?.let_go_by());
    let why = move || {
        let key = match standing {
            Standing::Gone if is_written_again.get() && takes_again.get().is_some() => {
                say::WROTE_AGAIN
            }
            Standing::Gone => match let_go.get() {
                Some(LetGo::Transferred) => acts::YOU_TRANSFERRED,
                Some(LetGo::Promised) => acts::YOU_PROMISED,
                Some(LetGo::Departed) => acts::YOU_LEFT,
                None => say::NOT_YOURS,
            },
            Standing::Held | Standing::Ended if has_exited.get() => say::EXITED,
            Standing::Held | Standing::Ended => say::ENDED,
        };
        desk.words(|words| words.say(key))
    };
    view! {
        <div class="over" data-part="over" data-standing=if is_gone { "gone" } else { "ended" }>
            <p><b>{why}</b></p>
            <Unsent id lane=Lane::Reply field="unsent-reply" is_gone/>
            <Unsent id lane=Lane::Note field="unsent-note" is_gone/>
            <Unsent id lane=Lane::Question field="unsent-question" is_gone/>
            <Unsent id lane=Lane::HandOver field="unsent-hand-over" is_gone/>
            <Unsent id lane=Lane::Agreed field="unsent-agreed" is_gone/>
            <Unsent id lane=Lane::Purpose field="unsent-purpose" is_gone/>
            {move || {
                takes_again
                    .get()
                    .map(|reference| {
                        view! { <Claim conversation=id reference also=Signal::stored(String::new())/> }
                    })
            }}
            <button
                type="button"
                class="btn"
                data-part="put-away"
                on:click=move |_| desk.put_away(id)
            >
                {desk.text(say::PUT_AWAY)}
            </button>
        </div>
    }
}

/// A text that was not sent, if there is one.
#[component]
fn Unsent(
    /// Which conversation.
    id: ConversationId,
    /// To whom it was written.
    lane: Lane,
    /// The field's id.
    field: &'static str,
    /// Whether it may have been on its way.
    is_gone: bool,
) -> impl IntoView {
    let desk = Desk::of_page();
    let text = desk.memo(move |model| {
        let draft = model.conversation(id)?.draft(lane);
        draft.is_written().then(|| draft.text.clone())
    });
    let key: Key = if is_gone {
        say::MAYBE_NOT_SENT
    } else {
        say::NOT_SENT_TEXT
    };
    let kind = match lane {
        Lane::Reply => None,
        Lane::Note => Some(say::NOTE),
        Lane::Question => Some(acts::QUESTION),
        Lane::HandOver => Some(acts::NOTE_TO_NEXT),
        Lane::Agreed => Some(acts::AGREED),
        Lane::Purpose => Some(say::identity::OWN_WORDS_FIELD),
    };
    move || {
        text.get().map(|text| {
            view! {
                <div class="unsent">
                    <label class="hint" for=field>
                        {kind.map(|kind| view! { {desk.text(kind)} ". " })}
                        {desk.text(key)}
                        ":"
                    </label>
                    <textarea
                        class="field"
                        id=field
                        data-part=field
                        rows="2"
                        readonly
                        prop:value=text
                    ></textarea>
                </div>
            }
        })
    }
}
