//! Every check of how a token is signed and encrypted: a fault that the check alone finds.

use juttu_relay::ident::Fault;
use serde_json::{Value, json};

use super::tokens::{Case, refused};
use super::write::{decode, encode};
use super::{Bench, FTN, PLAIN};

/// What a signed token may not be, with or without another one around it.
const SIGNED: &[Case] = &[
    ("by another key", |it| it.signs_with = 1, "signature"),
    (
        "alg none",
        |it| it.header = json!({ "alg": "none" }),
        "signature algorithm",
    ),
    (
        "alg PS256",
        |it| it.header = json!({ "alg": "PS256" }),
        "signature algorithm",
    ),
    (
        "alg HS256",
        |it| it.header = json!({ "alg": "HS256" }),
        "signature algorithm",
    ),
    (
        "no alg",
        |it| it.header = json!({ "alg": null }),
        "signature algorithm",
    ),
    (
        "crit",
        |it| it.header = json!({ "crit": ["b64"] }),
        "crit in a header",
    ),
    (
        "an unknown key",
        |it| it.header = json!({ "kid": "kaksi" }),
        "unknown key",
    ),
];

#[tokio::test]
async fn a_wrong_signature_is_refused() {
    const CASES: &[Case] = &[
        (
            "changed",
            |it| it.change = |token| change(&token, 1),
            "signature",
        ),
        (
            "none",
            |it| it.change = |token| format!("{}.", token.rsplit_once('.').unwrap().0),
            "signature",
        ),
        (
            "two parts",
            |it| it.change = |token| token.rsplit_once('.').unwrap().0.to_owned(),
            "not a signed token",
        ),
        (
            "no claims",
            |it| it.change = |_| String::new(),
            "not a signed token",
        ),
        (
            "encrypted though that was not agreed",
            |it| it.encryption = json!({ "alg": "RSA-OAEP", "enc": "A128CBC-HS256" }),
            "not a signed token",
        ),
    ];
    refused(PLAIN, false, SIGNED).await;
    refused(PLAIN, false, CASES).await;
}

#[tokio::test]
async fn the_signature_inside_is_checked_as_well() {
    refused(FTN, true, SIGNED).await;
}

#[tokio::test]
async fn what_should_be_encrypted_is_encrypted_as_agreed() {
    const CASES: &[Case] = &[
        (
            "not at all",
            |it| it.encryption = Value::Null,
            "not an encrypted token",
        ),
        (
            "another key algorithm",
            |it| it.encryption["alg"] = json!("RSA-OAEP-256"),
            "key encryption algorithm",
        ),
        (
            "an old key algorithm",
            |it| it.encryption["alg"] = json!("RSA1_5"),
            "key encryption algorithm",
        ),
        (
            "directly",
            |it| it.encryption["alg"] = json!("dir"),
            "key encryption algorithm",
        ),
        (
            "another content algorithm",
            |it| it.encryption["enc"] = json!("A256GCM"),
            "content encryption algorithm",
        ),
        (
            "no content algorithm",
            |it| it.encryption["enc"] = json!(1),
            "not an encrypted token",
        ),
        (
            "compressed",
            |it| it.encryption["zip"] = json!("DEF"),
            "zip in a header",
        ),
        (
            "critical",
            |it| it.encryption["crit"] = json!(["exp"]),
            "crit in a header",
        ),
        (
            "six parts",
            |it| it.change = |token| format!("{token}.x"),
            "not an encrypted token",
        ),
    ];
    refused(FTN, true, CASES).await;
}

/// Whichever part is wrong, what is said is the same.
#[tokio::test]
async fn whatever_does_not_open_is_said_in_one_way() {
    const CASES: &[Case] = &[
        (
            "the key",
            |it| it.change = |token| change(&token, 1),
            "decryption",
        ),
        (
            "the vector",
            |it| it.change = |token| change(&token, 2),
            "decryption",
        ),
        (
            "the content",
            |it| it.change = |token| change(&token, 3),
            "decryption",
        ),
        (
            "the tag",
            |it| it.change = |token| change(&token, 4),
            "decryption",
        ),
        (
            "a shorter tag",
            |it| it.change = |token| shorten(&token, 4),
            "decryption",
        ),
        (
            "a tag with some of the content",
            |it| it.change = |token| with_longer_tag(&token),
            "decryption",
        ),
        (
            "a shorter key",
            |it| it.change = |token| shorten(&token, 1),
            "decryption",
        ),
        (
            "a shorter vector",
            |it| it.change = |token| shorten(&token, 2),
            "decryption",
        ),
        (
            "no base64",
            |it| it.change = |token| token.replace('.', ".="),
            "decryption",
        ),
    ];
    let gcm = format!("{FTN}id_token_encrypted_response_enc = \"A256GCM\"\n");
    for (profile, enc) in [(FTN, "A128CBC-HS256"), (gcm.as_str(), "A256GCM")] {
        for (name, make, check) in CASES {
            let bench = Bench::start(profile).await;
            bench.faulty.encrypts();
            bench.faulty.faults().encryption["enc"] = json!(enc);
            make(&mut bench.faulty.faults());
            let outcome = bench.identify().await;
            assert_eq!(
                outcome.unwrap_err(),
                Fault::Rejected(check),
                "{enc}: {name}"
            );
        }
    }
}

/// It is bound into the token, and not asked for.
#[tokio::test]
async fn an_extra_word_in_the_header_is_taken() {
    let bench = Bench::start(FTN).await;
    bench.faulty.encrypts();
    bench.faulty.faults().encryption["extra"] = json!(true);
    assert!(bench.identify().await.is_ok());
}

/// A header of the attacker's own choosing is bound to nothing, and so opens nothing.
#[tokio::test]
async fn a_header_that_was_exchanged_does_not_open() {
    let bench = Bench::start(FTN).await;
    bench.faulty.encrypts();
    bench.faulty.faults().change = |token| {
        let (_, rest) = token.split_once('.').unwrap();
        let header = json!({ "alg": "RSA-OAEP", "enc": "A128CBC-HS256", "kid": "toinen" });
        format!("{}.{rest}", encode(header.to_string()))
    };
    assert_eq!(
        bench.identify().await.unwrap_err(),
        Fault::Rejected("decryption")
    );
}

/// Another byte in one part of a token.
fn change(token: &str, part: usize) -> String {
    edit(token, part, |bytes| bytes[0] ^= 1)
}

fn shorten(token: &str, part: usize) -> String {
    edit(token, part, |bytes| _ = bytes.pop())
}

/// The same bytes in all, parted elsewhere.
fn with_longer_tag(token: &str) -> String {
    let content = decode(token.split('.').nth(3).unwrap());
    let (content, moved) = content.split_at(content.len() - 4);
    let shorter = edit(token, 3, |bytes| bytes.truncate(bytes.len() - 4));
    assert_eq!(decode(shorter.split('.').nth(3).unwrap()), content);
    let (rest, tag) = shorter.rsplit_once('.').unwrap();
    format!("{rest}.{}", encode([moved, &decode(tag)].concat()))
}

fn edit(token: &str, part: usize, edit: fn(&mut Vec<u8>)) -> String {
    let mut parts: Vec<String> = token.split('.').map(str::to_owned).collect();
    let mut bytes = decode(&parts[part]);
    edit(&mut bytes);
    parts[part] = encode(bytes);
    parts.join(".")
}
