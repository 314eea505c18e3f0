//! Which pages may come in.

use axum::http::{HeaderMap, HeaderValue, header};
use juttu_shared::refusal::Refusal;

use crate::config::{Config, Service};

/// The origin of a page that may talk to this service's visitor door, to be echoed by CORS; none
/// when the request names no origin.
///
/// # Errors
/// [`Refusal::ForeignOrigin`] when the origin is neither on the service's list nor the relay's own.
pub fn of_visitor(
    config: &Config,
    service: &Service,
    headers: &HeaderMap,
) -> Result<Option<HeaderValue>, Refusal> {
    let Some(origin) = only(headers)? else {
        return Ok(None);
    };
    let mut allowed = service.origins.iter().chain([&config.public_url]);
    if allowed.any(|allowed| allowed.as_bytes() == origin.as_bytes()) {
        Ok(Some(origin.clone()))
    } else {
        Err(Refusal::ForeignOrigin)
    }
}

/// Whether the request comes from the desk's own page.
///
/// # Errors
/// [`Refusal::ForeignOrigin`] when it does not, or does not say.
pub fn of_desk(config: &Config, headers: &HeaderMap) -> Result<(), Refusal> {
    match only(headers)? {
        Some(origin) if origin.as_bytes() == config.desk_url.as_bytes() => Ok(()),
        _ => Err(Refusal::ForeignOrigin),
    }
}

/// The one `Origin`. A request that names two is nobody's.
fn only(headers: &HeaderMap) -> Result<Option<&HeaderValue>, Refusal> {
    let mut origins = headers.get_all(header::ORIGIN).iter();
    match (origins.next(), origins.next()) {
        (_, Some(_)) => Err(Refusal::ForeignOrigin),
        (origin, None) => Ok(origin),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Sources;
    use juttu_shared::id::ServiceId;

    fn config() -> Config {
        let variables = [
            ("JUTTU__RELAY__PUBLIC_URL", "https://chat.example.fi"),
            ("JUTTU__RELAY__DESK_URL", "https://desk.example.fi"),
            (
                "JUTTU__SERVICE__PERHEKESKUS__ORIGINS",
                "https://www.example.fi",
            ),
        ];
        let environment = variables.map(|(name, text)| (name.to_owned(), text.to_owned()));
        Config::read(&Sources {
            demo: true,
            file: None,
            environment: environment.to_vec(),
        })
        .unwrap()
    }

    fn headers(origins: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for origin in origins {
            headers.append(header::ORIGIN, origin.parse().unwrap());
        }
        headers
    }

    #[test]
    fn a_visitor_comes_from_the_services_pages_or_the_relays_own() {
        let config = config();
        let service = config.as_written(&ServiceId("perhekeskus".into())).unwrap();
        let of = |origins: &[&str]| of_visitor(&config, service, &headers(origins));
        for own in ["https://www.example.fi", "https://chat.example.fi"] {
            assert_eq!(of(&[own]), Ok(Some(HeaderValue::from_static(own))));
        }
        assert_eq!(of(&[]), Ok(None));
        for foreign in [
            "https://desk.example.fi",
            "http://www.example.fi",
            "https://www.example.fi:8443",
            "https://www.example.fi.evil.example",
            "https://WWW.example.fi",
            "null",
            "",
        ] {
            assert_eq!(of(&[foreign]), Err(Refusal::ForeignOrigin), "{foreign}");
        }
        let twice = ["https://www.example.fi", "https://www.example.fi"];
        assert_eq!(of(&twice), Err(Refusal::ForeignOrigin));
    }

    #[test]
    fn another_services_pages_are_foreign() {
        let config = config();
        let other = ServiceId("aikuissosiaalityo".into());
        let service = config.as_written(&other).unwrap();
        let refused = of_visitor(&config, service, &headers(&["https://www.example.fi"]));
        assert_eq!(refused, Err(Refusal::ForeignOrigin));
    }

    #[test]
    fn the_desk_knows_its_own_page_alone() {
        let config = config();
        let of = |origins: &[&str]| of_desk(&config, &headers(origins));
        assert_eq!(of(&["https://desk.example.fi"]), Ok(()));
        for foreign in [
            &[][..],
            &["https://www.example.fi"],
            &["https://chat.example.fi"],
            &["https://desk.example.fi/"],
            &["https://desk.example.fi", "https://desk.example.fi"],
        ] {
            assert_eq!(of(foreign), Err(Refusal::ForeignOrigin), "{foreign:?}");
        }
    }
}
