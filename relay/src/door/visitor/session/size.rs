//! How much goes into one frame.

use juttu_shared::wire::v1::event::{Event, Kind};

/// About how much of a conversation goes into `welcome`, in bytes; the rest follows in frames of
/// its own.
const WELCOME_BYTES: usize = 32 * 1024;
/// About what an event weighs besides its text, in bytes.
const ENVELOPE_BYTES: usize = 160;

/// Takes off what does not fit into one frame that a slow phone can read in time.
pub(super) fn split_off(events: &mut Vec<Event>) -> Vec<Event> {
    let mut room = WELCOME_BYTES;
    let fits = events.iter().take_while(|event| {
        let bytes = match &event.kind {
            Kind::Posted(posted) => posted.text.len(),
            _ => 0,
        };
        let fits = room > 0;
        room = room.saturating_sub(bytes + ENVELOPE_BYTES);
        fits
    });
    let fits = fits.count();
    events.split_off(fits)
}
