//! When to open, ping, give up, fall back and come back: a state machine without a clock or a
//! network. What happens goes in as an [`Input`]; what to do comes out as [`Effect`]s.
//!
//! The socket is preferred. Where it can't be opened (some offices, some libraries), and the door
//! has a fallback, the client polls over HTTP, and tries the socket again now and then. A socket
//! that had been open and is lost is no reason to fall back: it is opened again.

mod effect;
#[cfg(test)]
mod tests;

use juttu_shared::limits;
use juttu_shared::refusal::{CloseCode, Refusal};

pub use self::effect::Effect;
use crate::backoff;
use crate::status::{Status, barred_by};

/// How long a socket may take to open before the fallback begins, in milliseconds.
pub const OPEN_MS: u32 = 4_000;
/// How long an opening socket is waited for where there is no fallback, in milliseconds.
pub const OPEN_ALONE_MS: u32 = 15_000;
/// How long the relay may be silent after a `hello` or `ping`, in milliseconds.
pub const ANSWER_MS: u32 = 10_000;
/// The same after the page wakes: a dead socket should be found soon, in milliseconds.
pub const WAKE_ANSWER_MS: u32 = 4_000;
/// How long a lost connection is not yet called lost, in milliseconds.
pub const GRACE_MS: u32 = 1_500;
/// How often the socket is tried while polling, in milliseconds.
pub const PROBE_MS: u32 = 60_000;
/// How long the next poll waits when one `welcome` follows another, in milliseconds.
pub const PAUSE_MS: u32 = 2_000;
/// Sockets in a row that may fail to open before the fallback begins.
pub const FAILED_OPENS: u32 = 2;

#[expect(
    clippy::cast_possible_truncation,
    reason = "a positive constant far below 2^32"
)]
const PING_MS: u32 = limits::PING_MS as u32;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// The link was made.
    Start,
    /// The socket is open.
    Opened,
    /// A frame came over the socket.
    Heard,
    /// The socket closed, or could not be opened; with the close frame's code.
    Closed(u16),
    /// A timer ran out.
    Timer(Timer),
    /// The network is back, or the page is in front again.
    Wake,
    /// The network is gone, as far as the browser knows.
    Offline,
    /// The screen wants a new `welcome`: it noticed a gap, or misses what only a `welcome` tells.
    Resume,
    /// A poll was answered, and the screen is about to be given its messages. Whether a `welcome`
    /// is among them, which is never held back.
    Polled {
        /// The relay tells it all from the beginning.
        has_welcome: bool,
    },
    /// The screen has been given what came over HTTP. Whether it has any event by now: without
    /// one there is nothing to hold a poll by.
    PassedOn {
        /// The screen's last `seq` is not 0.
        has_events: bool,
    },
    /// A poll or a posted command had no answer, or one that says to come back.
    HttpFailed {
        /// When to come back, as the relay asked, in milliseconds.
        retry_after_ms: u32,
    },
    /// The relay said over HTTP that coming back unchanged is of no use.
    Barred(Refusal),
}

/// Timers that the machine asks for; one of each at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timer {
    /// The socket has taken too long to open.
    Open,
    /// The relay has been silent for too long.
    Silence,
    /// It is time to ping.
    Ping,
    /// It is time to open the socket again.
    Retry,
    /// It is time to call the connection lost.
    Grace,
    /// It is time to poll again after a failure or a pause.
    Poll,
    /// It is time to try the socket while polling.
    Probe,
}

impl Timer {
    /// How many there are.
    pub const COUNT: usize = 7;
}

/// How far the socket has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Socket {
    /// There is none; a timer will open one.
    None,
    /// Being opened.
    Opening,
    /// Open, and `hello` sent, but nothing heard yet.
    Greeting,
    /// Open, and heard from.
    Open,
}

/// The machine.
#[derive(Clone, Debug)]
pub struct Transport {
    has_fallback: bool,
    socket: Socket,
    /// Sockets in a row that failed before anything was heard.
    failed_opens: u32,
    /// Whether HTTP carries the messages now.
    polling: bool,
    /// Whether a poll is under way, or will be after a pause.
    asking: bool,
    /// Polls in a row that were answered by a `welcome`.
    welcomes: u32,
    failed_polls: u32,
    /// Whether the next poll should bring a `welcome`.
    is_stale: bool,
    status: Status,
}

impl Transport {
    /// A machine at rest.
    pub fn new(has_fallback: bool) -> Self {
        Self {
            has_fallback,
            socket: Socket::None,
            failed_opens: 0,
            polling: false,
            asking: false,
            welcomes: 0,
            failed_polls: 0,
            is_stale: false,
            status: Status::Connecting,
        }
    }

    /// Whether commands go over the socket now.
    pub fn is_on_socket(&self) -> bool {
        self.socket == Socket::Open
    }

    /// Whether commands go over HTTP now.
    pub fn is_on_http(&self) -> bool {
        self.polling && self.failed_polls == 0
    }

    /// The status last told.
    pub fn status(&self) -> Status {
        self.status
    }

    /// Takes what happened and says what to do. `chance` is a random number from 0 to below 1.
    pub fn step(&mut self, input: Input, chance: f64) -> Vec<Effect> {
        let mut effects = Vec::new();
        if !matches!(self.status, Status::Barred(_)) {
            self.take(input, chance, &mut effects);
        }
        effects
    }

    fn take(&mut self, input: Input, chance: f64, effects: &mut Vec<Effect>) {
        match input {
            Input::Start | Input::Timer(Timer::Retry | Timer::Probe) => self.open(effects),
            Input::Opened => {
                self.socket = Socket::Greeting;
                effects.extend([
                    Effect::Cancel(Timer::Open),
                    Effect::Hello,
                    Effect::Set(Timer::Silence, ANSWER_MS),
                ]);
            }
            Input::Heard => self.heard(effects),
            Input::Closed(code) => match barred_by(code) {
                Some(refusal) => self.bar(refusal, effects),
                None => self.lost(code, chance, effects),
            },
            Input::Timer(Timer::Open | Timer::Silence) => {
                effects.push(Effect::Drop);
                if self.socket == Socket::Opening && self.has_fallback {
                    self.failed_opens = FAILED_OPENS;
                }
                self.lost(0, chance, effects);
            }
            Input::Timer(Timer::Ping) => effects.extend([
                Effect::Ping,
                Effect::Set(Timer::Silence, ANSWER_MS),
                Effect::Set(Timer::Ping, PING_MS),
            ]),
            Input::Timer(Timer::Grace) => self.tell(Status::Lost, effects),
            Input::Timer(Timer::Poll) if self.is_on_http() => {
                self.poll(Effect::PollNext, effects);
            }
            Input::Timer(Timer::Poll) => self.poll(Effect::PollFresh, effects),
            Input::Wake => self.wake(effects),
            Input::Offline => {
                if self.socket == Socket::Open {
                    effects.push(Effect::Drop);
                    self.lost(0, chance, effects);
                }
                self.tell(Status::Lost, effects);
            }
            Input::Resume => {
                self.is_stale = self.polling;
                if self.socket == Socket::Open {
                    self.socket = Socket::None;
                    effects.extend([
                        Effect::Drop,
                        Effect::Cancel(Timer::Ping),
                        Effect::Cancel(Timer::Silence),
                        Effect::Set(Timer::Grace, GRACE_MS),
                    ]);
                    self.open(effects);
                }
            }
            Input::Polled { has_welcome } => {
                self.welcomes = u32::from(has_welcome) * self.welcomes.saturating_add(1);
                self.polled(effects);
            }
            Input::PassedOn { has_events } => {
                if self.polling && !self.asking && has_events {
                    let is_stale = std::mem::take(&mut self.is_stale);
                    // The first is followed at once by what is held back; a second is one too many.
                    self.poll(
                        match self.welcomes > 1 {
                            true => Effect::Set(Timer::Poll, PAUSE_MS),
                            false if is_stale => Effect::PollFresh,
                            false => Effect::PollNext,
                        },
                        effects,
                    );
                }
            }
            Input::HttpFailed { retry_after_ms } => {
                if self.polling {
                    let wait_ms = backoff::delay_ms(self.failed_polls, chance).max(retry_after_ms);
                    self.failed_polls = self.failed_polls.saturating_add(1);
                    self.asking = false;
                    effects.extend([Effect::StopHttp, Effect::Set(Timer::Poll, wait_ms)]);
                    self.tell(Status::Lost, effects);
                }
            }
            Input::Barred(refusal) => self.bar(refusal, effects),
        }
    }

    fn open(&mut self, effects: &mut Vec<Effect>) {
        if self.socket == Socket::None {
            self.socket = Socket::Opening;
            let patience_ms = if self.has_fallback {
                OPEN_MS
            } else {
                OPEN_ALONE_MS
            };
            effects.extend([
                Effect::Cancel(Timer::Retry),
                Effect::Cancel(Timer::Probe),
                Effect::Open,
                Effect::Set(Timer::Open, patience_ms),
            ]);
        }
    }

    fn heard(&mut self, effects: &mut Vec<Effect>) {
        effects.push(Effect::Cancel(Timer::Silence));
        if self.socket == Socket::Open {
            return;
        }
        self.socket = Socket::Open;
        self.failed_opens = 0;
        if self.polling {
            self.polling = false;
            self.asking = false;
            self.failed_polls = 0;
            effects.extend([Effect::StopHttp, Effect::Cancel(Timer::Poll)]);
        }
        effects.extend([
            Effect::Cancel(Timer::Grace),
            Effect::Set(Timer::Ping, PING_MS),
        ]);
        self.tell(Status::Connected, effects);
    }

    /// The socket is gone, whichever way.
    fn lost(&mut self, code: u16, chance: f64, effects: &mut Vec<Effect>) {
        let was_open = self.socket == Socket::Open;
        self.socket = Socket::None;
        effects.extend([
            Effect::Cancel(Timer::Open),
            Effect::Cancel(Timer::Silence),
            Effect::Cancel(Timer::Ping),
        ]);
        if self.polling {
            effects.push(Effect::Set(Timer::Probe, PROBE_MS));
            return;
        }
        if was_open {
            let wait_ms = if code == CloseCode::Restarting as u16 {
                backoff::after_restart_ms(chance)
            } else {
                backoff::delay_ms(0, chance)
            };
            effects.extend([
                Effect::Set(Timer::Retry, wait_ms),
                Effect::Set(Timer::Grace, GRACE_MS),
            ]);
            return;
        }
        self.failed_opens = self.failed_opens.saturating_add(1);
        if self.has_fallback && self.failed_opens >= FAILED_OPENS {
            self.polling = true;
            effects.push(Effect::Set(Timer::Probe, PROBE_MS));
            self.poll(Effect::PollFresh, effects);
        } else {
            let wait_ms = backoff::delay_ms(self.failed_opens, chance);
            effects.push(Effect::Set(Timer::Retry, wait_ms));
            if !self.has_fallback {
                self.tell(Status::Lost, effects);
            }
        }
    }

    fn poll(&mut self, effect: Effect, effects: &mut Vec<Effect>) {
        self.asking = true;
        effects.push(effect);
    }

    fn polled(&mut self, effects: &mut Vec<Effect>) {
        if !self.polling {
            return;
        }
        self.asking = false;
        let was_failing = self.failed_polls > 0;
        self.failed_polls = 0;
        effects.push(Effect::Cancel(Timer::Grace));
        self.tell(Status::Connected, effects);
        if was_failing {
            // The network was at fault, so the socket may well work now.
            self.open(effects);
        }
    }

    fn wake(&mut self, effects: &mut Vec<Effect>) {
        match self.socket {
            Socket::Open => {
                effects.extend([Effect::Ping, Effect::Set(Timer::Silence, WAKE_ANSWER_MS)])
            }
            Socket::None => {
                self.open(effects);
                if self.polling && !self.asking && self.failed_polls > 0 {
                    effects.push(Effect::Cancel(Timer::Poll));
                    self.poll(Effect::PollFresh, effects);
                }
            }
            Socket::Opening | Socket::Greeting => {}
        }
    }

    fn bar(&mut self, refusal: Refusal, effects: &mut Vec<Effect>) {
        self.socket = Socket::None;
        self.polling = false;
        effects.extend([Effect::CancelAll, Effect::Drop, Effect::StopHttp]);
        self.tell(Status::Barred(refusal), effects);
    }

    fn tell(&mut self, status: Status, effects: &mut Vec<Effect>) {
        if self.status != status {
            self.status = status;
            effects.push(Effect::Tell(status));
        }
    }
}
