//! A browser that is gone before the relay has asked the provider who it is.

use std::convert::Infallible;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use juttu_shared::wire::v1::event::FailureCause;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::JoinHandle;

use super::actors::{Browser, Scene, query};
use crate::harness::soon;

/// A provider that holds its answer about who it is until it is told to go on, and then knows nobody.
struct Slow {
    issuer: String,
    asked: Arc<Notify>,
    goes_on: Arc<Notify>,
    serving: JoinHandle<()>,
}

impl Drop for Slow {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Slow {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}/op", listener.local_addr().unwrap());
        let asked = Arc::new(Notify::new());
        let goes_on = Arc::new(Notify::new());
        let serving = tokio::spawn({
            let (issuer, asked) = (issuer.clone(), Arc::clone(&asked));
            let goes_on = Arc::clone(&goes_on);
            async move {
                loop {
                    let (stream, _) = listener.accept().await.unwrap();
                    let answer = service_fn({
                        let (issuer, asked) = (issuer.clone(), Arc::clone(&asked));
                        let goes_on = Arc::clone(&goes_on);
                        move |request| {
                            let (issuer, asked) = (issuer.clone(), Arc::clone(&asked));
                            answer(request, issuer, asked, Arc::clone(&goes_on))
                        }
                    });
                    let stream = TokioIo::new(stream);
                    tokio::spawn(http1::Builder::new().serve_connection(stream, answer));
                }
            }
        });
        Self {
            issuer,
            asked,
            goes_on,
            serving,
        }
    }
}

async fn answer(
    request: Request<Incoming>,
    issuer: String,
    asked: Arc<Notify>,
    goes_on: Arc<Notify>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let (status, said) = match request.uri().path() {
        "/op/.well-known/openid-configuration" => {
            let metadata = json!({
                "issuer": issuer,
                "authorization_endpoint": format!("{issuer}/auth"),
                "token_endpoint": format!("{issuer}/token"),
                "jwks_uri": format!("{issuer}/keys"),
            });
            (200, metadata)
        }
        "/op/token" => {
            asked.notify_one();
            goes_on.notified().await;
            (400, json!({ "error": "invalid_grant" }))
        }
        _ => (404, Value::Null),
    };
    let answer = Response::builder().status(status);
    Ok(answer.body(Full::new(said.to_string().into())).unwrap())
}

#[tokio::test]
async fn a_phone_that_loses_its_network_on_the_way_back_leaves_nothing_half_done() {
    let slow = Slow::start().await;
    let issuer = [("JUTTU__PROVIDER__TESTIPANKKI__ISSUER", slow.issuer.as_str())];
    let mut scene = Scene::asked_with(&issuer).await;
    let url = scene.ticket().await;
    let mut browser = Browser::new(&scene.relay);
    let away = browser.go_to_the_bank(&url).await;
    let request = query(&away, "request").unwrap();
    let claims = URL_SAFE_NO_PAD.decode(request.split('.').nth(1).unwrap());
    let claims: Value = serde_json::from_slice(&claims.unwrap()).unwrap();
    let state = claims["state"].as_str().unwrap();

    let mut phone = TcpStream::connect(scene.relay.public).await.unwrap();
    let ask = format!(
        "GET /ident/callback?state={state}&code=koodi HTTP/1.1\r\nhost: {}\r\ncookie: {}\r\n\r\n",
        scene.relay.public,
        browser.cookie()
    );
    phone.write_all(ask.as_bytes()).await.unwrap();
    soon("the provider to be asked", slow.asked.notified()).await;
    phone.shutdown().await.unwrap();
    let mut rest = Vec::new();
    soon("the relay to let go", phone.read_to_end(&mut rest))
        .await
        .unwrap();
    assert_eq!(rest, b"", "nobody was answered");

    slow.goes_on.notify_one();
    assert_eq!(scene.agent_hears_failed().await, FailureCause::Rejected);
}
