//! `cargo xtask size`: what a browser downloads, and whether a resident on a bad line can afford it.

mod functions;
mod parts;

use std::path::Path;

use anyhow::{Result, bail};

use crate::build::{self, Manifest, Mode, Paths};
use crate::checkout::Checkout;
use crate::files;
use crate::table::{grouped, lay_out};

/// The loader's budget in bytes of brotli: 3 KB of 1 024 bytes.
const LOADER_BYTES: usize = 3 * 1024;

/// The budget of everything that opens the chat, the loader included, in bytes of brotli: 100 KB. It
/// was 95 until residents could identify: that is 7 KB of messages, states and screens.
const CHAT_BYTES: usize = 100 * 1024;

/// The budget of what is fetched in place of the chat where WASM can't run, in bytes of brotli.
const FALLBACK_BYTES: usize = 5 * 1024;

/// The budget of everything that opens the desk, in bytes of brotli: 500 KB. It was 440 until there
/// were identity, sign-in with a second factor and through the organisation, and the audit page. An
/// office's browser downloads it once, so that it is held in check, not fought for. What would be
/// tried first to bring it down: compiling the desk with `--cfg erase_components`, about a tenth.
const DESK_BYTES: usize = 500 * 1024;

/// One file, as it is and as it travels.
#[derive(Clone, Copy, Debug, Default)]
struct Bytes {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Builds what a browser downloads, prints its sizes, and fails past a budget. With `parts`, prints
/// what the widget's WASM is made of as well.
pub(crate) fn run(checkout: &Checkout, parts: bool) -> Result<()> {
    let manifest = build::assets(checkout)?;
    if parts {
        println!("\n{}", parts::table(&build::named_widget(checkout)?)?);
    }
    judge(&manifest, &Mode::Release.assets(checkout))
}

fn judge(manifest: &Manifest, folder: &Path) -> Result<()> {
    let loader = measure(folder, "/embed.js")?;
    let fallback = match manifest.widget.fallback.as_str() {
        "" => Bytes::default(),
        path => measure(folder, path)?,
    };
    let widget = measure_all(folder, &manifest.widget)?;
    let desk = measure_all(folder, &manifest.desk)?;
    let chat = sum(widget.iter().chain([&loader]));
    let opens_desk = sum(&desk);

    let mut rows = vec![
        ["file", "raw", "gzip", "brotli"]
            .map(str::to_owned)
            .to_vec(),
    ];
    rows.push(row("loader", loader));
    rows.push(row("fallback, in place of the widget", fallback));
    for (program, sizes) in [("widget", &widget), ("desk", &desk)] {
        for (file, bytes) in ["script", "wasm", "style"].iter().zip(sizes.iter()) {
            rows.push(row(&format!("{program} {file}"), *bytes));
        }
    }
    rows.push(row("opens the chat: loader + widget", chat));
    rows.push(row("opens the desk", opens_desk));
    println!("\n{}", lay_out(&rows));

    let budgets = [
        ("the loader", loader, LOADER_BYTES),
        ("loader and widget", chat, CHAT_BYTES),
        ("the fallback", fallback, FALLBACK_BYTES),
        ("the desk", opens_desk, DESK_BYTES),
    ];
    for (what, bytes, budget) in budgets {
        println!(
            "budget: {what} {} of {budget} bytes of brotli",
            bytes.brotli
        );
    }
    let over = past_budget(budgets);
    if !over.is_empty() {
        bail!("{}", over.join("\n"));
    }
    Ok(())
}

fn past_budget<const N: usize>(budgets: [(&str, Bytes, usize); N]) -> Vec<String> {
    let over = budgets
        .into_iter()
        .filter(|(_, bytes, budget)| bytes.brotli > *budget);
    over.map(|(what, bytes, budget)| {
        format!(
            "{what}: {} bytes of brotli, {} past the budget",
            bytes.brotli,
            bytes.brotli - budget
        )
    })
    .collect()
}

fn measure_all(folder: &Path, paths: &Paths) -> Result<[Bytes; 3]> {
    Ok([
        measure(folder, &paths.script)?,
        measure(folder, &paths.wasm)?,
        measure(folder, &paths.style)?,
    ])
}

fn measure(folder: &Path, path: &str) -> Result<Bytes> {
    let length = |suffix: &str| {
        let inside = format!("{}{suffix}", path.trim_start_matches('/'));
        files::read(&folder.join(inside)).map(|bytes| bytes.len())
    };
    Ok(Bytes {
        raw: length("")?,
        gzip: length(".gz")?,
        brotli: length(".br")?,
    })
}

fn sum<'a>(parts: impl IntoIterator<Item = &'a Bytes>) -> Bytes {
    parts.into_iter().fold(Bytes::default(), |sum, part| Bytes {
        raw: sum.raw + part.raw,
        gzip: sum.gzip + part.gzip,
        brotli: sum.brotli + part.brotli,
    })
}

fn row(name: &str, bytes: Bytes) -> Vec<String> {
    let figures = [bytes.raw, bytes.gzip, bytes.brotli].map(grouped);
    std::iter::once(name.to_owned()).chain(figures).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn brotli(brotli: usize) -> Bytes {
        Bytes {
            brotli,
            ..Bytes::default()
        }
    }

    #[test]
    fn the_budget_itself_is_allowed() {
        assert!(past_budget([("it", brotli(9), 9), ("that", brotli(0), 3)]).is_empty());
    }

    #[test]
    fn one_byte_more_is_not() {
        let over = past_budget([("it", brotli(10), 9), ("that", brotli(4), 3)]);
        assert_eq!(over.len(), 2);
        assert!(over[0].contains("1 past the budget"), "{over:?}");
    }

    #[test]
    fn sizes_add_up() {
        let one = Bytes {
            raw: 1,
            gzip: 2,
            brotli: 3,
        };
        let two = sum(&[one, one]);
        assert_eq!((two.raw, two.gzip, two.brotli), (2, 4, 6));
    }
}
