//! Origins, as a browser writes them (RFC 6454 §6.2).

/// Whether a text is an origin as a browser sends it.
///
/// # Errors
/// What is wrong with it.
pub fn origin(text: &str) -> Result<(), &'static str> {
    let (scheme, authority) = text
        .split_once("://")
        .ok_or("does not begin with https://")?;
    if scheme != "https" && scheme != "http" {
        return Err("does not begin with https://");
    }
    if authority.contains(['/', '?', '#']) {
        return Err(
            "has a path; only scheme, host and port belong here, without a slash at the end",
        );
    }
    if !authority.is_ascii() {
        return Err("has letters that a browser writes in another way (xn--…)");
    }
    if authority.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return Err("has capital letters, which a browser never sends");
    }
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    };
    if let Some(port) = port {
        let default = if scheme == "https" { 443 } else { 80 };
        match port.parse::<u16>() {
            Ok(0) | Err(_) => return Err("has a port that is no port"),
            Ok(port) if port == default => {
                return Err("names the usual port, which a browser leaves out");
            }
            Ok(_) => {}
        }
    }
    let is_name = !host.is_empty()
        && !host.starts_with(['-', '.'])
        && host
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.');
    let is_v6 = host
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .is_some_and(|inner| inner.parse::<std::net::Ipv6Addr>().is_ok());
    if is_name || is_v6 {
        Ok(())
    } else {
        Err("has no host that a browser would know")
    }
}

#[cfg(test)]
mod tests {
    use super::origin;

    #[test]
    fn an_origin_is_written_as_a_browser_sends_it() {
        for right in [
            "https://www.hyvaep.fi",
            "http://localhost:8080",
            "https://[::1]:8443",
            "https://xn--hyvep-gra.fi",
        ] {
            assert_eq!(origin(right), Ok(()), "{right}");
        }
        for wrong in [
            "www.hyvaep.fi",
            "https://www.hyvaep.fi/",
            "https://www.hyvaep.fi/chat",
            "https://www.hyvaep.fi:443",
            "https://WWW.hyvaep.fi",
            "https://hyväep.fi",
            "https://*.hyvaep.fi",
            "https://a b",
            "https://:8080",
            "https://a:0",
            "https://a:b",
            "https://[zz]",
            "wss://a",
            "https://",
            "null",
            "*",
        ] {
            assert!(origin(wrong).is_err(), "{wrong}");
        }
    }
}
