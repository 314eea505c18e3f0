//! The relay's own keys: made, followed by others, published.

use std::os::unix::fs::PermissionsExt as _;

use aws_lc_rs::signature::{RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents};
use juttu_relay::clock::Clock;
use juttu_relay::ident::keys::{File, FileError, Keys, Kind};
use juttu_relay::ident::provider::Providers;
use juttu_relay::random::Random;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::faulty::Faulty;
use super::write::{claims, decode, encrypt, openers};
use super::{Bench, FTN, keys_file, wish};
use crate::harness::{NOW_MS, Relay};

/// Whether a token is signed by the key that it names, of this set.
pub(super) fn is_signed_by(token: &str, set: &Value) -> bool {
    let parts: Vec<_> = token.split('.').collect();
    let header: Value = serde_json::from_slice(&decode(parts[0])).unwrap();
    let keys = set["keys"].as_array().unwrap();
    let Some(key) = keys.iter().find(|key| key["kid"] == header["kid"]) else {
        return false;
    };
    assert_eq!(key["use"], "sig");
    let public = RsaPublicKeyComponents {
        n: decode(key["n"].as_str().unwrap()),
        e: decode(key["e"].as_str().unwrap()),
    };
    let message = format!("{}.{}", parts[0], parts[1]);
    public
        .verify(
            &RSA_PKCS1_2048_8192_SHA256,
            message.as_bytes(),
            &decode(parts[2]),
        )
        .is_ok()
}

fn kids(keys: &Keys, used_for: &str) -> Vec<String> {
    let set = keys.key_set();
    let keys = set["keys"].as_array().unwrap().iter();
    keys.filter(|key| key["use"] == used_for)
        .map(|key| key["kid"].as_str().unwrap().to_owned())
        .collect()
}

/// A copy of the tests' keys, to be changed.
fn copy() -> (TempDir, std::path::PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("ident.keys");
    std::fs::copy(keys_file(), &path).unwrap();
    (folder, path)
}

#[test]
fn a_file_of_keys_is_its_owner_s_alone() {
    let (_folder, path) = copy();
    let mode = |path: &std::path::Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&keys_file()), 0o600);
    let file = File::read(&path).unwrap();
    assert!(matches!(file.create(&path), Err(FileError::There(_))));
    file.replace(&path).unwrap();
    assert_eq!(mode(&path), 0o600);
    let readable = std::fs::Permissions::from_mode(0o640);
    std::fs::set_permissions(&path, readable).unwrap();
    assert!(matches!(Keys::read(&path), Err(FileError::Readable(_))));
    std::fs::remove_file(&path).unwrap();
    assert!(matches!(Keys::read(&path), Err(FileError::Missing(_))));
}

#[test]
fn what_is_no_key_is_named_by_its_line_and_not_repeated() {
    let (_folder, path) = copy();
    let text = std::fs::read_to_string(&path).unwrap();
    for wrong in ["signing:salaisuus", "muu:AAAA", "salaisuus"] {
        std::fs::write(&path, format!("{text}{wrong}\n")).unwrap();
        let error = Keys::read(&path).unwrap_err();
        let line = text.lines().count() + 1;
        assert!(
            matches!(error, FileError::NoKey(_, at) if at == line),
            "{error}"
        );
        assert!(!error.to_string().contains("salaisuus"));
    }
    let without = text.lines().filter(|line| !line.starts_with("vouching"));
    std::fs::write(&path, without.collect::<Vec<_>>().join("\n")).unwrap();
    assert!(matches!(
        Keys::read(&path),
        Err(FileError::None(_, "vouching"))
    ));
}

/// A token encrypted with the old key opens until the old key is taken away, and the new one from the
/// moment it is there.
#[tokio::test]
async fn one_decryption_key_follows_the_other_without_a_gap() {
    let (_folder, path) = copy();
    let faulty = Faulty::start().await;
    let before = Keys::read(&path).unwrap();
    assert_eq!(kids(&before, "enc").len(), 1);
    let mut file = File::read(&path).unwrap();
    file.next(Kind::Decryption).unwrap();
    assert!(matches!(
        file.next(Kind::Decryption),
        Err(FileError::Two(_))
    ));
    file.replace(&path).unwrap();

    let between = Keys::read(&path).unwrap();
    assert_eq!(
        kids(&between, "enc").len(),
        1,
        "one is published: the new one"
    );
    assert_ne!(kids(&between, "enc"), kids(&before, "enc"));
    assert_eq!(kids(&between, "sig"), kids(&before, "sig"));
    let keys = openers(&path);
    let [old_kid, new_kid] = [&before, &between].map(|keys| kids(keys, "enc").remove(0));
    for (key, kid) in [
        (0, Some(&old_kid)),
        (1, Some(&new_kid)),
        (0, None),
        (1, None),
    ] {
        assert!(
            opens(&faulty, &path, &keys[key], kid).await,
            "{key} {kid:?}"
        );
    }

    // A key that is named is the only one that is tried.
    assert!(!opens(&faulty, &path, &keys[1], Some(&old_kid)).await);

    let mut file = File::read(&path).unwrap();
    file.drop_older(Kind::Decryption).unwrap();
    assert!(matches!(
        file.drop_older(Kind::Decryption),
        Err(FileError::One(_))
    ));
    file.replace(&path).unwrap();
    assert!(opens(&faulty, &path, &keys[1], Some(&new_kid)).await);
    assert!(!opens(&faulty, &path, &keys[0], Some(&old_kid)).await);
}

/// Whether what a provider encrypts with this key is read by a relay with that file.
async fn opens(
    faulty: &Faulty,
    file: &std::path::Path,
    key: &aws_lc_rs::rsa::PrivateDecryptingKey,
    kid: Option<&String>,
) -> bool {
    let mut config = super::config(&faulty.issuer(), FTN);
    config.keys_file = Some(file.to_owned());
    let clock = Clock::standing_at(NOW_MS);
    let providers = Providers::new(&config, &clock, &Random::System).unwrap();
    let provider = providers.get("pankki").unwrap();
    let begun = provider.begin(&wish()).await.unwrap();
    let came_back = faulty.authorize(&begun.url);
    let mut header = json!({ "alg": "RSA-OAEP", "enc": "A128CBC-HS256" });
    if let Some(kid) = kid {
        header["kid"] = json!(kid);
    }
    let token = encrypt(&header, faulty.signed().as_bytes(), key);
    faulty.answers_with_token(token);
    let finished = provider.finish(&begun.kept, &came_back).await;
    finished.is_ok()
}

/// A new signing key is published before anything is signed with it.
#[test]
fn one_signing_key_follows_the_other_without_a_gap() {
    let (_folder, path) = copy();
    let before = Keys::read(&path).unwrap();
    let mut file = File::read(&path).unwrap();
    file.next(Kind::Signing).unwrap();
    file.replace(&path).unwrap();
    let between = Keys::read(&path).unwrap();
    assert_eq!(kids(&between, "sig").len(), 2);
    assert_eq!(kids(&between, "sig")[0], kids(&before, "sig")[0]);
    let mut file = File::read(&path).unwrap();
    file.drop_older(Kind::Signing).unwrap();
    file.replace(&path).unwrap();
    let after = Keys::read(&path).unwrap();
    assert_eq!(kids(&after, "sig"), kids(&between, "sig")[1..]);
}

#[tokio::test]
async fn the_older_signing_key_signs() {
    let (_folder, path) = copy();
    let bench = Bench::start(FTN).await;
    let mut file = File::read(&path).unwrap();
    file.next(Kind::Signing).unwrap();
    file.replace(&path).unwrap();
    let mut config = super::config(&bench.faulty.issuer(), FTN);
    config.keys_file = Some(path);
    let clock = Clock::standing_at(NOW_MS);
    let providers = Providers::new(&config, &clock, &Random::System).unwrap();
    let begun = providers
        .get("pankki")
        .unwrap()
        .begin(&wish())
        .await
        .unwrap();
    let request = super::faulty::query(&begun.url)["request"].clone();
    let header = request.as_str().unwrap().split('.').next().unwrap();
    let header: Value = serde_json::from_slice(&decode(header)).unwrap();
    let published = kids(providers.keys().unwrap(), "sig");
    assert_eq!(header["kid"], published[0].as_str());
}

/// The set is vouched for by a key that does not stand in it.
#[test]
fn the_key_set_is_vouched_for() {
    let keys = Keys::read(&keys_file()).unwrap();
    let token = keys
        .vouched_set("https://chat.example.fi", 1_000, 2_000)
        .unwrap();
    let said = claims(&token);
    assert_eq!(said["iss"], "https://chat.example.fi");
    assert_eq!(said["sub"], "https://chat.example.fi");
    assert_eq!((&said["iat"], &said["exp"]), (&json!(1_000), &json!(2_000)));
    assert_eq!(said["keys"], keys.key_set()["keys"]);
    assert!(!is_signed_by(&token, &keys.key_set()));
    let vouching = File::read(&keys_file()).unwrap().public(Kind::Vouching);
    assert!(is_signed_by(&token, &json!({ "keys": vouching })));
}

/// To sign takes its time, and anybody may ask.
#[tokio::test]
async fn the_key_set_is_vouched_for_anew_once_an_hour() {
    let config = super::config("http://127.0.0.1:1/op", FTN);
    let clock = Clock::standing_at(NOW_MS);
    let providers = Providers::new(&config, &clock, &Random::System).unwrap();
    let issuer = "https://chat.example.fi";
    let first = providers.vouched_set(issuer).await.unwrap();
    let now_s = NOW_MS / 1_000;
    let said = claims(&first);
    let times = (said["iat"].as_i64(), said["exp"].as_i64());
    assert_eq!(times, (Some(now_s), Some(now_s + 24 * 3_600)));
    clock.advance_ms(3_600_000 - 1);
    assert_eq!(providers.vouched_set(issuer).await.unwrap(), first);
    clock.advance_ms(1);
    let second = providers.vouched_set(issuer).await.unwrap();
    assert_eq!(claims(&second)["iat"], json!(now_s + 3_600));
}

/// What is handed out at the address is that one, and not another at each asking.
#[tokio::test]
async fn whoever_asks_is_handed_the_same_key_set() {
    let relay = Relay::start().await;
    let first = relay.get("/ident/jwks.jwt").send().await;
    assert_eq!(first.status, 200);
    relay.clock().advance_ms(2_000);
    assert_eq!(relay.get("/ident/jwks.jwt").send().await.body, first.body);
}

/// Nothing private stands in what is published.
#[test]
fn only_public_halves_are_published() {
    let keys = Keys::read(&keys_file()).unwrap();
    for key in keys.key_set()["keys"].as_array().unwrap() {
        let mut names: Vec<_> = key.as_object().unwrap().keys().collect();
        names.sort();
        assert_eq!(names, ["e", "kid", "kty", "n", "use"]);
    }
    assert_eq!(format!("{keys:?}"), "Keys(…)");
}
