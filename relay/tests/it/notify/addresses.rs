//! What a resident may leave as an e-mail address can be written to.

use juttu_shared::rules::reach;
use lettre::Address;
use proptest::prelude::*;

/// Whether an address is of the kind that people have: nothing quoted, no number of a network.
fn is_plain(address: &str) -> bool {
    let Some((name, domain)) = address.rsplit_once('@') else {
        return false;
    };
    name.is_ascii()
        && !name.contains('"')
        && domain.is_ascii()
        && domain.len() <= 253
        && address.len() <= 254
        && domain.rsplit_once('.').is_some_and(|(_, last)| {
            !last.is_empty() && !last.bytes().all(|part| part.is_ascii_digit())
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_096))]

    #[test]
    fn what_is_taken_can_be_mailed_and_what_is_refused_can_not(
        name in "[a-c1!#'+\\-/=?^_`{|}~.\"(),:;<>\\[\\]\\\\ äß\u{200d}]{0,6}|[a.]{60,70}",
        domain in "[a-c1.ä\\-_\\[\\]: ß\u{200d}٣]{0,8}(\\.fi|\\.1)?|[a.]{58,66}\\.fi|([a]{50}\\.){4,5}fi",
    ) {
        let written = format!("{name}@{domain}");
        let lettre = written.trim().parse::<Address>();
        match reach::email(&written) {
            Ok(address) => {
                prop_assert!(lettre.is_ok(), "{} can't be mailed", address);
            }
            Err(_) => {
                let plain = lettre.is_ok() && is_plain(written.trim());
                prop_assert!(!plain, "{} could be mailed", written);
            }
        }
    }
}
