//! The few things that are done to the screen itself, once it stands: where focus goes, and what
//! of the log is in sight.

use juttu_client::timer::Timeout;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, HtmlElement, ResizeObserver};

use super::{Chat, Screen};
use crate::host::get;

/// A reader this near the end of the log is at the end, in pixels.
const NEAR: f64 = 48.0;

/// What was asked for and stands last in the log, and what has become of it.
const CARD: &str = "#log .card:last-child";
const STATE: &str = "#log .card:last-child [part~=identification-state]";
/// So much stands above it, in pixels.
const ABOVE: f64 = 8.0;

/// Where the log is.
const LOG: &str = "#log";
/// What stands under it.
const FOOT: &str = ".foot:not([hidden])";
/// Whether the screen is low, as the style says it.
const LOW: &str = "(max-height: 30em)";
/// The heading of a screen without a log.
const TITLE: &str = "#title";
/// Where the field is.
const FIELD: &str = "#field";

/// Whether the main pointer is a finger: then Enter makes a line, and no field takes focus by
/// itself, since a keyboard would come over the screen.
pub(crate) fn is_by_finger() -> bool {
    is_so("(pointer: coarse)")
}

fn is_so(query: &str) -> bool {
    web_sys::window()
        .and_then(|window| window.match_media(query).ok().flatten())
        .is_some_and(|query| query.matches())
}

/// Where something begins or ends on the screen.
fn edge(element: &Element, name: &str) -> f64 {
    let rect = element.get_bounding_client_rect();
    get(&rect, name).as_f64().unwrap_or_default()
}

impl Chat {
    /// Another screen comes. It takes focus if that stood in the one that goes: nobody's focus is
    /// moved otherwise, and nobody's is lost.
    pub(super) fn moves_to(self, screen: Screen) {
        let takes_focus = self.host().has_focus();
        let (was, lasts) = self.read(|inner| (inner.shown.screen, inner.conversation.lasts()));
        let is_over = screen == Screen::Ended && !lasts;
        let stays = was.is_talk() && screen.is_talk() && !is_over;
        if takes_focus && !stays {
            self.focus(match screen {
                Screen::Ended if is_over => "#ended",
                Screen::Door => "#code",
                Screen::Closed | Screen::Sent | Screen::Request => TITLE,
                Screen::Waiting if is_by_finger() => "#place",
                Screen::Start if is_by_finger() => TITLE,
                Screen::Talking | Screen::Left | Screen::Ended if is_by_finger() => LOG,
                _ => FIELD,
            });
        }
        self.show(|shown| {
            shown.screen = screen;
            // Whether to leave the queue is another question than whether to end.
            shown.is_asked = false;
        });
    }

    /// Focuses what the selector finds, once it stands.
    pub(super) fn focus(self, selector: &str) {
        self.note(|inner| inner.focus = Some(selector.to_owned()));
        self.settle();
    }

    /// Whether the resident is writing into the field.
    pub(super) fn is_in_field(self) -> bool {
        self.host().has_focus_in(self.element(FIELD))
    }

    /// Focuses the field.
    pub(super) fn focus_field(self) {
        self.focus(FIELD);
    }

    /// Notes where focus stands before the screen changes.
    pub(super) fn minds_focus(self) {
        let has_focus = self.host().has_focus();
        self.note(|inner| inner.had_focus |= has_focus);
    }

    /// Moves focus to the log or the heading if what had it has gone.
    fn keeps_focus(self) {
        let (had_focus, is_open) = self.note(|inner| {
            let had_focus = std::mem::take(&mut inner.had_focus);
            (had_focus, inner.kept.open)
        });
        if had_focus
            && is_open
            && self.host().is_focus_lost()
            && let Some(element) = self.element(LOG).or_else(|| self.element(TITLE))
        {
            drop(element.unchecked_ref::<HtmlElement>().focus());
        }
    }

    /// Once what has changed stands on the screen, moves focus and log as they should.
    pub(super) fn settle(self) {
        let settles = Timeout::after(0, move || {
            self.note(|inner| inner.settles = None);
            if let Some(selector) = self.note(|inner| inner.focus.take())
                && let Some(element) = self.element(&selector)
            {
                drop(element.unchecked_ref::<HtmlElement>().focus());
                // Why it was not taken is in sight, too.
                if let Some(objection) = self.read(|inner| inner.shown.objection)
                    && let Some(words) = self.element(&["#error-", objection.at].concat())
                {
                    words.scroll_into_view_with_bool(false);
                }
            }
            self.keeps_focus();
            if let Some(scrolled) = self.note(|inner| inner.scrolled.take())
                && let Some(pane) = self.element(".pane")
            {
                pane.set_scroll_top(scrolled);
            }
            self.follow();
            self.watch_size();
            self.show(|shown| shown.is_settled = true);
        });
        self.note(|inner| inner.settles = settles);
    }

    /// The log has been scrolled.
    pub fn scrolled(self) {
        // What is scrolled while the screen changes, the reader has not scrolled.
        let is_still = self.read(|inner| inner.settles.is_none());
        if is_still && let Some((_, below)) = self.below() {
            self.reads_at_end(below < NEAR);
        }
    }

    /// The reader is at the end of the log, or has scrolled away from it.
    pub fn reads_at_end(self, is_there: bool) {
        self.show(|shown| {
            shown.follows = is_there;
            if is_there {
                shown.unseen = 0;
            }
        });
    }

    /// Goes to the end of the log. The button for it goes, so focus goes to the log.
    pub fn read_on(self) {
        self.reads_at_end(true);
        // At once: a scrolling that is still on its way would be taken for the reader's own.
        self.follow();
        self.focus(LOG);
    }

    /// Stays at the end of the log also when its box changes: the keyboard comes, the field grows.
    fn watch_size(self) {
        let log = self.element(LOG);
        let is_same = self.read(|inner| log.as_ref() == inner.sizes.as_ref().map(|(_, log)| log));
        let Some(log) = log.filter(|_| !is_same) else {
            return;
        };
        let resized = Closure::<dyn FnMut()>::new(move || self.follow()).into_js_value();
        if let Ok(sizes) = ResizeObserver::new(resized.unchecked_ref()) {
            sizes.observe(&log);
            self.note(|inner| inner.sizes = Some((sizes, log)));
        }
    }

    /// Goes to the end of the log; but of what is asked there, no further than to where that begins:
    /// the reader is to see who asks, and why, before the buttons.
    fn follow(self) {
        if self.read(|inner| inner.shown.follows)
            && let Some((scrolls, below)) = self.below()
        {
            let card = self.element(STATE).or_else(|| self.element(CARD));
            let ahead = card.map_or(below, |card| {
                edge(&card, "top") - edge(&scrolls, "top") - ABOVE
            });
            #[expect(clippy::cast_possible_truncation, reason = "pixels of a screen")]
            let by_px = below.min(ahead).max(0.0).ceil() as i32;
            scrolls.set_scroll_top(scrolls.scroll_top() + by_px);
            self.show(|shown| shown.unseen = 0);
        }
    }

    /// What scrolls, and by how many pixels the end of the log is below what is seen of it. On a low
    /// screen it is the whole panel, and what stands under the log may lie over it.
    fn below(self) -> Option<(Element, f64)> {
        let log = self.element(LOG).filter(|log| log.client_height() > 0)?;
        if !is_so(LOW) {
            let below = log.scroll_height() - log.scroll_top() - log.client_height();
            return Some((log, below.into()));
        }
        let panel = self.panel();
        let foot = self.element(FOOT)?;
        let seen = edge(&foot, "top").min(edge(&panel, "bottom"));
        let below = edge(&log, "bottom") - seen;
        Some((panel, below))
    }

    /// The panel that the chat stands in.
    pub(super) fn panel(self) -> Element {
        get(&self.host().root(), "parentNode").unchecked_into()
    }

    pub(super) fn element(self, selector: &str) -> Option<Element> {
        self.host().root().query_selector(selector).ok().flatten()
    }
}
