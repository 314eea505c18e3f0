//! `cargo xtask tidy`: the repository checks itself.
//!
//! Each check is a function from the tree to what it finds wrong, in a file of its own, with a test
//! that shows it failing.

mod attributes;
mod comments;
mod configuration;
mod lengths;
mod linked;
mod links;
mod manifests;
mod modules;
mod paths;
mod texts;
mod tree;
mod variables;
mod words;

use anyhow::{Result, bail};

use self::tree::Tree;
use crate::build::{App, Mode};
use crate::checkout::Checkout;
use crate::files;

/// Something that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Finding {
    /// A path in the repository, or what else has the fault.
    place: String,
    /// The fault, and what would be right.
    what: String,
}

impl Finding {
    fn new(place: impl Into<String>, what: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            what: what.into(),
        }
    }

    /// A fault on a line, which is counted from zero here and from one on the screen.
    fn on_line(path: &str, line: usize, what: impl Into<String>) -> Self {
        Self::new(format!("{path}:{}", line + 1), what)
    }
}

/// A check that needs the tree alone.
type Check = fn(&Tree) -> Vec<Finding>;

const CHECKS: [(&str, Check); 10] = [
    ("no source file is longer than 400 lines", lengths::check),
    ("every module says what it is for", modules::check),
    ("no path of a machine stands in the tree", paths::check),
    (
        "every attribute of the loader is documented, and no other",
        attributes::check,
    ),
    (
        "every configuration key has its comment and its mention",
        configuration::check,
    ),
    (
        "every environment variable in the docs exists",
        variables::check,
    ),
    ("every text is whole, and used", texts::check),
    ("every dependency has its reason", manifests::reasons),
    (
        "every crate takes its dependencies from the workspace",
        manifests::inherited,
    ),
    ("every link leads somewhere", links::check),
];

/// Runs every check; fails when one finds something.
pub(crate) fn run(checkout: &Checkout) -> Result<()> {
    let tree = Tree::read(checkout)?;
    let mut failed = 0;
    let mut passed = 0;
    let mut tell = |name: &str, findings: &[Finding]| {
        let mark = if findings.is_empty() { "ok  " } else { "FAIL" };
        println!("{mark} {name}");
        for finding in findings {
            println!("       {}: {}", finding.place, finding.what);
        }
        *(if findings.is_empty() {
            &mut passed
        } else {
            &mut failed
        }) += 1;
    };
    for (name, check) in CHECKS {
        tell(name, &check(&tree));
    }
    tell(
        "what must stay out of the WASM is asked for by no crate of ours",
        &linked::asked(checkout)?,
    );
    let mut unseen = Vec::new();
    for app in App::ALL {
        let path = Mode::Release.wasm(checkout).join(app.wasm_file());
        if path.exists() {
            let name = format!(
                "what must stay out of the {} is not linked into it",
                app.name()
            );
            tell(
                &name,
                &linked::symbols(app.wasm_file(), &files::read(&path)?),
            );
        } else {
            unseen.push(app.name());
        }
    }
    for name in unseen {
        println!("not checked: what is linked into the {name}; cargo xtask build makes it");
    }
    println!("tidy: {passed} passed, {failed} failed");
    if failed > 0 {
        bail!(
            "tidy found something in {failed} of {} checks",
            passed + failed
        );
    }
    Ok(())
}
