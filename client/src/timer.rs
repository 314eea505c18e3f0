//! The browser's timers. One that is dropped does not ring.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

/// Something that will happen once, unless this is dropped before.
#[derive(Debug)]
pub struct Timeout {
    id: i32,
    _ring: Closure<dyn FnMut()>,
}

impl Timeout {
    /// Calls `ring` after `wait_ms`. `None` outside a page.
    pub fn after(wait_ms: u32, ring: impl FnMut() + 'static) -> Option<Self> {
        let ring = Closure::new(ring);
        let id = web_sys::window()?
            .set_timeout_with_callback_and_timeout_and_arguments_0(
                ring.as_ref().unchecked_ref(),
                i32::try_from(wait_ms).unwrap_or(i32::MAX),
            )
            .ok()?;
        Some(Self { id, _ring: ring })
    }
}

impl Drop for Timeout {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            window.clear_timeout_with_handle(self.id);
        }
    }
}
