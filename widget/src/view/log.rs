//! The log: `role="log"` with a label and `aria-live="off"`, since each message is announced once
//! by the announcers; reachable by keyboard, so that it can be scrolled. It follows its end as
//! long as the reader is there. One who has scrolled up stays, and a button says how many are new.
//!
//! Its list outlives the screens it stands on. A row that is still the same row stays untouched:
//! who stands in it or has selected something of it loses nothing.

use juttu_shared::texts::widget as w;
use web_sys::Element;

use crate::chat::{Chat, Screen};
use crate::conversation::Row;
use crate::view::icon::DOWN;
use crate::view::queue::queue;
use crate::view::row::{draw, press};
use crate::view::sheet::{El, Sheet, again, el, icon, p};

/// The log.
pub(crate) fn log(sheet: &mut Sheet) -> El {
    let place = queue(sheet, el("div", "place"));
    let place = sheet.hide(place, |chat| !is_waiting(chat));
    let rows = sheet.keep(El(sheet.rows.clone()), |chat, rows| {
        let is_lost = chat.see(|shown| shown.is_lost);
        drop(rows.toggle_attribute_with_force("data-lost", is_lost));
    });
    let typing = p("typing", "").part("typing");
    let typing = sheet.text(typing, |chat| match chat.see(|shown| shown.is_typing) {
        true => chat.word(w::TYPING),
        false => String::new(),
    });
    // Its room is kept while somebody may type.
    let typing = sheet.hide(typing, |chat| {
        chat.see(|shown| shown.screen != Screen::Talking)
    });
    let count = sheet.text(el("span", ""), |chat| {
        chat.word_counted(w::NEW_MESSAGES, chat.see(|shown| shown.unseen))
    });
    let newer = el("button", "btn")
        .set("type", "button")
        .part("new-messages")
        .add(icon(DOWN))
        .add(count);
    let newer = sheet.on(newer, "click", |chat, _| chat.read_on());
    let newer = sheet.hide(el("div", "newer").add(newer), |chat| {
        chat.see(|shown| shown.unseen == 0 || shown.follows)
    });
    let log = el("div", "pane log")
        .set("id", "log")
        .part("log")
        .set("role", "log")
        .set("aria-live", "off")
        .set("aria-label", &sheet.word(w::LOG))
        .set("tabindex", "0");
    let log = sheet.on(log, "scroll", |chat, _| chat.scrolled());
    let log = sheet.on(log, "click", press);
    log.add(place).add(rows).add(typing).add(newer)
}

fn is_waiting(chat: Chat) -> bool {
    chat.see(|shown| shown.screen == Screen::Waiting)
}

/// The rows that stand in the list, and what they were drawn by.
#[derive(Default)]
struct Stood {
    rows: Vec<(u64, Element)>,
    language: String,
    today: u64,
}

/// Keeps the rows in a list.
pub(crate) fn keep_rows(chat: Chat, list: Element) {
    let mut stood = Stood::default();
    again(Box::new(move || {
        let rows = chat.log();
        let (language, today) = (chat.language(), chat.today());
        if stood.language != language || stood.today != today {
            list.set_text_content(None);
            stood.rows.clear();
        }
        let ids = rows.iter().map(Row::id);
        let make = |place: usize, next: Option<&Element>| {
            let element = draw(chat, rows.get(place)?).0;
            drop(list.insert_before(&element, next.map(|next| next.as_ref())));
            Some(element)
        };
        let before = std::mem::take(&mut stood.rows);
        stood = Stood {
            rows: renewed(before, ids, make, |gone| gone.remove()),
            language,
            today,
        };
    }));
}

/// What stands once there are rows of these numbers: what stood already is passed over, what has
/// gone is removed, and what is new is made, before the next one that stands. Most often it comes
/// at the end.
fn renewed<T>(
    stood: Vec<(u64, T)>,
    ids: impl Iterator<Item = u64>,
    make: impl Fn(usize, Option<&T>) -> Option<T>,
    remove: impl Fn(T),
) -> Vec<(u64, T)> {
    let mut stood = stood.into_iter();
    let mut stands = Vec::new();
    for (place, id) in ids.enumerate() {
        let ahead = stood.as_slice();
        let row = match ahead.iter().position(|(known, _)| *known == id) {
            Some(gone) => {
                stood.by_ref().take(gone).for_each(|(_, row)| remove(row));
                stood.next().map(|(_, row)| row)
            }
            None => make(place, ahead.first().map(|(_, next)| next)),
        };
        stands.extend(row.map(|row| (id, row)));
    }
    stood.for_each(|(_, row)| remove(row));
    stands
}

#[cfg(test)]
mod tests {
    use std::cell::{Cell, RefCell};

    use super::*;

    /// A list that is changed as the page would be, its rows numbered as they are made.
    #[derive(Default)]
    struct List {
        stands: Vec<(u64, u32)>,
        shown: RefCell<Vec<u32>>,
        made: Cell<u32>,
    }

    impl List {
        /// Gives it rows of these numbers, and says which one stands for each.
        fn shows(&mut self, ids: &[u64]) -> Vec<u32> {
            let place_of = |row| self.shown.borrow().iter().position(|shown| *shown == row);
            let make = |_: usize, next: Option<&u32>| {
                let row = self.made.replace(self.made.get() + 1);
                let end = self.shown.borrow().len();
                let place = next.map_or(end, |next| place_of(*next).unwrap());
                self.shown.borrow_mut().insert(place, row);
                Some(row)
            };
            let remove = |row| {
                let place = place_of(row).unwrap();
                self.shown.borrow_mut().remove(place);
            };
            let stood = std::mem::take(&mut self.stands);
            let stands = renewed(stood, ids.iter().copied(), make, remove);
            self.stands = stands;
            let named: Vec<u64> = self.stands.iter().map(|(id, _)| *id).collect();
            assert_eq!(named, ids);
            let rows: Vec<u32> = self.stands.iter().map(|(_, row)| *row).collect();
            assert_eq!(*self.shown.borrow(), rows);
            rows
        }
    }

    #[test]
    fn what_is_new_comes_at_the_end_and_the_rest_stays() {
        let mut list = List::default();
        assert_eq!(list.shows(&[1, 2]), [0, 1]);
        assert_eq!(list.shows(&[1, 2, 3]), [0, 1, 2]);
        assert_eq!(list.shows(&[1, 2, 3]), [0, 1, 2]);
    }

    #[test]
    fn a_row_that_has_changed_is_made_anew_where_it_stood() {
        let mut list = List::default();
        list.shows(&[1, 2, 3]);
        assert_eq!(list.shows(&[1, 9, 3]), [0, 3, 2]);
        assert_eq!(list.shows(&[8, 9, 3]), [4, 3, 2]);
        assert_eq!(list.shows(&[8, 9, 7]), [4, 3, 5]);
    }

    #[test]
    fn what_has_gone_is_removed() {
        let mut list = List::default();
        list.shows(&[1, 2, 3, 4]);
        assert_eq!(list.shows(&[1, 3]), [0, 2]);
        assert_eq!(list.shows(&[5, 3]), [4, 2]);
        assert!(list.shows(&[]).is_empty());
    }

    #[test]
    fn any_order_is_shown() {
        let mut list = List::default();
        list.shows(&[1, 2, 3]);
        list.shows(&[3, 1, 2]);
        list.shows(&[2, 3, 1, 4]);
        list.shows(&[4, 4, 1]);
    }
}
