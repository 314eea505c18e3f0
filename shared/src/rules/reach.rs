//! How a resident may be reached: what a telephone number and an e-mail address may look like.
//!
//! The widget asks before it sends, the relay before it stores. Neither knows whether the number or
//! the address exists: only what can't be one is refused, with words that say so.

use crate::limits::{EMAIL_CHARS, PHONE_CHARS};
use crate::refusal::Refusal;

/// The number as it is kept: spaces at the ends gone. Digits, spaces and `+-()./` alone, with 5 to
/// 20 digits (ITU-T E.164 allows 15; an extension may follow).
///
/// # Errors
/// [`Refusal::PhoneMalformed`].
pub fn phone(written: &str) -> Result<String, Refusal> {
    let number = written.trim();
    let fits = number.chars().count() <= PHONE_CHARS
        && number
            .chars()
            .all(|part| part.is_ascii_digit() || " +-()./".contains(part))
        && (5..=20).contains(&number.chars().filter(char::is_ascii_digit).count());
    if fits {
        Ok(number.to_owned())
    } else {
        Err(Refusal::PhoneMalformed)
    }
}

/// The address as it is kept: spaces at the ends gone. Something, an `@`, and something with a dot,
/// without spaces or control characters: more can't be told without sending to it.
///
/// # Errors
/// [`Refusal::EmailMalformed`].
pub fn email(written: &str) -> Result<String, Refusal> {
    let address = written.trim();
    let plain = |part: &str| {
        !part.is_empty()
            && !part.chars().any(|character| {
                character.is_whitespace()
                    || character.is_control()
                    || "<>,;:\"()[]\\@".contains(character)
            })
    };
    let fits = address.chars().count() <= EMAIL_CHARS
        && address.split_once('@').is_some_and(|(name, host)| {
            plain(name)
                && plain(host)
                && host.contains('.')
                && !host.starts_with('.')
                && !host.ends_with('.')
        });
    if fits {
        Ok(address.to_owned())
    } else {
        Err(Refusal::EmailMalformed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_taken_as_people_write_them() {
        for number in [
            "040 636 7999",
            "+358 (0)40-636.7999",
            "112 00",
            " 0401234567 ",
        ] {
            assert_eq!(phone(number).as_deref(), Ok(number.trim()), "{number}");
        }
        for wrong in [
            "",
            "1234",
            "soita",
            "040 636 7999 Maija",
            "0401234567890123456789",
            "٠٤٠٦٣٦٧٩٩٩",
        ] {
            assert_eq!(phone(wrong), Err(Refusal::PhoneMalformed), "{wrong}");
        }
    }

    #[test]
    fn addresses_that_cannot_be_are_refused() {
        for address in ["a@b.fi", "etu.suku+chat@posti.example.fi", "ä@ö.fi"] {
            assert_eq!(email(address).as_deref(), Ok(address));
        }
        for wrong in [
            "",
            "a",
            "a@",
            "@b.fi",
            "a@b",
            "a@b.",
            "a b@c.fi",
            "a@b.fi,c@d.fi",
            "a@b@c.fi",
            "a@b.fi\r\nBcc: c@d.fi",
            "<a@b.fi>",
        ] {
            assert_eq!(email(wrong), Err(Refusal::EmailMalformed), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn what_is_kept_is_kept_again(text in "\\PC{0,40}") {
            if let Ok(once) = email(&text) {
                prop_assert_eq!(email(&once), Ok(once.clone()));
            }
            if let Ok(once) = phone(&text) {
                prop_assert_eq!(phone(&once), Ok(once.clone()));
            }
        }
    }
}
