//! Lines on top: the connection is lost (writing goes on, and messages wait); the conversation is
//! about to end for silence, with one button to go on; why nobody could be identified. Announced when
//! they come and when they go.

use juttu_shared::texts::widget as w;

use crate::view::icon::ALERT;
use crate::view::sheet::{El, Sheet, el, icon};

/// The lines, as far as they are due.
pub(crate) fn banners(sheet: &mut Sheet, at: El) -> El {
    let words = el("p", "")
        .add(el("b", "").say(&sheet.word(w::CONNECTION_LOST)))
        .add(el("span", "").say(&sheet.word(w::YOU_CAN_WRITE)));
    let lost = el("div", "banner")
        .part("banner")
        .add(icon(ALERT))
        .add(words);
    let lost = sheet.hide(lost, |chat| !chat.see(|shown| shown.is_lost));
    let ends = sheet.text(el("p", ""), |chat| {
        chat.word_counted(w::ENDS, chat.see(|shown| shown.ends_min))
    });
    let stay = sheet.button("btn", "stay", w::CONTINUE, |chat, _| chat.stay());
    let ending = el("div", "banner").part("ending").add(icon(ALERT));
    let ending = ending.add(el("div", "").add(ends).add(stay.set("id", "stay")));
    let ending = sheet.hide(ending, |chat| chat.see(|shown| shown.ends_min == 0));
    let trouble = sheet.text(el("p", ""), |chat| {
        chat.see(|shown| shown.trouble)
            .map(|words| chat.word(words))
            .unwrap_or_default()
    });
    let trouble = el("div", "banner")
        .part("trouble")
        .add(icon(ALERT))
        .add(trouble);
    let trouble = sheet.hide(trouble, |chat| chat.see(|shown| shown.trouble.is_none()));
    at.add(lost).add(ending).add(trouble)
}
