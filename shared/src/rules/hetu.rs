//! The Finnish personal identity code (henkilötunnus, hetu): noticed before a message is sent, so
//! that the resident can take it out. It never identifies anybody here.
//!
//! Form: six digits of the birthday, a sign of the century, three digits and a check character
//! (government decree 128/2010 with its change 690/2022, which added signs of the century).

use core::ops::Range;

/// The check character by the remainder of the nine digits divided by 31.
const CHECK: &[u8; 31] = b"0123456789ABCDEFHJKLMNPRSTUVWXY";

/// Where the first personal identity code stands in a text, in bytes.
///
/// Only one whose check character is right counts, so that an ordinary number does not: of numbers
/// in this form at random, 1 in 31 does. Small letters count, spaces of any kind around the sign
/// are forgiven, and the dashes that a phone's keyboard may set in place of a hyphen are taken for
/// one.
pub fn find(text: &str) -> Option<Range<usize>> {
    text.char_indices()
        .filter(|(at, first)| first.is_ascii_digit() && !follows_a_word(text, *at))
        .find_map(|(at, _)| Some(at..at + length(text.get(at..)?)?))
}

/// A text without its personal identity codes. Only one who writes asks for this.
pub fn without(text: &str) -> String {
    let mut left = text.to_owned();
    while let Some(found) = find(&left) {
        left.replace_range(found, "");
    }
    left
}

fn follows_a_word(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|before| before.chars().last());
    before.is_some_and(char::is_alphanumeric)
}

/// How many bytes of the beginning of a text are a personal identity code, if it is one.
fn length(text: &str) -> Option<usize> {
    let mut rest = text.char_indices().peekable();
    let mut number = 0_u32;
    let mut birthday = 0_u32;
    for place in 0..9 {
        if place == 6 {
            birthday = number;
            while rest.next_if(is_space).is_some() {}
            let (_, sign) = rest.next()?;
            if !is_century(sign) {
                return None;
            }
            while rest.next_if(is_space).is_some() {}
        }
        let (_, digit) = rest.next()?;
        number = number * 10 + digit.to_digit(10)?;
    }
    let (last, check) = rest.next()?;
    let right = CHECK.get(usize::try_from(number % 31).ok()?)?;
    let is_right = check.eq_ignore_ascii_case(&char::from(*right));
    let (day, month) = (birthday / 10_000, birthday / 100 % 100);
    let is_day = (1..=31).contains(&day) && (1..=12).contains(&month);
    let ends = rest
        .next()
        .is_none_or(|(_, after)| !after.is_alphanumeric());
    (is_right && is_day && ends).then_some(last + 1)
}

/// Any space within a line: what is pasted often holds ones that do not break.
fn is_space((_, space): &(usize, char)) -> bool {
    let breaks = matches!(space, '\n'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
    space.is_whitespace() && !breaks
}

/// `+` for 1800, `-` and `U`–`Y` for 1900, `A`–`F` for 2000.
fn is_century(sign: char) -> bool {
    matches!(sign.to_ascii_uppercase(), '+' | '-' | 'A'..='F' | 'U'..='Y')
        || matches!(sign, '\u{2010}'..='\u{2015}' | '\u{2212}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CODES: [&str; 5] = [
        "210281-9988",
        "010170-999R",
        "070770-905D",
        "291292-918R",
        "010100-969P",
    ];

    #[test]
    fn a_code_is_found_wherever_it_stands() {
        for code in CODES {
            for text in [
                code.to_owned(),
                format!("Tunnukseni on {code}."),
                format!("{code}, ja toinen"),
                format!("hetu:{}", code.to_lowercase()),
                format!("ääkkösiä ennen ({code})"),
            ] {
                let found = find(&text).unwrap();
                assert!(text[found].eq_ignore_ascii_case(code), "{text}");
            }
        }
    }

    #[test]
    fn a_keyboards_dash_and_spaces_hide_nothing() {
        for text in [
            "210281–9988",
            "210281 - 9988",
            "210281− 9988",
            "210281-9988",
            "210281\u{a0}-\u{a0}9988",
            "210281\u{202f}–\u{2009}9988",
            "210281\t-9988",
        ] {
            assert_eq!(find(text), Some(0..text.len()), "{text}");
        }
    }

    #[test]
    fn what_stands_on_two_lines_is_no_code() {
        for text in ["210281\n-9988", "210281-\r\n9988", "210281 -\u{2028}9988"] {
            assert_eq!(find(text), None, "{text}");
        }
    }

    #[test]
    fn signs_of_the_century_that_came_later_count() {
        // The sign is no part of the check.
        for sign in "+ABCDEFUVWXYabcdefuvwxy".chars() {
            let text = format!("210281{sign}9988");
            assert!(find(&text).is_some(), "{text}");
        }
        assert_eq!(find("210281G9988"), None);
    }

    #[test]
    fn ordinary_numbers_are_left_alone() {
        for text in [
            "Soita 040 6367 999",
            "FI21 1234 5600 0007 85",
            "Laskun viite 210281-9987",
            "210281-9988123",
            "9210281-9988",
            "A210281-9988",
            "410281-9988",
            "211381-998K",
            "210281-998",
            "klo 9-15, 4.1.2027",
            "1.1.–31.12.2026: 1 200 €",
            "",
        ] {
            assert_eq!(find(text), None, "{text}");
        }
    }

    #[test]
    fn all_of_them_are_taken_out_and_nothing_else() {
        assert_eq!(
            without("Minä 210281-9988 ja lapsi 010100-969P, vuokra 650 €"),
            "Minä  ja lapsi , vuokra 650 €"
        );
        assert_eq!(without("ei mitään"), "ei mitään");
    }

    proptest! {
        #[test]
        fn any_text_is_searched_and_what_is_found_is_gone(text in "[0-9A-Fa-f+ –ä-]{0,60}") {
            if let Some(found) = find(&text) {
                prop_assert!(text.is_char_boundary(found.start) && text.is_char_boundary(found.end));
            }
            prop_assert_eq!(find(&without(&text)), None);
        }

        #[test]
        fn any_text_at_all_is_survived(text in any::<String>()) {
            let _ = without(&text);
        }
    }
}
