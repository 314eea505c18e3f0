//! One run in figures.

use std::fmt;

use anyhow::{Context, Result};

use super::probe::Seen;
use super::traffic::{Request, Traffic};

/// What is told of tasks that held the page's thread for more than 50 ms.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tasks {
    /// How many.
    pub count: f64,
    /// How long all of them took, in milliseconds.
    pub total_ms: f64,
}

/// One opening of a page.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// From the start of the navigation to the page's first paint with something on it.
    pub paint_ms: f64,
    /// Tasks before the touch, or of the whole when there is nothing to touch.
    pub tasks_before: Tasks,
    /// Shift of the layout before the touch, as Cumulative Layout Shift counts it.
    pub shift_before: f64,
    /// What the chat did.
    pub chat: Option<Opened>,
}

/// How a chat opened. Times are in milliseconds.
#[derive(Clone, Debug, Default)]
pub struct Opened {
    /// From the start of the navigation to the button on the screen.
    pub launcher_ms: f64,
    /// From the touch to the panel on the screen.
    pub panel_ms: f64,
    /// From the touch to a field on the screen that takes text.
    pub field_ms: f64,
    /// Bytes before the touch.
    pub bytes_before: f64,
    /// Bytes in all.
    pub bytes: f64,
    /// Tasks from the touch on.
    pub tasks: Tasks,
    /// Shift of the layout from the touch on, whether or not it came soon after it.
    pub shift: f64,
    /// The requests of the chat.
    pub requests: Vec<Request>,
    /// When it was touched, in milliseconds since 1970 UTC.
    pub touched_ms: f64,
    /// When the navigation began, likewise.
    pub began_ms: f64,
}

impl Run {
    /// Of a page without a chat.
    ///
    /// # Errors
    /// When nothing was painted.
    pub fn without_chat(seen: &Seen) -> Result<Self> {
        Ok(Self {
            paint_ms: seen.paint.context("no first paint")?,
            tasks_before: tasks(seen, |_| true),
            shift_before: shift(seen, |_, by_input| !by_input),
            chat: None,
        })
    }

    /// Of a page, and of the document in which its chat lives.
    ///
    /// # Errors
    /// When a part was not seen.
    pub fn with_chat(outer: &Seen, inner: &Seen, framed: bool, traffic: Traffic) -> Result<Self> {
        let tap = inner.tap.context("the touch did not arrive")?;
        let touched_ms = inner.origin + tap;
        let mark = |name: &str| {
            let at = inner.marks.get(name).copied();
            at.with_context(|| format!("the {name} was not seen"))
        };
        let before = |seen: &Seen| {
            let origin = seen.origin;
            move |at: f64| origin + at < touched_ms
        };
        let (in_outer, in_inner) = (before(outer), before(inner));
        // The documents of a page share its thread, and each has shifts of its own.
        let inner_shift =
            |of: &dyn Fn(f64, bool) -> bool| if framed { shift(inner, of) } else { 0.0 };
        let (bytes_before, bytes) = traffic.bytes();
        Ok(Self {
            paint_ms: outer.paint.context("no first paint")?,
            tasks_before: tasks(outer, in_outer),
            shift_before: shift(outer, |at, by_input| in_outer(at) && !by_input)
                + inner_shift(&|at, by_input| in_inner(at) && !by_input),
            chat: Some(Opened {
                launcher_ms: inner.origin + mark("launcher")? - outer.origin,
                panel_ms: mark("panel")? - tap,
                field_ms: mark("field")? - tap,
                bytes_before,
                bytes,
                tasks: tasks(outer, |at| !in_outer(at)),
                shift: shift(outer, |at, _| !in_outer(at)) + inner_shift(&|at, _| !in_inner(at)),
                requests: traffic.requests(),
                touched_ms,
                began_ms: outer.origin,
            }),
        })
    }
}

fn tasks(seen: &Seen, of: impl Fn(f64) -> bool) -> Tasks {
    let took = seen.tasks.iter().filter(|(at, _)| of(*at));
    took.fold(Tasks::default(), |sum, (_, took_ms)| Tasks {
        count: sum.count + 1.0,
        total_ms: sum.total_ms + took_ms,
    })
}

fn shift(seen: &Seen, of: impl Fn(f64, bool) -> bool) -> f64 {
    let shifts = seen.shifts.iter();
    let counted = shifts.filter(|(at, _, by_input)| of(*at, *by_input));
    counted.map(|(_, by, _)| by).sum()
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "first paint {:.0} ms", self.paint_ms)?;
        let Some(chat) = &self.chat else {
            return Ok(());
        };
        write!(
            f,
            ", button {:.0} ms, panel {:.0} ms and field {:.0} ms after the touch",
            chat.launcher_ms, chat.panel_ms, chat.field_ms
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen() -> Seen {
        Seen {
            origin: 1_000.0,
            marks: [("launcher", 300.0), ("panel", 530.0), ("field", 900.0)]
                .map(|(name, at)| (name.to_owned(), at))
                .into(),
            paint: Some(250.0),
            tap: Some(500.0),
            tasks: vec![(100.0, 60.0), (600.0, 70.0), (700.0, 80.0)],
            shifts: vec![(310.0, 0.1, false), (320.0, 0.2, true), (520.0, 0.3, true)],
        }
    }

    #[test]
    fn before_and_after_the_touch_are_told_apart() {
        let traffic = Traffic::new("https://localhost:1/page/x");
        let run = Run::with_chat(&seen(), &seen(), false, traffic).unwrap();
        assert_eq!(run.tasks_before.count, 1.0);
        assert_eq!(run.shift_before, 0.1, "what an input brings is not counted");
        let chat = run.chat.unwrap();
        assert_eq!(
            (chat.launcher_ms, chat.panel_ms, chat.field_ms),
            (300.0, 30.0, 400.0)
        );
        assert_eq!((chat.tasks.count, chat.tasks.total_ms), (2.0, 150.0));
        assert_eq!(chat.shift, 0.3);
    }

    #[test]
    fn a_frame_has_a_clock_of_its_own() {
        let page = Seen {
            origin: 200.0,
            tap: None,
            ..seen()
        };
        let traffic = Traffic::new("https://localhost:1/page/x");
        let run = Run::with_chat(&page, &seen(), true, traffic).unwrap();
        assert_eq!(run.chat.unwrap().launcher_ms, 1_100.0);
    }

    #[test]
    fn a_touch_that_did_not_arrive_is_no_run() {
        let traffic = Traffic::new("https://localhost:1/page/x");
        let untouched = Seen {
            tap: None,
            ..seen()
        };
        assert!(Run::with_chat(&untouched, &untouched, false, traffic).is_err());
    }
}
