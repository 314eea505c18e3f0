//! From the tree to a [`Config`], complaining of everything that can't be.

use std::cell::RefCell;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use ipnet::IpNet;
use zeroize::Zeroizing;

use super::key::DataKey;
use super::origin::origin;
use super::problem::{Place, Problems};
use super::read::{Section, Written};
use super::tree::Table;
use super::{Config, Limits, audit, notify, provider, service, sign_in};

const LARGEST_LIMIT: u32 = 1_000_000;

/// The configuration of a tree; none when a part of it can't be made at all.
pub(super) fn config(
    whole: Table,
    name: &str,
    is_demo: bool,
    data_key: Option<Zeroizing<String>>,
    problems: &mut Problems,
) -> Option<Config> {
    let complaints = RefCell::new(std::mem::take(problems));
    let mut top = Section::top(whole, Place::File(name.into()), &complaints);

    let mut relay = top.section("relay");
    let public_url = url(&mut relay, "public_url", "https://chat.example.fi", is_demo);
    let desk_url = url(&mut relay, "desk_url", "https://desk.example.fi", is_demo);
    let trusted_proxies = trusted_proxies(&mut relay);
    relay.finish();

    let mut listen = top.section("listen");
    let public = address(&mut listen, "public", "127.0.0.1:8080", is_demo);
    let internal = address(&mut listen, "internal", "127.0.0.1:8081", is_demo);
    if let (false, Some(public), Some(internal)) = (is_demo, public, internal)
        && public == internal
        && public.port() != 0
    {
        let words = "listen.public and listen.internal are the same; the desk and the figures need \
                     a listener of their own: give listen.internal another port";
        listen.complain(&listen.place, words);
    }
    listen.finish();

    let mut store = top.section("store");
    let database = path(
        &mut store,
        "database",
        "/var/lib/juttu/juttu.sqlite",
        is_demo,
    );
    let data_key = match (store.text("data_key_file"), data_key) {
        (_, Some(given)) => DataKey::Given(given),
        (Some(written), None) => DataKey::File(PathBuf::from(written.text)),
        (None, None) => DataKey::Nowhere,
    };
    if !is_demo && matches!(data_key, DataKey::Nowhere) {
        let words = "store.data_key_file is missing; make a key with `juttu-relay key`, and write \
                     data_key_file = \"/etc/juttu/data.key\", or give the key itself in the \
                     environment as JUTTU__DATA_KEY";
        store.complain(&store.place, words);
    }
    store.finish();

    let sign_in = top.section("sign_in");
    let limits = limits(top.section("limits"));
    let place = top.place.clone();
    let mail = notify::mail(top.section("mail"));
    let keys_file = provider::identification(top.section("identification"));
    let providers = provider::residents(top.section("provider"), keys_file.is_some(), is_demo);
    let services = service::services(top.section("service"), &place, mail.is_some(), &providers);
    let sign_in = sign_in::sign_in(sign_in, &services, keys_file.is_some(), is_demo);
    let audit = audit::audit(top.section("audit"));
    top.finish();
    *problems = complaints.into_inner();

    Some(Config {
        public_url: public_url?,
        desk_url: desk_url?,
        listen_public: public?,
        listen_internal: internal?,
        trusted_proxies,
        database: database?,
        data_key,
        mail,
        keys_file,
        providers,
        staff_providers: sign_in.providers,
        audit,
        services,
        limits,
        sign_in_idle_ms: sign_in.idle_ms,
        sign_in_absolute_ms: sign_in.absolute_ms,
        sign_in: sign_in.sign_in,
        is_demo,
    })
}

/// An address under which people reach the relay. The demo learns its own when it is bound.
fn url(relay: &mut Section<'_>, key: &'static str, example: &str, is_demo: bool) -> Option<String> {
    if is_demo && !relay.has(key) {
        return Some(String::new());
    }
    let Written { place, text } = relay.required_text(key, &format!("{key} = \"{example}\""))?;
    let path = relay.path_of(key);
    match origin(&text) {
        Err(why) => relay.complain(&place, format!("{path} {why}; write such as \"{example}\"")),
        Ok(()) if !is_demo && !text.starts_with("https://") => {
            let words = format!(
                "{path} begins with http://; what people write must be encrypted on its way: put \
                 a proxy with TLS in front and write such as \"{example}\""
            );
            relay.complain(&place, words);
        }
        Ok(()) => return Some(text),
    }
    None
}

fn trusted_proxies(relay: &mut Section<'_>) -> Vec<IpNet> {
    let mut proxies = Vec::new();
    for Written { place, text } in relay.texts("trusted_proxies") {
        match (text.parse::<IpNet>(), text.parse::<IpAddr>()) {
            (Ok(net), _) => proxies.push(net),
            (_, Ok(address)) => proxies.push(IpNet::from(address)),
            _ => {
                let words = format!(
                    "\"{text}\" in relay.trusted_proxies is no address; write such as \"10.0.0.5\" \
                     or \"10.0.0.0/24\""
                );
                relay.complain(&place, words);
            }
        }
    }
    proxies
}

fn address(
    listen: &mut Section<'_>,
    key: &'static str,
    example: &str,
    is_demo: bool,
) -> Option<SocketAddr> {
    if is_demo && !listen.has(key) {
        return example.parse().ok();
    }
    let Written { place, text } = listen.required_text(key, &format!("{key} = \"{example}\""))?;
    let parsed = text.parse().ok();
    if parsed.is_none() {
        let words = format!(
            "listen.{key} is an address and a port; write such as \"{example}\" or \"[::1]:8080\""
        );
        listen.complain(&place, words);
    }
    parsed
}

fn path(
    store: &mut Section<'_>,
    key: &'static str,
    example: &str,
    is_demo: bool,
) -> Option<PathBuf> {
    if is_demo && !store.has(key) {
        return Some(PathBuf::new());
    }
    let written = store.required_text(key, &format!("{key} = \"{example}\""))?;
    Some(PathBuf::from(written.text))
}

fn limits(mut section: Section<'_>) -> Limits {
    let usual = Limits::default();
    let mut limit = |key, default| section.number(key, default, LARGEST_LIMIT);
    let limits = Limits {
        conversations_per_address_and_minute: limit(
            "conversations_per_address_and_minute",
            usual.conversations_per_address_and_minute,
        ),
        contact_requests_per_address_and_hour: limit(
            "contact_requests_per_address_and_hour",
            usual.contact_requests_per_address_and_hour,
        ),
        wrong_codes_per_address_and_minute: limit(
            "wrong_codes_per_address_and_minute",
            usual.wrong_codes_per_address_and_minute,
        ),
        open_conversations_per_address: limit(
            "open_conversations_per_address",
            usual.open_conversations_per_address,
        ),
        messages_per_conversation_and_minute: limit(
            "messages_per_conversation_and_minute",
            usual.messages_per_conversation_and_minute,
        ),
        waiting_per_service: limit("waiting_per_service", usual.waiting_per_service),
        connections_per_address: limit("connections_per_address", usual.connections_per_address),
        sign_ins_per_address_and_minute: limit(
            "sign_ins_per_address_and_minute",
            usual.sign_ins_per_address_and_minute,
        ),
        failed_sign_ins_per_name_and_minute: limit(
            "failed_sign_ins_per_name_and_minute",
            usual.failed_sign_ins_per_name_and_minute,
        ),
    };
    section.finish();
    limits
}
