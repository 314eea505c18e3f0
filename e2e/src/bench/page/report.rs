//! What came of it: a table with a column for each page, and whether the aims are met.

use super::figures::{Opened, Run};
use super::phone::{DOWN_KBIT_S, LATENCY_MS, PIXEL_RATIO, SCREEN, UP_KBIT_S};
use super::subject::{Chat, NOTES, Subject};
use super::traffic::Request;
use super::{Options, traffic};
use crate::bench::cores;
use crate::bench::figures::{median, table, whole};

/// The most that a value should be, for the chat that waits for the touch and for the one that is
/// fetched when the page is idle. None of them is a limit that fails the bench.
#[derive(Clone, Copy, Debug)]
struct Aim {
    at_touch: f64,
    when_idle: f64,
}

/// A row: what is measured, and how it is read from a run.
struct Row {
    what: &'static str,
    aim: Option<Aim>,
    of: fn(&Run) -> Option<f64>,
    /// Decimals that are worth telling.
    decimals: usize,
}

const fn row(what: &'static str, of: fn(&Run) -> Option<f64>) -> Row {
    Row {
        what,
        aim: None,
        of,
        decimals: 0,
    }
}

const fn aimed(
    what: &'static str,
    at_touch: f64,
    when_idle: f64,
    of: fn(&Run) -> Option<f64>,
) -> Row {
    Row {
        what,
        aim: Some(Aim {
            at_touch,
            when_idle,
        }),
        of,
        decimals: 0,
    }
}

const fn fine(row: Row, decimals: usize) -> Row {
    Row { decimals, ..row }
}

fn chat(run: &Run, of: fn(&Opened) -> f64) -> Option<f64> {
    run.chat.as_ref().map(of)
}

const ROWS: [Row; 15] = [
    row("the page's first paint (ms)", |run| Some(run.paint_ms)),
    row("button on the screen (ms)", |run| {
        chat(run, |c| c.launcher_ms)
    }),
    aimed("button after the first paint (ms)", 100.0, 100.0, |run| {
        chat(run, |c| c.launcher_ms).map(|at| at - run.paint_ms)
    }),
    aimed("touch to panel (ms)", 100.0, 100.0, |run| {
        chat(run, |c| c.panel_ms)
    }),
    aimed(
        "touch to a field that takes text (ms)",
        550.0,
        200.0,
        |run| chat(run, |c| c.field_ms),
    ),
    row("what the link alone takes of that (ms)", link_ms),
    fine(
        row("KB before the touch", |run| {
            chat(run, |c| c.bytes_before / 1_024.0)
        }),
        1,
    ),
    fine(row("KB in all", |run| chat(run, |c| c.bytes / 1_024.0)), 1),
    row("requests before the touch", |run| requests(run, false)),
    row("requests from the touch on", |run| requests(run, true)),
    aimed("tasks over 50 ms before the touch", 0.0, 0.0, |run| {
        Some(run.tasks_before.count)
    }),
    row("and how long they took (ms)", |run| {
        Some(run.tasks_before.total_ms)
    }),
    row("tasks over 50 ms while opening", |run| {
        chat(run, |c| c.tasks.count)
    }),
    row("and how long they took (ms)", |run| {
        chat(run, |c| c.tasks.total_ms)
    }),
    fine(
        aimed("layout shift before the touch", 0.0, 0.0, |run| {
            Some(run.shift_before)
        }),
        3,
    ),
];

const LAST: Row = fine(
    aimed("layout shift while opening", 0.0, 0.0, |run| {
        chat(run, |c| c.shift)
    }),
    3,
);

fn requests(run: &Run, after_touch: bool) -> Option<f64> {
    let chat = run.chat.as_ref()?;
    let counted = chat
        .requests
        .iter()
        .filter(|one| one.after_touch == after_touch);
    Some(counted.count() as f64)
}

/// How long the link alone takes for what is asked between the touch and the field, if all of it is
/// asked at once and at the touch: no program gets below that.
fn link_ms(run: &Run) -> Option<f64> {
    let chat = run.chat.as_ref()?;
    let until_ms = chat.touched_ms + chat.field_ms;
    let asked = |one: &&Request| one.after_touch && one.asked_ms < until_ms;
    let bytes: Vec<f64> = chat
        .requests
        .iter()
        .filter(asked)
        .map(|one| one.bytes)
        .collect();
    if bytes.is_empty() {
        return Some(0.0);
    }
    let bits = bytes.iter().sum::<f64>() * 8.0;
    Some(f64::from(LATENCY_MS) + bits / f64::from(DOWN_KBIT_S))
}

/// The load of the machine, as the kernel averages it over 1, 5 and 15 minutes.
pub fn load() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').take(3).collect::<Vec<_>>().join(" ")
}

/// Prints Markdown.
pub fn print(subjects: &[&Subject], runs: &[Vec<Run>], options: &Options, load_before: &str) {
    println!("### Opening on a phone\n");
    let mut head = vec!["", "aim"];
    head.extend(subjects.iter().map(|subject| subject.name));
    let rows: Vec<Vec<String>> = ROWS
        .iter()
        .chain([&LAST])
        .map(|row| line(row, runs))
        .collect();
    println!("{}", table(&head, &rows));
    println!("{}\n", conditions(options, load_before));
    for note in NOTES {
        println!("- {note}");
    }
    println!();
    for (subject, runs) in subjects.iter().zip(runs) {
        if let Some(Chat { ours: true, .. }) = subject.chat {
            verdicts(subject, runs);
        }
    }
    if options.waterfall {
        for (subject, runs) in subjects.iter().zip(runs) {
            if let Some(chat) = runs.last().and_then(|run| run.chat.as_ref()) {
                println!("\n{}:\n\n{}", subject.name, waterfall(chat));
            }
        }
    }
}

fn line(row: &Row, runs: &[Vec<Run>]) -> Vec<String> {
    let aim = row.aim.map_or_else(String::new, |aim| {
        let at_touch = number(aim.at_touch, 0);
        match aim.at_touch.total_cmp(&aim.when_idle) {
            std::cmp::Ordering::Equal => format!("≤ {at_touch}"),
            _ => format!("≤ {at_touch}; idle ≤ {}", number(aim.when_idle, 0)),
        }
    });
    let mut line = vec![row.what.to_owned(), aim];
    line.extend(runs.iter().map(|runs| cell(row, runs)));
    line
}

/// The median, and between which values all runs were.
fn cell(row: &Row, runs: &[Run]) -> String {
    let values: Vec<f64> = runs.iter().filter_map(row.of).collect();
    let shortest = values.iter().copied().fold(f64::INFINITY, f64::min);
    let longest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if values.is_empty() {
        return "–".to_owned();
    }
    let [middle, shortest, longest] =
        [median(&values), shortest, longest].map(|value| number(value, row.decimals));
    if shortest == longest {
        middle
    } else {
        format!("{middle} ({shortest}–{longest})")
    }
}

fn number(value: f64, decimals: usize) -> String {
    if value == 0.0 {
        "0".to_owned()
    } else if decimals == 0 && value > 0.0 {
        whole(value)
    } else {
        let text = format!("{value:.decimals$}");
        let is_nothing = text.trim_start_matches(['-', '0', '.']).is_empty();
        if is_nothing {
            format!("≈ {text}")
        } else {
            text
        }
    }
}

fn conditions(options: &Options, load_before: &str) -> String {
    let ((width, height), slower) = (SCREEN, options.slower);
    format!(
        "Medians of {} runs, with the least and the most; each in a fresh browser with a cold \
         cache, all pages in turn. Screen {width} × {height}, {PIXEL_RATIO} pixels to one of CSS, \
         touch; processor {slower} times slower; link {LATENCY_MS} ms, {DOWN_KBIT_S} kbit/s down, \
         {UP_KBIT_S} up, as Chromium's DevTools slow them: the latency is that of each request, \
         making connections (TCP, TLS, names) costs none, WebSockets are not slowed by it, and \
         compiling WASM on the browser's other threads is not slowed either. All servers speak \
         HTTP/1.1 with a connection for each request; each is another origin than the page. A \
         part is on the screen once the frame with it has been drawn; the touch counts from its \
         first contact, and comes when the link has been quiet for 2 s. The field has the focus \
         and takes what is typed. KB are those of the answers, heads among them, compressed by \
         brotli, and of the text in WebSockets; the county's own page is not in them. Long tasks \
         before the touch are all of the page's, so those of the page alone stand beside them. Shift \
         while opening counts what comes right after the touch as well, which Cumulative Layout Shift \
         leaves out. \
         {}; load before {load_before}, after {}.",
        options.runs.max(1),
        cores::machine(),
        load()
    )
}

fn verdicts(subject: &Subject, runs: &[Run]) {
    for row in ROWS.iter().chain([&LAST]) {
        let Some(aim) = row.aim else { continue };
        let most = if subject.key.ends_with("-idle") {
            aim.when_idle
        } else {
            aim.at_touch
        };
        let values: Vec<f64> = runs.iter().filter_map(row.of).collect();
        let value = median(&values);
        let word = if value <= most { "met" } else { "MISSED" };
        println!(
            "{word}: {}, {}: {} (aim ≤ {})",
            subject.name,
            row.what,
            number(value, row.decimals),
            number(most, 0)
        );
    }
}

/// Each request of a run: when it was asked for, when its answer began and ended.
fn waterfall(chat: &Opened) -> String {
    let rows: Vec<Vec<String>> = chat
        .requests
        .iter()
        .map(|request| {
            let zero = if request.after_touch {
                chat.touched_ms
            } else {
                chat.began_ms
            };
            let since = |at: Option<f64>| at.map_or("–".into(), |at| format!("{:.0}", at - zero));
            vec![
                traffic::short(&request.url),
                if request.after_touch {
                    "touch"
                } else {
                    "navigation"
                }
                .to_owned(),
                since(Some(request.asked_ms)),
                since(request.answered_ms),
                since(request.ended_ms),
                whole(request.bytes),
            ]
        })
        .collect();
    table(
        &[
            "request",
            "ms since the",
            "asked",
            "answered",
            "ended",
            "bytes",
        ],
        &rows,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(launcher_ms: f64) -> Run {
        Run {
            paint_ms: 200.0,
            chat: Some(Opened {
                launcher_ms,
                ..Opened::default()
            }),
            ..Run::default()
        }
    }

    #[test]
    fn a_cell_tells_the_median_and_the_spread() {
        let runs = [run(190.0), run(250.0), run(240.0)];
        assert_eq!(cell(&ROWS[1], &runs), "240 (190–250)");
        assert_eq!(cell(&ROWS[2], &runs), "40 (-10–50)");
        assert_eq!(cell(&ROWS[1], &runs[..1]), "190");
        assert_eq!(cell(&ROWS[1], &[Run::default()]), "–");
    }

    #[test]
    fn the_link_takes_its_latency_and_the_bytes() {
        let mut run = run(200.0);
        assert_eq!(link_ms(&run), Some(0.0), "nothing is fetched");
        let chat = run.chat.as_mut().unwrap();
        chat.field_ms = 900.0;
        let request = |asked_ms, after_touch| Request {
            asked_ms,
            after_touch,
            bytes: 20_000.0,
            ..Request::default()
        };
        chat.requests = vec![
            request(-300.0, false),
            request(20.0, true),
            request(950.0, true),
        ];
        assert_eq!(link_ms(&run), Some(250.0));
    }

    #[test]
    fn an_aim_that_differs_is_told_twice() {
        assert_eq!(line(&ROWS[4], &[])[1], "≤ 550; idle ≤ 200");
        assert_eq!(line(&ROWS[3], &[])[1], "≤ 100");
        assert_eq!(line(&ROWS[0], &[])[1], "");
    }
}
