//! The end, said plainly under the log: what happened, what was said with it, whether it helped, the conversation to take
//! along, a new start, and other ways to reach the service. The heading takes focus if it stood in
//! what went away. Whether it helped is a named group of buttons, the chosen one pressed; it may be
//! answered again.

use juttu_shared::texts::widget as w;
use juttu_shared::wire::v1::event::Helped;

use crate::chat::Chat;
use crate::view::door::leads;
use crate::view::guide;
use crate::view::sheet::{El, Sheet, el, p};

/// What stands under the log of a conversation that has ended.
pub(crate) fn ended(sheet: &mut Sheet, at: El) -> El {
    let title = el("h3", "")
        .set("id", "ended")
        .set("tabindex", "-1")
        .part("ended");
    let title = sheet.text(title, |chat| chat.ended_words());
    let agreed = sheet.text(p("note", "").part("agreed"), Chat::agreed);
    let agreed = sheet.hide(agreed, |chat| chat.agreed().is_empty());
    let again = sheet.button("btn wide", "start-again", w::START_AGAIN, |chat, _| {
        chat.start_again();
    });
    let door = leads(sheet, "btn quiet");
    let save = sheet.button("btn quiet", "save", w::SAVE, |chat, _| chat.save());
    let print = sheet.button("btn quiet", "print", w::PRINT, |chat, _| chat.print());
    let keep = sheet.button("btn wide", "keep-code", w::KEEP_A_CODE, |chat, _| {
        chat.keep_code(w::CODE_KEPT);
    });
    let keep = sheet.hide(keep, |chat| {
        !chat.see(|shown| shown.may_keep) || !chat.was_answered()
    });
    let back = sheet.text(p("small", ""), Chat::way_back);
    let back = sheet.hide(back, |chat| !chat.see(|shown| shown.is_identified));
    let contact = guide::contact(sheet.chat, false);
    let kept = sheet.text(p("note", "").part("kept"), Chat::kept_words);
    let kept = sheet.hide(kept, |chat| chat.kept_words().is_empty());
    at.add(title)
        .add(agreed)
        .add(kept)
        .add(keep)
        .add(back)
        .add(rating(sheet))
        .add(el("div", "ends").add(save).add(print))
        .add(again)
        .add(contact)
        .add(door)
}

/// Whether it helped. Not asked of one who was never answered.
fn rating(sheet: &mut Sheet) -> El {
    let asks = p("label", &sheet.word(w::DID_YOU_GET_HELP)).set("id", "helped");
    let mut answers = el("div", "pills");
    for helped in Helped::CHOICES {
        answers = answers.add(answer(sheet, helped));
    }
    let thanks = sheet.text(p("hint", ""), |chat| match chat.rated() {
        Some(_) => chat.word(w::THANKS),
        None => String::new(),
    });
    let all = el("div", "rating")
        .set("role", "group")
        .set("aria-labelledby", "helped")
        .part("rating");
    let all = all.add(asks).add(answers).add(thanks);
    sheet.hide(all, |chat| !chat.was_answered())
}

/// One of the answers, its value the wire's name for it.
fn answer(sheet: &mut Sheet, helped: Helped) -> El {
    let words = match helped {
        Helped::Partly => w::HELPED_PARTLY,
        Helped::No => w::HELPED_NO,
        _ => w::HELPED_YES,
    };
    let button = sheet.button("btn", "rate", words, |chat, event| {
        if let Some(helped) = Helped::from_name(&crate::view::field::value(event)) {
            chat.rate(helped);
        }
    });
    let button = button.set("value", helped.name());
    sheet.keep(button, |chat, button| {
        let value = button.get_attribute("value").unwrap_or_default();
        let is_chosen = chat.rated().is_some_and(|helped| helped.name() == value);
        let pressed = if is_chosen { "true" } else { "false" };
        drop(button.set_attribute("aria-pressed", pressed));
    })
}
