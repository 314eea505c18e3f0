//! From the words on the command line to the parts that run.

use crate::setup::Engine;

/// A part of the suite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Formatting.
    Fmt,
    /// Lints, native and for the browser.
    Lint,
    /// Unit and integration tests of every crate but the stories.
    Unit,
    /// The binary that is handed out.
    Build,
    /// Stories in a real browser, on that binary.
    Stories(Engine),
    /// The size budget.
    Size,
    /// The repository's checks of itself.
    Tidy,
}

impl Part {
    /// All of them, in the order in which they run.
    pub(super) const ALL: [Self; 9] = [
        Self::Fmt,
        Self::Lint,
        Self::Unit,
        Self::Build,
        Self::Stories(Engine::Chromium),
        Self::Stories(Engine::Firefox),
        Self::Stories(Engine::WebKit),
        Self::Size,
        Self::Tidy,
    ];

    /// The word for it on the command line; for stories, in whichever browser, it is one.
    fn word(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Lint => "lint",
            Self::Unit => "unit",
            Self::Build => "build",
            Self::Stories(_) => "e2e",
            Self::Size => "size",
            Self::Tidy => "tidy",
        }
    }

    /// What it is called while it runs.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Fmt => "formatting",
            Self::Lint => "lints",
            Self::Unit => "unit and integration tests",
            Self::Build => "release build",
            Self::Stories(Engine::Chromium) => "stories in Chromium",
            Self::Stories(Engine::Firefox) => "stories in Firefox",
            Self::Stories(Engine::WebKit) => "stories in WebKit",
            Self::Size => "size budget",
            Self::Tidy => "tidy",
        }
    }
}

/// What runs, and which tests of it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Plan {
    /// The parts, in order.
    pub(super) parts: Vec<Part>,
    /// A test runs when its name holds one of these, or when there are none.
    pub(super) filters: Vec<String>,
}

impl Plan {
    /// Reads the words: first parts, then filters. Stories run in `engine`, or in all three; those
    /// that a filter chooses in Chromium, unless `all` asks for more.
    pub(super) fn from_words(words: &[String], engine: Option<Engine>, all: bool) -> Self {
        let is_part = |word: &&String| Part::ALL.iter().any(|part| part.word() == *word);
        let named = words.iter().take_while(is_part).count();
        let (chosen, filters) = words.split_at(named);
        let is_filtered = !filters.is_empty();
        let is_chosen = |part: &Part| match (chosen, is_filtered) {
            ([], false) => true,
            ([], true) => matches!(part, Part::Unit | Part::Stories(_)),
            (chosen, _) => chosen.iter().any(|word| word == part.word()),
        };
        let runs_in = |its: Engine| match engine {
            Some(engine) => its == engine,
            None => its == Engine::Chromium || !is_filtered || all,
        };
        let is_wanted = |part: &Part| {
            is_chosen(part)
                && match part {
                    Part::Stories(its) => runs_in(*its),
                    _ => true,
                }
        };
        let has_stories = Part::ALL
            .iter()
            .any(|part| is_wanted(part) && matches!(part, Part::Stories(_)));
        let parts = Part::ALL
            .into_iter()
            .filter(|part| is_wanted(part) || (*part == Part::Build && has_stories))
            .collect();
        let filters = filters.to_vec();
        Self { parts, filters }
    }

    /// The browsers that it needs.
    pub(super) fn engines(&self) -> impl Iterator<Item = Engine> {
        self.parts.iter().filter_map(|part| match part {
            Part::Stories(engine) => Some(*engine),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(words: &str) -> (Vec<Part>, Vec<String>) {
        plan_in(words, None, false)
    }

    fn plan_in(words: &str, engine: Option<Engine>, all: bool) -> (Vec<Part>, Vec<String>) {
        let words: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
        let plan = Plan::from_words(&words, engine, all);
        (plan.parts, plan.filters)
    }

    const CHROMIUM: Part = Part::Stories(Engine::Chromium);
    const FIREFOX: Part = Part::Stories(Engine::Firefox);
    const WEBKIT: Part = Part::Stories(Engine::WebKit);

    #[test]
    fn no_word_runs_everything() {
        assert_eq!(plan(""), (Part::ALL.to_vec(), vec![]));
    }

    #[test]
    fn stories_bring_the_build_they_run_on() {
        assert_eq!(
            plan("e2e resident_"),
            (vec![Part::Build, CHROMIUM], vec!["resident_".to_owned()])
        );
    }

    #[test]
    fn a_filter_alone_looks_among_all_tests() {
        assert_eq!(
            plan("resident_ hours"),
            (
                vec![Part::Unit, Part::Build, CHROMIUM],
                vec!["resident_".to_owned(), "hours".to_owned()]
            )
        );
    }

    #[test]
    fn parts_run_in_their_own_order() {
        assert_eq!(plan("tidy fmt"), (vec![Part::Fmt, Part::Tidy], vec![]));
    }

    #[test]
    fn stories_without_a_filter_run_in_every_browser() {
        let all = vec![Part::Build, CHROMIUM, FIREFOX, WEBKIT];
        assert_eq!(plan("e2e"), (all.clone(), vec![]));
        let filter = vec!["resident_".to_owned()];
        assert_eq!(plan_in("e2e resident_", None, true), (all, filter));
    }

    #[test]
    fn a_browser_that_is_named_is_the_only_one() {
        let chosen = plan_in("e2e resident_", Some(Engine::WebKit), false);
        assert_eq!(chosen.0, vec![Part::Build, WEBKIT]);
        let whole = plan_in("", Some(Engine::Firefox), false);
        assert!(whole.0.contains(&FIREFOX) && !whole.0.contains(&CHROMIUM));
        assert!(whole.0.contains(&Part::Lint));
    }
}
