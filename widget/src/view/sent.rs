//! A contact request is left: its code, large, to be copied or printed; its reference, which opens
//! nothing; and when an answer can be expected. It stays until the resident goes on, and does not come
//! back, since others may use the device: both are said. Those who hear the screen hear the code
//! sign by sign. When the answer comes, that is said on top, with a button that goes to it.

use juttu_shared::texts::widget as w;

use crate::chat::{Chat, Page};
use crate::view::guide;
use crate::view::sheet::{El, Sheet, el, p};

/// The screen after sending.
pub(crate) fn sent(sheet: &mut Sheet, at: El) -> El {
    let chat = sheet.chat;
    let code = chat.code().map(|code| code.grouped()).unwrap_or_default();
    let mut spelt = String::new();
    for sign in code.chars() {
        // A pause after each group.
        if sign == ' ' {
            spelt.pop();
            spelt.push(',');
        } else {
            spelt.push(sign);
        }
        spelt.push(' ');
    }
    let shown = p("code", &code)
        .part("code")
        .set("role", "img")
        .set("aria-label", &spelt);
    let copy = sheet.button("btn", "copy-code", w::COPY, |chat, _| chat.copy_code());
    let copy = sheet.text(copy, |chat| {
        let is_copied = chat.see(|shown| shown.is_copied);
        chat.word(if is_copied { w::COPIED_NOW } else { w::COPY })
    });
    let print = sheet.button("btn", "print-code", w::PRINT, |chat, _| chat.print());
    let address = chat.word_with(w::READ_AT, "address", &chat.code_address());
    let reference = sheet.text(el("b", ""), |chat| {
        let reference = chat.see(|shown| shown.reference).to_string();
        chat.word_with(w::REFERENCE, "n", &reference)
    });
    let reference = p("", "").part("reference").add(reference);
    let reference = reference.add(el("span", "hint").say(&sheet.word(w::REFERENCE_HINT)));
    let reference = sheet.hide(reference, |chat| chat.see(|shown| shown.reference == 0));
    let promise = sheet.text(p("", "").part("answer-by"), |chat| {
        chat.see(|_| ());
        chat.promised()
    });
    let reached = chat.reached();
    let reached = (!reached.is_empty()).then(|| p("", &reached).part("reached"));
    let title = match chat.has_kept_code() {
        true => w::CODE_READY,
        false => w::REQUEST_SENT,
    };
    let has_code = chat.code().is_some();
    let back = p("", "").part("read-identified");
    let back = (!has_code).then(|| sheet.text(back, Chat::read_back));
    let slip = el("div", "slip")
        .add(el("h4", "").say(&sheet.word(w::YOUR_CODE)))
        .add(shown)
        .add(p("", &sheet.word(w::KEEP_CODE)))
        .add(p("small", &address))
        .add(el("div", "acts").add(copy).add(print));
    let more = sheet.button("btn wide", "write-more", w::WRITE_MORE, |chat, _| {
        chat.turn_to(Page::None);
    });
    let more = sheet.text(more, |chat| {
        chat.word(match chat.has_kept_code() {
            true => w::BACK,
            false => w::WRITE_MORE,
        })
    });
    let more = sheet.hide(more, has_answer);
    let read = sheet.button(
        "btn strong wide",
        "read-answer",
        w::READ_ANSWER,
        |chat, _| chat.read_answer(),
    );
    let answered = el("div", "note").part("answered");
    let answered = answered.add(el("b", "").say(&sheet.word(w::ANSWERED)));
    let answered = sheet.hide(answered.add(read), |chat| !has_answer(chat));
    at.add(
        el("div", "pane form sent")
            .add(sheet.title(title))
            .add(answered)
            .add(promise)
            .add(reached)
            .add(has_code.then_some(slip))
            .add(back)
            .add(reference)
            .add(p("small", &sheet.word(w::SHARED_DEVICE)))
            .add(guide::emergency(chat))
            .add(more),
    )
}

/// Whether an answer waits that the resident has not read. What stands under a code that was taken for
/// a conversation was read before.
fn has_answer(chat: Chat) -> bool {
    chat.see(|shown| shown.is_answered) && !chat.has_kept_code()
}
