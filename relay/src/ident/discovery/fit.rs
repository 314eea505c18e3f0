//! Whether what a provider says that it does is what the configuration wants of it. Nothing that it
//! leaves unsaid is held against it.

use super::Metadata;
use crate::config::Provider;
use crate::config::Signing;

/// What does not fit, each with what to mend, in plain words.
pub(super) fn misfits(provider: &Provider, metadata: &Metadata) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut want = |value: &str, offered: Option<&[String]>, what: &str, mend: &str| {
        let Some(offered) = offered else { return };
        if !offered.iter().any(|it| it == value) {
            wrong.push(format!(
                "it offers no {what} \"{value}\" (but {}); {mend}",
                offered.join(", ")
            ));
        }
    };
    let said = metadata;
    let agree = "agree on one that it offers, and write that";
    want(
        provider.token_signing.name(),
        said.id_token_signing_alg_values_supported.as_deref(),
        "signature of ID tokens",
        &format!("{agree} as id_token_signed_response_alg"),
    );
    if let Some(encryption) = provider.token_encryption {
        want(
            encryption.key.name(),
            said.id_token_encryption_alg_values_supported.as_deref(),
            "encryption of ID tokens",
            &format!("{agree} as id_token_encrypted_response_alg"),
        );
        want(
            encryption.content.name(),
            said.id_token_encryption_enc_values_supported.as_deref(),
            "encryption of ID tokens' content",
            &format!("{agree} as id_token_encrypted_response_enc"),
        );
    }
    if provider.signs_requests {
        want(
            provider.signs_with.name(),
            said.request_object_signing_alg_values_supported.as_deref(),
            "signature of requests",
            &format!("{agree} as request_object_signing_alg, or signed_request = false"),
        );
    }
    if provider.signs_in_by_key {
        want(
            "private_key_jwt",
            said.token_endpoint_auth_methods_supported.as_deref(),
            "proof by key",
            "write signs_in_by_key = false and a client_secret, if that was agreed",
        );
    } else if let Some(methods) = &said.token_endpoint_auth_methods_supported
        && !methods
            .iter()
            .any(|method| method.starts_with("client_secret_"))
    {
        let offered = Some(methods.as_slice());
        let mend = "write signs_in_by_key = true, if that was agreed";
        want("client_secret_basic", offered, "proof by secret", mend);
    }
    for acr in &provider.acr_values {
        let offered = said.acr_values_supported.as_deref();
        let mend = "write acr_values as the provider has them";
        want(acr, offered, "level", mend);
    }
    for scope in &provider.scopes {
        let offered = said.scopes_supported.as_deref();
        want(
            scope,
            offered,
            "scope",
            "write scopes as the provider has them",
        );
    }
    if provider.pkce {
        let offered = said.code_challenge_methods_supported.as_deref();
        let mend = "write pkce = false if it does not know PKCE at all";
        // Left out, it is not known whether there is any (RFC 8414 §2): said as a doubt elsewhere.
        want("S256", offered, "PKCE by", mend);
    }
    let modes = said.response_modes_supported.as_deref();
    want(
        "query",
        modes,
        "way back",
        "ask the provider for response_mode=query",
    );
    if provider.signs_requests && said.request_parameter_supported == Some(false) {
        wrong.push(
            "it takes no signed requests (request_parameter_supported is false); write \
             signed_request = false"
                .to_owned(),
        );
    }
    wrong
}

/// What it leaves unsaid, and may be wrong for all that.
pub(super) fn doubts(provider: &Provider, metadata: &Metadata) -> Vec<String> {
    let mut doubts = Vec::new();
    if provider.pkce && metadata.code_challenge_methods_supported.is_none() {
        doubts.push(
            "it does not say whether it knows PKCE; if it refuses requests for that, write pkce = \
             false"
                .to_owned(),
        );
    }
    if provider.keys_signed_by.is_none() && metadata.signed_jwks_uri.is_some() {
        doubts.push(
            "it offers keys that are vouched for; ask for the key that vouches, and name its file in \
             keys_signed_by"
                .to_owned(),
        );
    }
    if provider.token_signing == Signing::Rs256
        && metadata.id_token_signing_alg_values_supported.is_none()
    {
        doubts.push("it does not say how it signs ID tokens; RS256 is expected".to_owned());
    }
    doubts
}
