//! How long the audit log is kept, and whose it is.

use juttu_shared::texts::Language;

use super::read::Section;
use super::service::Texts;

/// For how many whole years a month of the audit log is kept after its end, unless the operator says
/// otherwise.
const KEEP_YEARS: u32 = 12;
/// The longest: as long as client records of social care are kept.
const MOST_YEARS: u32 = 120;

/// How long the audit log is kept, and whose it is.
#[derive(Clone, Debug)]
pub struct Audit {
    /// For how many whole years a month is kept after its end.
    pub keep_years: u32,
    /// Who keeps the register, as it stands on what is given out; empty when it is not written.
    pub controller: Texts,
}

/// Of `[audit]`, which may be left out.
pub(super) fn audit(mut section: Section<'_>) -> Audit {
    let keep_years = section.number("keep_years", KEEP_YEARS, MOST_YEARS);
    let mut names = section.section("controller");
    let written = Language::ALL.map(|language| {
        let name = names.text(language.tag())?;
        Some((language, name.text))
    });
    names.finish();
    section.finish();
    Audit {
        keep_years,
        controller: written.into_iter().flatten().collect(),
    }
}
