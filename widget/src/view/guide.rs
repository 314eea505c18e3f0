//! What the service tells beside the chat: hours, exceptions, announcements, telephone, links. All
//! of it comes in words from the relay, in the public state; it is read where it stands.

use juttu_shared::texts::Key;
use juttu_shared::texts::widget as w;
use wasm_bindgen::prelude::JsValue;
use web_sys::Element;

use crate::chat::Chat;
use crate::host::{get, list, text};
use crate::view::sheet::{El, el, p};
use crate::words::cut;

/// A line of the guidance, the part of it that is a link a link.
fn line(line: &JsValue) -> El {
    let words = text(line, "text");
    let link = get(line, "link");
    let (label, href) = (text(&link, "text"), text(&link, "href"));
    let is_safe = href.starts_with("https:") || href.starts_with("tel:");
    match cut(&words, &label).filter(|_| is_safe) {
        Some((before, after)) => p("", before)
            .add(el("a", "").set("href", &href).say(&label))
            .say(after),
        None => p("", &words),
    }
}

/// Lines one below the other, if there are any.
fn lines(part: &str, lines: &[JsValue]) -> Option<El> {
    let mut all = (!lines.is_empty()).then(|| el("div", "small").part(part))?;
    for each in lines {
        all = all.add(line(each));
    }
    Some(all)
}

/// A list of the guidance by its name.
pub(crate) fn told(chat: Chat, name: &str) -> Vec<JsValue> {
    list(&chat.thing("guide"), name)
}

/// Where it stands what is announced: nothing of it is seen while there is nothing.
pub(crate) fn announcements() -> El {
    el("ul", "notes").part("announcements")
}

/// Draws what is announced, again only when it has changed.
pub(crate) fn draw_announcements(chat: Chat, at: &Element) {
    let told = told(chat, "announcements");
    let words = || told.iter().filter_map(JsValue::as_string);
    if at.text_content() != Some(words().collect()) {
        at.set_text_content(None);
        for each in words() {
            drop(at.append_child(&el("li", "note").say(&each).0));
        }
    }
    drop(at.toggle_attribute_with_force("hidden", told.is_empty()));
}

/// The line that stands on top, where the service has one.
pub(crate) fn standing(chat: Chat) -> Option<El> {
    let words = text(&chat.thing("guide"), "standing");
    (!words.is_empty()).then(|| p("small", &words).part("standing"))
}

/// Where to turn in an emergency.
pub(crate) fn emergency(chat: Chat) -> Option<El> {
    lines("emergency", &told(chat, "emergency"))
}

/// Where to turn in an emergency, on one line: what stays in sight on the screens that have no room
/// for more.
pub(crate) fn strip(chat: Chat) -> Option<El> {
    let first = told(chat, "emergency").first().map(line)?;
    Some(first.set("class", "strip").part("emergency"))
}

/// For those who are clients already, and further links.
pub(crate) fn links(chat: Chat) -> Option<El> {
    let mut all = told(chat, "links");
    let own_worker = get(&chat.thing("guide"), "own_worker");
    if own_worker.is_object() {
        all.insert(0, own_worker);
    }
    lines("links", &all)
}

/// Draws the hours and the telephone, again only when they have changed.
pub(crate) fn draw_hours(chat: Chat, at: &Element) {
    let told_now = chat.guide_told().to_string();
    if at.get_attribute("data-told").as_deref() == Some(&told_now) {
        return;
    }
    at.set_text_content(None);
    drop(at.set_attribute("data-told", &told_now));
    let week = days(chat, "week", w::HOURS);
    let exceptions = days(chat, "exceptions", w::EXCEPTIONS);
    let announced = announcements();
    draw_announcements(chat, &announced.0);
    let rest = [Some(announced), Some(contact(chat, true)), links(chat)];
    for part in [week, exceptions].into_iter().chain(rest).flatten() {
        drop(at.append_child(&part.0));
    }
}

/// Days and their hours, today marked in words as well.
fn days(chat: Chat, name: &str, title: Key) -> Option<El> {
    let days = told(chat, name);
    if days.is_empty() {
        return None;
    }
    let title_id = ["title-", name].concat();
    let mut rows = el("tbody", "");
    for each in days {
        let is_today = get(&each, "is_today").is_truthy();
        let is_open = get(&each, "is_open").is_truthy();
        let mut day = el("th", "").set("scope", "row").say(&text(&each, "day"));
        if is_today {
            day = day.say(" ").say(&chat.word(w::TODAY));
        }
        let hours = el("td", "").say(&text(&each, "hours")).say(" ");
        let hours = hours.add(el("span", "hint").say(&text(&each, "reason")));
        let class = match (is_today, is_open) {
            (true, _) => "today",
            (false, true) => "",
            (false, false) => "shut",
        };
        let current = if is_today { "date" } else { "" };
        rows = rows.add(
            el("tr", class)
                .set("aria-current", current)
                .add(day)
                .add(hours),
        );
    }
    let table = el("table", "hours")
        .part(name)
        .set("aria-labelledby", &title_id);
    let title = el("h4", "").set("id", &title_id).say(&chat.word(title));
    Some(el("div", "").add(title).add(table.add(rows)))
}

/// Other ways to reach the service: its telephone, its hours, and, where there is room, which key
/// is for which area.
pub(crate) fn contact(chat: Chat, has_areas: bool) -> El {
    let contact = chat.thing("contact");
    let number = text(&contact, "telephone");
    let call = el("a", "tel").set("href", &calls(&number)).say(&number);
    let all = el("div", "").part("contact");
    let all = all.add(el("h4", "").say(&chat.word(w::OTHER_WAYS)));
    let mut all = all
        .add(p("", &chat.word(w::TELEPHONE)).say(" ").add(call))
        .add(p("hint", &text(&contact, "telephone_hours")));
    let areas = list(&contact, "areas");
    if has_areas && !areas.is_empty() {
        let mut keys = el("dl", "keys small");
        for area in areas {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a key of a telephone"
            )]
            let key = get(&area, "key").as_f64().unwrap_or_default() as u32;
            let key = el("dt", "").say(&key.to_string());
            let name = el("dd", "").say(&text(&area, "name"));
            keys = keys.add(el("div", "").add(key).add(name));
        }
        all = all.add(p("hint", &chat.word(w::CHOOSE_AREA))).add(keys);
    }
    all
}

/// The address that calls a number.
fn calls(number: &str) -> String {
    let digits = |character: &char| character.is_ascii_digit() || *character == '+';
    ["tel:", &number.chars().filter(digits).collect::<String>()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_called_by_its_digits() {
        assert_eq!(calls("+358 40 636 7999"), "tel:+358406367999");
        assert_eq!(calls("112"), "tel:112");
    }
}
