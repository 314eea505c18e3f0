//! The page itself: its title, its language, its address, where the focus is.

use juttu_shared::texts::Language;
use juttu_shared::wire::v1::sign_in::CameBack;
use leptos::prelude::request_animation_frame;
use wasm_bindgen::JsCast;
use web_sys::{
    Document, HtmlElement, HtmlTextAreaElement, ScrollIntoViewOptions, ScrollLogicalPosition,
    VisibilityState,
};

/// The socket's address: this page's own host, and the language of what it names.
pub(crate) fn socket_url(language: Language) -> Option<String> {
    let location = web_sys::window()?.location();
    let scheme = if location.protocol().ok()? == "https:" {
        "wss"
    } else {
        "ws"
    };
    Some(format!(
        "{scheme}://{}/desk/api/socket?lang={}",
        location.host().ok()?,
        language.tag()
    ))
}

/// The token of a set-password link, read once: it leaves the address and the history at once.
pub(crate) fn take_token() -> Option<String> {
    take_fragment("#set-password=")
}

/// What came of signing in through the organisation, read once as well.
pub(crate) fn take_came_back() -> Option<CameBack> {
    take_fragment("#sign-in=").map(|code| CameBack::from_code(&code))
}

fn take_fragment(prefix: &str) -> Option<String> {
    let window = web_sys::window()?;
    let location = window.location();
    let token = location.hash().ok()?.strip_prefix(prefix)?.to_owned();
    let path = location.pathname().ok()?;
    window
        .history()
        .ok()?
        .replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&path))
        .ok()?;
    (!token.is_empty()).then_some(token)
}

/// What the address names after its `#`, if anything.
pub(crate) fn hash() -> Option<String> {
    let hash = web_sys::window()?.location().hash().ok()?;
    let name = hash.strip_prefix('#')?;
    (!name.is_empty()).then(|| name.to_owned())
}

/// Names a page in the address, as a step that the browser's way back undoes. With none, the address
/// is the desk's own.
pub(crate) fn show_hash(name: Option<&str>) {
    if hash().as_deref() == name {
        return;
    }
    let pushed = web_sys::window().and_then(|window| {
        let path = window.location().pathname().ok()?;
        let address = match name {
            Some(name) => [path.as_str(), "#", name].concat(),
            None => path,
        };
        let history = window.history().ok()?;
        let none = wasm_bindgen::JsValue::NULL;
        history.push_state_with_url(&none, "", Some(&address)).ok()
    });
    debug_assert!(pushed.is_some(), "the page has an address of its own");
}

/// The language to begin in. Finnish, or Swedish where the browser asks for it: the machines of an
/// office often ask for English without anybody having chosen it.
pub(crate) fn first_language() -> Language {
    let wanted = web_sys::window()
        .and_then(|window| window.navigator().language())
        .and_then(|tag| Language::from_tag(&tag));
    match wanted {
        Some(Language::Sv) => Language::Sv,
        _ => Language::Fi,
    }
}

/// Says in which language the page is, and what it is called. What is said already is not said
/// again: a browser looks through the whole page's style for each language it is told.
pub(crate) fn entitle(language: Language, title: &str) {
    if let Some(document) = document() {
        if document.title() != title {
            document.set_title(title);
        }
        if let Some(root) = document.document_element()
            && root.get_attribute("lang").as_deref() != Some(language.tag())
        {
            root.set_attribute("lang", language.tag()).ok();
        }
    }
}

/// A dot in the tab while somebody waits or has written: a shape beside the title's words.
const DOT: &str = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'>\
    <circle cx='8' cy='8' r='7' fill='%23a1262b' stroke='white' stroke-width='2'/></svg>";

/// Puts the dot into the tab, or takes it out.
pub(crate) fn mark_tab(marked: bool) {
    let icon = document().and_then(|document| document.query_selector("link[rel=icon]").ok()?);
    if let Some(icon) = icon {
        let wanted = if marked { DOT } else { "data:," };
        if icon.get_attribute("href").as_deref() != Some(wanted) {
            icon.set_attribute("href", wanted).ok();
        }
    }
}

/// Whether the page is in front.
pub(crate) fn is_visible() -> bool {
    document().is_none_or(|document| document.visibility_state() == VisibilityState::Visible)
}

/// Whether the page is in front and has the keyboard.
pub(crate) fn has_focus() -> bool {
    is_visible() && document().is_some_and(|document| document.has_focus().unwrap_or(true))
}

/// Presses a button once the screen is drawn. Whether it is on the screen is its own matter.
pub(crate) fn press_soon(id: &'static str) {
    request_animation_frame(move || {
        if let Some(element) = element(id) {
            element.focus().ok();
            element.click();
        }
    });
}

/// Scrolls as little as brings an element into sight, once the screen is drawn.
pub(crate) fn show_soon(id: String) {
    request_animation_frame(move || {
        if let Some(element) = element(&id) {
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
}

/// Whether a media query holds.
pub(crate) fn matches(query: &str) -> bool {
    web_sys::window()
        .and_then(|window| window.match_media(query).ok().flatten())
        .is_some_and(|list| list.matches())
}

/// Whether fingers do the pointing: then Enter makes a line, and a field that takes the focus
/// would bring up a keyboard over half the screen.
pub(crate) fn is_touched() -> bool {
    matches("(pointer: coarse)")
}

/// Moves the focus to an element once the screen is drawn.
pub(crate) fn focus_soon(id: &'static str) {
    request_animation_frame(move || focus(id));
}

/// Moves the focus to an element at once, so that keys which follow at once land there; or once the
/// screen is drawn, when it is not on it yet.
pub(crate) fn focus_now(id: &'static str) {
    let has_it = element(id).is_some_and(|element| {
        element.focus().ok();
        let active = document().and_then(|document| document.active_element());
        active.is_some_and(|active| active.id() == id)
    });
    if !has_it {
        focus_soon(id);
    }
}

/// What is selected in a text field, or where its caret stands: in UTF-16 units.
pub(crate) fn selected(id: &str) -> Option<(u32, u32)> {
    let field: HtmlTextAreaElement = element(id)?.dyn_into().ok()?;
    Some((field.selection_start().ok()??, field.selection_end().ok()??))
}

/// Moves the focus to a text field and its caret to a place, once the screen is drawn.
pub(crate) fn place_caret_soon(id: &'static str, at: u32) {
    request_animation_frame(move || {
        let field = element(id).and_then(|field| field.dyn_into::<HtmlTextAreaElement>().ok());
        if let Some(field) = field {
            field.focus().ok();
            field.set_selection_range(at, at).ok();
        }
    });
}

/// Moves the focus from an element to the one so many places further among those of the page that
/// `selector` finds, in the order of the page.
pub(crate) fn focus_beside(here: &HtmlElement, selector: &str, step: isize) {
    let all = document().and_then(|document| document.query_selector_all(selector).ok());
    let Some(all) = all else {
        return;
    };
    let at = (0..all.length()).find(|at| {
        all.item(*at)
            .is_some_and(|node| here.is_same_node(Some(&node)))
    });
    let beside = at
        .and_then(|at| isize::try_from(at).ok()?.checked_add(step))
        .and_then(|at| all.item(u32::try_from(at).ok()?))
        .and_then(|node| node.dyn_into::<HtmlElement>().ok());
    if let Some(beside) = beside {
        beside.focus().ok();
    }
}

/// Whether the focus stands inside an element that `selector` finds.
pub(crate) fn is_focus_within(selector: &str) -> bool {
    document()
        .and_then(|document| document.active_element())
        .and_then(|element| element.closest(selector).ok().flatten())
        .is_some()
}

/// Moves the focus there once the screen is drawn, if whatever had it is gone by then.
pub(crate) fn focus_if_lost(id: &'static str) {
    request_animation_frame(move || {
        if is_focus_lost() {
            focus(id);
        }
    });
}

/// Moves the focus there once the screen is drawn, unless it has gone elsewhere than in `near`
/// meanwhile: what is written there must not be interrupted.
pub(crate) fn focus_unless_elsewhere(id: &'static str, near: &'static str) {
    request_animation_frame(move || {
        if is_focus_lost() || is_focus_within(near) {
            focus(id);
        }
    });
}

fn is_focus_lost() -> bool {
    document().is_some_and(|document| {
        document
            .active_element()
            .is_none_or(|element| element.tag_name() == "BODY")
    })
}

fn focus(id: &str) {
    if let Some(element) = element(id) {
        element.focus().ok();
    }
}

/// Shows or hides the words that stand in the page itself for when nothing else works.
pub(crate) fn show_trouble(shown: bool) {
    if let Some(element) = element("trouble") {
        element.set_hidden(!shown);
    }
}

/// An element of the page.
pub(crate) fn element(id: &str) -> Option<HtmlElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}
