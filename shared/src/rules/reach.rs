//! How a resident may be reached: what a telephone number and an e-mail address may look like.
//!
//! The relay asks before it stores; the widget, for its size, asks only about the number before it
//! sends, and shows what the relay says of the address at its field. Neither knows whether the number or
//! the address exists: only what can't be one is refused, with words that say so.

use crate::limits::{EMAIL_CHARS, PHONE_CHARS};
use crate::refusal::Refusal;

/// The number as it is kept: spaces at the ends gone. Digits, spaces and `+-()./` alone, with 6 to
/// 20 digits (few in Finland are shorter, and none of those is a person's; ITU-T E.164 allows 15,
/// and an extension may follow).
///
/// # Errors
/// [`Refusal::PhoneMalformed`].
pub fn phone(written: &str) -> Result<String, Refusal> {
    let number = written.trim();
    let fits = number.chars().count() <= PHONE_CHARS
        && number
            .chars()
            .all(|part| part.is_ascii_digit() || " +-()./".contains(part))
        && (6..=20).contains(&number.chars().filter(char::is_ascii_digit).count());
    if fits {
        Ok(number.to_owned())
    } else {
        Err(Refusal::PhoneMalformed)
    }
}

/// The address as it is kept: spaces at the ends gone. A name of ASCII letters, digits and signs
/// with single dots inside (a dot-atom, RFC 5322 3.2.3), an `@`, and a domain with a dot. What
/// would have to be quoted is refused, and so are names outside ASCII, which few mail servers take:
/// both are slips of the finger. More can't be told without sending to it.
///
/// # Errors
/// [`Refusal::EmailMalformed`].
pub fn email(written: &str) -> Result<String, Refusal> {
    let address = written.trim();
    let fits = address.chars().count() <= EMAIL_CHARS
        && address
            .rsplit_once('@')
            .is_some_and(|(name, domain)| is_name(name) && is_domain(domain));
    if fits {
        Ok(address.to_owned())
    } else {
        Err(Refusal::EmailMalformed)
    }
}

/// At most 64 bytes (RFC 5321 4.5.3.1.1).
fn is_name(name: &str) -> bool {
    let is_atom = |atom: &str| {
        !atom.is_empty()
            && atom
                .chars()
                .all(|part| part.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(part))
    };
    name.len() <= 64 && name.split('.').all(is_atom)
}

/// At most 253 bytes, of labels with at most 63 (RFC 1035 2.3.4); the last one is no number. Letters
/// of any alphabet, as people write them.
fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .chars()
                .all(|part| part.is_alphanumeric() || part == '-')
    };
    domain.len() <= 253
        && domain.split('.').all(is_label)
        && domain.rsplit_once('.').is_some_and(|(_, last)| {
            let mut parts = last.chars();
            !parts.all(|part| part.is_ascii_digit())
        })
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
            "116 117",
            " 0401234567 ",
        ] {
            assert_eq!(phone(number).as_deref(), Ok(number.trim()), "{number}");
        }
        for wrong in [
            "",
            "1234",
            "040 12",
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
        for address in ["a@b.fi", "etu.suku+chat@posti.example.fi", "a@ö.fi"] {
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
            "a..b@c.fi",
            ".a@b.fi",
            "a.@b.fi",
            "ä@b.fi",
            "\"a b\"@c.fi",
            "a@b..fi",
            "a@.b.fi",
            "a@-b.fi",
            "a@b-.fi",
            "a@b_c.fi",
            "a@127.0.0.1",
            "a@[127.0.0.1]",
        ] {
            assert_eq!(email(wrong), Err(Refusal::EmailMalformed), "{wrong}");
        }
        let long = |name, label| format!("{}@{}.fi", "n".repeat(name), "d".repeat(label));
        assert!(email(&long(64, 63)).is_ok());
        assert!(email(&long(65, 63)).is_err());
        assert!(email(&long(64, 64)).is_err());
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
