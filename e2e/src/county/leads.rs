//! Pages that lead on to the address that stands behind `to=` in their own: what a web team should
//! have nowhere, and a stranger looks for. Without an address they stay. And a page that says how a
//! browser told that it came there.

use std::fmt::Write;

use crate::front::Head;

/// Leads on as a server does, by a redirect.
pub const BY_REDIRECT: &str = "/leads/by-redirect";
/// Leads on by a script.
pub const BY_SCRIPT: &str = "/leads/by-script";
/// Leads on by a refresh.
pub const BY_REFRESH: &str = "/leads/by-refresh";
/// Says which of `Sec-Fetch-…` the browser sent, each in an element of its name, and its own name in
/// `#agent`.
pub const ECHO: &str = "/echo";

/// What is answered for one of these pages.
pub(super) fn answer(head: &Head) -> Option<String> {
    let to = head.asked("to").map(|to| decoded(&to));
    match (head.path(), to) {
        (BY_REDIRECT, Some(to)) => Some(format!(
            "HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
        )),
        (BY_SCRIPT, Some(to)) => {
            let script = format!("<script>location.href = {to:?};</script>");
            Some(page(&script))
        }
        (BY_REFRESH, Some(to)) => {
            let refresh = format!("<meta http-equiv=\"refresh\" content=\"0; url={to}\">");
            Some(page(&refresh))
        }
        (BY_REDIRECT | BY_SCRIPT | BY_REFRESH, None) => Some(page("<h1 id=\"stays\">Sivu</h1>")),
        (ECHO, _) => {
            let mut told = String::new();
            for name in ["mode", "dest", "site", "user"] {
                let said = head.field(&format!("sec-fetch-{name}")).unwrap_or_default();
                let _ = write!(told, "<p id=\"{name}\">{said}</p>");
            }
            let agent = head.field("user-agent").unwrap_or_default();
            Some(page(&format!("{told}<p id=\"agent\">{agent}</p>")))
        }
        _ => None,
    }
}

/// An address for one of these pages, which leads on to another.
pub(super) fn leading(page: &str, to: &str) -> String {
    let mut address = format!("{page}?to=");
    for byte in to.bytes() {
        match byte.is_ascii_alphanumeric() {
            true => address.push(char::from(byte)),
            false => {
                let _ = write!(address, "%{byte:02X}");
            }
        }
    }
    address
}

fn page(body: &str) -> String {
    let html = format!(
        "<!doctype html><html lang=\"fi\"><meta charset=\"utf-8\"><title>Sivu</title>\
         <link rel=\"icon\" href=\"data:,\">{body}</html>"
    );
    format!(
        "HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\n\
         content-length: {}\r\nconnection: close\r\n\r\n{html}",
        html.len()
    )
}

/// With each percent form replaced by its byte.
fn decoded(said: &str) -> String {
    let mut parts = said.split('%');
    let mut decoded = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let byte = part
            .get(..2)
            .and_then(|two| u8::from_str_radix(two, 16).ok());
        match byte.filter(u8::is_ascii) {
            Some(byte) => {
                decoded.push(char::from(byte));
                decoded.push_str(part.get(2..).unwrap_or_default());
            }
            None => decoded.push_str(part),
        }
    }
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;

    const TO: &str = "https://localhost:5/ident/start?ticket=a-b_c";

    fn asked(target: &str) -> String {
        let head = Head::read(&format!("GET {target} HTTP/1.1\r\nHost: h\r\n\r\n"));
        answer(&head.unwrap()).unwrap()
    }

    #[test]
    fn each_leads_on_to_where_its_address_says() {
        let redirect = asked(&leading(BY_REDIRECT, TO));
        assert!(redirect.contains(&format!("location: {TO}\r\n")));
        assert!(asked(&leading(BY_SCRIPT, TO)).contains(&format!("{TO:?}")));
        assert!(asked(&leading(BY_REFRESH, TO)).contains(&format!("url={TO}\"")));
    }

    #[test]
    fn without_an_address_each_stays() {
        for page in [BY_REDIRECT, BY_SCRIPT, BY_REFRESH] {
            assert!(asked(page).contains("id=\"stays\""));
        }
    }
}
