//! The words the relay sent, with their placeholders filled. No words are written here.

use juttu_shared::rules::date::Date;
use juttu_shared::texts::{Key, Language, dates};
use wasm_bindgen::prelude::JsValue;

use crate::host;

/// From 1 January of year 1 to that of 1970.
const DAYS_BEFORE_1970: i64 = 719_162;

/// The words of one language, as they came with the service's state.
#[derive(Clone, Debug)]
pub struct Words {
    texts: JsValue,
}

impl Words {
    /// The words in `texts`, an object from key to text.
    pub fn new(texts: JsValue) -> Self {
        Self { texts }
    }

    /// A text.
    pub fn get(&self, key: Key) -> String {
        host::text(&self.texts, key.0)
    }

    /// A text with one placeholder filled.
    pub fn with(&self, key: Key, name: &str, value: &str) -> String {
        fill(&self.get(key), name, value)
    }

    /// A text for a number: the form that the number asks for, with `{n}` filled.
    pub fn counted(&self, key: Key, count: u32) -> String {
        fill(form(&self.get(key), count), "n", &count.to_string())
    }
}

/// `text` with `{name}` replaced by `value`, which is left as it is.
pub fn fill(text: &str, name: &str, value: &str) -> String {
    let mut filled = String::with_capacity(text.len() + value.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        match after
            .strip_prefix(name)
            .and_then(|end| end.strip_prefix('}'))
        {
            Some(end) => {
                filled.push_str(value);
                rest = end;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}

/// What stands before and after `part`, where it stands first. The library's own search is much longer.
pub fn cut<'a>(text: &'a str, part: &str) -> Option<(&'a str, &'a str)> {
    let mut starts = text.char_indices().map(|(start, _)| start);
    starts.find_map(|start| {
        let (before, rest) = text.split_at_checked(start)?;
        Some((before, rest.strip_prefix(part)?))
    })
}

/// Of `one | many`, the form for `count`. Finnish, Swedish and English agree: one is one.
pub fn form(text: &str, count: u32) -> &str {
    match cut(text, " | ") {
        Some((one, _)) if count == 1 => one,
        Some((_, many)) => many,
        None => text,
    }
}

/// The time of day at an instant, in milliseconds since 1970 UTC, where clocks are so many minutes
/// ahead of UTC. As the language writes it: `14.05` in Finnish and Swedish, `14:05` elsewhere.
pub fn time_of_day(language: &str, at_ms: i64, ahead_min: i64) -> String {
    let of_day = (at_ms.div_euclid(60_000) + ahead_min).rem_euclid(24 * 60);
    let (hours, minutes) = (of_day / 60, of_day % 60);
    let colon = if matches!(language, "fi" | "sv") {
        "."
    } else {
        ":"
    };
    let zero = if minutes < 10 { "0" } else { "" };
    [&hours.to_string(), colon, zero, &minutes.to_string()].concat()
}

/// The date of an instant, if it is of another day than now where clocks are so many minutes ahead
/// of UTC.
pub fn other_day(language: &str, at_ms: i64, now_ms: i64, ahead_min: i64) -> Option<String> {
    let day = |at_ms: i64| (at_ms.div_euclid(60_000) + ahead_min).div_euclid(24 * 60);
    if day(at_ms) == day(now_ms) {
        return None;
    }
    let date = Date::from_number(u32::try_from(day(at_ms) + DAYS_BEFORE_1970).ok()?)?;
    let language = Language::from_tag(language).unwrap_or(Language::Fi);
    Some(dates::date(language, date))
}

#[cfg(test)]
mod tests {
    use super::*;
    use juttu_shared::texts::widget;

    #[test]
    fn placeholders_are_filled_and_values_are_left_alone() {
        assert_eq!(fill("Olet sijalla {n}.", "n", "2"), "Olet sijalla 2.");
        assert_eq!(fill("{name}: {text}", "text", "{name}"), "{name}: {name}");
        assert_eq!(fill("{n", "n", "2"), "{n");
        assert_eq!(fill("ei mitään", "n", "2"), "ei mitään");
    }

    #[test]
    fn one_message_is_one_and_the_rest_are_many() {
        let text = widget::ALL
            .iter()
            .find(|text| text.key == widget::NEW_MESSAGES.0)
            .unwrap()
            .words(Language::Fi);
        assert_eq!(form(text, 1), "1 uusi viesti");
        assert_eq!(fill(form(text, 3), "n", "3"), "3 uutta viestiä");
        assert_eq!(form("sama", 1), "sama");
    }

    #[test]
    fn a_text_is_cut_where_a_part_of_it_stands_first() {
        assert_eq!(cut("yö, yö ja päivä", "ö ja"), Some(("yö, y", " päivä")));
        assert_eq!(cut("aa", "a"), Some(("", "a")));
        assert_eq!(cut("ää", "ää"), Some(("", "")));
        assert_eq!(cut("ää", "äää"), None);
        assert_eq!(cut("", "a"), None);
    }

    #[test]
    fn times_are_written_as_the_language_does() {
        let at = |hours: i64, minutes: i64| (hours * 60 + minutes) * 60_000 + 59_999;
        assert_eq!(time_of_day("fi", at(14, 5), 0), "14.05");
        assert_eq!(time_of_day("sv", at(9, 30), 0), "9.30");
        assert_eq!(time_of_day("en", at(0, 0), 0), "0:00");
    }

    #[test]
    fn a_time_of_another_day_has_its_date() {
        let at_ms = 1_767_650_400_000; // 5.1.2026, 22.00 UTC
        let hour_ms = 3_600_000;
        let date = |now_ms, ahead_min| other_day("fi", at_ms, now_ms, ahead_min);
        assert_eq!(date(at_ms + hour_ms, 0), None);
        assert_eq!(date(at_ms + 2 * hour_ms, 0).unwrap(), "ma 5.1.");
        assert_eq!(date(at_ms + 2 * hour_ms, 120), None);
        assert_eq!(date(at_ms - hour_ms, 120).unwrap(), "ti 6.1.");
        let english = other_day("en", at_ms, at_ms + 2 * hour_ms, 0);
        assert_eq!(english.unwrap(), "Mon 5 Jan");
    }

    #[test]
    fn times_are_those_of_the_services_clocks() {
        let at_ms = 1_767_650_400_000; // 5.1.2026, 22.00 UTC
        assert_eq!(time_of_day("fi", at_ms, 120), "0.00");
        assert_eq!(time_of_day("fi", at_ms, 180), "1.00");
        assert_eq!(time_of_day("fi", at_ms, -210), "18.30");
    }
}
