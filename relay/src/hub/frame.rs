//! What goes out to sockets, written out once for all of them.

use std::sync::Arc;

use axum::extract::ws::Utf8Bytes;
use juttu_shared::id::ConversationId;
use juttu_shared::wire::v1::event::{Envelope, Event, StaffEvent};
use serde::Serialize;

/// A frame on its way to sockets, written out once for all of them.
#[derive(Debug)]
pub struct Frame {
    /// The text of the frame.
    pub text: Utf8Bytes,
    /// Where the event in it stands, so that one had already is dropped; none for a signal.
    pub event: Option<Numbered>,
}

/// An event's number in its log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbered {
    /// The conversation.
    pub conversation: ConversationId,
    /// Whether it stands in the staff log.
    pub staff: bool,
    /// The number.
    pub seq: u64,
}

/// A signal's frame. None when it can't be written out, which no message of ours causes.
pub(super) fn signal<T: Serialize>(message: &T) -> Option<Arc<Frame>> {
    let text = serde_json::to_string(message).ok()?;
    Some(Arc::new(Frame {
        text: text.into(),
        event: None,
    }))
}

/// An event's frame: the same bytes for visitors and agents.
pub(super) fn event_frame(event: &Event) -> Option<Arc<Frame>> {
    frame("event", event, false)
}

/// A staff event's frame, for agents.
pub(super) fn staff_frame(event: &StaffEvent) -> Option<Arc<Frame>> {
    frame("staff_event", event, true)
}

/// The text is `{"TAG":…}`.
fn frame<K: Serialize>(tag: &str, event: &Envelope<K>, staff: bool) -> Option<Arc<Frame>> {
    let mut text = Vec::with_capacity(256);
    text.extend_from_slice(b"{\"");
    text.extend_from_slice(tag.as_bytes());
    text.extend_from_slice(b"\":");
    serde_json::to_writer(&mut text, event).ok()?;
    text.push(b'}');
    Some(Arc::new(Frame {
        text: String::from_utf8(text).ok()?.into(),
        event: Some(Numbered {
            conversation: event.conversation,
            staff,
            seq: event.seq,
        }),
    }))
}
