//! One WebSocket: text in, text out. One that is dropped is closed, and heard from no more.

use juttu_shared::wire::v1::SUBPROTOCOL;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue};
use web_sys::{CloseEvent, MessageEvent, WebSocket};

/// What a socket tells.
pub(crate) enum Told {
    /// It is open.
    Opened,
    /// A text frame came.
    Text(String),
    /// It closed or could not be opened; with the close frame's code.
    Closed(u16),
}

/// A socket.
pub(crate) struct Socket {
    socket: WebSocket,
    _on_open: Closure<dyn FnMut()>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_close: Closure<dyn FnMut(CloseEvent)>,
}

impl Socket {
    /// Begins to open a socket. `None` when the page may not (its content security policy, say).
    pub(crate) fn open(url: &str, tell: impl Fn(Told) + Clone + 'static) -> Option<Self> {
        let socket = WebSocket::new_with_str(url, SUBPROTOCOL).ok()?;
        let opened = tell.clone();
        let on_open = Closure::<dyn FnMut()>::new(move || opened(Told::Opened));
        let heard = tell.clone();
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(text) = event.data().as_string() {
                heard(Told::Text(text));
            }
        });
        let on_close = Closure::<dyn FnMut(CloseEvent)>::new(move |event: CloseEvent| {
            tell(Told::Closed(event.code()));
        });
        socket.set_onopen(Some(on_open.as_ref().unchecked_ref()));
        socket.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        socket.set_onclose(Some(on_close.as_ref().unchecked_ref()));
        Some(Self {
            socket,
            _on_open: on_open,
            _on_message: on_message,
            _on_close: on_close,
        })
    }

    /// Sends a text frame. What can't be sent is lost: see the outbox.
    pub(crate) fn send(&self, text: &str) {
        drop::<Result<(), JsValue>>(self.socket.send_with_str(text));
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.socket.set_onopen(None);
        self.socket.set_onmessage(None);
        self.socket.set_onclose(None);
        drop::<Result<(), JsValue>>(self.socket.close());
    }
}
