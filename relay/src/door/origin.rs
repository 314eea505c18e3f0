//! Which pages may come in.

use axum::http::{HeaderMap, HeaderValue};
use juttu_shared::refusal::Refusal;

use crate::config::{Config, Service};

/// The origin of a page that may talk to this service's visitor door, to be echoed by CORS; none
/// when the request names no origin.
///
/// # Errors
/// [`Refusal::ForeignOrigin`] when the origin is neither on the service's list nor the relay's own.
pub fn of_visitor(_config: &Config, _service: &Service, _headers: &HeaderMap) -> Result<Option<HeaderValue>, Refusal> {
    Ok(None)
}

/// Whether the request comes from the desk's own page.
///
/// # Errors
/// [`Refusal::ForeignOrigin`] when it does not, or does not say.
pub fn of_desk(_config: &Config, _headers: &HeaderMap) -> Result<(), Refusal> {
    Err(Refusal::ForeignOrigin)
}
