//! The relay's clock, carried on by the page's own counter: never the machine's idea of now.

use juttu_shared::rules::date::{Date, LocalTime};

/// What the relay's clock showed, and when the page heard it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct RelayClock {
    relay_ms: i64,
    heard_ms: i64,
}

impl RelayClock {
    /// Set by what the relay just said.
    pub(crate) fn heard(relay_ms: i64) -> Self {
        Self {
            relay_ms,
            heard_ms: page_ms(),
        }
    }

    /// What the relay's clock shows now.
    pub(crate) fn now_ms(self) -> i64 {
        self.relay_ms
            .saturating_add(page_ms().saturating_sub(self.heard_ms))
    }
}

/// The day and the time of day of an instant, where the desk stands.
pub(crate) fn local_time(at_ms: i64) -> Option<LocalTime> {
    #[expect(
        clippy::cast_precision_loss,
        reason = "milliseconds since 1970 stay below 2^53 for 285 000 years"
    )]
    let date = js_sys::Date::new(&(at_ms as f64).into());
    let year = u16::try_from(date.get_full_year()).ok()?;
    let month = u8::try_from(date.get_month().checked_add(1)?).ok()?;
    let day = u8::try_from(date.get_date()).ok()?;
    Some(LocalTime {
        date: Date::new(year, month, day)?,
        minute: u16::try_from(date.get_hours() * 60 + date.get_minutes()).ok()?,
    })
}

/// Milliseconds since the page began: steady, whatever becomes of the machine's clock.
fn page_ms() -> i64 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "milliseconds since the page began"
    )]
    web_sys::window()
        .and_then(|window| window.performance())
        .map_or(0, |performance| performance.now() as i64)
}
