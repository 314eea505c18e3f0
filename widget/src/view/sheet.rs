//! Screens, written straight into the page.
//!
//! Every kind of element in a Leptos view is a type of its own, compiled for itself: a table of
//! opening hours would be paid by a phone in kilobytes. Here elements are made by code that exists
//! once, what changes is a list of small functions run by one effect, and what is pressed is heard
//! by plain functions. The rows of the log have an effect of their own (see
//! [`log`](crate::view::log)).

use leptos::prelude::Effect;
use leptos::tachys::dom::document;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, Event};

use juttu_shared::texts::Key;
use juttu_shared::texts::widget as w;

use crate::chat::{Chat, Page, Screen};
use crate::view::log::keep_rows;

/// An element in the making.
pub(crate) struct El(pub(crate) Element);

/// Writes into an element.
type Writes = fn(&mut Sheet, El) -> El;
/// What is heard of an element.
type Does = fn(Chat, &Event);

/// What changes of an element.
enum Live {
    /// Its text.
    Text(fn(Chat) -> String),
    /// Whether it is hidden.
    Hidden(fn(Chat) -> bool),
    /// Anything else.
    Run(fn(Chat, &Element)),
}

/// Elements that stand, and what keeps them up to date.
pub(crate) struct Sheet {
    /// What they show.
    pub(crate) chat: Chat,
    /// The screen they stand on.
    pub(crate) screen: Screen,
    /// The log's list, which outlives the screens.
    pub(crate) rows: Element,
    /// What is not in sight at first, and where it goes: drawn in a task of its own, so that a slow
    /// processor shows the rest and hears the resident before.
    pub(crate) later: Option<(Element, Writes)>,
    language: String,
    lives: Vec<(Element, Live)>,
    heard: Vec<Closure<dyn FnMut(Event)>>,
}

/// Writes the chat into an element, anew when another screen stands in the panel or the words are
/// of another language, and keeps it up to date.
pub(crate) fn keep(chat: Chat, at: Element, write: Writes) {
    let rows = el("ol", "").0;
    keep_rows(chat, rows.clone());
    let mut stood: Option<Sheet> = None;
    again(Box::new(move || {
        let screen = chat.see(|shown| shown.screen);
        let language = chat.language();
        chat.hear_draft();
        let sheet = stood.take().filter(|sheet| {
            let is_same = sheet.screen == screen || sheet.screen.is_talk() && screen.is_talk();
            is_same && sheet.language == language
        });
        let mut sheet = sheet.unwrap_or_else(|| {
            at.set_text_content(None);
            let mut sheet = Sheet {
                chat,
                screen,
                rows: rows.clone(),
                later: None,
                language,
                lives: Vec::new(),
                heard: Vec::new(),
            };
            write(&mut sheet, El(at.clone()));
            sheet
        });
        if chat.see(|shown| shown.is_settled)
            && let Some((at, write)) = sheet.later.take()
        {
            write(&mut sheet, El(at));
        }
        for (element, live) in &sheet.lives {
            match live {
                Live::Text(text) => set_text(element, &text(chat)),
                Live::Hidden(is_hidden) => {
                    drop(element.toggle_attribute_with_force("hidden", is_hidden(chat)))
                }
                Live::Run(run) => run(chat, element),
            }
        }
        stood = Some(sheet);
    }));
}

/// Runs now, and again whenever something that was read has changed. What it keeps is its own, so that
/// the reactive code is compiled once.
pub(crate) fn again(mut run: Box<dyn FnMut()>) {
    Effect::new(move |_: Option<()>| run());
}

/// An element with a class; an empty one is left out.
pub(crate) fn el(name: &str, class: &str) -> El {
    let element = document().create_element(name);
    #[expect(clippy::expect_used, reason = "only a malformed name fails")]
    El(element.expect("a name")).set("class", class)
}

/// The heading of a screen, without its words.
pub(crate) fn title() -> El {
    el("h3", "").set("id", "title").set("tabindex", "-1")
}

/// A paragraph.
pub(crate) fn p(class: &str, words: &str) -> El {
    el("p", class).say(words)
}

/// A line icon.
pub(crate) fn icon(path: &str) -> El {
    let make = |name| document().create_element_ns(Some("http://www.w3.org/2000/svg"), name);
    #[expect(clippy::expect_used, reason = "only a malformed name fails")]
    let drawn = |name| El(make(name).expect("a name"));
    drawn("svg")
        .set("class", "icon")
        .set("aria-hidden", "true")
        .set("viewBox", "0 0 24 24")
        .add(drawn("path").set("d", path))
}

impl El {
    /// Sets an attribute; an empty one is left out.
    pub(crate) fn set(self, name: &str, value: &str) -> Self {
        if !value.is_empty() {
            drop(self.0.set_attribute(name, value));
        }
        self
    }

    /// Its `part`.
    pub(crate) fn part(self, part: &str) -> Self {
        self.set("part", part)
    }

    /// Adds words.
    pub(crate) fn say(self, words: &str) -> Self {
        drop(self.0.append_with_str_1(words));
        self
    }

    /// Adds an element, or none.
    pub(crate) fn add(self, child: impl Into<Option<El>>) -> Self {
        if let Some(child) = child.into() {
            drop(self.0.append_child(&child.0));
        }
        self
    }
}

impl Sheet {
    /// A text.
    pub(crate) fn word(&self, key: Key) -> String {
        self.chat.word(key)
    }

    /// Keeps an element's text.
    pub(crate) fn text(&mut self, element: El, text: fn(Chat) -> String) -> El {
        self.live(element, Live::Text(text))
    }

    /// Hides an element while there is nothing of it to show.
    pub(crate) fn hide(&mut self, element: El, is_hidden: fn(Chat) -> bool) -> El {
        self.live(element, Live::Hidden(is_hidden))
    }

    /// Keeps an element up to date.
    pub(crate) fn keep(&mut self, element: El, run: fn(Chat, &Element)) -> El {
        self.live(element, Live::Run(run))
    }

    fn live(&mut self, element: El, live: Live) -> El {
        self.lives.push((element.0.clone(), live));
        element
    }

    /// Hears of an element, for as long as it stands.
    pub(crate) fn on(&mut self, element: El, name: &str, does: Does) -> El {
        let chat = self.chat;
        let heard = Closure::<dyn FnMut(Event)>::new(move |event: Event| does(chat, &event));
        let target = &element.0;
        drop(target.add_event_listener_with_callback(name, heard.as_ref().unchecked_ref()));
        self.heard.push(heard);
        element
    }

    /// A form: a screen's body, and its foot with the one strong action.
    pub(crate) fn form(&mut self, submit: Does) -> El {
        // What is wrong is said in the widget's own words.
        let form = el("form", "start").set("novalidate", "novalidate");
        self.on(form, "submit", submit)
    }

    /// The strong button of a form. It says so while it is under way.
    pub(crate) fn submit(&mut self, part: &str, words: fn(Chat) -> String) -> El {
        let button = el("button", "btn strong wide")
            .set("type", "submit")
            .part(part);
        let button = self.keep(button, |chat, button| {
            let is_under_way = chat.see(|shown| shown.is_starting);
            let value = if is_under_way { "true" } else { "false" };
            drop(button.set_attribute("aria-disabled", value));
        });
        self.text(button, words)
    }

    /// The way back to where one came from. Not to the queue while one is leaving it.
    pub(crate) fn back(&mut self) -> El {
        let back = self.button("btn quiet", "back", w::BACK, |chat, _| {
            chat.turn_to(Page::None);
        });
        self.hide(back, |chat| {
            !chat.is_new() && chat.see(|shown| shown.is_starting)
        })
    }

    /// The heading of a screen, which takes focus when the screen comes.
    pub(crate) fn title(&self, words: Key) -> El {
        title().say(&self.word(words))
    }

    /// A button.
    pub(crate) fn button(&mut self, class: &str, part: &str, words: Key, does: Does) -> El {
        let words = self.word(words);
        let button = el("button", class).set("type", "button").part(part);
        self.on(button.say(&words), "click", does)
    }
}

/// Sets a text, unless it stands already: what a reader has selected stays so.
pub(crate) fn set_text(element: &Element, words: &str) {
    if element.text_content().as_deref() != Some(words) {
        element.set_text_content(Some(words));
    }
}
