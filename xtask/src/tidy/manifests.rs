//! Each dependency is chosen once, in the root manifest, with its reason.

use toml::{Table, Value};

use super::Finding;
use super::tree::Tree;

const ROOT: &str = "Cargo.toml";

/// Dependencies of the root manifest without `# reason` on their line. Crates of the workspace
/// itself need none.
pub(super) fn reasons(tree: &Tree) -> Vec<Finding> {
    let Some(text) = tree.text(ROOT) else {
        return vec![Finding::new(ROOT, "is missing")];
    };
    text.lines()
        .enumerate()
        .skip_while(|(_, line)| line.trim() != "[workspace.dependencies]")
        .skip(1)
        .take_while(|(_, line)| !line.starts_with('['))
        .filter(|(_, line)| {
            line.contains('=') && !line.starts_with('#') && !line.contains("path =")
        })
        .filter(|(_, line)| comment(line).trim().is_empty())
        .map(|(at, line)| {
            let name = line.split('=').next().unwrap_or_default().trim();
            Finding::on_line(ROOT, at, format!("{name} has no reason after `#`"))
        })
        .collect()
}

/// Dependencies of a crate that are not `workspace = true`.
pub(super) fn inherited(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for (path, text) in tree.ending(&["/Cargo.toml"]) {
        match toml::from_str::<Table>(text) {
            Ok(manifest) => own_versions(&manifest).into_iter().for_each(|name| {
                found.push(Finding::new(
                    path,
                    format!("{name} is not `workspace = true`"),
                ))
            }),
            Err(error) => found.push(Finding::new(path, error.message())),
        }
    }
    found
}

fn own_versions(manifest: &Table) -> Vec<String> {
    let mut names = Vec::new();
    for (key, value) in manifest {
        let Value::Table(inner) = value else {
            continue;
        };
        if key.ends_with("dependencies") {
            let own = inner
                .iter()
                .filter(|(_, entry)| entry.get("workspace").and_then(Value::as_bool) != Some(true));
            names.extend(own.map(|(name, _)| name.clone()));
        } else if key == "target" {
            let targets = inner.values().filter_map(Value::as_table);
            names.extend(targets.flat_map(own_versions));
        }
    }
    names
}

/// What follows the first `#` that is in no string.
fn comment(line: &str) -> &str {
    let mut inside = false;
    let start = line.find(|c| {
        inside ^= c == '"';
        c == '#' && !inside
    });
    start.map_or("", |at| &line[at + 1..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dependency_without_a_reason_is_found() {
        let root = "[workspace]\nx = 1\n[workspace.dependencies]\n# --- all\nown = { path = \"own\" }\n\
             a = \"1\" # needed\nb = \"1\"\nc = \"#\" #\n\n[profile.dev]\nd = 1\n";
        let what: Vec<_> = reasons(&Tree::of(&[(ROOT, root)]))
            .into_iter()
            .map(|found| found.what)
            .collect();
        assert_eq!(
            what,
            ["b has no reason after `#`", "c has no reason after `#`"]
        );
    }

    #[test]
    fn a_version_of_a_crates_own_is_found() {
        let manifest = "[dependencies]\na.workspace = true\nb = \"1\"\n\
             [target.'cfg(unix)'.dev-dependencies]\nc = { version = \"2\" }\n";
        let what: Vec<_> = inherited(&Tree::of(&[("relay/Cargo.toml", manifest)]))
            .into_iter()
            .map(|found| found.what)
            .collect();
        assert_eq!(
            what,
            ["b is not `workspace = true`", "c is not `workspace = true`"]
        );
    }
}
