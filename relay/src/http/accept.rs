//! Which encoding a browser takes.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_ENCODING;

/// An encoding the files are kept in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// As it is.
    Plain,
    /// Brotli (RFC 7932).
    Brotli,
    /// Gzip (RFC 1952).
    Gzip,
}

impl Encoding {
    /// Its name in `Content-Encoding`.
    pub(super) fn name(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
        }
    }
}

/// The best encoding that the browser takes, of those there are (RFC 9110 §12.5.3).
pub(super) fn best(headers: &HeaderMap, has_brotli: bool, has_gzip: bool) -> Encoding {
    let lines = headers.get_all(ACCEPT_ENCODING).iter();
    let lines: Vec<_> = lines.filter_map(|line| line.to_str().ok()).collect();
    let takes = |wanted: &str| {
        let mut codings = lines.iter().flat_map(|line| line.split(','));
        codings.any(|coding| {
            let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
            name.trim().eq_ignore_ascii_case(wanted) && !is_zero(weight)
        })
    };
    if has_brotli && takes("br") {
        Encoding::Brotli
    } else if has_gzip && takes("gzip") {
        Encoding::Gzip
    } else {
        Encoding::Plain
    }
}

fn is_zero(weight: &str) -> bool {
    let value = weight.trim().strip_prefix("q=").unwrap_or("1");
    value
        .trim()
        .parse::<f32>()
        .is_ok_and(|weight| weight <= 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_form_that_is_taken() {
        for (accept, expected) in [
            ("gzip, deflate, br, zstd", Encoding::Brotli),
            ("gzip, deflate", Encoding::Gzip),
            ("br;q=0, gzip;q=0.5", Encoding::Gzip),
            ("br;q=0.000, gzip; q=0", Encoding::Plain),
            ("BR;q=1.0", Encoding::Brotli),
            ("identity", Encoding::Plain),
            ("", Encoding::Plain),
            ("broken", Encoding::Plain),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_ENCODING, accept.parse().unwrap());
            assert_eq!(best(&headers, true, true), expected, "{accept}");
        }
        assert_eq!(best(&HeaderMap::new(), true, true), Encoding::Plain);
    }

    #[test]
    fn a_form_that_is_not_there_is_not_chosen() {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_ENCODING, "br, gzip".parse().unwrap());
        assert_eq!(best(&headers, false, true), Encoding::Gzip);
        assert_eq!(best(&headers, false, false), Encoding::Plain);
    }
}
