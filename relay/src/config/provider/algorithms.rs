//! Which algorithms were agreed. The keys are named as in OpenID Connect Dynamic Client Registration
//! 1.0 §2, since that is what the provider's form asks for.

use super::{ContentEncryption, Encryption, KeyEncryption, Signing};
use crate::config::read::{Section, Written};

/// How the relay signs, requests and itself. Its keys are RSA.
pub(super) fn own_signing(section: &mut Section<'_>) -> Signing {
    let own = [Signing::Rs256, Signing::Ps256];
    let names = own.map(|signing| (signing.name(), signing));
    one_of(section, "request_object_signing_alg", &names).unwrap_or(Signing::Rs256)
}

/// How the ID token is signed.
pub(super) fn token_signing(section: &mut Section<'_>) -> Signing {
    let names = Signing::ALL.map(|signing| (signing.name(), signing));
    one_of(section, "id_token_signed_response_alg", &names).unwrap_or(Signing::Rs256)
}

/// How the provider's keys are vouched for, where they are.
pub(super) fn keys_signing(section: &mut Section<'_>) -> Signing {
    let names = Signing::ALL.map(|signing| (signing.name(), signing));
    one_of(section, "keys_signed_alg", &names).unwrap_or(Signing::Rs256)
}

/// How the ID token is encrypted, if it is.
pub(super) fn encryption(section: &mut Section<'_>, is_ftn: bool) -> Option<Encryption> {
    let mut keys: Vec<(&str, Option<KeyEncryption>)> = vec![("none", None)];
    keys.extend(KeyEncryption::ALL.map(|key| (key.name(), Some(key))));
    let contents = ContentEncryption::ALL.map(|content| (content.name(), content));
    let usual = is_ftn.then_some(KeyEncryption::RsaOaep);
    let key = one_of(section, "id_token_encrypted_response_alg", &keys).unwrap_or(usual);
    let content = one_of(section, "id_token_encrypted_response_enc", &contents);
    Some(Encryption {
        key: key?,
        content: content.unwrap_or(ContentEncryption::A128CbcHs256),
    })
}

fn one_of<T: Copy>(section: &mut Section<'_>, key: &'static str, all: &[(&str, T)]) -> Option<T> {
    let Written { place, text } = section.text(key)?;
    let found = all.iter().find(|(name, _)| *name == text);
    if found.is_none() {
        let names: Vec<_> = all.iter().map(|(name, _)| *name).collect();
        let words = format!(
            "\"{text}\" in {} is nothing that the relay takes; known: {}",
            section.path_of(key),
            names.join(", ")
        );
        section.complain(&place, words);
    }
    found.map(|(_, value)| *value)
}
