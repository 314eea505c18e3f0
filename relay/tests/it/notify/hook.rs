//! A receiver of webhooks, over TLS or, when it is told so, without.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::LOCATION;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{HeaderMap, Request, Response};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::authority::Authority;

/// A request as it came.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) path: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Call {
    pub(crate) fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name).unwrap_or_else(|| panic!("{name}"));
        value.to_str().unwrap()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

/// A running receiver. It is gone when dropped.
pub(crate) struct Hook {
    pub(crate) port: u16,
    shared: Arc<Shared>,
    serving: JoinHandle<()>,
}

#[derive(Default)]
struct Shared {
    /// What it answers; 0 for nothing at all.
    status: Mutex<u16>,
    calls: watch::Sender<Vec<Call>>,
    connections: watch::Sender<usize>,
}

impl Drop for Hook {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Hook {
    pub(crate) async fn start(authority: Option<&Authority>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = Arc::new(Shared::default());
        *shared.status.lock().unwrap() = 200;
        let acceptor = authority.map(|authority| authority.acceptor("localhost"));
        let serving = tokio::spawn({
            let shared = Arc::clone(&shared);
            async move {
                loop {
                    let (stream, _) = listener.accept().await.unwrap();
                    shared.connections.send_modify(|number| *number += 1);
                    let (shared, acceptor) = (Arc::clone(&shared), acceptor.clone());
                    tokio::spawn(async move {
                        match acceptor {
                            None => shared.serve(stream).await,
                            Some(acceptor) => {
                                if let Ok(stream) = acceptor.accept(stream).await {
                                    shared.serve(stream).await;
                                }
                            }
                        }
                    });
                }
            }
        });
        Self {
            port,
            shared,
            serving,
        }
    }

    /// What it answers from now on; 0 for nothing at all.
    pub(crate) fn answers(&self, status: u16) {
        *self.shared.status.lock().unwrap() = status;
    }

    /// What it was told, whatever it answered.
    pub(crate) fn calls(&self) -> Vec<Call> {
        self.shared.calls.borrow().clone()
    }

    /// How many connections were made.
    pub(crate) fn connections(&self) -> usize {
        *self.shared.connections.borrow()
    }

    /// Waits until it was told so often.
    pub(crate) async fn has(&self, number: usize) -> Vec<Call> {
        let mut calls = self.shared.calls.subscribe();
        let enough = calls.wait_for(|calls| calls.len() >= number);
        let all = crate::harness::soon("a webhook", enough)
            .await
            .unwrap()
            .clone();
        assert_eq!(all.len(), number, "{all:?}");
        all
    }
}

impl Shared {
    async fn serve(self: Arc<Self>, stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static) {
        let service = service_fn(move |request: Request<Incoming>| {
            let shared = Arc::clone(&self);
            async move { Ok::<_, Infallible>(shared.answer(request).await) }
        });
        let served = http1::Builder::new();
        // The caller closes the connection as soon as it has the answer.
        let _ = served.serve_connection(TokioIo::new(stream), service).await;
    }

    async fn answer(&self, request: Request<Incoming>) -> Response<Full<Bytes>> {
        let (head, body) = request.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        let call = Call {
            path: head.uri.to_string(),
            headers: head.headers,
            body: String::from_utf8(body.to_vec()).unwrap(),
        };
        self.calls.send_modify(|calls| calls.push(call));
        let status = *self.status.lock().unwrap();
        if status == 0 {
            std::future::pending::<()>().await;
        }
        Response::builder()
            .status(status)
            .header(LOCATION, "/elsewhere")
            .body(Full::from("ok"))
            .unwrap()
    }
}
