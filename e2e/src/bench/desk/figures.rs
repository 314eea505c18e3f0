//! One run in figures, many of them in a table, and the aims.

use std::collections::BTreeMap;
use std::fmt;

use anyhow::{Result, ensure};

use super::Options;
use super::crowd::Told;
use super::window::Seen;
use crate::bench::cores;
use crate::bench::figures::{median, table, whole};
use crate::bench::page::report::load;

/// No task of the desk may hold the page's thread for longer while messages come.
const LONGEST_TASK_MS: f64 = 100.0;

/// One run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Run {
    /// From the start of the load to rows that can be pressed.
    pub usable_ms: f64,
    /// The longest task of the load.
    pub load_longest_ms: f64,
    /// The longest task while messages come.
    pub longest_ms: f64,
    /// Tasks over 50 ms then.
    pub over_50: f64,
    /// Tasks over 100 ms then.
    pub over_100: f64,
    /// From a resident's post to its words in the open log: the median.
    pub shown_ms: f64,
    /// And the longest.
    pub shown_longest_ms: f64,
    /// From a resident's post to the count of unread at its row: the median.
    pub counted_ms: f64,
    /// And the longest.
    pub counted_longest_ms: f64,
    /// Messages of which the desk showed one or the other.
    pub shown: f64,
    /// From a key to the next frame: the longest; 0 when none took 16 ms.
    pub press_longest_ms: f64,
    /// Memory of the scripts and of the WASM, in MB.
    pub memory_mb: f64,
    /// Nodes of the document.
    pub nodes: f64,
}

impl Run {
    /// Puts together what was said and what was seen.
    ///
    /// # Errors
    /// When a message never showed: figures of what is broken mean nothing.
    pub fn of(usable_ms: f64, seen: &Seen, told: &[Told]) -> Result<Self> {
        // The nth post in a conversation that was not open is the nth growth of its count.
        let mut growths = BTreeMap::<u64, Vec<f64>>::new();
        for (conversation, at_ms) in &seen.counted {
            growths.entry(*conversation).or_default().push(*at_ms);
        }
        let (mut shown, mut counted, mut missing) = (Vec::new(), Vec::new(), Vec::new());
        for one in told {
            let said = seen.said.get(&one.number).copied().flatten();
            let growth = growths.get_mut(&one.conversation);
            let grew = || growth.and_then(|growth| take_after(growth, one.at_ms));
            // The agent may turn away, or to it, before a message is there.
            let (at_ms, into) = match (one.is_open, said) {
                (true, Some(at_ms)) => (Some(at_ms), &mut shown),
                (true, None) => (grew(), &mut counted),
                (false, said) => (grew().or(said), &mut counted),
            };
            match at_ms {
                Some(at_ms) => into.push(at_ms - one.at_ms),
                None => missing.push(one.number),
            }
        }
        ensure!(
            missing.is_empty(),
            "the desk never showed {} of {} messages: {missing:?}",
            missing.len(),
            told.len()
        );
        const MB: f64 = 1_048_576.0;
        let over = |ms: f64| seen.tasks.iter().filter(|(_, took)| *took > ms).count() as f64;
        Ok(Self {
            usable_ms,
            load_longest_ms: longest(seen.load.iter().map(|(_, took)| *took)),
            longest_ms: longest(seen.tasks.iter().map(|(_, took)| *took)),
            over_50: over(50.0),
            over_100: over(LONGEST_TASK_MS),
            shown_ms: median(&shown),
            shown_longest_ms: longest(shown.iter().copied()),
            counted_ms: median(&counted),
            counted_longest_ms: longest(counted.iter().copied()),
            shown: (shown.len() + counted.len()) as f64,
            press_longest_ms: longest(seen.presses.iter().copied()),
            memory_mb: (seen.heap + seen.wasm) / MB,
            nodes: seen.nodes,
        })
    }
}

/// How many of the slowest frames are told one by one.
const SLOWEST: usize = 5;

/// Where the time of the slowest frames went, a line each: for whoever looks for it.
pub fn slowest(seen: &Seen) -> String {
    let mut frames: Vec<_> = seen.frames.iter().collect();
    frames.sort_by(|one, other| other.0.total_cmp(&one.0));
    let told = |(took, ran, drawn, by): &(f64, f64, f64, String)| {
        format!(
            "[bench] a frame of {took:.0} ms: scripts {ran:.0}, style and layout {drawn:.0}, by {by}\n"
        )
    };
    frames.into_iter().take(SLOWEST).map(told).collect()
}

fn take_after(growth: &mut Vec<f64>, at_ms: f64) -> Option<f64> {
    let found = growth.iter().position(|grew_ms| *grew_ms >= at_ms)?;
    Some(growth.remove(found))
}

fn longest(took_ms: impl Iterator<Item = f64>) -> f64 {
    took_ms.fold(0.0, f64::max)
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "usable after {:.0} ms, the longest task {:.0} ms, {} over 100 ms, a message shown after {:.0} ms",
            self.usable_ms, self.longest_ms, self.over_100, self.shown_ms
        )
    }
}

/// A row of the table.
type Row = (&'static str, fn(&Run) -> f64);

const ROWS: [Row; 13] = [
    ("from load to usable (ms)", |run| run.usable_ms),
    ("longest task of the load (ms)", |run| run.load_longest_ms),
    ("longest task while messages come (ms)", |run| {
        run.longest_ms
    }),
    ("tasks over 50 ms then", |run| run.over_50),
    ("tasks over 100 ms then", |run| run.over_100),
    ("post to words in the open log, median (ms)", |run| {
        run.shown_ms
    }),
    ("and the longest", |run| run.shown_longest_ms),
    ("post to the count at its row, median (ms)", |run| {
        run.counted_ms
    }),
    ("and the longest", |run| run.counted_longest_ms),
    ("messages shown", |run| run.shown),
    ("key to the next frame, the longest (ms)", |run| {
        run.press_longest_ms
    }),
    ("memory of scripts and WASM (MB)", |run| run.memory_mb),
    ("nodes of the document", |run| run.nodes),
];

/// Prints Markdown.
pub fn print(runs: &[Run], options: &Options) {
    println!(
        "### Desk\n\n{}; load {}. {} wait, {} conversations are the agent's own; {} messages a \
         second for {} s, of which every {}th in the open one; two of those who wait change places \
         every second with others; the processor {} times slower. {} runs.\n",
        cores::machine(),
        load(),
        options.waiting,
        options.own,
        options.pace,
        options.seconds,
        super::OPEN_EVERY,
        options.slower,
        runs.len()
    );
    let rows: Vec<_> = ROWS
        .iter()
        .map(|(what, of)| {
            let values: Vec<f64> = runs.iter().map(of).collect();
            let shortest = values.iter().copied().fold(f64::INFINITY, f64::min);
            let most = longest(values.iter().copied());
            let cells = [median(&values), shortest, most].map(whole);
            std::iter::once((*what).to_owned()).chain(cells).collect()
        })
        .collect();
    println!("{}", table(&["what", "median", "least", "most"], &rows));
    let missed = runs.iter().filter(|run| run.over_100 > 0.0).count();
    println!(
        "Aim: no task over {LONGEST_TASK_MS:.0} ms while messages come: {}\n",
        match missed {
            0 => "met in every run".to_owned(),
            missed => format!("missed in {missed} of {} runs", runs.len()),
        }
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(conversation: u64, number: usize, at_ms: f64) -> Told {
        Told {
            conversation,
            number,
            at_ms,
            is_open: number == 0,
        }
    }

    #[test]
    fn a_message_is_found_in_the_log_or_at_its_row() {
        let seen = Seen {
            tasks: vec![(1.0, 60.0), (200.0, 120.0)],
            said: [(0, Some(1_030.0))].into(),
            counted: vec![(7, 1_150.0), (7, 1_900.0)],
            ..Seen::default()
        };
        let all = [
            told(5, 0, 1_000.0),
            told(7, 1, 1_100.0),
            told(7, 2, 1_800.0),
        ];
        let run = Run::of(10.0, &seen, &all).unwrap();
        assert_eq!((run.shown_ms, run.counted_longest_ms), (30.0, 100.0));
        assert_eq!(
            (run.longest_ms, run.over_50, run.over_100),
            (120.0, 2.0, 1.0)
        );
        assert_eq!(run.shown, 3.0);
    }

    #[test]
    fn a_message_that_never_shows_is_no_run() {
        assert!(Run::of(10.0, &Seen::default(), &[told(5, 0, 1.0)]).is_err());
    }
}
