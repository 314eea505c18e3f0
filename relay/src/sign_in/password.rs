//! Passwords: hashed with argon2id, two at a time, the same time for a name that does not exist.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use juttu_shared::limits::{PASSWORD_CHARS_MAX, PASSWORD_CHARS_MIN};
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use crate::random::Random;

/// Memory in KiB, passes and lanes: OWASP's Password Storage Cheat Sheet, argon2id.
const COST: (u32, u32, u32) = (19 * 1_024, 2, 1);
const SALT_BYTES: usize = 16;

/// Each takes 19 MiB and a core for a while.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// A password could not be hashed. Says nothing of the password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a password could not be hashed")]
pub struct Unhashed;

/// Whether a password is as long as one must be.
pub(super) fn length_is_allowed(password: &str) -> bool {
    (PASSWORD_CHARS_MIN..=PASSWORD_CHARS_MAX).contains(&password.chars().count())
}

/// The hash to keep, in PHC string form.
pub(super) async fn hash(password: String, random: &Random) -> Result<String, Unhashed> {
    let salt = random.bytes::<SALT_BYTES>();
    let password = Zeroizing::new(password);
    aside(move || {
        let hash = argon2()?.hash_password_with_salt(password.as_bytes(), &salt);
        hash.map(|hash| hash.to_string()).map_err(|_| Unhashed)
    })
    .await
}

/// Whether the password is the one that was hashed. Without a hash it takes as long, and is not.
pub(super) async fn is_right(password: String, hash: Option<String>) -> Result<bool, Unhashed> {
    let password = Zeroizing::new(password);
    aside(move || {
        let argon2 = argon2()?;
        let Some(hash) = hash else {
            let hashed = argon2.hash_password_with_salt(password.as_bytes(), &[0; SALT_BYTES]);
            return hashed.map(|_| false).map_err(|_| Unhashed);
        };
        let hash = PasswordHash::new(&hash).map_err(|_| Unhashed)?;
        Ok(argon2.verify_password(password.as_bytes(), &hash).is_ok())
    })
    .await
}

fn argon2() -> Result<Argon2<'static>, Unhashed> {
    let (memory_kib, passes, lanes) = COST;
    let params = Params::new(memory_kib, passes, lanes, None).map_err(|_| Unhashed)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Does it where it keeps nobody else from going on.
async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Unhashed> + Send + 'static,
) -> Result<T, Unhashed> {
    // The permit fails only when the semaphore is closed, which nobody does.
    let permit = AT_ONCE.acquire().await.map_err(|_| Unhashed)?;
    let done = tokio::task::spawn_blocking(work).await;
    drop(permit);
    done.map_err(|_| Unhashed)?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_known_by_its_hash() {
        let random = Random::seeded(1);
        let kept = hash("oikea hevonen paristo".into(), &random).await.unwrap();
        assert!(
            kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{kept}"
        );
        let is = |password: &str| is_right(password.into(), Some(kept.clone()));
        assert_eq!(is("oikea hevonen paristo").await, Ok(true));
        assert_eq!(is("oikea hevonen pariston").await, Ok(false));
        assert_eq!(
            is_right("oikea hevonen paristo".into(), None).await,
            Ok(false)
        );
        let broken = is_right("x".into(), Some("not a hash".into()));
        assert_eq!(broken.await, Err(Unhashed));
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert!(!length_is_allowed(&"ä".repeat(14)));
        assert!(length_is_allowed(&"ä".repeat(15)));
        assert!(length_is_allowed(&"🦊".repeat(256)));
        assert!(!length_is_allowed(&"🦊".repeat(257)));
    }
}
