//! What the test bank signs and encrypts with, and how it checks the relay's signatures (RFC 7515,
//! RFC 7516, RFC 7518).

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::encoding::{AsDer as _, PublicKeyX509Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{
    KeyPair, KeySize, OAEP_SHA1_MGF1SHA1, OAEP_SHA256_MGF1SHA256, OaepPublicEncryptingKey,
    PublicEncryptingKey,
};
use aws_lc_rs::signature::{
    KeyPair as _, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RsaPublicKeyComponents,
};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::config::KeyEncryption;
use crate::random::Random;

const KEY_ID: &str = "testipankki-1";
/// The largest RSA key, in bytes.
const LARGEST_KEY: usize = 1_024;

/// The bank's own key, for the life of the process.
pub(super) struct Keys(KeyPair);

impl Keys {
    /// A new one; none when the system gives none.
    pub(super) fn generate() -> Option<Self> {
        KeyPair::generate(KeySize::Rsa2048).ok().map(Self)
    }

    /// Its public half, as a JWK.
    pub(super) fn public(&self) -> Value {
        let key = self.0.public_key();
        json!({
            "kty": "RSA",
            "use": "sig",
            "alg": "RS256",
            "kid": KEY_ID,
            "n": URL_SAFE_NO_PAD.encode(key.modulus().big_endian_without_leading_zero()),
            "e": URL_SAFE_NO_PAD.encode(key.exponent().big_endian_without_leading_zero()),
        })
    }

    /// Signs claims: a JWS.
    pub(super) fn sign(&self, claims: &Value) -> Option<String> {
        let header = json!({ "alg": "RS256", "kid": KEY_ID, "typ": "JWT" });
        let signed = format!("{}.{}", part(&header), part(claims));
        let mut signature = vec![0; self.0.public_modulus_len()];
        let random = SystemRandom::new();
        self.0
            .sign(
                &RSA_PKCS1_SHA256,
                &random,
                signed.as_bytes(),
                &mut signature,
            )
            .ok()?;
        Some(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }
}

/// The public keys of the relay, as it serves them.
#[derive(Deserialize)]
pub(super) struct RelayKeys {
    keys: Vec<RelayKey>,
}

#[derive(Deserialize)]
struct RelayKey {
    #[serde(rename = "use")]
    purpose: Option<String>,
    kid: Option<String>,
    n: String,
    e: String,
}

impl RelayKeys {
    /// The claims of a JWS that one of these keys has signed.
    pub(super) fn verify(&self, jws: &str) -> Option<Value> {
        let (signed, signature) = jws.rsplit_once('.')?;
        let (header, claims) = signed.split_once('.')?;
        let header: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(header).ok()?).ok()?;
        if header.get("alg")? != "RS256" {
            return None;
        }
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        let mut keys = self.of("sig");
        keys.any(|key| key.has_signed(signed.as_bytes(), &signature))
            .then_some(())?;
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).ok()?).ok()
    }

    /// Encrypts a JWS for the relay: a JWE with A256GCM.
    pub(super) fn encrypt(
        &self,
        jws: &str,
        algorithm: KeyEncryption,
        random: &Random,
    ) -> Option<String> {
        let to = self.of("enc").next()?;
        let header = json!({
            "alg": algorithm.name(),
            "enc": "A256GCM",
            "cty": "JWT",
            "kid": to.kid.as_deref(),
        });
        let header = part(&header);
        let key = random.bytes::<32>();
        let nonce = random.bytes::<12>();
        let cipher = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &key).ok()?);
        let mut content = jws.as_bytes().to_vec();
        let tag = cipher
            .seal_in_place_separate_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(header.as_bytes()),
                &mut content,
            )
            .ok()?;
        let sealed_key = to.seal(&key, algorithm)?;
        let parts = [&sealed_key, nonce.as_slice(), &content, tag.as_ref()];
        let parts = parts.map(|part| URL_SAFE_NO_PAD.encode(part));
        Some(format!("{header}.{}", parts.join(".")))
    }

    fn of(&self, purpose: &str) -> impl Iterator<Item = &RelayKey> {
        let keys = self.keys.iter();
        keys.filter(move |key| key.purpose.as_deref().is_none_or(|its| its == purpose))
    }
}

impl RelayKey {
    fn components(&self) -> Option<RsaPublicKeyComponents<Vec<u8>>> {
        Some(RsaPublicKeyComponents {
            n: URL_SAFE_NO_PAD.decode(&self.n).ok()?,
            e: URL_SAFE_NO_PAD.decode(&self.e).ok()?,
        })
    }

    fn has_signed(&self, signed: &[u8], signature: &[u8]) -> bool {
        let key = self.components();
        key.is_some_and(|key| {
            key.verify(&RSA_PKCS1_2048_8192_SHA256, signed, signature)
                .is_ok()
        })
    }

    fn seal(&self, key: &[u8], algorithm: KeyEncryption) -> Option<Vec<u8>> {
        let der: PublicKeyX509Der<'_> = self.components()?.as_der().ok()?;
        let to = PublicEncryptingKey::from_der(der.as_ref()).ok()?;
        let to = OaepPublicEncryptingKey::new(to).ok()?;
        let how = match algorithm {
            KeyEncryption::RsaOaep => &OAEP_SHA1_MGF1SHA1,
            KeyEncryption::RsaOaep256 => &OAEP_SHA256_MGF1SHA256,
        };
        let mut room = [0; LARGEST_KEY];
        let sealed = to.encrypt(how, key, &mut room, None).ok()?;
        Some(sealed.to_vec())
    }
}

fn part(json: &Value) -> String {
    URL_SAFE_NO_PAD.encode(json.to_string())
}
