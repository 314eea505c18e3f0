//! Whom the relay trusts when it opens an encrypted connection.

use std::path::Path;
use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};

use super::Unreached;

/// A client that trusts the machine's authorities and those of `ca_file`. Made anew for each
/// attempt, so that a certificate that was exchanged counts without a restart.
pub(super) fn client(ca_file: Option<&Path>) -> Result<ClientConfig, Unreached> {
    let mut roots = RootCertStore::empty();
    // What can't be parsed there is not ours to mend.
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if let Some(path) = ca_file {
        let own = CertificateDer::pem_file_iter(path).map_err(|_| Unreached::Authorities)?;
        for certificate in own {
            let certificate = certificate.map_err(|_| Unreached::Authorities)?;
            roots.add(certificate).map_err(|_| Unreached::Authorities)?;
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|_| Unreached::Tls)?;
    let mut config = config.with_root_certificates(roots).with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}
