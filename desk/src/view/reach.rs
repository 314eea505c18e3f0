//! How the resident of a contact request can be reached, in a sentence for each way, and a button
//! that opens the contact details. That it is logged stands beside the button and describes it.
//! The details take the focus when they come; a number that must not be called is no link,
//! and the ways, which say so, describe the details.

use juttu_shared::id::ConversationId;
use juttu_shared::texts::desk as say;
use juttu_shared::texts::desk::acts;
use juttu_shared::wire::v1::agent::Contact;
use leptos::prelude::*;

use super::icon::{Icon, Which};
use crate::desk::Desk;
use crate::model::{Conversation, Opening};

/// The ways, and the details once they were asked for.
#[component]
pub(crate) fn Reach(
    /// Which conversation.
    id: ConversationId,
) -> impl IntoView {
    let desk = Desk::of_page();
    let reach = desk.memo(move |model| {
        let found = model.conversation(id);
        found.map(|found| found.reach).unwrap_or_default()
    });
    let opening = desk.memo(move |model| {
        let found = model.conversation(id);
        found.map(|found| found.contact.clone()).unwrap_or_default()
    });
    let has_exited =
        desk.memo(move |model| (model.conversation(id)).is_some_and(Conversation::has_exited));
    let sentences = move || {
        let (reach, has_exited) = (reach.get(), has_exited.get());
        let is_bad = has_exited || !reach.is_possible() || reach.phone && !reach.safe_to_call;
        let mut ways = desk
            .words(|words| words.reach(reach, has_exited))
            .into_iter();
        let first = ways.next().map(|words| {
            view! { <p class:bad=is_bad><Icon which=ways_icon(is_bad)/> " " {words}</p> }
        });
        let rest = ways.map(|words| view! { " " <p>{words}</p> });
        (first, rest.collect_view())
    };
    let details = move || match opening.get() {
        Opening::Open(contact) => Some(view! { <Details contact has_exited/> }.into_any()),
        refused => {
            let has_details = reach.read().phone || reach.read().email;
            let code = match refused {
                Opening::Refused(code) => Some(code),
                _ => None,
            };
            has_details.then(|| view! { <Ask id code has_exited/> }.into_any())
        }
    };
    view! {
        <div class="reach">
            <div class="ways" id="ways" data-fact="reach">{sentences}</div>
            {details}
        </div>
    }
}

/// The icon before the ways: a warning where something must not be done or can't.
pub(super) fn ways_icon(is_bad: bool) -> Which {
    if is_bad { Which::Warn } else { Which::Info }
}

/// The button, and that it is logged; or why it was refused.
#[component]
fn Ask(
    /// Which conversation.
    id: ConversationId,
    /// Why it was refused the last time.
    code: Option<juttu_shared::refusal::Refusal>,
    /// Whether the resident has left in a hurry: then it says so itself, and is no plain button.
    #[prop(into)]
    has_exited: Signal<bool>,
) -> impl IntoView {
    let desk = Desk::of_page();
    let is_opening = desk.memo(move |model| model.is_opening_contact(id));
    let label = move || {
        let key = match (is_opening.get(), has_exited.get()) {
            (true, _) => say::FETCHING,
            (false, true) => acts::SHOW_ANYWAY,
            (false, false) => say::SHOW_CONTACT,
        };
        desk.words(|words| words.say(key))
    };
    view! {
        <div class="ask" class:apart=has_exited>
            {move || {
                has_exited
                    .get()
                    .then(|| view! { <p id="call-not">{desk.text(acts::MAY_CALL_NOT)}</p> })
            }}
            <button
                type="button"
                class="btn"
                class:quiet=has_exited
                id="open-contact"
                data-act="open-contact"
                aria-describedby="call-not open-contact-hint"
                aria-disabled=move || is_opening.get().then_some("true")
                on:click=move |_| desk.open_contact(id)
            >
                {label}
            </button>
            <span class="hint" id="open-contact-hint">
                {move || {
                    desk.words(|words| match code {
                        Some(code) => words.refusal(code),
                        None => words.say(say::LOGGED),
                    })
                }}
            </span>
        </div>
    }
}

/// The details themselves. They stand on the screen, and nowhere else.
#[component]
fn Details(
    /// The details.
    contact: Contact,
    /// Whether the resident has left in a hurry: then no number is a link, whatever was said before.
    #[prop(into)]
    has_exited: Signal<bool>,
) -> impl IntoView {
    let desk = Desk::of_page();
    let phone = contact.phone.map(|phone| {
        let (link, number) = (link_to(&phone.number), phone.number);
        let shown = move || {
            if phone.safe_to_call && !has_exited.get() {
                view! { <a href=link.clone()>{number.clone()}</a> }.into_any()
            } else {
                // That it must not be called stands above, first of all.
                view! { <span>{number.clone()}</span> }.into_any()
            }
        };
        view! { <dt>{desk.text(say::PHONE)}</dt><dd>{shown}</dd> }
    });
    let email = contact.email.map(|email| {
        view! { <dt>{desk.text(say::EMAIL)}</dt><dd>{email}</dd> }
    });
    let is_empty = phone.is_none() && email.is_none();
    view! {
        <div
            class="details"
            id="contact"
            tabindex="-1"
            role="group"
            aria-label=desk.text(say::CONTACT)
            aria-describedby="ways"
            data-fact="contact"
        >
            {is_empty.then(|| view! { <p>{desk.text(say::NO_CONTACT)}</p> })}
            <dl class="pairs">{phone} {email}</dl>
        </div>
    }
}

/// The link that calls a number: digits, and the sign of a country's code before them. A zero in
/// brackets after that code is for those who call from within the country (ITU-T E.123).
fn link_to(number: &str) -> String {
    let number = number.trim();
    let plain = if number.starts_with('+') {
        number.replace("(0)", "")
    } else {
        number.to_owned()
    };
    let mut link = String::from("tel:");
    for (place, part) in plain.chars().enumerate() {
        if part.is_ascii_digit() || place == 0 && part == '+' {
            link.push(part);
        }
    }
    link
}

#[cfg(test)]
mod tests {
    use super::link_to;

    #[test]
    fn a_number_is_called_as_it_is_meant() {
        assert_eq!(link_to("040 123-4567"), "tel:0401234567");
        assert_eq!(link_to("+358 (0)40 123 4567"), "tel:+358401234567");
        assert_eq!(link_to("(06) 415 4111"), "tel:064154111");
    }
}
