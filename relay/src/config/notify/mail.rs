//! `[mail]`: how mail is sent.

use std::net::IpAddr;

use lettre::message::Mailbox;
use zeroize::Zeroizing;

use super::ca_file;
use crate::config::read::{Section, Written};
use crate::config::{Mail, MailTls};

const IMPLICIT_PORT: u32 = 465;
const STARTTLS_PORT: u32 = 587;
const LARGEST_PORT: u32 = 65_535;

const MAIL_KEYS: [&str; 8] = [
    "host",
    "port",
    "tls",
    "ca_file",
    "user",
    "password",
    "password_file",
    "from",
];

/// `[mail]`; none when nothing of it is written.
pub(in crate::config) fn mail(mut section: Section<'_>) -> Option<Mail> {
    if !MAIL_KEYS.iter().any(|key| section.has(key)) {
        section.finish();
        return None;
    }
    let host = section.required_text("host", "host = \"mail.example.fi\"");
    if let Some(Written { place, text }) = &host
        && !is_host(text)
    {
        let words = "mail.host is the name of the mail server alone, without port and without \
                     anything in front; write such as \"mail.example.fi\"";
        section.complain(place, words);
    }
    let tls = tls(&mut section);
    let usual = match tls {
        MailTls::Implicit => IMPLICIT_PORT,
        MailTls::StartTls => STARTTLS_PORT,
    };
    let port = section.number("port", usual, LARGEST_PORT);
    let from = section.required_text("from", "from = \"chat@example.fi\"");
    if let Some(Written { place, text }) = &from
        && text.parse::<Mailbox>().is_err()
    {
        let words = "mail.from is no e-mail address; write such as \"chat@example.fi\" or \
                     \"Chat <chat@example.fi>\"";
        section.complain(place, words);
    }
    let ca_file = ca_file(&mut section);
    let credentials = credentials(&mut section);
    section.finish();
    Some(Mail {
        host: host?.text,
        port: u16::try_from(port).unwrap_or_default(),
        tls,
        ca_file,
        credentials,
        from: from?.text,
    })
}

fn tls(section: &mut Section<'_>) -> MailTls {
    let Some(Written { place, text }) = section.text("tls") else {
        return MailTls::Implicit;
    };
    match text.as_str() {
        "implicit" => MailTls::Implicit,
        "starttls" => MailTls::StartTls,
        _ => {
            let words = "mail.tls is \"implicit\" (usually port 465) or \"starttls\" (usually port \
                         587); mail is never sent unencrypted";
            section.complain(&place, words);
            MailTls::Implicit
        }
    }
}

fn credentials(section: &mut Section<'_>) -> Option<(String, Zeroizing<String>)> {
    let user = section.text("user");
    let password = section.text("password");
    let file = section.text("password_file");
    let password = match (password, file) {
        (Some(_), Some(Written { place, .. })) => {
            let words = "mail.password and mail.password_file are both there; leave one";
            section.complain(&place, words);
            return None;
        }
        (Some(password), None) => Some((password.place, Zeroizing::new(password.text))),
        (None, Some(Written { place, text })) => match std::fs::read_to_string(&text) {
            Ok(password) => {
                let password = Zeroizing::new(password);
                Some((
                    place,
                    Zeroizing::new(password.trim_end_matches(['\r', '\n']).to_owned()),
                ))
            }
            Err(error) => {
                let words = format!(
                    "mail.password_file {text} can't be read: {error}; write the password alone \
                     into it, and let the relay's user read it"
                );
                section.complain(&place, words);
                return None;
            }
        },
        (None, None) => None,
    };
    match (user, password) {
        (Some(user), Some((_, password))) => Some((user.text, password)),
        (None, None) => None,
        (Some(Written { place, .. }), None) => {
            let words = "mail.user is there without a password; write password_file = \
                         \"/etc/juttu/mail.password\", or leave user out if the server asks for none";
            section.complain(&place, words);
            None
        }
        (None, Some((place, _))) => {
            let words =
                "there is a password for the mail server and no mail.user; write user = \"…\"";
            section.complain(&place, words);
            None
        }
    }
}

fn is_host(text: &str) -> bool {
    text.parse::<IpAddr>().is_ok()
        || text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.')
}
