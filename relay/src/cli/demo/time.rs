//! The demo's time: where it starts, and the lines that move it.

use std::io::BufRead as _;

use jiff::Timestamp;

use crate::clock::Clock;

/// An instant such as `2027-01-07T12:30+02:00`, in milliseconds since 1970 UTC.
pub(super) fn instant_ms(text: &str) -> Result<i64, String> {
    text.parse::<Timestamp>()
        .map(Timestamp::as_millisecond)
        .map_err(|_| "write such as 2027-01-07T12:30+02:00".to_owned())
}

/// Moves the clock by each line such as `advance 90s` on standard input, until it ends.
pub(super) fn listen_to_input(clock: Clock) {
    // A thread, since reading standard input can't be broken off; it goes with the process.
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines() {
            let Ok(line) = line else { return };
            match advance_ms(&line) {
                Some(by_ms) => clock.advance_ms(by_ms),
                None if line.trim().is_empty() => {}
                None => eprintln!("not understood; write such as: advance 90s"),
            }
        }
    });
}

/// The milliseconds of `advance 90s`, `5m`, `2h` or `1d`.
fn advance_ms(line: &str) -> Option<i64> {
    let span = line.trim().strip_prefix("advance ")?.trim();
    let unit_ms = match span.chars().next_back()? {
        's' => 1_000,
        'm' => 60_000,
        'h' => 3_600_000,
        'd' => 86_400_000,
        _ => return None,
    };
    let number = span.get(..span.len() - 1)?;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number {
        return None;
    }
    number.parse::<i64>().ok()?.checked_mul(unit_ms)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_moves_the_clock() {
        for (line, expected) in [
            ("advance 90s", Some(90_000)),
            (" advance  5m\r", Some(300_000)),
            ("advance 2h", Some(7_200_000)),
            ("advance 1d", Some(86_400_000)),
            ("advance -1s", None),
            ("advance s", None),
            ("advance 1w", None),
            ("advance 1ä", None),
            ("advance 99999999999999999999d", None),
            ("advance 9223372036854775807d", None),
            ("forward 1s", None),
            ("", None),
        ] {
            assert_eq!(advance_ms(line), expected, "{line}");
        }
    }

    #[test]
    fn an_instant_has_its_offset() {
        assert_eq!(instant_ms("1970-01-01T02:00+02:00"), Ok(0));
        assert_eq!(instant_ms("2027-01-07T12:30+02:00"), Ok(1_799_317_800_000));
        assert!(instant_ms("2027-01-07T12:30").is_err());
        assert!(instant_ms("eilen").is_err());
    }
}
