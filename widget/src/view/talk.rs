//! A conversation: the log, and under it what can be done: write and leave, or, when it is over, go
//! on elsewhere. Waiting, talking and waiting for an answer are the same screen, so that a
//! professional's joining moves nothing, and focus stays where it is. With a code one may write
//! after the end as well. While it is asked whether to end, the question alone is there: the draft
//! is kept.

use crate::chat::{Chat, Screen};
use crate::view::composer::composer;
use crate::view::ended::ended;
use crate::view::ends::ends;
use crate::view::log::log;
use crate::view::sheet::{El, Sheet, el};

/// The conversation's screen.
pub(crate) fn talk(sheet: &mut Sheet, at: El) -> El {
    let ways = ends(sheet, el("div", ""));
    let write = composer(sheet);
    let write = sheet.hide(write, |chat| chat.see(|shown| shown.is_asked));
    let foot = el("div", "foot talk").add(write).add(ways);
    let foot = sheet.hide(foot, is_over);
    let end = ended(sheet, el("div", "foot ended"));
    let end = sheet.hide(end, |chat| !is_over(chat));
    at.add(log(sheet)).add(foot).add(end)
}

fn is_over(chat: Chat) -> bool {
    chat.see(|shown| shown.screen == Screen::Ended && !shown.lasts)
}
