//! Version 1 of the wire: JSON text frames under the WebSocket subprotocol [`SUBPROTOCOL`], and
//! the same messages over long poll and POST.
//!
//! There are two doors, and each has its own pair of enums: [`visitor`] and [`agent`]. What only
//! staff may see has no variant in [`visitor::ServerMessage`], so it can't be sent there.
//! Golden files in `shared/golden/v1` hold every message still; `docs/protocol.md` describes them.

pub mod agent;
pub mod desk;
pub mod event;
pub mod public;
pub mod sign_in;
pub mod visitor;

/// The WebSocket subprotocol of this version, asked for by the client and echoed by the relay.
pub const SUBPROTOCOL: &str = "v1.json.juttu";
