//! Other ways to reach the service, always in words and with a link that calls.

use juttu_shared::texts::widget as w;
use leptos::prelude::*;

use crate::chat::Chat;

/// The service's telephone and its hours.
#[component]
pub fn Contact() -> impl IntoView {
    let chat = expect_context::<Chat>();
    let contact = chat.contact();
    let call = calls(&contact.telephone);
    view! {
        <div class="contact" part="contact">
            <b>{chat.word(w::OTHER_WAYS)}</b>
            <p>
                {chat.word(w::TELEPHONE)} " "
                <a href=call>{contact.telephone}</a>
            </p>
            <p class="muted">{contact.telephone_hours}</p>
        </div>
    }
}

/// The emergency line, its number a link.
#[component]
pub fn Emergency() -> impl IntoView {
    let chat = expect_context::<Chat>();
    let words = chat.word(w::EMERGENCY);
    let (before, after) = words.split_once("112").unwrap_or((&words, ""));
    view! {
        <span>{before.to_owned()} <a href=calls("112")>{"112"}</a> {after.to_owned()}</span>
    }
}

/// The address that calls a number.
fn calls(number: &str) -> String {
    let digits = |character: &char| character.is_ascii_digit() || *character == '+';
    ["tel:", &number.chars().filter(digits).collect::<String>()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_called_by_its_digits() {
        assert_eq!(calls("+358 40 636 7999"), "tel:+358406367999");
        assert_eq!(calls("112"), "tel:112");
    }
}
