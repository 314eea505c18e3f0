//! What the widget looks like, in figures: what can be pressed and how large it is, what is cut off
//! or sticks out, what moves, and what a page's own style has done to it.

use std::collections::BTreeMap;
use std::fmt::Write;

use anyhow::{Result, ensure};
use serde::Deserialize;
use serde_json::json;

use crate::devtools;
use crate::screen::Screen;
use crate::shadow::role_and_name;

/// What every script below begins with.
const PARTS: &str = include_str!("looks/parts.js");
/// The least of anything that can be pressed, in CSS pixels (WCAG 2.2, 2.5.8).
const LEAST_PX: f64 = 24.0;
/// The least height of buttons and fields, which are more than words in a sentence.
const MAIN_PX: f64 = 44.0;
/// The least height of a button that is words alone, without an edge: several stand in a row.
const QUIET_PX: f64 = 40.0;
/// The least size of a field's text: a phone zooms into what is smaller.
const FIELD_TEXT_PX: f64 = 16.0;

/// Something that can be pressed or filled in.
#[derive(Deserialize)]
struct Target {
    what: String,
    width: f64,
    height: f64,
    is_in_text: bool,
    is_quiet: bool,
    field_text_px: Option<f64>,
}

/// How a page is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Light.
    Light,
    /// Dark.
    Dark,
    /// In the few colours that the reader's system has chosen.
    Forced,
}

impl Look {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::Forced];

    /// The browser looks so from now on, whatever the machine's own setting.
    ///
    /// # Errors
    /// When it does not know how.
    pub async fn is_worn_by(self, screen: &Screen) -> Result<()> {
        let scheme = if self == Self::Dark { "dark" } else { "light" };
        let forced = if self == Self::Forced {
            "active"
        } else {
            "none"
        };
        media(
            screen,
            "",
            &[("prefers-color-scheme", scheme), ("forced-colors", forced)],
        )
        .await
    }
}

/// The browser takes the page for one of this medium and these features.
///
/// # Errors
/// When it does not know how.
pub async fn media(screen: &Screen, medium: &str, features: &[(&str, &str)]) -> Result<()> {
    let features = features
        .iter()
        .map(|(name, value)| json!({ "name": name, "value": value }));
    let all = json!({ "media": medium, "features": features.collect::<Vec<_>>() });
    devtools::command(screen.web(), "Emulation.setEmulatedMedia", all).await
}

/// The page has so many CSS pixels from now on; 1280 × 1024 seen at 400 % are 320 × 256.
///
/// # Errors
/// When the browser does not know how.
pub async fn size(screen: &Screen, width: u32, height: u32) -> Result<()> {
    let metrics = json!({
        "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
    devtools::command(screen.web(), "Emulation.setDeviceMetricsOverride", metrics).await
}

/// Text is so large from the next page on: what a reader sets in the browser, 16 if she does not.
///
/// # Errors
/// When the browser does not know how.
pub async fn text_px(screen: &Screen, size_px: u32) -> Result<()> {
    let sizes = json!({ "fontSizes": { "standard": size_px, "fixed": size_px } });
    devtools::command(screen.web(), "Page.setFontSizes", sizes).await
}

/// The widget is spaced as WCAG 2.2, 1.4.12 has it: lines, paragraphs, letters, words.
///
/// # Errors
/// When the page does not answer.
pub async fn text_spacing(screen: &Screen) -> Result<()> {
    let script = "const sheet = new CSSStyleSheet();
        sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
            word-spacing: 0.16em !important } p { margin-block-end: 2em !important }`);
        root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]; return 0;";
    asks::<u64>(screen, script).await.map(drop)
}

/// Everything that can be pressed is large enough, and no field's text is so small that a phone
/// would zoom into it.
///
/// # Errors
/// With what is too small.
pub async fn has_large_targets(screen: &Screen, state: &str) -> Result<()> {
    let targets: Vec<Target> = asks(screen, include_str!("looks/targets.js")).await?;
    ensure!(!targets.is_empty(), "{state}: nothing can be pressed");
    let is_small = |target: &&Target| {
        let least = match (target.is_in_text, target.is_quiet) {
            (true, _) => LEAST_PX,
            (_, true) => QUIET_PX,
            _ => MAIN_PX,
        };
        let text_px = target.field_text_px.unwrap_or(FIELD_TEXT_PX);
        // Half a pixel is rounded away.
        target.height + 0.5 < least || target.width + 0.5 < LEAST_PX || text_px < FIELD_TEXT_PX
    };
    let shown =
        |target: &Target| format!("{} × {} px: {}", target.width, target.height, target.what);
    let small: Vec<String> = targets.iter().filter(is_small).map(shown).collect();
    ensure!(small.is_empty(), "{state}: too small: {small:#?}");
    Ok(())
}

/// Nothing has to be scrolled sideways, and nothing sticks out of the panel or lies beyond the
/// screen's sides.
///
/// # Errors
/// With what does.
pub async fn stays_within(screen: &Screen, state: &str) -> Result<()> {
    let wide: Vec<String> = asks(screen, include_str!("looks/sideways.js")).await?;
    ensure!(wide.is_empty(), "{state}: too wide: {wide:#?}");
    Ok(())
}

/// In the few colours of the reader's own every button and every bubble has an edge.
///
/// # Errors
/// With what has none.
pub async fn has_edges(screen: &Screen, state: &str) -> Result<()> {
    let bare: Vec<String> = asks(screen, include_str!("looks/edges.js")).await?;
    ensure!(bare.is_empty(), "{state}: without an edge: {bare:#?}");
    Ok(())
}

/// Every reference from one element to another leads to one of the same tree, no two share a name,
/// and Tab goes in the order of the tree.
///
/// # Errors
/// With those that don't.
pub async fn refers_within(screen: &Screen, state: &str) -> Result<()> {
    let lost: Vec<String> = asks(screen, include_str!("looks/references.js")).await?;
    ensure!(lost.is_empty(), "{state}: refers to nothing: {lost:#?}");
    Ok(())
}

/// No text is cut off, and none leaves the button or bubble that it stands in.
///
/// # Errors
/// With what is.
pub async fn cuts_nothing_off(screen: &Screen, state: &str) -> Result<()> {
    let cut: Vec<String> = asks(screen, include_str!("looks/clipped.js")).await?;
    ensure!(cut.is_empty(), "{state}: cut off: {cut:#?}");
    Ok(())
}

/// What has the focus.
#[derive(Clone, Debug, Deserialize)]
pub struct Focused {
    /// Its part, and its first words.
    pub what: String,
    /// Whether any of it is in sight, covered by nothing.
    pub is_in_sight: bool,
    /// How wide its outline is.
    pub outline_px: f64,
    /// Whether the browser marks it.
    pub is_marked: bool,
}

/// What has the focus in the widget, if anything.
///
/// # Errors
/// When the page does not answer.
pub async fn focused(screen: &Screen) -> Result<Option<Focused>> {
    asks(screen, include_str!("looks/focused.js")).await
}

/// What can be scrolled to on a small screen.
#[derive(Clone, Debug, Deserialize)]
pub struct Reached {
    /// How many lines of a long message are in sight at once.
    pub lines: f64,
    /// Whether the field is seen when it is scrolled to.
    pub field: bool,
    /// Whether the Send button is.
    pub send: bool,
}

/// What can be reached while a conversation goes on.
///
/// # Errors
/// When the page does not answer, or there is no conversation.
pub async fn reached(screen: &Screen) -> Result<Reached> {
    asks(screen, include_str!("looks/reached.js")).await
}

/// What a screen reader may stop at, in order, a line each: its role and its name.
///
/// # Errors
/// When the page does not answer.
pub async fn named(screen: &Screen) -> Result<String> {
    let script = format!("{PARTS}\n{}", include_str!("looks/named.js"));
    let found = screen.web().execute(script, Vec::new()).await?.elements()?;
    let mut lines = String::new();
    for element in found {
        let (role, name) = role_and_name(screen.web(), &element).await?;
        let _ = writeln!(lines, "{role} {name:?}");
    }
    Ok(lines)
}

/// Nothing moves, and nothing would scroll smoothly.
///
/// # Errors
/// With what does.
pub async fn stands_still(screen: &Screen, state: &str) -> Result<()> {
    let moving: Vec<String> = asks(screen, include_str!("looks/moving.js")).await?;
    ensure!(moving.is_empty(), "{state}: moves: {moving:#?}");
    Ok(())
}

/// The computed style and the size of every element of the widget, the announcers too.
type Style = BTreeMap<String, BTreeMap<String, String>>;

/// What the page's style may reach, as it is.
///
/// # Errors
/// When the page does not answer.
async fn style(screen: &Screen) -> Result<Style> {
    asks(screen, include_str!("looks/style.js")).await
}

/// Two pages' widgets look the same, every element of them.
///
/// # Errors
/// With what the second page's style has changed.
pub async fn are_alike(plain: &Screen, other: &Screen, state: &str) -> Result<()> {
    let found = differences(&style(plain).await?, &style(other).await?);
    ensure!(
        found.is_empty(),
        "{state}: the page's style changes {found:#?}"
    );
    Ok(())
}

/// Where two pages' widgets differ: element, property, and both values.
fn differences(plain: &Style, other: &Style) -> Vec<String> {
    let mut found = Vec::new();
    for (element, style) in plain {
        let Some(there) = other.get(element) else {
            found.push(format!("{element} is missing"));
            continue;
        };
        for (name, value) in style {
            let instead = there.get(name).map_or("", String::as_str);
            if instead != value {
                found.push(format!("{element} {name}: {value} became {instead}"));
            }
        }
    }
    let more = other.keys().filter(|element| !plain.contains_key(*element));
    found.extend(more.map(|element| format!("{element} is new")));
    found
}

/// Runs a script that knows `host`, `root`, `seen` and `called`.
async fn asks<T: serde::de::DeserializeOwned>(screen: &Screen, script: &str) -> Result<T> {
    screen.ask(&format!("{PARTS}\n{script}"), &[]).await
}
