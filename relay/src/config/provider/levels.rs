//! Which levels of assurance are accepted: `[provider.ID.levels]`, an `acr` to what it is.

use juttu_shared::wire::v1::event::Level;

use crate::config::read::{Section, Written};

/// What is accepted where nothing is written: the levels of the Finnish Trust Network and of eIDAS.
const USUAL: [(&str, Level); 4] = [
    ("http://ftn.ficora.fi/2017/loa2", Level::Substantial),
    ("http://ftn.ficora.fi/2017/loa3", Level::High),
    ("http://eidas.europa.eu/LoA/substantial", Level::Substantial),
    ("http://eidas.europa.eu/LoA/high", Level::High),
];
/// How somebody is known who only has an account of their own making at Suomi.fi: not strongly.
pub(crate) const NOT_STRONG: &str = "urn:oid:1.2.246.517.3002.110.7";
/// How test users are known in the Finnish Trust Network's test environments, whatever stands behind
/// it (`loatest2`, `loatest3`), and by Suomi.fi's test method: nobody is identified by that.
const TESTS: [&str; 3] = [
    "http://ftn.ficora.fi/2017/loatest",
    "https://ftn.ficora.fi/2017/loatest",
    "urn:oid:1.2.246.517.3002.110.999",
];

/// The levels of a resident's provider.
pub(super) fn residents(section: &mut Section<'_>, is_demo: bool) -> Vec<(String, Level)> {
    if !section.has("levels") {
        let usual = USUAL.into_iter();
        return usual.map(|(acr, level)| (acr.to_owned(), level)).collect();
    }
    let levels = written(section, is_demo);
    if levels.is_empty() {
        let words = format!(
            "{} accepts no level, so nobody could identify; write such as \
             \"http://ftn.ficora.fi/2017/loa2\" = \"substantial\", or leave the section out",
            section.path_of("levels")
        );
        section.complain(&section.place, words);
    }
    levels
}

/// The levels of the staff's provider: any, unless some are written.
pub(super) fn staff(section: &mut Section<'_>, is_demo: bool) -> Vec<(String, Level)> {
    written(section, is_demo)
}

fn written(section: &mut Section<'_>, is_demo: bool) -> Vec<(String, Level)> {
    let mut table = section.section("levels");
    let mut levels = Vec::new();
    for (acr, Written { place, text }) in table.every_text() {
        let path = format!("{}.\"{acr}\"", table.path);
        if acr == NOT_STRONG {
            let words = format!("{path} is no strong identification; leave it out");
            table.complain(&place, words);
            continue;
        }
        match text.as_str() {
            "test" if is_demo => levels.push((acr, Level::Test)),
            _ if is_test(&acr) => {
                let words = format!(
                    "{path} is a level of test users, by which nobody is identified: it can only \
                     be \"test\", which only the demo accepts; leave it out"
                );
                table.complain(&place, words);
            }
            "substantial" => levels.push((acr, Level::Substantial)),
            "high" => levels.push((acr, Level::High)),
            "test" => {
                let words =
                    format!("{path} is \"test\", which only the demo accepts; leave it out");
                table.complain(&place, words);
            }
            _ => {
                let words = format!("{path} is \"substantial\" or \"high\"");
                table.complain(&place, words);
            }
        }
    }
    table.finish();
    levels
}

/// Whether a level is known as one of test users by its name alone.
fn is_test(acr: &str) -> bool {
    TESTS.iter().any(|test| acr.starts_with(test))
}
