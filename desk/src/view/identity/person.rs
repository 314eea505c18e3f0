//! One identity: how surely and when, and once opened on purpose who it is; the personal identity code
//! behind a press of its own, until it is hidden. That each opening is logged stands beside the
//! button. The person takes the focus when it comes, and so does the code.

use juttu_shared::id::ConversationId;
use juttu_shared::texts::Key;
use juttu_shared::texts::desk as words;
use juttu_shared::texts::desk::identity as say;
use leptos::prelude::*;

use super::Identified;
use super::why::Why;
use crate::desk::{Desk, identity as ids};
use crate::model::{Disclosure, Opens, Proof, Standing};
use crate::view::icon::{Icon, Which};
use crate::view::panel::Wrong;

/// The name in the page of the personal identity code.
const CODE: &str = "personal-code";

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
    let opened = desk.memo(move |model| model.shown(id)?.disclosure(identity).cloned());
    let doing = move |opens| desk.memo(move |model| model.is_disclosing(id, identity, opens));
    let (is_opening, is_fetching) = (doing(Opens::Person), doing(Opens::Code));
    let may_open_code =
        desk.memo(move |model| model.shown(id).is_some_and(|found| found.may_open_code()));
    // Whoever handed it on sees what was, and opens nothing any more.
    let may_open = desk.memo(move |model| {
        let found = model.shown(id);
        found.is_some_and(|found| found.standing() != Standing::Gone)
    });
    // The person is there; a reason is asked for; there is a code; it is shown.
    let stands = Memo::new(move |_| {
        let opened = opened.read();
        let person = opened.as_ref().and_then(|it| it.person.as_ref());
        let asks_why = person.is_none() && opened.as_ref().is_some_and(|it| it.why.is_some());
        let has_code = person.is_some_and(|person| person.has_personal_code);
        (person.is_some(), asks_why, has_code && may_open_code.get())
    });
    let is_shown = Memo::new(move |_| opened.read().as_ref().is_some_and(|it| it.code.is_some()));
    let wrong = Signal::derive(move || {
        let (_, code) = opened.read().as_ref()?.refused?;
        // What is wrong with a reason stands at its field.
        (!stands.get().1).then(|| desk.words(|words| words.refusal(code)))
    });
    let show_person = Callback::new(move |()| desk.open_identity(id, identity, Opens::Person));
    let turn_code = Callback::new(move |()| {
        if is_shown.get_untracked() {
            desk.hide_code(id, identity);
        } else {
            desk.open_identity(id, identity, Opens::Code);
        }
    });
    let code_key = Signal::derive(move || {
        if is_shown.get() {
            say::HIDE_CODE
        } else {
            say::SHOW_CODE
        }
    });
    let pressed = move || match stands.get() {
        (false, ..) if !may_open.get() => ().into_any(),
        (false, true, _) => view! { <Why id identity place/> }.into_any(),
        (false, false, _) => {
            let key = Signal::stored(say::SHOW_PERSON);
            press(desk, "show-person", key, is_opening, ids.wrong, show_person)
        }
        (true, _, true) => press(
            desk,
            "show-code",
            code_key,
            is_fetching,
            ids.wrong,
            turn_code,
        ),
        (true, _, false) => ().into_any(),
    };
    let hint = move || {
        let key = match stands.get() {
            (false, ..) if !may_open.get() => return None,
            (false, true, _) => return None,
            (false, false, _) => words::LOGGED,
            (true, ..) => say::GOES_AWAY,
        };
        Some(view! { <p class="hint">{desk.text(key)}</p> })
    };
    let title = move || {
        let key = match (is_alone, place) {
            (true, _) => return None,
            (false, 0) => say::FIRST_PERSON,
            (false, _) => say::OTHER_PERSON,
        };
        Some(view! { <h4>{desk.text(key)}</h4> })
    };
    let pairs = move || {
        let facts = facts(desk, proof, opened.read().as_ref());
        let pairs = facts.into_iter().map(|(name, value, fact)| {
            let is_code = fact == CODE;
            view! {
                <dt>{desk.words(|words| words.say(name))}</dt>
                <dd
                    id=is_code.then_some(ids.code)
                    tabindex=is_code.then_some("-1")
                    data-fact=fact
                    data-shown=is_code.then(|| is_shown.get().to_string())
                >
                    {value}
                </dd>
            }
        });
        pairs.collect_view()
    };
    view! {
        <div
            class="person-card"
            id=ids.person
            tabindex="-1"
            role="group"
            aria-label=desk.text(say::IDENTIFIED)
            aria-describedby=ids.facts
            data-part="identified-person"
            data-place=place.to_string()
        >
            {title}
            <p><Identified/></p>
            <dl class="pairs" id=ids.facts>{pairs}</dl>
            {pressed}
            <Wrong id=ids.wrong words=wrong/>
            {hint}
        </div>
    }
    .into_any()
}

/// What is known, in words: name, value, and its name in the page.
fn facts(
    desk: Desk,
    proof: Proof,
    opened: Option<&Disclosure>,
) -> Vec<(Key, String, &'static str)> {
    let when = desk.time_or_day(proof.at_ms).unwrap_or_default();
    desk.words(|words| {
        let level = (say::LEVEL, words.level(proof.level), "level");
        let time = (say::TIME, when, "time");
        let Some((opened, person)) = opened.and_then(|it| Some((it, it.person.as_ref()?))) else {
            return vec![level, time];
        };
        let code = match (&opened.code, person.has_personal_code) {
            (Some(code), _) => code.code.clone(),
            (None, true) => words.say(say::CODE_HIDDEN),
            (None, false) => words.say(say::CODE_NONE),
        };
        vec![
            (say::PERSON_NAME, person.name.clone(), "person-name"),
            (say::PROVIDER, person.provider.clone(), "provider"),
            level,
            time,
            (say::PERSONAL_CODE, code, CODE),
        ]
    })
}

/// A button that opens something: what it is called, or that it is being fetched.
fn press(
    desk: Desk,
    act: &'static str,
    key: Signal<Key>,
    is_doing: Memo<bool>,
    error_id: &'static str,
    run: Callback<()>,
) -> AnyView {
    let label = move || {
        let key = if is_doing.get() {
            words::FETCHING
        } else {
            key.get()
        };
        desk.words(|words| words.say(key))
    };
    view! {
        <button
            type="button"
            class="btn fill"
            data-act=act
            aria-describedby=error_id
            aria-disabled=move || is_doing.get().then_some("true")
            on:click=move |_| run.run(())
        >
            <Icon which=Which::Lock/>
            {label}
        </button>
    }
    .into_any()
}
