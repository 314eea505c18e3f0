//! How long things may last: `[service.ID.times]`.

use super::Times;
use crate::config::read::Section;

const MINUTE_MS: i64 = 60_000;
const DAY_MINUTES: u32 = 24 * 60;
const HALF_DAY_MINUTES: u32 = 12 * 60;
const MOST_OPEN_DAYS: u32 = 60;

/// The times of a service.
pub(super) fn times(mut section: Section<'_>) -> Times {
    let usual = Times::default();
    let mut minutes = |key, usual_ms: i64, bounds| {
        let usual = u32::try_from(usual_ms / MINUTE_MS).unwrap_or_default();
        i64::from(section.number_within(key, usual, bounds)) * MINUTE_MS
    };
    let visitor_away_ms = minutes(
        "visitor_away_minutes",
        usual.visitor_away_ms,
        1..=DAY_MINUTES,
    );
    let agent_gone_ms = minutes("agent_gone_minutes", usual.agent_gone_ms, 2..=DAY_MINUTES);
    let inactivity_ms = minutes("inactivity_minutes", usual.inactivity_ms, 2..=DAY_MINUTES);
    let warning = usual.inactivity_warning_ms;
    let inactivity_warning_ms = minutes("inactivity_warning_minutes", warning, 1..=DAY_MINUTES);
    let closing_grace_ms = minutes(
        "closing_grace_minutes",
        usual.closing_grace_ms,
        0..=HALF_DAY_MINUTES,
    );
    let waiting_long_ms = minutes(
        "waiting_long_minutes",
        usual.waiting_long_ms,
        1..=DAY_MINUTES,
    );
    let nobody_ms = minutes("nobody_minutes", usual.nobody_ms, 1..=DAY_MINUTES);
    if inactivity_warning_ms >= inactivity_ms {
        let words = format!(
            "{} is not shorter than inactivity_minutes, so that the warning would come before \
             anything was said; write fewer minutes, at least 1",
            section.path_of("inactivity_warning_minutes")
        );
        section.complain(&section.place, words);
    }
    let key = "answer_within_open_days";
    let usual_days = usual.answer_within_open_days.unwrap_or_default();
    let days = section.number_within(key, usual_days, 0..=MOST_OPEN_DAYS);
    section.finish();
    Times {
        visitor_away_ms,
        agent_gone_ms,
        inactivity_ms,
        inactivity_warning_ms,
        closing_grace_ms,
        waiting_long_ms,
        nobody_ms,
        answer_within_open_days: (days > 0).then_some(days),
    }
}
