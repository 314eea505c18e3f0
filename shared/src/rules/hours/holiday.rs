//! The closing days of Finnish offices.

use crate::rules::date::{Date, Weekday};

macro_rules! holidays {
    ($($(#[$doc:meta])* $name:ident = $key:literal,)*) => {
        /// A day on which offices in Finland are closed.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Holiday {
            $($(#[$doc])* $name,)*
        }

        impl Holiday {
            /// Every closing day, in the order of the year.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Its name in the configuration and among the texts.
            pub fn key(self) -> &'static str {
                match self {
                    $(Self::$name => $key,)*
                }
            }
        }
    };
}

holidays! {
    /// 1 January.
    NewYear = "new_year",
    /// 6 January.
    Epiphany = "epiphany",
    /// The Friday before Easter.
    GoodFriday = "good_friday",
    /// Easter Sunday.
    EasterSunday = "easter_sunday",
    /// The Monday after Easter.
    EasterMonday = "easter_monday",
    /// 1 May.
    MayDay = "may_day",
    /// The Thursday 39 days after Easter.
    Ascension = "ascension",
    /// The Sunday 49 days after Easter.
    WhitSunday = "whit_sunday",
    /// The Friday before Midsummer Day.
    MidsummerEve = "midsummer_eve",
    /// The Saturday of 20 to 26 June.
    MidsummerDay = "midsummer_day",
    /// The Saturday of 31 October to 6 November.
    AllSaints = "all_saints",
    /// 6 December.
    IndependenceDay = "independence_day",
    /// 24 December.
    ChristmasEve = "christmas_eve",
    /// 25 December.
    ChristmasDay = "christmas_day",
    /// 26 December.
    SecondChristmasDay = "second_christmas_day",
}

impl Holiday {
    /// The day it falls on in a year. None outside the calendar's years.
    pub fn in_year(self, year: u16) -> Option<Date> {
        let fixed = |month, day| Date::new(year, month, day);
        let easter = |days| Date::easter(year)?.plus_days(days);
        match self {
            Self::NewYear => fixed(1, 1),
            Self::Epiphany => fixed(1, 6),
            Self::GoodFriday => easter(-2),
            Self::EasterSunday => easter(0),
            Self::EasterMonday => easter(1),
            Self::MayDay => fixed(5, 1),
            Self::Ascension => easter(39),
            Self::WhitSunday => easter(49),
            Self::MidsummerEve => saturday_from(fixed(6, 20)?)?.plus_days(-1),
            Self::MidsummerDay => saturday_from(fixed(6, 20)?),
            Self::AllSaints => saturday_from(fixed(10, 31)?),
            Self::IndependenceDay => fixed(12, 6),
            Self::ChristmasEve => fixed(12, 24),
            Self::ChristmasDay => fixed(12, 25),
            Self::SecondChristmasDay => fixed(12, 26),
        }
    }

    /// The closing days that fall on a day: mostly none, seldom two (Ascension can be 1 May).
    pub fn all_on(date: Date) -> impl Iterator<Item = Self> {
        Self::ALL
            .iter()
            .copied()
            .filter(move |holiday| holiday.in_year(date.year()) == Some(date))
    }

    /// The closing day of that name in the configuration.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|it| it.key() == key)
    }
}

/// The first Saturday on or after a day.
fn saturday_from(date: Date) -> Option<Date> {
    (0..7)
        .filter_map(|days| date.plus_days(days))
        .find(|day| day.weekday() == Weekday::Saturday)
}
