//! The figures, as OpenMetrics text. Nothing personal in them.

use juttu_shared::refusal::Refusal;

/// The figures.
#[derive(Default)]
pub struct Metrics {}

/// A door, as the figures name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Door {
    /// The visitor's socket.
    VisitorSocket,
    /// The visitor's poll and commands.
    VisitorPoll,
    /// The desk's socket.
    AgentSocket,
}

impl Metrics {
    /// Something was refused.
    pub fn refused(&self, _code: Refusal) {}
    /// A connection began.
    pub fn connected(&self, _door: Door) {}
    /// A connection ended.
    pub fn disconnected(&self, _door: Door) {}
    /// A reader was cut off because it was too slow.
    pub fn cut_off(&self) {}
}
