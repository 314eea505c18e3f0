//! Asking the resident to identify: for a ready reason, in the language that the resident uses, or in
//! one's own words, with how many characters are left. What the resident will be told stands there
//! before anything is sent. What is missing is said beside the choice, which takes the focus.

use juttu_shared::id::ConversationId;
use juttu_shared::texts::desk::{self as words, identity as say, purposes};
use juttu_shared::texts::{Language, Text};
use leptos::prelude::*;
use web_sys::SubmitEvent;

use super::waits_since;
use crate::browser::page;
use crate::desk::Desk;
use crate::model::{Deed, Lane};
use crate::view::choice::Choice;
use crate::view::draft_field::DraftField;
use crate::view::icon::{Icon, Which};
use crate::view::panel::{Panel, Wrong, close_when_done, doing, refusal_of};
use crate::view::shell::other_tongue;

/// What is chosen.
#[derive(Clone, Copy, PartialEq)]
enum Purpose {
    /// A ready one.
    Ready(&'static Text),
    /// One's own words.
    Own,
}

/// The panel.
#[component]
pub(crate) fn AskIdentification(
    /// Which conversation.
    id: ConversationId,
    /// Closes it.
    close: Callback<()>,
) -> impl IntoView {
    let desk = Desk::of_page();
    close_when_done(desk, id, Deed::AskIdentification, close);
    // Words of one's own that wait are gone on with.
    let is_written = desk.once(move |model| {
        let found = model.conversation(id);
        found.is_some_and(|found| found.draft(Lane::Purpose).is_written())
    });
    let purpose = RwSignal::new(is_written.then_some(Purpose::Own));
    let is_missing = RwSignal::new(false);
    let tongue = desk.memo(move |model| {
        let tag = model.conversation(id)?.language()?;
        Language::from_tag(tag)
    });
    let asked_ms = desk.memo(move |model| Some(model.conversation(id)?.asked()?.at_ms));
    let (is_doing, label) = doing(
        desk,
        id,
        Deed::AskIdentification,
        say::ASK_DO,
        words::SENDING,
    );
    let refusal = refusal_of(desk, id, Deed::AskIdentification);
    let missing = Signal::derive(move || {
        let is_missing = is_missing.get();
        is_missing.then(|| desk.words(|words| words.say(say::CHOOSE_PURPOSE)))
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let tongue = tongue.get_untracked().unwrap_or(Language::Fi);
        match purpose.get_untracked() {
            None => {
                is_missing.set(true);
                page::focus_soon("first-purpose");
            }
            Some(Purpose::Ready(text)) => {
                desk.ask_identification(id, Some(text.words(tongue)));
            }
            Some(Purpose::Own) => {
                if !desk.ask_identification(id, None) {
                    page::focus_soon("purpose-field");
                }
            }
        }
    };
    let choose = move |chosen| {
        purpose.set(Some(chosen));
        is_missing.set(false);
    };
    let card = move |place: usize, text: &'static Text| {
        let is_chosen = Signal::derive(move || purpose.get() == Some(Purpose::Ready(text)));
        let choose = Callback::new(move |()| choose(Purpose::Ready(text)));
        let label = Signal::derive(move || {
            let spoken = desk.words(crate::words::Words::language);
            text.words(spoken).to_owned()
        });
        let value = text.key;
        if place == 0 {
            let id = "first-purpose";
            view! { <Choice group="purpose" value id is_chosen choose label/> }.into_any()
        } else {
            view! { <Choice group="purpose" value is_chosen choose label/> }.into_any()
        }
    };
    let cards = (purposes::ALL.iter().enumerate()).map(move |(place, text)| card(place, text));
    let open = move || {
        let when = waits_since(desk, asked_ms.get()?);
        let told = desk.words(|words| words.fill(say::ASKED_ALREADY, "when", &when));
        Some(view! { <p class="hint">{told}</p> })
    };
    view! {
        <Panel title=Signal::derive(desk.text(say::ASK_IDENTIFICATION)) part="identify-panel" close>
            {open}
            <form novalidate on:submit=submit>
                <fieldset class="cards" aria-describedby="purpose-missing">
                    <legend>{desk.text(say::ASK_PURPOSE)}</legend>
                    {cards.collect_view()}
                    <Choice
                        group="purpose"
                        value="own"
                        is_chosen=Signal::derive(move || purpose.get() == Some(Purpose::Own))
                        choose=Callback::new(move |()| choose(Purpose::Own))
                        label=Signal::derive(desk.text(say::OWN_WORDS))
                    />
                </fieldset>
                <Wrong id="purpose-missing" words=missing/>
                {move || (purpose.get() == Some(Purpose::Own)).then(|| view! { <OwnWords id/> })}
                <Told id purpose tongue/>
                <Wrong id="identify-error" words=refusal/>
                <div class="foot">
                    <button
                        class="btn strong fill"
                        type="submit"
                        data-part="confirm-identify"
                        aria-describedby="identify-error"
                        aria-disabled=move || is_doing.get().then_some("true")
                    >
                        {label}
                    </button>
                </div>
            </form>
        </Panel>
    }
}

/// The field for one's own words, in which language, and how many characters are left.
#[component]
fn OwnWords(
    /// Which conversation.
    id: ConversationId,
) -> impl IntoView {
    let desk = Desk::of_page();
    let left = desk.memo(move |model| {
        let found = model.conversation(id);
        let used = found.map_or(0, |it| it.draft(Lane::Purpose).text.trim().chars().count());
        Lane::Purpose.most().saturating_sub(used) as u64
    });
    let tag = desk.memo(move |model| Some(model.conversation(id)?.language()?.to_owned()));
    let other = move || {
        let tongue = other_tongue(desk, &tag.get()?)?;
        let told = desk.words(|words| words.fill(say::WRITE_IN, "language", &tongue));
        Some(view! { <p class="warned">{told}</p> })
    };
    view! {
        {other}
        <DraftField
            id
            lane=Lane::Purpose
            field="purpose-field"
            error_id="purpose-error"
            label=say::OWN_WORDS_FIELD
        />
        <p class="hint" data-part="characters-left">
            {move || desk.words(|words| words.count(say::CHARACTERS_LEFT, left.get()))}
        </p>
    }
}

/// What the resident will be told, in the resident's own language as far as it is the reason.
#[component]
fn Told(
    /// Which conversation.
    id: ConversationId,
    /// What is chosen.
    purpose: RwSignal<Option<Purpose>>,
    /// The resident's language.
    tongue: Memo<Option<Language>>,
) -> impl IntoView {
    let desk = Desk::of_page();
    let own = desk.memo(move |model| {
        let found = model.conversation(id);
        found.map_or(String::new(), |it| {
            it.draft(Lane::Purpose).text.trim().to_owned()
        })
    });
    let language = move || tongue.get().unwrap_or(Language::Fi);
    let reason = move || match purpose.get()? {
        Purpose::Ready(text) => Some(text.words(language()).to_owned()),
        Purpose::Own => Some(own.get()).filter(|own| !own.is_empty()),
    };
    view! {
        <div class="told" data-part="told-asked">
            <p>
                <Icon which=Which::Info/>
                " "
                {desk.text(say::TOLD_ASKED)}
            </p>
            {move || {
                reason()
                    .map(|reason| {
                        view! { <p class="quoted" lang=language().tag()>{reason}</p> }
                    })
            }}
            <p>{desk.text(say::TOLD_FREE)}</p>
        </div>
    }
}
