//! Decryption of tokens (RFC 7516). A key that does not open goes on as a random one would, so that
//! neither words nor time say which step failed (RFC 7516 §11.5).

use aws_lc_rs::aead::{AES_128_GCM, AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::cipher::{AES_128, DecryptionContext, PaddedBlockDecryptingKey, UnboundCipherKey};
use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::hmac;
use aws_lc_rs::iv::FixedLength;
use aws_lc_rs::rsa::{OAEP_SHA1_MGF1SHA1, OAEP_SHA256_MGF1SHA256, OaepPrivateDecryptingKey};
use zeroize::Zeroizing;

use super::{Header, decode, parts};
use crate::config::{ContentEncryption, Encryption, KeyEncryption};
use crate::ident::Fault;
use crate::random::Random;

const TAG_BYTES: usize = 16;
const GCM_NONCE_BYTES: usize = 12;
const CBC_IV_BYTES: usize = 16;
/// The longest key of RSA that aws-lc opens with, in bytes.
const LARGEST_RSA_BYTES: usize = 1024;
/// The one error of everything that has to do with keys.
const UNOPENED: Fault = Fault::Rejected("decryption");

/// A key that opens tokens, and its name.
pub(in crate::ident) struct Opener {
    /// Its name in the relay's key set.
    pub(in crate::ident) kid: String,
    /// The key.
    pub(in crate::ident) key: OaepPrivateDecryptingKey,
}

/// What is inside an encrypted token.
///
/// # Errors
/// When it is none, when its header says anything but what was agreed, or when it does not open.
/// Whatever has to do with keys is one and the same error.
pub(in crate::ident) fn open(
    token: &str,
    agreed: Encryption,
    openers: &[Opener],
    random: &Random,
) -> Result<Zeroizing<Vec<u8>>, Fault> {
    let [protected, key, iv, content, tag] =
        parts(token).ok_or(Fault::Rejected("not an encrypted token"))?;
    let header = Header::parse(protected).ok_or(Fault::Rejected("not an encrypted token"))?;
    header.check()?;
    if header.alg.as_deref() != Some(agreed.key.name()) {
        return Err(Fault::Rejected("key encryption algorithm"));
    }
    if header.enc.as_deref() != Some(agreed.content.name()) {
        return Err(Fault::Rejected("content encryption algorithm"));
    }
    let read = |part: &str| decode(part).ok_or(UNOPENED);
    let (key, iv, content, tag) = (read(key)?, read(iv)?, read(content)?, read(tag)?);
    let named = |opener: &&Opener| header.kid.as_deref() == Some(opener.kid.as_str());
    // Who has not learned of a new key yet names an old one, or none.
    let openers = match openers.iter().find(named) {
        Some(opener) => std::slice::from_ref(opener),
        None => openers,
    };
    let mut opened = Err(UNOPENED);
    for opener in openers {
        let key = content_key(&key, agreed, opener, random);
        let inside = open_content(agreed.content, &key, &iv, protected, &content, &tag);
        opened = opened.or(inside.ok_or(UNOPENED));
    }
    opened
}

/// The key of the content; a random one where the wrapping does not open.
fn content_key(
    wrapped: &[u8],
    agreed: Encryption,
    opener: &Opener,
    random: &Random,
) -> Zeroizing<Vec<u8>> {
    let algorithm = match agreed.key {
        KeyEncryption::RsaOaep => &OAEP_SHA1_MGF1SHA1,
        KeyEncryption::RsaOaep256 => &OAEP_SHA256_MGF1SHA256,
    };
    let length = key_bytes(agreed.content);
    let mut instead = Zeroizing::new(vec![0; length]);
    random.fill(&mut instead);
    let mut room = Zeroizing::new(vec![0; LARGEST_RSA_BYTES.max(opener.key.min_output_size())]);
    match opener.key.decrypt(algorithm, wrapped, &mut room, None) {
        Ok(key) if key.len() == length => Zeroizing::new(key.to_vec()),
        _ => instead,
    }
}

fn key_bytes(content: ContentEncryption) -> usize {
    match content {
        ContentEncryption::A128Gcm => 16,
        ContentEncryption::A128CbcHs256 | ContentEncryption::A256Gcm => 32,
    }
}

fn open_content(
    algorithm: ContentEncryption,
    key: &[u8],
    iv: &[u8],
    protected: &str,
    content: &[u8],
    tag: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    match algorithm {
        ContentEncryption::A128CbcHs256 => open_cbc(key, iv, protected, content, tag),
        ContentEncryption::A128Gcm | ContentEncryption::A256Gcm => {
            open_gcm(algorithm, key, iv, protected, content, tag)
        }
    }
}

/// RFC 7518 §5.2: the MAC is checked, in constant time, before anything is decrypted.
fn open_cbc(
    key: &[u8],
    iv: &[u8],
    protected: &str,
    content: &[u8],
    tag: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    let (mac_key, cipher_key) = key.split_at_checked(CBC_IV_BYTES)?;
    let aad = protected.as_bytes();
    let aad_bits = u64::try_from(aad.len()).ok()?.checked_mul(8)?;
    let mut mac = hmac::Context::with_key(&hmac::Key::new(hmac::HMAC_SHA256, mac_key));
    for part in [aad, iv, content, &aad_bits.to_be_bytes()] {
        mac.update(part);
    }
    let mac = mac.sign();
    verify_slices_are_equal(mac.as_ref().get(..TAG_BYTES)?, tag).ok()?;
    let iv: [u8; CBC_IV_BYTES] = iv.try_into().ok()?;
    let cipher_key = UnboundCipherKey::new(&AES_128, cipher_key).ok()?;
    let cipher = PaddedBlockDecryptingKey::cbc_pkcs7(cipher_key).ok()?;
    let mut inside = Zeroizing::new(content.to_vec());
    let context = DecryptionContext::Iv128(FixedLength::from(iv));
    let length = cipher.decrypt(&mut inside, context).ok()?.len();
    inside.truncate(length);
    Some(inside)
}

/// RFC 7518 §5.3.
fn open_gcm(
    algorithm: ContentEncryption,
    key: &[u8],
    iv: &[u8],
    protected: &str,
    content: &[u8],
    tag: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    let algorithm = match algorithm {
        ContentEncryption::A128Gcm => &AES_128_GCM,
        _ => &AES_256_GCM,
    };
    if tag.len() != TAG_BYTES || iv.len() != GCM_NONCE_BYTES {
        return None;
    }
    let key = LessSafeKey::new(UnboundKey::new(algorithm, key).ok()?);
    let nonce = Nonce::try_assume_unique_for_key(iv).ok()?;
    let mut inside = Zeroizing::new([content, tag].concat());
    let aad = Aad::from(protected.as_bytes());
    let length = key.open_in_place(nonce, aad, &mut inside).ok()?.len();
    inside.truncate(length);
    Some(inside)
}

#[cfg(test)]
mod tests;
