//! One WebSocket to the relay.

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{BinaryType, Event, MessageEvent, WebSocket};

/// What a socket says.
#[derive(Debug)]
pub enum Said {
    /// It is open.
    Opened,
    /// A binary message.
    Received(Vec<u8>),
    /// It is closed, or could not be opened.
    Closed,
}

/// An open or opening socket. Dropping it closes it, and nothing is heard of it any more.
pub struct Socket {
    inner: WebSocket,
    _open: Closure<dyn FnMut(Event)>,
    _message: Closure<dyn FnMut(MessageEvent)>,
    _close: Closure<dyn FnMut(Event)>,
}

impl Socket {
    /// Opens a socket; `None` if the browser refuses the address.
    #[must_use]
    pub fn open(url: &str, hear: impl Fn(Said) + Clone + 'static) -> Option<Self> {
        let inner = WebSocket::new(url).ok()?;
        inner.set_binary_type(BinaryType::Arraybuffer);
        let (on_open, on_message, on_close) = (hear.clone(), hear.clone(), hear);
        let open = Closure::<dyn FnMut(Event)>::new(move |_| on_open(Said::Opened));
        let message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Ok(buffer) = event.data().dyn_into::<ArrayBuffer>() {
                on_message(Said::Received(Uint8Array::new(&buffer).to_vec()));
            }
        });
        let close = Closure::<dyn FnMut(Event)>::new(move |_| on_close(Said::Closed));
        inner.set_onopen(Some(open.as_ref().unchecked_ref()));
        inner.set_onmessage(Some(message.as_ref().unchecked_ref()));
        inner.set_onclose(Some(close.as_ref().unchecked_ref()));
        Some(Self {
            inner,
            _open: open,
            _message: message,
            _close: close,
        })
    }

    /// Sends a binary message. What cannot be sent is lost with the socket, which then says so.
    pub fn send(&self, bytes: &[u8]) {
        let _closing = self.inner.send_with_u8_array(bytes);
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.inner.set_onopen(None);
        self.inner.set_onmessage(None);
        self.inner.set_onclose(None);
        let _closed = self.inner.close();
    }
}

impl core::fmt::Debug for Socket {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Socket({})", self.inner.ready_state())
    }
}
