//! Hears when the network goes and is back, and when the page is in front again.

use std::rc::Weak;

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue};
use web_sys::{EventTarget, VisibilityState};

use super::core::{Core, tell};
use crate::transport::Input;

/// Listeners for what may mean that a connection is gone, or can be had again.
pub(super) fn listen(core: &Weak<Core>) -> Vec<Ear> {
    let mut ears = Vec::new();
    if let Some(window) = web_sys::window() {
        for name in ["offline", "online", "pageshow"] {
            ears.extend(Ear::new(window.as_ref(), name, core.clone()));
        }
        if let Some(document) = window.document() {
            ears.extend(Ear::new(
                document.as_ref(),
                "visibilitychange",
                core.clone(),
            ));
        }
    }
    ears
}

/// A listener that is taken off when it is dropped.
pub(super) struct Ear {
    target: EventTarget,
    name: &'static str,
    heard: Closure<dyn FnMut()>,
}

impl Ear {
    fn new(target: &EventTarget, name: &'static str, core: Weak<Core>) -> Option<Self> {
        let heard = Closure::<dyn FnMut()>::new(move || {
            let input = match name {
                "offline" => Input::Offline,
                "visibilitychange" if !is_in_front() => return,
                _ => Input::Wake,
            };
            tell(&core, input);
        });
        target
            .add_event_listener_with_callback(name, heard.as_ref().unchecked_ref())
            .ok()?;
        Some(Self {
            target: target.clone(),
            name,
            heard,
        })
    }
}

impl Drop for Ear {
    fn drop(&mut self) {
        drop::<Result<(), JsValue>>(
            self.target.remove_event_listener_with_callback(
                self.name,
                self.heard.as_ref().unchecked_ref(),
            ),
        );
    }
}

fn is_in_front() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.is_some_and(|document| document.visibility_state() == VisibilityState::Visible)
}
