//! How long to wait before trying again: the first try at once, then ever longer, each time by a
//! random share, so that a thousand tabs do not come back in the same moment.

/// Longest wait between two tries, in milliseconds.
pub const LONGEST_MS: u32 = 20_000;

/// The wait before a try, in milliseconds. `failures` counts those in a row before it, and
/// `chance` is a random number from 0 to below 1.
pub fn delay_ms(failures: u32, chance: f64) -> u32 {
    let ceiling_ms = match failures {
        0 => 200,
        1..=5 => 500_u32 << failures,
        _ => LONGEST_MS,
    };
    share(ceiling_ms, chance)
}

/// The wait after a relay said that it stops, in milliseconds: long enough that everybody does
/// not come back to its successor at once.
pub fn after_restart_ms(chance: f64) -> u32 {
    share(1_500, chance)
}

/// From half of `most_ms` to all of it.
fn share(most_ms: u32, chance: f64) -> u32 {
    let half = most_ms / 2;
    half.saturating_add(whole(f64::from(half) * chance.clamp(0.0, 1.0)))
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a product of a clamped share and a u32 fits a u32"
)]
fn whole(value: f64) -> u32 {
    value as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_try_is_fast() {
        assert!(delay_ms(0, 0.999) <= 200);
    }

    #[test]
    fn waits_grow_to_a_limit() {
        let waits: Vec<u32> = (0..12).map(|failures| delay_ms(failures, 0.999)).collect();
        assert!(waits.windows(2).all(|pair| pair[0] <= pair[1]), "{waits:?}");
        assert!(delay_ms(u32::MAX, 1.0) <= LONGEST_MS);
        assert!(delay_ms(u32::MAX, 0.0) >= LONGEST_MS / 2);
    }

    #[test]
    fn chance_spreads_the_tries() {
        assert!(delay_ms(3, 0.9) > delay_ms(3, 0.1));
        assert!(after_restart_ms(0.9) > after_restart_ms(0.1));
    }
}
