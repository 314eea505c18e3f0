//! Connections that the relay makes itself, to whom it tells or asks something: to none but an
//! address that was checked, encrypted by authorities that are trusted.

pub mod address;
mod connect;
mod tls;

pub use connect::{Stream, To, connect};

/// Why there is no connection. Says no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreached {
    /// The address is none.
    #[error("the address is none")]
    Unaddressed,
    /// The name stands for no address.
    #[error("the name can't be resolved to an address")]
    Unresolved,
    /// The name stands for an address of the inside, which is not allowed here.
    #[error("the name stands for an address of the inside network, which is not allowed")]
    Internal,
    /// Nobody takes connections there.
    #[error("no connection")]
    Unconnected,
    /// TLS did not come about: most often a certificate that is not trusted.
    #[error("no encrypted connection: the certificate is not trusted, or TLS is not offered")]
    Tls,
    /// The certificates to trust can't be read.
    #[error("the certificates to trust can't be read")]
    Authorities,
}
