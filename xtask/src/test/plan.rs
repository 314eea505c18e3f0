//! From the words on the command line to the parts that run.

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
    E2e,
    /// The size budget.
    Size,
    /// The repository's checks of itself.
    Tidy,
}

impl Part {
    /// All of them, in the order in which they run.
    pub(super) const ALL: [Self; 7] = [
        Self::Fmt,
        Self::Lint,
        Self::Unit,
        Self::Build,
        Self::E2e,
        Self::Size,
        Self::Tidy,
    ];

    /// The word for it on the command line.
    fn word(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Lint => "lint",
            Self::Unit => "unit",
            Self::Build => "build",
            Self::E2e => "e2e",
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
            Self::E2e => "browser stories",
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
    /// Reads the words: first parts, then filters.
    pub(super) fn from_words(words: &[String]) -> Self {
        let named = |word: &String| Part::ALL.into_iter().find(|part| part.word() == word);
        let chosen: Vec<Part> = words.iter().map_while(named).collect();
        let filters = words[chosen.len()..].to_vec();
        let wanted = match (chosen.is_empty(), filters.is_empty()) {
            (true, true) => Part::ALL.to_vec(),
            (true, false) => vec![Part::Unit, Part::E2e],
            (false, _) => chosen,
        };
        let parts = Part::ALL
            .into_iter()
            .filter(|part| {
                wanted.contains(part) || (*part == Part::Build && wanted.contains(&Part::E2e))
            })
            .collect();
        Self { parts, filters }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(words: &str) -> (Vec<Part>, Vec<String>) {
        let words: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
        let plan = Plan::from_words(&words);
        (plan.parts, plan.filters)
    }

    #[test]
    fn no_word_runs_everything() {
        assert_eq!(plan(""), (Part::ALL.to_vec(), vec![]));
    }

    #[test]
    fn stories_bring_the_build_they_run_on() {
        assert_eq!(
            plan("e2e resident_"),
            (vec![Part::Build, Part::E2e], vec!["resident_".to_owned()])
        );
    }

    #[test]
    fn a_filter_alone_looks_among_all_tests() {
        assert_eq!(
            plan("resident_ hours"),
            (
                vec![Part::Unit, Part::Build, Part::E2e],
                vec!["resident_".to_owned(), "hours".to_owned()]
            )
        );
    }

    #[test]
    fn parts_run_in_their_own_order() {
        assert_eq!(plan("tidy fmt"), (vec![Part::Fmt, Part::Tidy], vec![]));
    }
}
