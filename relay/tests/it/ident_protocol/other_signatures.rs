//! Tokens signed by the other algorithms that may be agreed on, and keys that are not for them.

use std::sync::OnceLock;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, RSA_PSS_SHA256,
};
use juttu_relay::ident::Fault;
use serde_json::{Value, json};

use super::write::{decode, encode, jwk, provider_key, sign};
use super::{Bench, PLAIN};

/// Who comes back with a token that is signed so and names no key, while the provider has these keys.
async fn identify(
    signing: &str,
    keys: Value,
    sign: impl FnOnce(&Value, &[u8]) -> String,
) -> Result<(), Fault> {
    let profile = format!("{PLAIN}id_token_signed_response_alg = \"{signing}\"\n");
    let bench = Bench::start(&profile).await;
    bench.faulty.faults().keys = json!({ "keys": keys });
    let provider = bench.provider();
    let begun = provider.begin(&super::wish()).await.unwrap();
    let came_back = bench.faulty.authorize(&begun.url);
    let claims = decode(bench.faulty.signed().split('.').nth(1).unwrap());
    let token = sign(&json!({ "alg": signing }), &claims);
    bench.faulty.answers_with_token(token);
    provider.finish(&begun.kept, &came_back).await.map(drop)
}

fn ps256(header: &Value, claims: &[u8]) -> String {
    let key = provider_key(0);
    signed(header, claims, |message| {
        let mut signature = vec![0; key.public_modulus_len()];
        let made = key.sign(
            &RSA_PSS_SHA256,
            &SystemRandom::new(),
            message,
            &mut signature,
        );
        made.unwrap();
        signature
    })
}

fn es256(header: &Value, claims: &[u8]) -> String {
    signed(header, claims, |message| {
        let signature = curve_key().sign(&SystemRandom::new(), message).unwrap();
        signature.as_ref().to_vec()
    })
}

fn signed(header: &Value, claims: &[u8], sign: impl Fn(&[u8]) -> Vec<u8>) -> String {
    let message = format!("{}.{}", encode(header.to_string()), encode(claims));
    let signature = sign(message.as_bytes());
    format!("{message}.{}", encode(signature))
}

fn curve_key() -> &'static EcdsaKeyPair {
    static KEY: OnceLock<EcdsaKeyPair> = OnceLock::new();
    KEY.get_or_init(|| EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap())
}

/// The provider's key of the curve P-256, or what says that it is of another.
fn curve_jwk(curve: &str) -> Value {
    let point = curve_key().public_key().as_ref();
    json!({
        "kty": "EC",
        "use": "sig",
        "crv": curve,
        "x": encode(&point[1..33]),
        "y": encode(&point[33..]),
    })
}

fn changed(token: &str) -> String {
    let (message, signature) = token.rsplit_once('.').unwrap();
    let mut signature = decode(signature);
    signature[9] ^= 1;
    format!("{message}.{}", encode(signature))
}

#[tokio::test]
async fn whatever_was_agreed_verifies() {
    let rsa = || json!([jwk(provider_key(0), "yksi")]);
    let curve = || json!([curve_jwk("P-256")]);
    identify("PS256", rsa(), ps256).await.unwrap();
    identify("ES256", curve(), es256).await.unwrap();
    let signature = Err(Fault::Rejected("signature"));
    let wrong = |header: &Value, claims: &[u8]| changed(&ps256(header, claims));
    assert_eq!(identify("PS256", rsa(), wrong).await, signature);
    let wrong = |header: &Value, claims: &[u8]| changed(&es256(header, claims));
    assert_eq!(identify("ES256", curve(), wrong).await, signature);
    // By the right key, in the manner of another algorithm.
    let other = |header: &Value, claims: &[u8]| sign(header, claims, provider_key(0));
    assert_eq!(identify("PS256", rsa(), other).await, signature);
}

/// A token that names no key is verified by the only one that could: keys of another kind, or of
/// another curve, could not.
#[tokio::test]
async fn keys_of_other_kinds_are_no_second_one() {
    let rsa = jwk(provider_key(0), "yksi");
    let rs256 = |header: &Value, claims: &[u8]| sign(header, claims, provider_key(0));
    let both = json!([curve_jwk("P-256"), rsa]);
    identify("RS256", both.clone(), rs256).await.unwrap();
    identify("ES256", both, es256).await.unwrap();
    let curves = json!([curve_jwk("P-384"), curve_jwk("P-256")]);
    identify("ES256", curves, es256).await.unwrap();
    let unknown = Err(Fault::Rejected("unknown key"));
    let other = json!([curve_jwk("P-384")]);
    assert_eq!(identify("ES256", other, es256).await, unknown);
}
