//! The page that a result comes back to.
//!
//! The fragment of an address goes along with a redirect. So a page that leads to where its query says
//! (an open redirect) would carry the result on to whoever wrote that query, who may well be the one
//! that asked.

/// The address without its query, when that has in it what can lead to another host: `//` or a scheme,
/// as it stands or in percent form, however often.
pub(super) fn page(address: &str) -> &str {
    match address.split_once('?') {
        Some((page, query)) if leads_away(query) => page,
        _ => address,
    }
}

fn leads_away(query: &str) -> bool {
    let mut said = query.as_bytes().to_vec();
    loop {
        let decoded = decoded(&said);
        if decoded.len() == said.len() {
            break;
        }
        said = decoded;
    }
    // As a browser reads an address.
    said.retain(|byte| !byte.is_ascii_control());
    for byte in &mut said {
        match byte {
            b'\\' => *byte = b'/',
            _ => byte.make_ascii_lowercase(),
        }
    }
    let has = |what: &[u8]| said.windows(what.len()).any(|window| window == what);
    has(b"//") || has(b"http:") || has(b"https:")
}

/// With each percent form once replaced by its byte.
fn decoded(said: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(said.len());
    let mut rest = said;
    while let Some((first, after)) = rest.split_first() {
        let digit = |at: usize| {
            let digit = after.get(at).copied().map(char::from)?.to_digit(16)?;
            u8::try_from(digit).ok()
        };
        match (first, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => {
                decoded.push(high * 16 + low);
                rest = after.get(2..).unwrap_or_default();
            }
            _ => {
                decoded.push(*first);
                rest = after;
            }
        }
    }
    decoded
}

#[cfg(test)]
mod tests {
    use super::page;

    #[test]
    fn a_query_that_could_lead_away_is_left_out() {
        for query in [
            "to=https://evil.example/",
            "to=//evil.example",
            "to=https%3A%2F%2Fevil.example",
            "to=%2f/evil.example",
            "to=%252F%252Fevil.example",
            "to=%25252F%25252Fevil.example",
            "to=/\\evil.example",
            "to=%5C%5Cevil.example",
            "to=/%09/evil.example",
            "to=http:evil.example",
            "to=HTTPS%3Aevil.example",
        ] {
            let address = format!("https://www.example.fi/out?{query}");
            assert_eq!(page(&address), "https://www.example.fi/out", "{query}");
        }
    }

    #[test]
    fn any_other_is_kept() {
        for address in [
            "https://www.example.fi",
            "https://www.example.fi/a//b?sivu=1",
            "https://www.example.fi/?klo=12:30&a=/b/c&d=100%&e=%zz",
        ] {
            assert_eq!(page(address), address);
        }
    }
}
