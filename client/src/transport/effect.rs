//! What the machine asks for.

use super::Timer;
use crate::status::Status;

/// What to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Open a socket.
    Open,
    /// Let go of the socket, without hearing from it again.
    Drop,
    /// Send `hello` on the socket.
    Hello,
    /// Send `ping` on the socket.
    Ping,
    /// Poll from the beginning: answered at once by `welcome`.
    PollFresh,
    /// Poll for what comes after the last event.
    PollNext,
    /// Let go of polls and posts under way.
    StopHttp,
    /// Start a timer, in milliseconds, in place of one of the same name.
    Set(Timer, u32),
    /// Stop a timer.
    Cancel(Timer),
    /// Stop every timer.
    CancelAll,
    /// Tell the screen.
    Tell(Status),
}
