//! Client keys and secrets, from the browser's own random source.

use juttu_shared::id::{ClientKey, PickUpCode, Secret};

use crate::base64url;

/// A new key for a command: 128 random bits.
pub fn client_key() -> ClientKey {
    ClientKey(base64url::encode(&random::<16>()))
}

/// A new secret for a session: 256 random bits. `None` when the browser has no random source, and
/// then no conversation can be opened safely.
pub fn secret() -> Option<Secret> {
    let bytes = random::<32>();
    is_random(&bytes).then(|| Secret(base64url::encode(&bytes)))
}

/// A new pick-up code: 80 random bits. `None` when the browser has no random source.
pub fn code() -> Option<PickUpCode> {
    let bytes = random();
    is_random(&bytes).then(|| PickUpCode::from_random(bytes))
}

fn is_random(bytes: &[u8]) -> bool {
    bytes.iter().any(|&byte| byte != 0)
}

/// Random bytes; zeros when the browser has no random source.
fn random<const LENGTH: usize>() -> [u8; LENGTH] {
    let mut bytes = [0; LENGTH];
    if let Some(crypto) = web_sys::window().and_then(|window| window.crypto().ok()) {
        let filled = crypto.get_random_values_with_u8_array(&mut bytes);
        if filled.is_err() {
            bytes = [0; LENGTH];
        }
    }
    bytes
}
