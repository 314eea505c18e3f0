//! What an element does when its size changes.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, ResizeObserver};

/// An element whose size is watched, for as long as this lives.
#[derive(Debug)]
pub(crate) struct Watched {
    observer: ResizeObserver,
    _changed: Closure<dyn FnMut()>,
}

impl Watched {
    /// Calls `changed` whenever the element's size changes, and once at the beginning.
    pub(crate) fn watch(element: &Element, changed: impl FnMut() + 'static) -> Option<Self> {
        let changed = Closure::<dyn FnMut()>::new(changed);
        let observer = ResizeObserver::new(changed.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Self {
            observer,
            _changed: changed,
        })
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
