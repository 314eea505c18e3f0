//! Intervals of a day, as the configuration writes them.

/// From when until when, in minutes since midnight, local time: `from_min < until_min ≤ 1 440`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The first minute that is open.
    pub from_min: u16,
    /// The first minute that is closed again.
    pub until_min: u16,
}

/// Why an interval was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Impossible {
    /// Not of the form `12:00-14:00`.
    Form,
    /// No such time of day.
    Time,
    /// It ends before it begins, or has no length.
    Order,
    /// It overlaps or touches the one before it.
    Overlap,
}

impl Interval {
    /// Reads `12:00-14:00`; `24:00` may end a day.
    ///
    /// # Errors
    /// Says which of the rules the text breaks.
    pub fn parse(text: &str) -> Result<Self, Impossible> {
        let (from, until) = text.split_once('-').ok_or(Impossible::Form)?;
        let interval = Self {
            from_min: minute_of_day(from.trim())?,
            until_min: minute_of_day(until.trim())?,
        };
        if interval.from_min < interval.until_min {
            Ok(interval)
        } else {
            Err(Impossible::Order)
        }
    }
}

/// Whether the intervals of one day stand in order with a gap between each two.
///
/// # Errors
/// [`Impossible::Overlap`] when they do not.
pub fn day(intervals: &[Interval]) -> Result<(), Impossible> {
    let in_order = intervals
        .iter()
        .zip(intervals.iter().skip(1))
        .all(|(before, after)| before.until_min < after.from_min);
    if in_order {
        Ok(())
    } else {
        Err(Impossible::Overlap)
    }
}

/// Reads `9:00` as minutes since midnight; `24:00` is the end of the day.
///
/// # Errors
/// [`Impossible::Form`] or [`Impossible::Time`].
pub fn minute_of_day(text: &str) -> Result<u16, Impossible> {
    let (hour, minute) = text.split_once(':').ok_or(Impossible::Form)?;
    let number = |part: &str| match part.len() {
        1 | 2 if part.bytes().all(|byte| byte.is_ascii_digit()) => {
            part.parse::<u16>().map_err(|_| Impossible::Form)
        }
        _ => Err(Impossible::Form),
    };
    let (hour, minute) = (number(hour)?, number(minute)?);
    if minute > 59 || hour > 24 || (hour == 24 && minute > 0) {
        return Err(Impossible::Time);
    }
    Ok(hour * 60 + minute)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_what_people_write() {
        let noon = Interval {
            from_min: 720,
            until_min: 840,
        };
        assert_eq!(Interval::parse("12:00-14:00"), Ok(noon));
        assert_eq!(Interval::parse("12:00 - 14:00"), Ok(noon));
        assert_eq!(
            Interval::parse("0:00-24:00"),
            Ok(Interval {
                from_min: 0,
                until_min: 1_440
            })
        );
    }

    #[test]
    fn refuses_the_impossible() {
        for (text, why) in [
            ("12-14", Impossible::Form),
            ("12:00", Impossible::Form),
            ("12:000-14:00", Impossible::Form),
            ("ä:00-14:00", Impossible::Form),
            ("12:60-14:00", Impossible::Time),
            ("12:00-25:00", Impossible::Time),
            ("12:00-24:01", Impossible::Time),
            ("14:00-12:00", Impossible::Order),
            ("12:00-12:00", Impossible::Order),
        ] {
            assert_eq!(Interval::parse(text), Err(why), "{text}");
        }
    }

    #[test]
    fn intervals_of_a_day_do_not_touch() {
        let at = |from_min, until_min| Interval {
            from_min,
            until_min,
        };
        assert_eq!(day(&[at(540, 660), at(720, 900)]), Ok(()));
        assert_eq!(day(&[at(540, 660), at(660, 900)]), Err(Impossible::Overlap));
        assert_eq!(day(&[at(720, 900), at(540, 660)]), Err(Impossible::Overlap));
    }

    proptest! {
        #[test]
        fn never_panics(text in "\\PC*") {
            let _ = Interval::parse(&text);
        }
    }
}
