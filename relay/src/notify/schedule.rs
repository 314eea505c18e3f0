//! When a delivery that failed is tried again.

const SECOND_MS: i64 = 1_000;
const MINUTE_MS: i64 = 60 * SECOND_MS;
const HOUR_MS: i64 = 60 * MINUTE_MS;

/// How long after the first attempt that failed comes the second, and so on, in milliseconds. After
/// the last one it is given up: almost two days in all, so that what dies on a Friday night is
/// still told on Sunday.
pub const RETRY_AFTER_MS: [i64; 8] = [
    30 * SECOND_MS,
    2 * MINUTE_MS,
    10 * MINUTE_MS,
    30 * MINUTE_MS,
    2 * HOUR_MS,
    6 * HOUR_MS,
    12 * HOUR_MS,
    24 * HOUR_MS,
];

/// How long to wait when so many attempts, this one included, have failed; none to give up.
pub fn retry_after_ms(attempts: u32) -> Option<i64> {
    let index = usize::try_from(attempts.checked_sub(1)?).ok()?;
    RETRY_AFTER_MS.get(index).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schedule_is_walked_once_and_then_given_up() {
        assert_eq!(retry_after_ms(0), None);
        assert_eq!(retry_after_ms(1), Some(30_000));
        assert_eq!(retry_after_ms(8), Some(86_400_000));
        assert_eq!(retry_after_ms(9), None);
        assert!(RETRY_AFTER_MS.is_sorted());
    }
}
