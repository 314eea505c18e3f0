//! Fields, each with its label before it and, after it, why what stands in it was not taken, in
//! words that it is described by (`aria-invalid`, `aria-describedby`). The field for a message is a
//! native text area that grows with its text; where it seems to hold a personal identity code, the
//! objection has a button that takes it out, and a quiet one that sends it anyway.

use juttu_shared::texts::Key;
use juttu_shared::texts::widget as w;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement, HtmlTextAreaElement};

use crate::chat::Chat;
use crate::view::icon::ALERT;
use crate::view::sheet::{El, Sheet, el, icon, p, set_text};

/// What the id of an error's words begins with; the field's own follows.
const ERROR: &str = "error-";

/// The field for a message, begun with so many lines.
pub(crate) fn message(sheet: &mut Sheet, part: &str, rows: &str, hint: &str) -> El {
    let area = el("textarea", "")
        .set("id", "field")
        .set("rows", rows)
        .set("autocomplete", "off")
        .set("data-hint", hint)
        .part(part);
    let area = sheet.keep(area, objects);
    let area = sheet.keep(area, |chat, area| {
        let area: &HtmlTextAreaElement = area.unchecked_ref();
        let draft = chat.draft();
        if area.value() != draft {
            area.set_value(&draft);
        }
        area.set_read_only(chat.see(|shown| shown.is_starting));
    });
    let area = sheet.on(area, "input", |chat, event| chat.write_draft(value(event)));
    let grows = sheet.keep(el("div", "grow"), |chat, grows| {
        drop(grows.set_attribute("data-text", &chat.draft()));
    });
    el("div", "")
        .add(grows.add(area))
        .add(error(sheet, "field"))
        .add(hetu(sheet))
}

/// What can be done about a personal identity code in a message.
fn hetu(sheet: &mut Sheet) -> El {
    let take_out = sheet.button("btn", "take-out", w::TAKE_OUT_HETU, |chat, _| {
        chat.take_out_hetu();
    });
    let anyway = sheet.button("btn quiet", "send-anyway", w::SEND_ANYWAY, |chat, _| {
        chat.send_anyway();
    });
    let acts = el("div", "acts hetu").add(take_out).add(anyway);
    sheet.hide(acts, |chat| !chat.has_hetu())
}

/// A field of one line.
pub(crate) fn line(sheet: &mut Sheet, id: &'static str, label: Key, hint: Option<Key>) -> El {
    let words = sheet.word(label);
    let mut field = el("div", "asked").add(el("label", "label").set("for", id).say(&words));
    if let Some(hint) = hint {
        let words = sheet.word(hint);
        field = field.add(p("hint", &words).set("id", "hint"));
    }
    let (kind, part) = match id {
        "phone" => ("tel", id),
        "email" => (id, id),
        _ => ("text", "code-field"),
    };
    let input = el("input", "")
        .set("id", id)
        .set("type", kind)
        .set(
            "autocomplete",
            if id == "code" {
                "off"
            } else if id == "phone" {
                "tel"
            } else {
                id
            },
        )
        .set("spellcheck", "false")
        .set("data-hint", if hint.is_some() { "hint" } else { "" })
        .part(part);
    input
        .0
        .unchecked_ref::<HtmlInputElement>()
        .set_value(&sheet.chat.written(id));
    let input = sheet.keep(input, objects);
    let input = sheet.on(input, "input", |chat, event| {
        chat.write(&target(event).id(), value(event));
    });
    field.add(input).add(error(sheet, id))
}

/// Why what stands in the field of that id was not taken.
pub(crate) fn error(sheet: &mut Sheet, id: &str) -> El {
    let words = el("p", "objection")
        .set("id", &[ERROR, id].concat())
        .part("error")
        .add(icon(ALERT))
        .add(el("span", ""));
    sheet.keep(words, |chat, at| {
        let objection = chat.objection_at(at.id().strip_prefix(ERROR).unwrap_or_default());
        let hides = at.toggle_attribute_with_force("hidden", objection.is_none());
        if let (Some(objection), Some(words), Ok(_)) = (objection, at.last_element_child(), hides) {
            set_text(&words, &chat.objection_words(objection));
        }
    })
}

/// Describes a field by its hint, and by why it was not taken.
pub(crate) fn objects(chat: Chat, field: &Element) {
    let id = field.id();
    let hint = field.get_attribute("data-hint").unwrap_or_default();
    let is_wrong = chat.objection_at(&id).is_some();
    let words = match is_wrong {
        true => [&hint, " ", ERROR, &id].concat(),
        false => hint,
    };
    let words = words.trim();
    for (name, value) in [
        ("aria-describedby", words),
        ("aria-invalid", if is_wrong { "true" } else { "" }),
    ] {
        if value.is_empty() {
            drop(field.remove_attribute(name));
        } else {
            drop(field.set_attribute(name, value));
        }
    }
}

/// The element that an event is of.
pub(crate) fn target(event: &Event) -> Element {
    wasm_bindgen::JsValue::from(event.current_target()).unchecked_into()
}

/// What stands in the field that an event is of: an input, a text area or a select.
pub(crate) fn value(event: &Event) -> String {
    crate::host::text(&target(event), "value")
}
