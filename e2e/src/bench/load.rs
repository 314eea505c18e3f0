//! The load: many conversations on one thread, each with some messages under way.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use anyhow::{Context, Result, ensure};

use super::clock::{Moment, now, run_for, us_since};
use super::cores::{used_by_all_ms, used_ms};
use super::figures::percentile;
use super::frame::{after, number};

/// Messages of a conversation whose departure is remembered; more than are ever under way.
const REMEMBERED: usize = 64;
/// How long a load runs before it is measured.
const WARM_UP_MS: u64 = 1_000;
/// How long may pass until everything that was sent has arrived.
const DRAIN_MS: u64 = 20_000;

/// What everyone in a load writes down.
#[derive(Debug)]
pub struct Board {
    sent_at: Vec<RefCell<[Moment; REMEMBERED]>>,
    stop: Cell<bool>,
    measuring: Cell<bool>,
    /// Messages sent, from the start of the load.
    pub sent: Cell<u64>,
    /// Told back to who sent them.
    pub acknowledged: Track,
    /// Delivered to the other side.
    pub delivered: Track,
}

/// One of the two ways of a message.
#[derive(Debug, Default)]
pub struct Track {
    /// All, from the start of the load.
    pub all: Cell<u64>,
    took_us: RefCell<Vec<u32>>,
}

/// What a load gave.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Messages a second that were both acknowledged and delivered.
    pub a_second: f64,
    /// Post to acknowledgement, in microseconds: half of them, 99 of 100.
    pub acknowledged_us: (u32, u32),
    /// Post to delivery, in microseconds: half of them, 99 of 100.
    pub delivered_us: (u32, u32),
    /// How much of its time the measured process was busy, in percent of a core.
    pub busy_percent: f64,
    /// What others took meanwhile, in percent of a core: anything but the measured process and
    /// the load. Much of it means that the figures say little.
    pub others_percent: f64,
}

/// Processor time that was used so far.
struct Used {
    measured_ms: u64,
    others_ms: u64,
}

impl Used {
    fn by(pid: u32) -> Result<Self> {
        let (measured_ms, load_ms) = (used_ms(pid)?, used_ms(std::process::id())?);
        Ok(Self {
            measured_ms,
            others_ms: used_by_all_ms()?.saturating_sub(measured_ms + load_ms),
        })
    }
}

impl Outcome {
    /// What one message took of the measured core, in microseconds: says what a core that is not
    /// wholly the relay's would carry.
    pub fn core_us_each(&self) -> String {
        format!("{:.0}", self.busy_percent * 10_000.0 / self.a_second)
    }
}

impl Board {
    /// A board for so many conversations.
    pub fn new(conversations: usize) -> Rc<Self> {
        let start = now();
        Rc::new(Self {
            sent_at: (0..conversations)
                .map(|_| RefCell::new([start; REMEMBERED]))
                .collect(),
            stop: Cell::new(false),
            measuring: Cell::new(false),
            sent: Cell::new(0),
            acknowledged: Track::default(),
            delivered: Track::default(),
        })
    }

    /// Whether nothing more is to be sent.
    pub fn is_stopping(&self) -> bool {
        self.stop.get()
    }

    /// Writes down that message `k` of a conversation is being sent, and gives its key.
    pub fn sends(&self, conversation: usize, k: u64) -> [u8; 22] {
        if let Some(sent_at) = self.sent_at.get(conversation) {
            sent_at.borrow_mut()[slot(k)] = now();
        }
        self.sent.set(self.sent.get() + 1);
        key(conversation, k)
    }

    /// Writes down that a message came by one of its ways.
    pub fn came(&self, track: &Track, conversation: usize, k: u64, at: Moment) {
        track.all.set(track.all.get() + 1);
        if self.measuring.get()
            && let Some(sent_at) = self.sent_at.get(conversation)
        {
            let took_us = us_since(sent_at.borrow()[slot(k)], at);
            track.took_us.borrow_mut().push(took_us);
        }
    }

    /// Lets the load run against the process `pid`: warms up, measures, stops it, and waits until
    /// all has arrived.
    ///
    /// # Errors
    /// When something that was sent has not arrived, or has arrived twice.
    pub async fn measure(&self, window_ms: u64, pid: u32) -> Result<Outcome> {
        run_for(WARM_UP_MS).await;
        self.measuring.set(true);
        let (start, before) = (now(), Used::by(pid)?);
        run_for(window_ms).await;
        self.measuring.set(false);
        let seconds = now().duration_since(start).as_secs_f64();
        let after = Used::by(pid)?;
        let percent = |before_ms: u64, after_ms: u64| {
            anyhow::Ok(
                f64::from(u32::try_from(after_ms.saturating_sub(before_ms))?) / seconds / 10.0,
            )
        };
        self.stop.set(true);
        let all_there = || {
            let (sent, acknowledged) = (self.sent.get(), self.acknowledged.all.get());
            acknowledged >= sent && self.delivered.all.get() >= sent
        };
        let mut waited_ms = 0;
        while !all_there() && waited_ms < DRAIN_MS {
            run_for(10).await;
            waited_ms += 10;
        }
        // What comes twice would come now.
        run_for(200).await;
        let (acknowledged, delivered) = (self.acknowledged.all.get(), self.delivered.all.get());
        let sent = self.sent.get();
        ensure!(
            acknowledged == sent && delivered == sent,
            "{sent} messages were sent, {acknowledged} acknowledged, {delivered} delivered"
        );
        let acknowledged = self.acknowledged.took();
        let delivered = self.delivered.took();
        let both = u32::try_from(acknowledged.len().min(delivered.len()))?;
        Ok(Outcome {
            a_second: f64::from(both) / seconds,
            acknowledged_us: (percentile(&acknowledged, 50), percentile(&acknowledged, 99)),
            delivered_us: (percentile(&delivered, 50), percentile(&delivered, 99)),
            busy_percent: percent(before.measured_ms, after.measured_ms)?,
            others_percent: percent(before.others_ms, after.others_ms)?,
        })
    }
}

impl Track {
    fn took(&self) -> Vec<u32> {
        let mut took_us = self.took_us.take();
        took_us.sort_unstable();
        took_us
    }
}

/// A key of a message that says which it is: `V`, the conversation in 7 digits, the message in 14.
pub fn key(conversation: usize, k: u64) -> [u8; 22] {
    let mut key = [b'0'; 22];
    key[0] = b'V';
    put_digits(&mut key[1..8], conversation as u64);
    put_digits(&mut key[8..22], k);
    key
}

/// Which message an event belongs to, when it belongs to one of the load's.
pub fn read_key(event: &[u8]) -> Option<(usize, u64)> {
    let key = after(event, b"\"client_key\":\"V")?;
    let conversation = usize::try_from(number(key.get(..7)?)).ok()?;
    Some((conversation, number(key.get(7..21)?)))
}

/// The number of an event in its conversation.
///
/// # Errors
/// When it has none.
pub fn read_seq(event: &[u8]) -> Result<u64> {
    Ok(number(after(event, b"\"seq\":").context("no seq")?))
}

fn put_digits(place: &mut [u8], mut number: u64) {
    for digit in place.iter_mut().rev() {
        *digit = b'0' + u8::try_from(number % 10).unwrap_or_default();
        number /= 10;
    }
}

fn slot(k: u64) -> usize {
    usize::try_from(k).unwrap_or_default() % REMEMBERED
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_leads_back() {
        let key = String::from_utf8(key(1_999, 12_345).to_vec()).unwrap();
        assert_eq!(key, "V000199900000000012345");
        let event = format!(r#"{{"event":{{"seq":7,"client_key":"{key}"}}}}"#);
        assert_eq!(read_key(event.as_bytes()), Some((1_999, 12_345)));
        assert_eq!(read_seq(event.as_bytes()).unwrap(), 7);
    }
}
