//! The Finnish personal identity code: `ddmmyyCzzzQ` (Government Decree 128/2010; the signs of the
//! centuries as of Act 661/2009 amended in 2022).

const CHECKS: &[u8; 31] = b"0123456789ABCDEFHJKLMNPRSTUVWXY";
const CENTURIES: &[u8] = b"+-ABCDEFYXWVU";

/// Whether the check character is right, and all else could be.
pub(super) fn is_right(code: &str) -> bool {
    let bytes: &[u8; 11] = match code.as_bytes().try_into() {
        Ok(bytes) => bytes,
        Err(_) => return false,
    };
    let [date @ .., century, a, b, c, check] = bytes;
    let mut digits = date.iter().chain([a, b, c]);
    let number = digits.try_fold(0_usize, |number, digit| {
        let digit = char::from(*digit).to_digit(10)?;
        Some(number * 10 + usize::try_from(digit).ok()?)
    });
    let right = number.and_then(|number| CHECKS.get(number % CHECKS.len()));
    CENTURIES.contains(century) && right == Some(check)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{CHECKS, is_right};

    #[test]
    fn the_check_character_is_checked() {
        for right in [
            "210281-9988",
            "010170-999R",
            "070770-905D",
            "291292-918R",
            "010100-969P",
            "131052-308T",
        ] {
            assert!(is_right(right), "{right}");
        }
        for wrong in [
            "",
            "210281-9987",
            "210281_9988",
            "210281-998",
            "2102819988",
            "x10281-9988",
            "ääääää",
            "210281-99888",
        ] {
            assert!(!is_right(wrong), "{wrong}");
        }
    }

    proptest! {
        /// Of all check characters one is right.
        #[test]
        fn one_of_all_is_right(date in "[0-9]{6}", number in "[0-9]{3}") {
            let right = CHECKS
                .iter()
                .filter(|check| is_right(&format!("{date}A{number}{}", char::from(**check))))
                .count();
            prop_assert_eq!(right, 1);
        }

        #[test]
        fn nothing_upsets_it(any: String) {
            is_right(&any);
        }
    }
}
