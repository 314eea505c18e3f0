//! Who is told of a notice, and from when on.

use juttu_shared::id::ServiceId;

use crate::app::App;
use crate::config::{Config, Receiver, Service};
use crate::store::outbox::NoticeKind;

/// The receiver of what is for the resident alone.
pub const RESIDENT: &str = "resident";

/// The receivers that want this kind of notice of a service, and from when on, in milliseconds
/// since 1970 UTC: from now, or from the next opening for those that are left alone until then.
pub(super) fn wanting(
    app: &App,
    service: &ServiceId,
    kind: NoticeKind,
    now_ms: i64,
) -> Vec<(String, i64)> {
    if !kind.is_for_staff() {
        let can_be_sent = app.config.mail.iter();
        return can_be_sent.map(|_| (RESIDENT.to_owned(), now_ms)).collect();
    }
    let Some(service) = app.services.get(service) else {
        return Vec::new();
    };
    let wanting = service.receivers.iter();
    wanting
        .filter(|receiver| receiver.kinds.contains(&kind))
        .map(|receiver| (receiver.name.clone(), from_ms(&service, receiver, now_ms)))
        .collect()
}

/// The receiver of that name, and its service.
pub(super) fn of_name<'c>(config: &'c Config, name: &str) -> Option<(&'c Service, &'c Receiver)> {
    config.services.iter().find_map(|service| {
        let receivers = service.receivers.iter();
        let found = receivers.into_iter().find(|receiver| receiver.name == name);
        found.map(|receiver| (service, receiver))
    })
}

fn from_ms(service: &Service, receiver: &Receiver, now_ms: i64) -> i64 {
    if !receiver.quiet_outside_hours {
        return now_ms;
    }
    let standing = service.standing(now_ms);
    match standing.changes_at_ms {
        Some(opens_ms) if !standing.is_open => opens_ms,
        // Open, or closed for as long as anybody can see: waiting would be for ever.
        _ => now_ms,
    }
}
