//! The browsers that stories run in, and their drivers. Found where they are, else installed.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use super::{debian, gecko};
use crate::command::find;

/// A browser engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Engine {
    /// Chromium.
    Chromium,
    /// Firefox.
    Firefox,
    /// WebKitGTK's small browser.
    #[value(name = "webkit")]
    WebKit,
}

impl Engine {
    /// All of them, in the order in which stories run in them.
    pub(crate) const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// Its name on the command line, and in `JUTTU_BROWSER`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// What stories need of it.
    fn programs(self) -> &'static [Program] {
        match self {
            Self::Chromium => &CHROMIUM,
            Self::Firefox => &FIREFOX,
            Self::WebKit => &WEBKIT,
        }
    }
}

/// A browser that stories drive.
pub(crate) struct Browser {
    engine: Engine,
    /// Variables of the stories, and the files they name.
    files: Vec<(&'static str, PathBuf)>,
}

impl Browser {
    /// Its engine.
    pub(crate) fn engine(&self) -> Engine {
        self.engine
    }

    /// Tells stories of it.
    pub(crate) fn tell(&self, stories: &mut Command) {
        stories.env("JUTTU_BROWSER", self.engine.name());
        for (variable, file) in &self.files {
            stories.env(variable, file);
        }
    }
}

/// A program that belongs to a browser.
struct Program {
    /// The variable that stories read. Set by the user, it names another.
    variable: &'static str,
    /// What it is called on the path.
    names: &'static [&'static str],
    /// What it is called below `/usr/lib/<machine>`, for one that no path leads to.
    inside: &'static [&'static str],
    /// The package of Debian that brings it; none for what is on crates.io alone.
    package: Option<&'static str>,
}

const CHROMIUM: [Program; 2] = [
    Program {
        variable: "JUTTU_CHROMIUM",
        names: &[
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
        ],
        inside: &[],
        package: Some("chromium"),
    },
    Program {
        variable: "JUTTU_CHROMEDRIVER",
        names: &["chromedriver"],
        inside: &[],
        package: Some("chromium-driver"),
    },
];

const FIREFOX: [Program; 2] = [
    Program {
        variable: "JUTTU_FIREFOX",
        names: &["firefox-esr", "firefox"],
        inside: &[],
        package: Some("firefox-esr"),
    },
    Program {
        variable: "JUTTU_GECKODRIVER",
        names: &["geckodriver"],
        inside: &[],
        package: None,
    },
];

const WEBKIT: [Program; 3] = [
    Program {
        variable: "JUTTU_WEBKIT",
        names: &[],
        inside: &["webkit2gtk-4.1/MiniBrowser", "webkitgtk-6.0/MiniBrowser"],
        package: Some("webkit2gtk-driver"),
    },
    Program {
        variable: "JUTTU_WEBKITDRIVER",
        names: &["WebKitWebDriver"],
        inside: &[],
        package: Some("webkit2gtk-driver"),
    },
    Program {
        variable: "JUTTU_XVFB",
        names: &["Xvfb"],
        inside: &[],
        package: Some("xvfb"),
    },
];

/// Finds a browser and what belongs to it, or installs what is missing.
pub(super) fn ensure(engine: Engine) -> Result<Browser> {
    let mut packages: Vec<&str> = Vec::new();
    for program in engine.programs() {
        if let Some(package) = program.package
            && look(program).is_none()
            && !packages.contains(&package)
        {
            packages.push(package);
        }
    }
    if !packages.is_empty() {
        let what = format!("a browser for the stories, {},", engine.name());
        debian::install(&what, &packages)?;
    }
    let mut files = Vec::new();
    for program in engine.programs() {
        let file = match (look(program), program.package) {
            (Some(file), _) => file,
            (None, None) => gecko::ensure()?,
            (None, Some(package)) => bail!(
                "{package} is installed, yet without {}; {} may name it",
                program
                    .names
                    .iter()
                    .chain(program.inside)
                    .next()
                    .unwrap_or(&package),
                program.variable
            ),
        };
        files.push((program.variable, file));
    }
    Ok(Browser { engine, files })
}

fn look(program: &Program) -> Option<PathBuf> {
    env::var_os(program.variable)
        .map(PathBuf::from)
        .or_else(|| find(program.names))
        .or_else(|| find_inside(Path::new("/usr/lib"), program.inside))
}

/// The first of these paths that is in a folder of `root`: libraries have a folder for a machine.
fn find_inside(root: &Path, inside: &[&str]) -> Option<PathBuf> {
    let folders: Vec<PathBuf> = fs::read_dir(root)
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    inside.iter().find_map(|path| {
        folders
            .iter()
            .map(|folder| folder.join(path))
            .find(|path| path.is_file())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_engine_has_a_name_on_the_command_line() {
        use clap::ValueEnum;
        for engine in Engine::ALL {
            assert_eq!(Engine::from_str(engine.name(), false), Ok(engine));
        }
    }

    #[test]
    fn what_is_in_the_folder_of_a_machine_is_found() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let found = find_inside(root, &["no-such-file", "setup/browser.rs"]);
        assert_eq!(found, Some(root.join("src/setup/browser.rs")));
        assert_eq!(find_inside(root, &["no-such-file"]), None);
    }
}
