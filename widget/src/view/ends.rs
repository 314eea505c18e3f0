//! The quiet ways on under the composer, named in words: end the conversation, leave the queue or
//! turn it into a contact request, take a code, look at one that was not left yet, or close what a
//! code has opened. Ending asks first. The question is a named group; focus goes to the safe
//! answer, which is the strong one, and back when that is chosen or Esc is pressed.

use juttu_shared::texts::widget as w;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use crate::chat::{Chat, Page, Screen};
use crate::view::sheet::{El, Sheet, el, p};

/// The ways on, or the question.
pub(crate) fn ends(sheet: &mut Sheet, at: El) -> El {
    let out = sheet.button("btn quiet", "", w::END, |chat, _| chat.ask_end());
    let out = sheet.keep(out.set("id", "way-out"), |chat, out| {
        let part = if is(chat, Screen::Waiting) {
            "leave leave-queue"
        } else {
            "end"
        };
        drop(out.set_attribute("part", part));
    });
    let out = sheet.text(out, |chat| {
        chat.word(
            match (chat.see(|shown| shown.is_ending), is(chat, Screen::Waiting)) {
                (true, _) => w::ENDING,
                (false, true) => w::LEAVE_QUEUE,
                (false, false) => w::END,
            },
        )
    });
    let out = sheet.hide(out, |chat| {
        !is(chat, Screen::Waiting) && !is(chat, Screen::Talking)
    });
    let leave = sheet.button("btn quiet", "leave-message", w::LEAVE_MESSAGE, |chat, _| {
        chat.turn_to(Page::Request);
    });
    let leave = sheet.hide(leave, |chat| !is(chat, Screen::Waiting));
    let take = sheet.button("btn", "leave-message", w::TAKE_CODE, |chat, _| {
        chat.turn_to(Page::Request);
    });
    let no_code = p("small muted", &sheet.word(w::NO_CODE_YET));
    let take = el("div", "take").add(no_code).add(take);
    let take = sheet.hide(take, |chat| !is(chat, Screen::Left) || lasts(chat));
    let again = sheet.button("btn quiet", "start-again", w::START_AGAIN, |chat, _| {
        chat.start_again();
    });
    let again = sheet.text(again, |chat| {
        chat.word(match chat.came_in() {
            true => w::CLOSE_MESSAGES,
            false => w::START_AGAIN,
        })
    });
    let again = sheet.hide(again, |chat| {
        let is_under_way = is(chat, Screen::Waiting) || is(chat, Screen::Talking);
        !chat.came_in() && (!lasts(chat) || is_under_way)
    });
    let code = sheet.button("btn quiet", "show-code", w::YOUR_CODE, |chat, _| {
        chat.show_code();
    });
    let code = sheet.hide(code, |chat| {
        chat.see(|_| ());
        chat.code().is_none()
    });
    let save = sheet.button("btn quiet", "save", w::SAVE_SHORT, |chat, _| chat.save());
    let save = sheet.hide(save, |chat| is(chat, Screen::Waiting));
    let ways = el("div", "ends").add(take).add(leave).add(code);
    let ways = ways.add(out).add(save).add(again);
    let ways = sheet.hide(ways, |chat| chat.see(|shown| shown.is_asked));
    at.add(ways).add(question(sheet))
}

fn question(sheet: &mut Sheet) -> El {
    let sure = sheet.text(p("", "").set("id", "sure"), |chat| {
        of_queue(chat, w::LEAVE_QUEUE_SURE, w::END_SURE)
    });
    let keep = sheet.button("btn strong", "keep", w::CONTINUE, |chat, _| chat.go_on());
    let keep = sheet.text(keep.set("id", "keep"), |chat| {
        of_queue(chat, w::KEEP_WAITING, w::CONTINUE)
    });
    let confirm = sheet.button("btn", "confirm", w::END, |chat, _| chat.end());
    let confirm = sheet.text(confirm, |chat| of_queue(chat, w::LEAVE_QUEUE, w::END));
    let save = sheet.button("btn", "save", w::SAVE, |chat, _| chat.save());
    let save = sheet.hide(save, |chat| is(chat, Screen::Waiting));
    let question = el("div", "question")
        .set("role", "group")
        .set("aria-labelledby", "sure");
    let question = sheet.on(
        question.add(sure).add(keep).add(save).add(confirm),
        "keydown",
        |chat, event| {
            if event.unchecked_ref::<KeyboardEvent>().key() == "Escape" {
                // The panel itself stays open.
                event.stop_propagation();
                chat.go_on();
            }
        },
    );
    sheet.hide(question, |chat| !chat.see(|shown| shown.is_asked))
}

fn is(chat: Chat, screen: Screen) -> bool {
    chat.see(|shown| shown.screen == screen)
}

fn lasts(chat: Chat) -> bool {
    chat.see(|shown| shown.lasts)
}

fn of_queue(chat: Chat, queue: juttu_shared::texts::Key, talk: juttu_shared::texts::Key) -> String {
    chat.word(if is(chat, Screen::Waiting) {
        queue
    } else {
        talk
    })
}
