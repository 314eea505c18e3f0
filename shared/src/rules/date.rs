//! Days and times of day, without a time zone: the relay says which they are.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A day of the Gregorian calendar, from year 1 to 9999. On the wire `2027-01-07`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weekday {
    /// Monday.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

impl Weekday {
    /// Every day, the week beginning on Monday (ISO 8601).
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];
}

impl Date {
    /// The first day of the calendar: 1 January of year 1.
    pub const MIN: Self = Self {
        year: 1,
        month: 1,
        day: 1,
    };

    /// The day, when there is such a day.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let fits = (1..=9_999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day);
        fits.then_some(Self { year, month, day })
    }

    /// Reads `2027-01-07`.
    pub fn parse(text: &str) -> Option<Self> {
        let number = |part: &str, length: usize| {
            let fits = part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
            fits.then(|| part.parse::<u16>().ok()).flatten()
        };
        let (year, rest) = text.split_once('-')?;
        let (month, day) = rest.split_once('-')?;
        let small = |part: &str| number(part, 2).and_then(|part| u8::try_from(part).ok());
        Self::new(number(year, 4)?, small(month)?, small(day)?)
    }

    /// The year, 1 to 9999.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> u8 {
        self.day
    }

    /// Days since 1 January of year 1.
    pub fn number(self) -> u32 {
        let before = u32::from(self.year) - 1;
        let months: u32 = (1..self.month)
            .map(|month| u32::from(days_in_month(self.year, month)))
            .sum();
        before * 365 + before / 4 - before / 100 + before / 400 + months + u32::from(self.day) - 1
    }

    /// The day of that number, as far as year 9999 goes.
    pub fn from_number(number: u32) -> Option<Self> {
        // Never more than the year looked for, and at most a few years less.
        let mut year = u16::try_from(number / 366 + 1).ok()?;
        loop {
            let next = Self::new(year.checked_add(1)?, 1, 1);
            match next {
                Some(next) if next.number() <= number => year = next.year,
                _ => break,
            }
        }
        let mut left = number - Self::new(year, 1, 1)?.number();
        for month in 1..=12 {
            let days = u32::from(days_in_month(year, month));
            if left < days {
                return Self::new(year, month, u8::try_from(left + 1).ok()?);
            }
            left -= days;
        }
        None
    }

    /// The day so many days later, or earlier.
    pub fn plus_days(self, days: i32) -> Option<Self> {
        Self::from_number(self.number().checked_add_signed(days)?)
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        // 1 January of year 1 was a Monday.
        match self.number() % 7 {
            0 => Weekday::Monday,
            1 => Weekday::Tuesday,
            2 => Weekday::Wednesday,
            3 => Weekday::Thursday,
            4 => Weekday::Friday,
            5 => Weekday::Saturday,
            _ => Weekday::Sunday,
        }
    }

    /// Western Easter Sunday (Meeus/Jones/Butcher). None outside the calendar's years.
    pub fn easter(year: u16) -> Option<Self> {
        let year_ = u32::from(year);
        let (a, b, c) = (year_ % 19, year_ / 100, year_ % 100);
        let (d, e) = (b / 4, b % 4);
        let g = (8 * b + 13) / 25;
        let h = (19 * a + b - d - g + 15) % 30;
        let (i, k) = (c / 4, c % 4);
        let l = (32 + 2 * e + 2 * i - h - k) % 7;
        let m = (a + 11 * h + 19 * l) / 433;
        let month = (h + l - 7 * m + 90) / 25;
        let day = (h + l - 7 * m + 33 * month + 19) % 32;
        Self::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    }
}

fn days_in_month(year: u16, month: u8) -> u8 {
    let is_leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl core::fmt::Display for Date {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// A day and a time of day, in the service's own time. On the wire `2027-01-07T14:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalTime {
    /// The day.
    pub date: Date,
    /// Minutes since midnight, 0 to 1 440; 1 440 is the end of the day.
    pub minute: u16,
}

impl LocalTime {
    /// Reads `2027-01-07T14:00`.
    pub fn parse(text: &str) -> Option<Self> {
        let (date, time) = text.split_once('T')?;
        Some(Self {
            date: Date::parse(date)?,
            minute: super::hours::minute_of_day(time).ok()?,
        })
    }
}

impl core::fmt::Display for LocalTime {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(
            f,
            "{}T{:02}:{:02}",
            self.date,
            self.minute / 60,
            self.minute % 60
        )
    }
}

macro_rules! as_text {
    ($name:ident, $form:literal) => {
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.to_string())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                Self::parse(&text).ok_or_else(|| serde::de::Error::custom($form))
            }
        }
    };
}
as_text!(Date, "a day such as 2027-01-07");
as_text!(LocalTime, "a time such as 2027-01-07T14:00");

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn weekdays_are_those_of_the_calendar() {
        assert_eq!(date("2027-01-07").weekday(), Weekday::Thursday);
        assert_eq!(date("2000-02-29").weekday(), Weekday::Tuesday);
        assert_eq!(date("1970-01-01").weekday(), Weekday::Thursday);
    }

    #[test]
    fn days_that_are_not_are_refused() {
        for wrong in [
            "2027-02-29",
            "2027-13-01",
            "2027-00-10",
            "2027-1-7",
            "0000-01-01",
            "2100-02-29",
            "7.1.2027",
            "",
        ] {
            assert_eq!(Date::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn easter_falls_where_it_did() {
        for easter in [
            "2022-04-17",
            "2024-03-31",
            "2025-04-20",
            "2026-04-05",
            "2027-03-28",
            "2038-04-25",
        ] {
            assert_eq!(Date::easter(date(easter).year()), Some(date(easter)));
        }
    }

    #[test]
    fn a_local_time_travels_as_it_is_written() {
        let time = LocalTime::parse("2027-01-11T14:00").unwrap();
        assert_eq!(time.minute, 840);
        assert_eq!(
            serde_json::to_string(&time).unwrap(),
            "\"2027-01-11T14:00\""
        );
        assert_eq!(
            serde_json::from_str::<LocalTime>("\"2027-01-11T14:00\"").unwrap(),
            time
        );
        assert!(serde_json::from_str::<LocalTime>("\"2027-01-11 14:00\"").is_err());
    }

    proptest! {
        #[test]
        fn numbers_lead_back(number in 0u32..3_652_059) {
            let date = Date::from_number(number).unwrap();
            prop_assert_eq!(date.number(), number);
            prop_assert_eq!(Date::parse(&date.to_string()), Some(date));
            prop_assert_eq!(date.plus_days(1).map(|next| next.number()), Some(number + 1).filter(|_| number < 3_652_058));
        }
    }
}
