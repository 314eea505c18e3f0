//! Where focus goes when a screen takes the place of another: only if it stood in the old one.

use leptos::prelude::*;
use leptos::tachys::html::element::ElementType;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Whether the main pointer is a finger: then Enter makes a line, and no field takes focus by
/// itself, since a keyboard would come over the screen.
pub fn is_by_finger() -> bool {
    web_sys::window()
        .and_then(|window| window.match_media("(pointer: coarse)").ok().flatten())
        .is_some_and(|query| query.matches())
}

/// Focuses the element once it stands, if `wanted` says so then.
pub fn when_it_stands<E>(node: NodeRef<E>, wanted: impl Fn() -> bool + 'static)
where
    E: ElementType,
    E::Output: JsCast + Clone + 'static,
{
    Effect::new(move |_| {
        if let Some(element) = node.get()
            && wanted()
        {
            focus(element.unchecked_ref());
        }
    });
}

/// Focuses an element.
pub fn focus(element: &HtmlElement) {
    drop(element.focus());
}
