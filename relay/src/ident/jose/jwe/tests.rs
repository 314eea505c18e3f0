//! What another library encrypted opens, and whatever else is handed in does not, quietly.

use aws_lc_rs::rsa::PrivateDecryptingKey;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use proptest::prelude::*;

use super::super::encode;
use super::*;

const SAMPLES: &str = include_str!("samples.txt");
const CBC: Encryption = Encryption {
    key: KeyEncryption::RsaOaep,
    content: ContentEncryption::A128CbcHs256,
};

fn opener() -> Opener {
    let line = SAMPLES.lines().find_map(|line| line.strip_prefix("key "));
    let key = STANDARD.decode(line.unwrap()).unwrap();
    let key = PrivateDecryptingKey::from_pkcs8(&key).unwrap();
    Opener {
        kid: "avain".to_owned(),
        key: OaepPrivateDecryptingKey::new(key).unwrap(),
    }
}

fn sample(agreed: Encryption) -> &'static str {
    let (key, content) = (agreed.key.name(), agreed.content.name());
    let mut lines = SAMPLES.lines();
    lines
        .find_map(|line| line.strip_prefix(&format!("{key} {content} ")))
        .unwrap()
}

fn open_it(token: &str, agreed: Encryption) -> Result<Zeroizing<Vec<u8>>, Fault> {
    open(token, agreed, &[opener()], &Random::seeded(1))
}

fn every() -> impl Iterator<Item = Encryption> {
    KeyEncryption::ALL.into_iter().flat_map(|key| {
        let contents = ContentEncryption::ALL.into_iter();
        contents.map(move |content| Encryption { key, content })
    })
}

#[test]
fn what_another_library_encrypted_opens() {
    for agreed in every() {
        let inside = open_it(sample(agreed), agreed).unwrap();
        assert_eq!(*inside, "Sisältö".as_bytes(), "{agreed:?}");
    }
}

/// One that was agreed opens nothing that is encrypted in another way.
#[test]
fn what_was_not_agreed_does_not_open() {
    for agreed in every() {
        for other in every().filter(|other| *other != agreed) {
            let refused = open_it(sample(other), agreed).unwrap_err();
            let said = match other.key == agreed.key {
                true => "content encryption algorithm",
                false => "key encryption algorithm",
            };
            assert_eq!(refused, Fault::Rejected(said));
        }
    }
}

/// Without the check of the MAC this would open, to the same or to something else.
#[test]
fn the_mac_is_that_of_everything() {
    let parts: Vec<_> = sample(CBC).split('.').collect();
    let opener = opener();
    let key = content_key(&decode(parts[1]).unwrap(), CBC, &opener, &Random::seeded(1));
    let [iv, content, tag] = [2, 3, 4].map(|part| decode(parts[part]).unwrap());
    assert!(open_cbc(&key, &iv, parts[0], &content, &tag).is_some());
    for at in 0..tag.len() {
        let mut tag = tag.clone();
        tag[at] ^= 1;
        assert!(open_cbc(&key, &iv, parts[0], &content, &tag).is_none());
    }
    for length in 0..tag.len() {
        assert!(open_cbc(&key, &iv, parts[0], &content, &tag[..length]).is_none());
    }
    let mut other = iv.clone();
    other[0] ^= 1;
    assert!(open_cbc(&key, &other, parts[0], &content, &tag).is_none());
    assert!(open_cbc(&key, &iv, "eyJ9", &content, &tag).is_none());
}

/// RFC 7516 §11.5: a key that does not open is one that does not fit, and no other kind of error.
#[test]
fn a_key_that_does_not_open_is_a_random_one() {
    let opener = opener();
    let wrong = vec![1; opener.key.key_size_bytes()];
    let one = content_key(&wrong, CBC, &opener, &Random::seeded(1));
    let other = content_key(&wrong, CBC, &opener, &Random::seeded(2));
    assert_eq!((one.len(), other.len()), (32, 32));
    assert_ne!(*one, *other);
    assert_ne!(*one, [0; 32]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_refused_quietly(text: String) {
        prop_assert!(open_it(&text, CBC).is_err());
    }

    /// A right header, and anything behind it.
    #[test]
    fn any_parts_are_refused_in_one_way(
        parts in proptest::array::uniform4(proptest::collection::vec(any::<u8>(), 0..300)),
        gcm: bool,
    ) {
        let content = match gcm {
            true => ContentEncryption::A256Gcm,
            false => ContentEncryption::A128CbcHs256,
        };
        let agreed = Encryption { content, ..CBC };
        let header = format!(r#"{{"alg":"RSA-OAEP","enc":"{}"}}"#, content.name());
        let token = format!("{}.{}", encode(header), parts.map(encode).join("."));
        prop_assert_eq!(open_it(&token, agreed).unwrap_err(), UNOPENED);
    }

    /// The right token with one byte changed, anywhere.
    #[test]
    fn one_other_byte_is_refused(at in 0_usize..1_000, byte in 1_u8..) {
        for agreed in every() {
            let mut token = sample(agreed).as_bytes().to_vec();
            let at = at % token.len();
            let was = token[at];
            token[at] = was.wrapping_add(byte);
            let Ok(token) = String::from_utf8(token) else { continue };
            prop_assert!(open_it(&token, agreed).is_err(), "{token}");
        }
    }

    /// Any header at all.
    #[test]
    fn any_header_is_refused_quietly(header in "\\{\"(alg|enc|kid|zip|crit|x)\":.{0,20}\\}") {
        let token = format!("{}.a.b.c.d", encode(header));
        prop_assert!(open_it(&token, CBC).is_err());
    }
}
