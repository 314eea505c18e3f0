//! What a resident may say beside the message, all of it optional and said so once: whose matter it
//! is (native radio buttons), the topic and the area (native selects), where the service has them.

use juttu_shared::texts::Key;
use juttu_shared::texts::widget as w;
use juttu_shared::wire::v1::event::Concerns;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use crate::chat::Chat;
use crate::host::{get, list, text};
use crate::view::field;
use crate::view::sheet::{El, Sheet, el, p};

/// The choices.
pub(crate) fn choices(sheet: &mut Sheet) -> El {
    let chat = sheet.chat;
    let legend = el("legend", "label").say(&sheet.word(w::CONCERNS));
    let mut pills = el("div", "pills");
    for choice in Concerns::CHOICES {
        pills = pills.add(pill(sheet, choice));
    }
    let concerns = el("fieldset", "").part("concerns").add(legend).add(pills);
    let topics = chat
        .list("topics")
        .into_iter()
        .map(|topic| (text(&topic, "id"), text(&topic, "name")));
    let areas = list(&chat.thing("contact"), "areas")
        .into_iter()
        .map(|area| {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a key of a telephone"
            )]
            let key = get(&area, "key").as_f64().unwrap_or_default() as u32;
            (key.to_string(), text(&area, "name"))
        });
    let topic = select(sheet, "topic", w::TOPIC, topics.collect());
    let area = select(sheet, "area", w::AREA, areas.collect());
    el("div", "choices")
        .add(p("small muted", &sheet.word(w::OPTIONAL)).part("optional"))
        .add(concerns)
        .add(el("div", "pair").add(topic).add(area))
}

/// Whose matter it is: one of the answers. Its id is `concerns-` and the choice's name.
fn pill(sheet: &mut Sheet, choice: Concerns) -> El {
    let words = match choice {
        Concerns::SomeoneClose => w::SOMEONE_CLOSE,
        Concerns::Client => w::CLIENT,
        _ => w::ONESELF,
    };
    let id = ["concerns-", choice.name()].concat();
    let input = el("input", "")
        .set("type", "radio")
        .set("name", "concerns")
        .set("value", choice.name())
        .set("id", &id);
    let is_chosen = sheet.chat.written("concerns") == choice.name();
    input
        .0
        .unchecked_ref::<HtmlInputElement>()
        .set_checked(is_chosen);
    let input = sheet.on(input, "change", |chat, event| {
        chat.write("concerns", field::value(event));
    });
    el("label", "pick")
        .set("for", &id)
        .add(input)
        .add(el("span", "").say(&sheet.word(words)))
}

/// One of several, or none of them; nothing where there are none.
fn select(
    sheet: &mut Sheet,
    id: &'static str,
    label: Key,
    all: Vec<(String, String)>,
) -> Option<El> {
    let chosen = sheet.chat.written(id);
    let none = el("option", "").say(&sheet.word(w::NO_TOPIC));
    none.0.set_attribute("value", "").ok()?;
    let mut choices =
        (!all.is_empty()).then(|| el("select", "").set("id", id).part(id).add(none))?;
    for (value, name) in all {
        let selected = if value == chosen { "selected" } else { "" };
        let choice = el("option", "")
            .set("value", &value)
            .set("selected", selected);
        choices = choices.add(choice.say(&name));
    }
    let choices = sheet.on(choices, "change", |chat: Chat, event| {
        chat.write(&field::target(event).id(), field::value(event));
    });
    let label = el("label", "label").set("for", id).say(&sheet.word(label));
    Some(el("div", "asked").add(label).add(choices))
}
