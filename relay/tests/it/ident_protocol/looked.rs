//! What is found of a provider beforehand, and the operator's commands.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use juttu_relay::config::DEFAULT;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::faulty::{Instead, METADATA};
use super::{Bench, FTN, PLAIN};
use crate::harness::run;

#[tokio::test]
async fn a_provider_that_does_all_of_it_is_right() {
    for profile in [PLAIN, FTN] {
        let bench = Bench::start(profile).await;
        let all = json!({
            "id_token_signing_alg_values_supported": ["RS256"],
            "id_token_encryption_alg_values_supported": ["RSA-OAEP"],
            "id_token_encryption_enc_values_supported": ["A128CBC-HS256"],
            "request_object_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["private_key_jwt", "client_secret_basic"],
            "code_challenge_methods_supported": ["S256"],
            "scopes_supported": ["openid"],
            "response_modes_supported": ["query"],
        });
        bench.faulty.faults().metadata = all;
        let look = bench.provider().look().await;
        assert_eq!(look.wrong, [""; 0]);
        assert_eq!(look.doubts, [""; 0]);
    }
}

/// What is left unsaid is a doubt at most.
#[tokio::test]
async fn what_a_provider_does_not_say_is_not_held_against_it() {
    let look = Bench::start(FTN).await.provider().look().await;
    assert_eq!(look.wrong, [""; 0]);
    assert_eq!(look.doubts.len(), 2, "{:?}", look.doubts);
    assert!(look.doubts[0].contains("PKCE"), "{:?}", look.doubts);
}

#[tokio::test]
async fn each_thing_that_does_not_fit_is_said_with_what_to_write() {
    for (name, offered, said) in [
        (
            "id_token_signing_alg_values_supported",
            json!(["ES512"]),
            "id_token_signed_response_alg",
        ),
        (
            "id_token_encryption_alg_values_supported",
            json!(["RSA1_5"]),
            "id_token_encrypted_response_alg",
        ),
        (
            "id_token_encryption_enc_values_supported",
            json!(["A256GCM"]),
            "id_token_encrypted_response_enc",
        ),
        (
            "request_object_signing_alg_values_supported",
            json!(["ES256"]),
            "request_object_signing_alg",
        ),
        (
            "request_parameter_supported",
            json!(false),
            "signed_request = false",
        ),
        (
            "token_endpoint_auth_methods_supported",
            json!(["client_secret_basic"]),
            "signs_in_by_key = false",
        ),
        (
            "code_challenge_methods_supported",
            json!(["plain"]),
            "pkce = false",
        ),
        (
            "scopes_supported",
            json!(["profile"]),
            "no scope \"openid\"",
        ),
        (
            "response_modes_supported",
            json!(["form_post"]),
            "response_mode=query",
        ),
        ("jwks_uri", Value::Null, "no keys in the metadata"),
    ] {
        let bench = Bench::start(FTN).await;
        bench.faulty.faults().metadata = json!({ name: offered });
        let wrong = bench.provider().look().await.wrong;
        assert_eq!(wrong.len(), 1, "{name}: {wrong:?}");
        assert!(wrong[0].contains(said), "{wrong:?}");
    }
    let bench = Bench::start(FTN).await;
    bench.faulty.faults().metadata = json!({ "acr_values_supported": ["loa1"] });
    let wrong = bench.provider().look().await.wrong;
    assert_eq!(
        wrong.len(),
        4,
        "one for each level that is asked for: {wrong:?}"
    );
    let bench = Bench::start(PLAIN).await;
    bench.faulty.faults().metadata =
        json!({ "token_endpoint_auth_methods_supported": ["private_key_jwt"] });
    let wrong = bench.provider().look().await.wrong;
    assert!(wrong[0].contains("signs_in_by_key = true"), "{wrong:?}");
    let bench = Bench::start(&format!(
        "{PLAIN}id_token_signed_response_alg = \"ES256\"\n"
    ))
    .await;
    let wrong = bench.provider().look().await.wrong;
    assert!(
        wrong[0].contains("no key that signs with ES256"),
        "{wrong:?}"
    );
}

#[tokio::test]
async fn a_provider_that_is_not_there_is_said_to_be_so() {
    for (instead, said) in [
        (
            Instead::Text(404, String::new()),
            "no metadata of OpenID Connect",
        ),
        (Instead::Redirect("/".to_owned()), "leads elsewhere"),
        (Instead::Bytes(70_000), "too long"),
    ] {
        let bench = Bench::start(PLAIN).await;
        bench.faulty.faults().instead.insert(METADATA, instead);
        let wrong = bench.provider().look().await.wrong;
        assert!(wrong[0].contains(said), "{wrong:?}");
    }
    let bench = Bench::start(PLAIN).await;
    bench.faulty.faults().metadata = json!({ "issuer": "https://toinen.example.fi" });
    let wrong = bench.provider().look().await.wrong;
    assert!(wrong[0].contains("another issuer"), "{wrong:?}");
}

/// A folder with a configuration, and what the command says of it.
fn said(folder: &Path, arguments: &[&str]) -> (bool, String) {
    let config = folder.join("juttu.toml");
    let config = config.to_str().unwrap();
    let output = run(&[arguments, &["--config", config]].concat(), &[]);
    let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    let folder = folder.display().to_string();
    (output.status.success(), said.replace(&folder, "…"))
}

fn office() -> TempDir {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let text = DEFAULT
        .replace("/var/lib/juttu/juttu.sqlite", &at("juttu.sqlite"))
        .replace("/etc/juttu/data.key", &at("data.key"));
    let provider = format!(
        "[identification]\nkeys_file = {:?}\n[provider.pankki]\nissuer = \"https://127.0.0.1:1/op\"\n\
         client_id = \"juttu\"\nprofile = \"ftn\"\nname.fi = \"Pankki\"\n",
        at("ident.keys")
    );
    std::fs::write(
        folder.path().join("juttu.toml"),
        format!("{text}\n{provider}"),
    )
    .unwrap();
    let key = folder.path().join("data.key");
    std::fs::write(&key, run(&["key"], &[]).stdout).unwrap();
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o600)).unwrap();
    folder
}

#[test]
fn an_operator_makes_keys_and_lets_others_follow() {
    let folder = office();
    let folder = folder.path();
    let shown = |kind: &str| {
        let (_, all) = said(folder, &["keys", "show"]);
        let line = all
            .lines()
            .find_map(|line| line.strip_prefix(&format!("{kind}: ")));
        let set: Value = serde_json::from_str(line.unwrap_or_else(|| panic!("{all}"))).unwrap();
        set["keys"].as_array().unwrap().clone()
    };
    let (right, words) = said(folder, &["keys", "next", "decryption"]);
    assert!(!right && words.contains("juttu-relay keys make"), "{words}");
    let (right, words) = said(folder, &["keys", "make"]);
    assert!(
        right && words.contains("…/ident.keys is written"),
        "{words}"
    );
    assert!(
        !said(folder, &["keys", "make"]).0,
        "nothing is written over"
    );
    let first = shown("decryption");
    assert_eq!(first.len(), 1);
    let (right, words) = said(folder, &["keys", "next", "decryption"]);
    assert!(right && words.contains("keys drop decryption"), "{words}");
    let both = shown("decryption");
    assert_eq!((both.len(), &both[0]), (2, &first[0]));
    assert!(!said(folder, &["keys", "next", "decryption"]).0);
    assert!(said(folder, &["keys", "drop", "decryption"]).0);
    assert_eq!(shown("decryption"), both[1..]);
    assert!(!said(folder, &["keys", "drop", "decryption"]).0);
    let (right, words) = said(folder, &["keys", "next", "muu"]);
    assert!(
        !right && words.contains("signing, vouching or decryption"),
        "{words}"
    );
}

/// The advice that is given about a file in which a kind is missing mends it.
#[test]
fn a_kind_that_is_missing_is_added_as_it_is_advised() {
    let folder = office();
    let folder = folder.path();
    assert!(said(folder, &["keys", "make"]).0);
    let path = folder.join("ident.keys");
    let all = std::fs::read_to_string(&path).unwrap();
    for kind in ["signing", "vouching", "decryption"] {
        let rest = all.lines().filter(|line| !line.starts_with(kind));
        let rest = rest.collect::<Vec<_>>().join("\n") + "\n";
        std::fs::write(&path, &rest).unwrap();
        let (_, words) = said(folder, &["check"]);
        let advice = format!("add one with: juttu-relay keys next {kind} --config FILE");
        assert!(words.contains(&advice), "{words}");
        let (right, words) = said(folder, &["keys", "drop", kind]);
        assert!(!right && words.contains("there is no older key"), "{words}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), rest);
        let (right, words) = said(folder, &["keys", "next", kind]);
        assert!(right, "{words}");
        assert!(!words.contains("keys drop"), "there is one: {words}");
        let (_, words) = said(folder, &["check"]);
        assert!(words.contains("keys for identification: right"), "{words}");
    }
}

#[test]
fn check_says_what_is_wrong_and_what_to_register() {
    let folder = office();
    let folder = folder.path();
    let (right, words) = said(folder, &["check"]);
    assert!(!right, "{words}");
    let missing = "keys for identification: wrong\nthe keys for identification …/ident.keys are not \
                   there; make them with: juttu-relay keys make --config FILE\n";
    assert!(words.contains(missing), "{words}");
    let unreached = "provider.pankki: wrong\nhttps://127.0.0.1:1/op does not answer; correct issuer, \
                     or let this machine through the firewall\n\
                     register there as redirect URI: https://chat.example.fi/ident/callback\n";
    assert!(words.contains(unreached), "{words}");
    assert!(said(folder, &["keys", "make"]).0);
    let (_, words) = said(folder, &["check"]);
    let keys = "keys for identification: right; providers fetch them from \
                https://chat.example.fi/ident/jwks\n";
    assert!(words.contains(keys), "{words}");
}
