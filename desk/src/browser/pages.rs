//! What the pages beside the conversations ask of the relay, and how they move the focus and speak.

use core::time::Duration;

use gloo_net::http::Request;
use juttu_shared::id::ServiceId;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::plan::Fault;
use juttu_shared::texts::Language;
use juttu_shared::wire::v1::desk::{AuditPage, ChangeHours, HoursPage};
use leptos::prelude::{request_animation_frame, set_timeout};
use serde::Deserialize;

use super::http::{Trouble, allowed, read, with_json};
use super::{announcer, page};

/// How long words stay in the region in which they are spoken.
const STAYS: Duration = Duration::from_secs(7);

/// A refusal of hours: which, and everything that is wrong.
#[derive(Deserialize)]
struct Refused {
    code: Refusal,
    #[serde(default)]
    faults: Vec<Fault>,
}

/// Why hours were not kept.
pub(crate) enum NotKept {
    /// The relay did not answer.
    Unreachable,
    /// The relay refused: why, and everything that is wrong with them.
    Refused(Refusal, Vec<Fault>),
}

/// The hours of a service.
pub(crate) async fn hours(service: &ServiceId, language: Language) -> Result<HoursPage, Trouble> {
    let query = [("service", service.0.as_str()), ("lang", language.tag())];
    let asked = Request::get("/desk/api/hours").query(query).send().await;
    let answer = allowed(asked.map_err(|_| Trouble::Unreachable)?).await?;
    read(answer).await
}

/// Has hours kept.
pub(crate) async fn change_hours(
    change: &ChangeHours,
    language: Language,
) -> Result<HoursPage, NotKept> {
    let asked = Request::post("/desk/api/hours").query([("lang", language.tag())]);
    let asked = with_json(asked, change).map_err(|_| NotKept::Unreachable)?;
    let answer = asked.send().await.map_err(|_| NotKept::Unreachable)?;
    if answer.ok() {
        return read(answer).await.map_err(|_| NotKept::Unreachable);
    }
    let refused = read::<Refused>(answer).await;
    Err(refused.map_or(NotKept::Unreachable, |refused| {
        NotKept::Refused(refused.code, refused.faults)
    }))
}

/// The newest rows of the audit log, or those before one.
pub(crate) async fn audit(before: Option<u64>) -> Result<AuditPage, Trouble> {
    let mut asked = Request::get("/desk/api/audit");
    if let Some(id) = before {
        asked = asked.query([("before", id.to_string())]);
    }
    let answer = asked.send().await.map_err(|_| Trouble::Unreachable)?;
    read(allowed(answer).await?).await
}

/// Moves the focus to an element once the screen is drawn.
pub(crate) fn focus(id: impl AsRef<str> + 'static) {
    request_animation_frame(move || {
        if let Some(element) = page::element(id.as_ref()) {
            element.focus().ok();
        }
    });
}

/// Says words when whoever listens has heard out what is being said.
pub(crate) fn mention(text: &str) {
    if let Some(region) = page::element("polite") {
        region.set_text_content(None);
        region.set_text_content(Some(text));
        set_timeout(announcer::hush, STAYS);
    }
}
