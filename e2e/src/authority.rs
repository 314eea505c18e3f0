//! A certificate authority that lives as long as a story, and certificates of `localhost`.

use std::sync::Arc;

use anyhow::Result;
use rcgen::{BasicConstraints, Certificate, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use tokio_rustls::TlsAcceptor;

/// An authority, and what it has signed for `localhost` and `127.0.0.1`.
pub struct Authority {
    itself: CertifiedIssuer<'static, KeyPair>,
    certificate: Certificate,
    key: KeyPair,
}

impl Authority {
    /// A fresh one.
    ///
    /// # Errors
    /// When keys or certificates cannot be made.
    pub fn new() -> Result<Self> {
        let mut params = CertificateParams::new(Vec::<String>::new())?;
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        let itself = CertifiedIssuer::self_signed(params, KeyPair::generate()?)?;
        let key = KeyPair::generate()?;
        let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
        let certificate = CertificateParams::new(names)?.signed_by(&key, &itself)?;
        Ok(Self {
            itself,
            certificate,
            key,
        })
    }

    /// Its own certificate, for who is to trust it, in PEM.
    pub fn pem(&self) -> String {
        self.itself.pem()
    }

    /// The certificate of `localhost` with its authority's, in PEM.
    pub fn certificate_pem(&self) -> String {
        format!("{}{}", self.certificate.pem(), self.itself.pem())
    }

    /// The key of that certificate, in PEM.
    pub fn key_pem(&self) -> String {
        self.key.serialize_pem()
    }
}

/// Ends TLS for `localhost` and `127.0.0.1`, in HTTP/1.1, with a certificate that a fresh
/// authority has signed. Browsers are told to take it by `acceptInsecureCerts`.
///
/// # Errors
/// When keys or certificates cannot be made.
pub fn acceptor() -> Result<TlsAcceptor> {
    let authority = Authority::new()?;
    let chain = vec![
        authority.certificate.der().clone(),
        authority.itself.der().clone(),
    ];
    let key = PrivateKeyDer::Pkcs8(authority.key.serialize_der().into());

    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, key)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}
