//! Which stories run in which browser.

use anyhow::{Result, bail};

use super::count::Count;
use crate::setup::Engine;

/// The main stories: they run in every browser, whatever else runs.
const MAIN: [&str; 8] = [
    "browser_says_who_pressed::browser_says_who_pressed",
    "resident_asks_and_is_answered::resident_asks_and_is_answered",
    "resident_asks_outside_opening_hours::resident_asks_outside_opening_hours",
    "resident_hears_each_message_once::resident_hears_each_message_once",
    "resident_identifies::resident_identifies_and_goes_on",
    "resident_reloads_and_navigates::resident_reloads_and_navigates",
    "resident_uses_the_keyboard_alone::resident_uses_the_keyboard_alone",
    "stranger_hands_over_a_link::stranger_has_the_link_on_the_countys_page",
];

/// What the names of residents' stories begin with, and of those in which a stranger is after one.
const RESIDENTS: [&str; 2] = ["resident_", "stranger_"];

/// Stories that ask for what only Chromium's driver can do, and why.
const CHROMIUM_ALONE: [(&str, &str); 5] = [
    (
        "office_opens_while_the_page_stands::resident_sees_the_state_soon",
        "a script is run before the page's own",
    ),
    (
        "resident_identifies::resident_identifies_in_swedish_on_a_small_phone",
        "no window of another is as narrow",
    ),
    (
        "resident_reads_on_a_low_screen::resident_reads_on_a_low_screen",
        "no window of another is as low",
    ),
    (
        "resident_sees_the_state_without_wasm::resident_sees_the_state_without_wasm",
        "WebAssembly is taken away before the page's own scripts",
    ),
    (
        "stranger_hands_over_a_link::stranger_brings_back_a_result_that_was_used",
        "a script is run before the page's own",
    ),
];

/// A choice of stories.
pub(super) struct Choice<'a> {
    words: Vec<&'a str>,
    is_main: bool,
    engine: Engine,
}

impl<'a> Choice<'a> {
    /// In Chromium everything that the filters let through; in another everything too when it was
    /// named or when all are to run, else the main ones.
    pub(super) fn of(engine: Engine, filters: &'a [String], chosen: bool, all: bool) -> Self {
        let is_first = engine == Engine::Chromium || chosen;
        let (words, is_main) = if is_first || !filters.is_empty() {
            (filters.iter().map(String::as_str).collect(), false)
        } else if all {
            (RESIDENTS.to_vec(), false)
        } else {
            (MAIN.to_vec(), true)
        };
        Self {
            words,
            is_main,
            engine,
        }
    }

    /// What the test runner is told.
    pub(super) fn words(&self) -> Vec<&'a str> {
        let mut words = self.words.clone();
        if self.is_main {
            words.push("--exact");
        }
        for (story, _) in self.skipped() {
            words.extend(["--skip", story]);
        }
        words
    }

    /// Stories that would run, were this another browser, and why they do not.
    pub(super) fn skipped(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        CHROMIUM_ALONE.into_iter().filter(|(story, _)| {
            let is_meant = self.words.is_empty() || self.words.iter().any(|w| story.contains(w));
            self.engine != Engine::Chromium && !self.is_main && is_meant
        })
    }

    /// A main story that has another name now would be missed by nobody.
    pub(super) fn has_run(&self, count: &Count) -> Result<()> {
        if self.is_main && count.ran() != MAIN.len() {
            bail!(
                "{} of the {} main stories ran: {}",
                count.ran(),
                MAIN.len(),
                MAIN.join(", ")
            );
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_browser_runs_the_main_stories_by_their_whole_names() {
        let choice = Choice::of(Engine::WebKit, &[], false, false);
        assert_eq!(choice.words().len(), MAIN.len() + 1);
        assert!(choice.words().contains(&"--exact"));
        let four = Count {
            passed: MAIN.len() - 1,
            ..Count::default()
        };
        assert!(choice.has_run(&four).is_err());
    }

    #[test]
    fn all_means_every_residents_story() {
        let choice = Choice::of(Engine::Firefox, &[], false, true);
        assert_eq!(choice.words().get(..2), Some(&RESIDENTS[..]));
        let named = ["queue".to_owned()];
        let choice = Choice::of(Engine::Firefox, &named, false, true);
        assert_eq!(choice.words().first(), Some(&"queue"));
    }

    #[test]
    fn chromium_runs_everything() {
        assert!(
            Choice::of(Engine::Chromium, &[], false, true)
                .words()
                .is_empty()
        );
    }

    #[test]
    fn what_only_chromium_can_is_skipped_by_name_and_only_where_it_would_run() {
        for (story, why) in CHROMIUM_ALONE {
            assert!(!why.is_empty() && !MAIN.contains(&story));
        }
        let named = ["no_such_story".to_owned()];
        let choice = Choice::of(Engine::Firefox, &named, true, false);
        assert_eq!(choice.skipped().count(), 0);
    }
}
