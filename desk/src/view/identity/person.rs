//! One identity: how surely and when, and once opened on purpose who it is; the personal identity code
//! behind a press of its own, until it is hidden. That each opening is logged stands beside the
//! button and describes it. The person takes the focus when it comes.

use juttu_shared::id::ConversationId;
use juttu_shared::texts::Key;
use juttu_shared::texts::desk as words;
use juttu_shared::texts::desk::identity as say;
use leptos::prelude::*;

use super::Identified;
use super::why::Why;
use crate::desk::{Desk, identity as ids};
use crate::model::{Opens, Proof};
use crate::view::icon::{Icon, Which};
use crate::view::panel::Wrong;

/// The identity.
#[component]
pub(super) fn Person(
    /// Which conversation.
    id: ConversationId,
    /// What its log tells.
    proof: Proof,
    /// Its place among the conversation's identities, from 0.
    place: usize,
    /// Whether it is the only one.
    is_alone: bool,
) -> impl IntoView {
    let desk = Desk::of_page();
    let identity = proof.identity;
    let ids = ids::place(place);
    let error_id = ids.wrong;
    let opened = desk.memo(move |model| model.shown(id)?.disclosure(identity).cloned());
    let may_open_code =
        desk.memo(move |model| model.shown(id).is_some_and(|found| found.may_open_code()));
    let person = move || opened.get()?.person;
    let is_opening = desk.memo(move |model| model.is_disclosing(id, identity, Opens::Person));
    let is_opening_code = desk.memo(move |model| model.is_disclosing(id, identity, Opens::Code));
    let asks_why = Memo::new(move |_| {
        let opened = opened.read();
        opened
            .as_ref()
            .is_some_and(|it| it.why.is_some() && it.person.is_none())
    });
    let title = (!is_alone).then(|| {
        let key = if place == 0 {
            say::FIRST_PERSON
        } else {
            say::OTHER_PERSON
        };
        view! { <h4>{desk.text(key)}</h4> }
    });
    let time = move || desk.time_or_day(proof.at_ms);
    let level = move || desk.words(|words| words.level(proof.level));
    let wrong = Signal::derive(move || {
        let opened = opened.read();
        let (_, code) = opened.as_ref()?.refused?;
        // What is wrong with a reason stands at its field.
        (!asks_why.get()).then(|| desk.words(|words| words.refusal(code)))
    });
    let open = move |opens| desk.open_identity(id, identity, opens);
    let show_person = move || {
        (person().is_none() && !asks_why.get()).then(|| {
            view! {
                <button
                    type="button"
                    class="btn fill"
                    data-act="show-person"
                    aria-describedby=error_id
                    aria-disabled=move || is_opening.get().then_some("true")
                    on:click=move |_| open(Opens::Person)
                >
                    <Icon which=Which::Lock/>
                    {label(desk, is_opening, say::SHOW_PERSON)}
                </button>
                <p class="hint">{desk.text(words::LOGGED)}</p>
            }
        })
    };
    let code = move || {
        let opened = opened.get()?;
        let person = opened.person.as_ref()?;
        let shown = opened.code.as_ref().map(|code| code.code.clone());
        let is_shown = shown.is_some();
        let words = match (shown, person.has_personal_code) {
            (Some(code), _) => view! { <span class="num">{code}</span> }.into_any(),
            (None, true) => view! { <span>{desk.text(say::CODE_HIDDEN)}</span> }.into_any(),
            (None, false) => view! { <span>{desk.text(say::CODE_NONE)}</span> }.into_any(),
        };
        Some((is_shown, person.has_personal_code, words))
    };
    let code_row = move || {
        let (is_shown, _, words) = code()?;
        Some(view! {
            <dt>{desk.text(say::PERSONAL_CODE)}</dt>
            <dd
                id=ids.code
                tabindex="-1"
                data-fact="personal-code"
                data-shown=is_shown.to_string()
            >{words}</dd>
        })
    };
    let has_code = Memo::new(move |_| {
        let opened = opened.read();
        let person = opened.as_ref().and_then(|it| it.person.as_ref());
        person.is_some_and(|person| person.has_personal_code)
    });
    let is_code_shown =
        Memo::new(move |_| opened.read().as_ref().is_some_and(|it| it.code.is_some()));
    let code_button = move || {
        (has_code.get() && may_open_code.get()).then(|| {
            view! {
                <button
                    type="button"
                    class="btn fill"
                    data-act="show-code"
                    aria-describedby=error_id
                    aria-disabled=move || is_opening_code.get().then_some("true")
                    on:click=move |_| {
                        if is_code_shown.get_untracked() {
                            desk.hide_code(id, identity);
                        } else {
                            open(Opens::Code);
                        }
                    }
                >
                    <Icon which=Which::Lock/>
                    {move || {
                        let key = if is_code_shown.get() { say::HIDE_CODE } else { say::SHOW_CODE };
                        label(desk, is_opening_code, key)()
                    }}
                </button>
            }
        })
    };
    let told = move || {
        let person = person()?;
        Some(view! {
            <dt>{desk.text(say::PERSON_NAME)}</dt>
            <dd class="person-name" data-fact="person-name">{person.name}</dd>
            <dt>{desk.text(say::PROVIDER)}</dt>
            <dd>{person.provider}</dd>
        })
    };
    let goes_away =
        move || person().map(|_| view! { <p class="hint">{desk.text(say::GOES_AWAY)}</p> });
    view! {
        <div
            class="person-card"
            id=ids.person
            tabindex="-1"
            role="group"
            aria-describedby=ids.facts
            aria-label=desk.text(say::IDENTIFIED)
            data-part="person"
            data-place=place.to_string()
        >
            {title}
            <p><Identified/></p>
            <dl class="pairs" id=ids.facts>
                {told}
                <dt>{desk.text(say::LEVEL)}</dt>
                <dd data-fact="level">{level}</dd>
                <dt>{desk.text(say::TIME)}</dt>
                <dd>{time}</dd>
                {code_row}
            </dl>
            {show_person}
            {move || asks_why.get().then(|| view! { <Why id identity place/> })}
            {code_button}
            <Wrong id=error_id words=wrong/>
            {goes_away}
        </div>
    }
}

/// The words of a button, while what it opens is fetched and before.
fn label(desk: Desk, is_doing: Memo<bool>, before: Key) -> impl Fn() -> String + Copy + Send {
    move || {
        let key = if is_doing.get() {
            words::FETCHING
        } else {
            before
        };
        desk.words(|words| words.say(key))
    }
}
