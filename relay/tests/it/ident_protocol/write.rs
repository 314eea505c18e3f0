//! Signed and encrypted tokens, written by other hands than those that read them.

use std::path::Path;
use std::sync::OnceLock;

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::cipher::{AES_128, EncryptionContext, PaddedBlockEncryptingKey, UnboundCipherKey};
use aws_lc_rs::encoding::{AsDer as _, Pkcs8V1Der};
use aws_lc_rs::hmac;
use aws_lc_rs::iv::FixedLength;
use aws_lc_rs::rsa::{
    KeySize, OAEP_SHA1_MGF1SHA1, OAEP_SHA256_MGF1SHA256, OaepPublicEncryptingKey,
    PrivateDecryptingKey,
};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};

pub(super) fn encode(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

pub(super) fn decode(text: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text).unwrap()
}

/// The content of a signed token, unverified.
pub(super) fn claims(token: &str) -> Value {
    let content = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&decode(content)).unwrap()
}

/// The provider's keys: one that it publishes, one that it does not.
pub(super) fn provider_key(index: usize) -> &'static RsaKeyPair {
    static KEYS: OnceLock<[RsaKeyPair; 2]> = OnceLock::new();
    let new = || {
        let key = PrivateDecryptingKey::generate(KeySize::Rsa2048).unwrap();
        let der: Pkcs8V1Der<'_> = key.as_der().unwrap();
        RsaKeyPair::from_pkcs8(der.as_ref()).unwrap()
    };
    &KEYS.get_or_init(|| [new(), new()])[index]
}

/// A key's public half.
pub(super) fn jwk(key: &RsaKeyPair, kid: &str) -> Value {
    let public = key.public_key();
    json!({
        "kty": "RSA",
        "use": "sig",
        "kid": kid,
        "n": encode(public.modulus().big_endian_without_leading_zero()),
        "e": encode(public.exponent().big_endian_without_leading_zero()),
    })
}

pub(super) fn sign(header: &Value, claims: &[u8], key: &RsaKeyPair) -> String {
    let message = format!("{}.{}", encode(header.to_string()), encode(claims));
    let mut signature = vec![0; key.public_modulus_len()];
    let random = aws_lc_rs::rand::SystemRandom::new();
    key.sign(
        &RSA_PKCS1_SHA256,
        &random,
        message.as_bytes(),
        &mut signature,
    )
    .unwrap();
    format!("{message}.{}", encode(signature))
}

/// The decryption keys of a file, the oldest first.
pub(super) fn openers(file: &Path) -> Vec<PrivateDecryptingKey> {
    let text = std::fs::read_to_string(file).unwrap();
    let keys = text
        .lines()
        .filter_map(|line| line.strip_prefix("decryption:"));
    keys.map(|key| PrivateDecryptingKey::from_pkcs8(&STANDARD.decode(key).unwrap()).unwrap())
        .collect()
}

/// Encrypts for the relay as the header says, whatever else stands in it.
pub(super) fn encrypt(header: &Value, inside: &[u8], key: &PrivateDecryptingKey) -> String {
    let protected = encode(header.to_string());
    let is_gcm = header["enc"] == "A256GCM";
    let content_key = [7_u8; 32];
    let oaep = match header["alg"].as_str() {
        Some("RSA-OAEP-256") => &OAEP_SHA256_MGF1SHA256,
        _ => &OAEP_SHA1_MGF1SHA1,
    };
    let public = OaepPublicEncryptingKey::new(key.public_key()).unwrap();
    let mut wrapped = vec![0; public.ciphertext_size()];
    public
        .encrypt(oaep, &content_key, &mut wrapped, None)
        .unwrap();
    let (iv, content, tag) = match is_gcm {
        true => gcm(&content_key, &protected, inside),
        false => cbc(&content_key, &protected, inside),
    };
    let parts = [wrapped, iv, content, tag].map(encode);
    format!("{protected}.{}", parts.join("."))
}

type Parts = (Vec<u8>, Vec<u8>, Vec<u8>);

fn gcm(key: &[u8], protected: &str, inside: &[u8]) -> Parts {
    let iv = [9_u8; 12];
    let key = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, key).unwrap());
    let mut content = inside.to_vec();
    let nonce = Nonce::assume_unique_for_key(iv);
    let tag = key
        .seal_in_place_separate_tag(nonce, Aad::from(protected.as_bytes()), &mut content)
        .unwrap();
    (iv.to_vec(), content, tag.as_ref().to_vec())
}

fn cbc(key: &[u8], protected: &str, inside: &[u8]) -> Parts {
    let iv = [9_u8; 16];
    let cipher = UnboundCipherKey::new(&AES_128, &key[16..]).unwrap();
    let cipher = PaddedBlockEncryptingKey::cbc_pkcs7(cipher).unwrap();
    let mut content = inside.to_vec();
    let context = EncryptionContext::Iv128(FixedLength::from(iv));
    cipher.less_safe_encrypt(&mut content, context).unwrap();
    let bits = u64::try_from(protected.len()).unwrap() * 8;
    let signed = [protected.as_bytes(), &iv, &content, &bits.to_be_bytes()].concat();
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &key[..16]), &signed);
    (iv.to_vec(), content, tag.as_ref()[..16].to_vec())
}
