//! Who is told of notices, and how mail is sent: `[mail]` and `[service.ID.notify.NAME]`.

mod mail;

use std::net::IpAddr;
use std::path::PathBuf;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use hyper::Uri;
use lettre::Address;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use zeroize::Zeroizing;

use super::read::{Section, Written};
use super::{Receiver, Template, Way, Webhook};
use crate::reach::address::is_internal;
use crate::store::outbox::NoticeKind;

pub(super) use mail::mail;

const MOST_NAME_CHARS: usize = 40;
/// What a key of the Standard Webhooks specification begins with.
const SECRET_PREFIX: &str = "whsec_";
/// The lengths that the specification allows a key, in bytes.
const SECRET_BYTES: std::ops::RangeInclusive<usize> = 24..=64;

/// Every `[service.ID.notify.NAME]` of a service, in the order of their names.
pub(super) fn receivers(mut all: Section<'_>, mail_is_sent: bool) -> Vec<Receiver> {
    all.every_section()
        .into_iter()
        .filter_map(|(name, section)| receiver(&name, section, mail_is_sent))
        .collect()
}

fn receiver(name: &str, mut section: Section<'_>, mail_is_sent: bool) -> Option<Receiver> {
    let fits = !name.is_empty()
        && name.chars().count() <= MOST_NAME_CHARS
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    if !fits {
        let words = format!(
            "\"{name}\" is no name for who is told; write at most {MOST_NAME_CHARS} of a–z, 0–9 \
             and _, such as [service.ID.notify.team]"
        );
        section.complain(&section.place, words);
    }
    let way = match (section.text("email"), section.text("webhook")) {
        (Some(email), None) => self::email(&mut section, email, mail_is_sent),
        (None, Some(url)) => webhook(&mut section, url),
        (Some(Written { place, .. }), Some(_)) => {
            let words = format!(
                "{} has both email and webhook; write each into a section of its own",
                section.path
            );
            section.complain(&place, words);
            None
        }
        (None, None) => {
            let words = format!(
                "{} says nobody to tell; write email = \"team@example.fi\" or webhook = \
                 \"https://…\"",
                section.path
            );
            section.complain(&section.place, words);
            None
        }
    };
    let kinds = kinds(&mut section);
    let quiet_outside_hours = section.flag("quiet_outside_hours", false);
    let name = section.path.clone();
    if way.is_some() {
        section.finish();
    }
    Some(Receiver {
        name,
        way: way?,
        kinds,
        quiet_outside_hours,
    })
}

fn email(section: &mut Section<'_>, address: Written, mail_is_sent: bool) -> Option<Way> {
    let Written { place, text } = address;
    if text.parse::<Address>().is_err() {
        let words = format!(
            "{} is no e-mail address; write one such as \"team@example.fi\"",
            section.path_of("email")
        );
        section.complain(&place, words);
        return None;
    }
    if !mail_is_sent {
        let words = format!(
            "{} can't be reached, since there is no mail server; write a section [mail] with host \
             and from, or leave this receiver out",
            section.path_of("email")
        );
        section.complain(&place, words);
    }
    Some(Way::Email(text))
}

fn webhook(section: &mut Section<'_>, url: Written) -> Option<Way> {
    let template = template(section);
    let secret = secret(section);
    let allow_internal = section.flag("allow_internal", false);
    let ca_file = ca_file(section);
    // The address may hold a token, so it is not said again.
    if let Err(why) = check_url(&url.text, allow_internal) {
        let words = format!("{} {why}", section.path_of("webhook"));
        section.complain(&url.place, words);
        return None;
    }
    if template == Template::Standard && secret.is_none() {
        let words = format!(
            "{} is missing or wrong, and the template \"standard\" is always signed; make one with \
             `echo whsec_$(openssl rand -base64 32)` and give it to the receiver too",
            section.path_of("secret")
        );
        section.complain(&section.place, words);
    }
    Some(Way::Webhook(Webhook {
        url: url.text,
        template,
        secret,
        allow_internal,
        ca_file,
    }))
}

fn check_url(text: &str, allow_internal: bool) -> Result<(), &'static str> {
    let Ok(url) = text.parse::<Uri>() else {
        return Err("is no address; write such as \"https://hooks.example.fi/…\"");
    };
    let (Some(host), Some(authority)) = (url.host(), url.authority()) else {
        return Err("has no host; write such as \"https://hooks.example.fi/…\"");
    };
    if authority.as_str().contains('@') {
        return Err("has a name or password in front of the host, which is not sent; leave it out");
    }
    if authority.as_str() != host && authority.port_u16().is_none_or(|port| port == 0) {
        return Err("has a port that is no port");
    }
    match url.scheme_str() {
        Some("https") => {}
        Some("http") if allow_internal => {}
        Some("http") => {
            return Err(
                "begins with http://; what is told must be encrypted on its way: write https://, \
                 or allow_internal = true if this receiver stands in your own network",
            );
        }
        _ => return Err("does not begin with https://"),
    }
    let literal = host
        .trim_start_matches('[')
        .trim_end_matches(']')
        .parse::<IpAddr>();
    match literal {
        Ok(address) if !allow_internal && is_internal(address) => Err(
            "is an address of the inside network; write allow_internal = true if this receiver \
             may be one",
        ),
        _ => Ok(()),
    }
}

fn template(section: &mut Section<'_>) -> Template {
    let Some(Written { place, text }) = section.text("template") else {
        return Template::Standard;
    };
    match text.as_str() {
        "standard" => Template::Standard,
        "slack" => Template::Slack,
        "teams" => Template::Teams,
        _ => {
            let words = format!(
                "{} is \"standard\", \"slack\" or \"teams\"",
                section.path_of("template")
            );
            section.complain(&place, words);
            Template::Slack
        }
    }
}

fn secret(section: &mut Section<'_>) -> Option<Zeroizing<Vec<u8>>> {
    let Written { place, text } = section.text("secret")?;
    let text = Zeroizing::new(text);
    let key = text
        .strip_prefix(SECRET_PREFIX)
        .and_then(|key| BASE64_STANDARD.decode(key).ok())
        .map(Zeroizing::new)
        .filter(|key| SECRET_BYTES.contains(&key.len()));
    if key.is_none() {
        let words = format!(
            "{} is {SECRET_PREFIX} and 24 to 64 bytes in base64; make one with `echo \
             whsec_$(openssl rand -base64 32)`",
            section.path_of("secret")
        );
        section.complain(&place, words);
    }
    key
}

fn kinds(section: &mut Section<'_>) -> Vec<NoticeKind> {
    let staff = || {
        NoticeKind::ALL
            .into_iter()
            .filter(|kind| kind.is_for_staff())
    };
    if !section.has("kinds") {
        return staff().collect();
    }
    let mut kinds = Vec::new();
    for Written { place, text } in section.texts("kinds") {
        match NoticeKind::from_name(&text).filter(|kind| kind.is_for_staff()) {
            Some(kind) if kinds.contains(&kind) => {}
            Some(kind) => kinds.push(kind),
            None => {
                let names: Vec<_> = staff().map(NoticeKind::name).collect();
                let words = format!(
                    "\"{text}\" in {} is nothing that is told; known: {}",
                    section.path_of("kinds"),
                    names.join(", ")
                );
                section.complain(&place, words);
            }
        }
    }
    if kinds.is_empty() {
        let words = format!(
            "{} names nothing, so nobody would be told; name some, or leave the key out for all",
            section.path_of("kinds")
        );
        section.complain(&section.place, words);
    }
    kinds
}

/// A file of certificates, read once to see that it is one.
pub(super) fn ca_file(section: &mut Section<'_>) -> Option<PathBuf> {
    let Written { place, text } = section.text("ca_file")?;
    let path = PathBuf::from(text);
    let certificates =
        CertificateDer::pem_file_iter(&path).map(|certificates| certificates.flatten().count());
    if !matches!(certificates, Ok(1..)) {
        let words = format!(
            "{} {} has no certificate in it, or can't be read; write the certificates of your own \
             authority into it in PEM, or leave it out",
            section.path_of("ca_file"),
            path.display()
        );
        section.complain(&place, words);
    }
    Some(path)
}
