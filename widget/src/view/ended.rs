//! The end, said plainly under the log: other ways to reach the service, and a new start. The
//! heading takes focus if it stood in what went away.

use juttu_shared::texts::widget as w;

use crate::view::guide;
use crate::view::sheet::{El, Sheet, el};

/// What stands under the log of a conversation that has ended.
pub(crate) fn ended(sheet: &mut Sheet, at: El) -> El {
    let title = el("h3", "")
        .set("id", "ended")
        .set("tabindex", "-1")
        .part("ended");
    let title = sheet.text(title, |chat| chat.ended_words());
    let again = sheet.button(
        "btn strong wide",
        "start-again",
        w::START_AGAIN,
        |chat, _| {
            chat.start_again();
        },
    );
    let door = sheet.button("btn quiet", "have-code", w::READ_WITH_CODE, |chat, _| {
        chat.turn_to_door();
    });
    let contact = guide::contact(sheet.chat, false);
    at.add(title).add(contact).add(again).add(door)
}
