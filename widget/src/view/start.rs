//! The start: how the queue stands and what kind of chat this is, the field for the first message
//! (it can be written at once), and one strong action. A form with a native text area and a submit
//! button; the notice about identity codes describes the field. With nobody at the desk that is
//! said, and leaving a message stands beside waiting.

use juttu_shared::refusal::Refusal;
use juttu_shared::texts::widget as w;

use crate::chat::Page;
use crate::view::choices::choices;
use crate::view::door::leads;
use crate::view::icon::{INFO, PERSON, PHONE};
use crate::view::sheet::{El, Sheet, el, icon, p, title};
use crate::view::{field, guide, identify};

/// The start screen.
pub(crate) fn start(sheet: &mut Sheet, at: El) -> El {
    let chat = sheet.chat;
    let form = sheet.form(|chat, event| {
        event.prevent_default();
        chat.start();
    });
    let nobody = p("note", &sheet.word(w::NOBODY)).part("nobody");
    let nobody = sheet.hide(nobody, |chat| {
        chat.is_shut() || chat.fact("availability") != "nobody"
    });
    let closed = p("note", &sheet.word(w::NOW_CLOSED)).part("now-closed");
    let closed = sheet.hide(closed, |chat| {
        let refused = chat.see(|shown| shown.objection.map(|objection| objection.refusal));
        let is_said = refused == Some(Refusal::Closed);
        !chat.is_shut() || is_said
    });
    let queue = sheet.text(el("span", "").part("queue"), |chat| {
        chat.fact(if chat.is_shut() { "status" } else { "queue" })
    });
    let queue = el("li", "").add(icon(PERSON)).add(queue);
    let queue = sheet.hide(queue, |chat| {
        !chat.is_shut() && chat.fact("queue").is_empty()
    });
    let standing = guide::standing(chat);
    let standing = standing.map(|standing| el("li", "").add(icon(INFO)).add(standing));
    let emergency = guide::emergency(chat);
    let emergency = emergency.map(|lines| el("li", "").add(icon(PHONE)).add(lines));
    let facts = el("ul", "facts").add(queue).add(standing).add(emergency);
    let label = el("label", "").set("for", "field");
    let label = label.say(&sheet.word(w::HOW_CAN_WE_HELP));
    let hint = sheet.text(p("hint", "").set("id", "hint"), |chat| {
        let hint = chat.word(w::NO_IDENTITY_CODE);
        match chat.see(|shown| shown.is_identified) {
            true => hint,
            false => [&chat.word(w::ANONYMOUS), " ", &hint].concat(),
        }
    });
    let announced = sheet.keep(guide::announcements(), guide::draw_announcements);
    let pane = el("div", "pane")
        .add(identify::earlier(sheet))
        .add(nobody)
        .add(closed)
        .add(facts)
        .add(announced)
        .add(title().add(label))
        .add(hint)
        .add(field::message(sheet, "start-field", "3", "hint"));
    sheet.later = Some((pane.0.clone(), below));
    let begin = sheet.submit("start", |chat| {
        let is_under_way = chat.see(|shown| shown.is_starting);
        chat.word(if is_under_way { w::STARTING } else { w::START })
    });
    let begin = sheet.hide(begin, |chat| chat.is_shut());
    let leave = sheet.button("btn wide", "leave-message", w::LEAVE_MESSAGE, |chat, _| {
        chat.turn_to(Page::Request);
    });
    let leave = sheet.keep(leave, |chat, leave| {
        let strong = if chat.is_shut() {
            "btn strong wide"
        } else {
            "btn wide"
        };
        drop(leave.set_attribute("class", strong));
    });
    let leave = sheet.hide(leave, |chat| {
        let helps = |refusal| matches!(refusal, Refusal::QueueFull | Refusal::Closed);
        let refused = chat.see(|shown| shown.objection.map(|objection| objection.refusal));
        chat.fact("availability") == "open" && !chat.is_shut() && !refused.is_some_and(helps)
    });
    let ends = el("div", "ends").add(leads(sheet, "btn quiet"));
    let foot = el("div", "foot talk").add(begin).add(leave).add(ends);
    at.add(form.add(pane).add(foot))
}

/// What stands below the field.
fn below(sheet: &mut Sheet, pane: El) -> El {
    pane.add(identify::offer(sheet))
        .add(choices(sheet))
        .add(guide::links(sheet.chat))
        .add(guide::contact(sheet.chat, false))
}
