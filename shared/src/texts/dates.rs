//! Days and times in words: `ma 4.1. klo 9`, `må 4.1 kl. 9`, `Mon 4 Jan at 9:00`.
//!
//! Formatters of our own, since those of browsers and of the system give other forms. They are
//! linked into the widget, so they put strings together and format nothing.

use super::Language;
use crate::rules::date::{Date, LocalTime, Weekday};
use crate::rules::hours::Interval;

/// A day of the week: `ma`, `må`, `Mon`.
pub fn weekday(language: Language, day: Weekday) -> &'static str {
    match (language, day) {
        (Language::Fi, Weekday::Monday) => "ma",
        (Language::Fi, Weekday::Tuesday) => "ti",
        (Language::Fi, Weekday::Wednesday) => "ke",
        (Language::Fi, Weekday::Thursday) => "to",
        (Language::Fi, Weekday::Friday) => "pe",
        (Language::Fi, Weekday::Saturday) => "la",
        (Language::Fi, Weekday::Sunday) => "su",
        (Language::Sv, Weekday::Monday) => "må",
        (Language::Sv, Weekday::Tuesday) => "ti",
        (Language::Sv, Weekday::Wednesday) => "on",
        (Language::Sv, Weekday::Thursday) => "to",
        (Language::Sv, Weekday::Friday) => "fr",
        (Language::Sv, Weekday::Saturday) => "lö",
        (Language::Sv, Weekday::Sunday) => "sö",
        (Language::En, Weekday::Monday) => "Mon",
        (Language::En, Weekday::Tuesday) => "Tue",
        (Language::En, Weekday::Wednesday) => "Wed",
        (Language::En, Weekday::Thursday) => "Thu",
        (Language::En, Weekday::Friday) => "Fri",
        (Language::En, Weekday::Saturday) => "Sat",
        (Language::En, Weekday::Sunday) => "Sun",
    }
}

/// A day: `ma 4.1.`, `må 4.1`, `Mon 4 Jan`.
pub fn date(language: Language, date: Date) -> String {
    let mut words = String::from(weekday(language, date.weekday()));
    words.push(' ');
    number(&mut words, u16::from(date.day()));
    match language {
        Language::Fi | Language::Sv => {
            words.push('.');
            number(&mut words, u16::from(date.month()));
            if language == Language::Fi {
                words.push('.');
            }
        }
        Language::En => {
            words.push(' ');
            words.push_str(english_month(date.month()));
        }
    }
    words
}

/// A time of day, in minutes since midnight: `klo 12.30`, `kl. 12.30`, `12:30`. Full hours stand
/// alone, but in English: `klo 9`, `9:00`.
pub fn time(language: Language, minute: u16) -> String {
    let mut words = String::from(clock(language));
    digits(&mut words, language, minute);
    words
}

/// A day and a time: `ma 4.1. klo 9`, `må 4.1 kl. 9`, `Mon 4 Jan at 9:00`.
pub fn local_time(language: Language, at: LocalTime) -> String {
    let mut words = date(language, at.date);
    words.push_str(at_word(language));
    words.push_str(&time(language, at.minute));
    words
}

/// A day of the week and a time: `ma klo 9`, `må kl. 9`, `Mon at 9:00`.
pub fn weekday_time(language: Language, at: LocalTime) -> String {
    let mut words = String::from(weekday(language, at.date.weekday()));
    words.push_str(at_word(language));
    words.push_str(&time(language, at.minute));
    words
}

/// The hours of a day: `klo 9–11 ja 12–15`, `kl. 9–11 och 12–15`, `9:00–11:00 and 12:00–15:00`. Empty when
/// there are none.
pub fn intervals(language: Language, intervals: &[Interval]) -> String {
    let mut words = String::new();
    for (index, interval) in intervals.iter().enumerate() {
        words.push_str(match index {
            0 => clock(language),
            _ if index + 1 < intervals.len() => ", ",
            _ => and(language),
        });
        digits(&mut words, language, interval.from_min);
        words.push('–');
        digits(&mut words, language, interval.until_min);
    }
    words
}

/// What stands before a time of day.
fn clock(language: Language) -> &'static str {
    match language {
        Language::Fi => "klo ",
        Language::Sv => "kl. ",
        Language::En => "",
    }
}

/// What stands between a day and a time.
fn at_word(language: Language) -> &'static str {
    match language {
        Language::Fi | Language::Sv => " ",
        Language::En => " at ",
    }
}

fn and(language: Language) -> &'static str {
    match language {
        Language::Fi => " ja ",
        Language::Sv => " och ",
        Language::En => " and ",
    }
}

fn english_month(month: u8) -> &'static str {
    match month {
        1 => "Jan",
        2 => "Feb",
        3 => "Mar",
        4 => "Apr",
        5 => "May",
        6 => "Jun",
        7 => "Jul",
        8 => "Aug",
        9 => "Sep",
        10 => "Oct",
        11 => "Nov",
        _ => "Dec",
    }
}

fn digits(words: &mut String, language: Language, minute: u16) {
    number(words, minute / 60);
    let past = minute % 60;
    if past > 0 || language == Language::En {
        words.push(match language {
            Language::Fi | Language::Sv => '.',
            Language::En => ':',
        });
        if past < 10 {
            words.push('0');
        }
        number(words, past);
    }
}

/// Writes a number below 100.
fn number(words: &mut String, number: u16) {
    if number >= 10 {
        words.push(digit(number / 10));
    }
    words.push(digit(number % 10));
}

fn digit(digit: u16) -> char {
    char::from_digit(u32::from(digit % 10), 10).unwrap_or('0')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_all(words: impl Fn(Language) -> String) -> [String; 3] {
        Language::ALL.map(words)
    }

    fn at(text: &str) -> LocalTime {
        LocalTime::parse(text).unwrap()
    }

    #[test]
    fn a_day_and_a_time_as_each_language_writes_them() {
        for (time, words) in [
            (
                "2027-01-04T09:00",
                ["ma 4.1. klo 9", "må 4.1 kl. 9", "Mon 4 Jan at 9:00"],
            ),
            (
                "2027-10-31T12:30",
                [
                    "su 31.10. klo 12.30",
                    "sö 31.10 kl. 12.30",
                    "Sun 31 Oct at 12:30",
                ],
            ),
            (
                "2027-05-05T00:05",
                ["ke 5.5. klo 0.05", "on 5.5 kl. 0.05", "Wed 5 May at 0:05"],
            ),
            (
                "2027-12-24T24:00",
                ["pe 24.12. klo 24", "fr 24.12 kl. 24", "Fri 24 Dec at 24:00"],
            ),
        ] {
            assert_eq!(in_all(|language| local_time(language, at(time))), words);
        }
    }

    #[test]
    fn a_day_of_the_week_with_a_time() {
        let words = in_all(|language| weekday_time(language, at("2027-01-07T12:00")));
        assert_eq!(words, ["to klo 12", "to kl. 12", "Thu at 12:00"]);
    }

    #[test]
    fn the_hours_of_a_day() {
        let hours = |text: &str| {
            let parts = text.split(' ').filter(|part| !part.is_empty());
            let hours: Vec<_> = parts.map(|part| Interval::parse(part).unwrap()).collect();
            in_all(|language| intervals(language, &hours))
        };
        assert_eq!(hours("9:00-15:00"), ["klo 9–15", "kl. 9–15", "9:00–15:00"]);
        assert_eq!(
            hours("9:00-11:00 12:30-15:00"),
            [
                "klo 9–11 ja 12.30–15",
                "kl. 9–11 och 12.30–15",
                "9:00–11:00 and 12:30–15:00"
            ]
        );
        assert_eq!(
            hours("0:00-1:00 9:00-11:00 12:00-24:00"),
            [
                "klo 0–1, 9–11 ja 12–24",
                "kl. 0–1, 9–11 och 12–24",
                "0:00–1:00, 9:00–11:00 and 12:00–24:00"
            ]
        );
        assert_eq!(hours(""), ["", "", ""]);
    }

    #[test]
    fn every_day_and_month_has_its_word() {
        let mut days: Vec<_> = Weekday::ALL
            .iter()
            .map(|day| in_all(|language| weekday(language, *day).to_owned()).concat())
            .collect();
        days.sort();
        days.dedup();
        assert_eq!(days.len(), 7);
        let mut months: Vec<_> = (1..=12)
            .map(|month| date(Language::En, Date::new(2027, month, 1).unwrap()))
            .map(|day| day.split(' ').next_back().unwrap().to_owned())
            .collect();
        months.sort();
        months.dedup();
        assert_eq!(months.len(), 12);
    }
}
