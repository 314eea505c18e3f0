//! A provider that does as it is told, right or wrong.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, MutexGuard};

use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::LOCATION;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use juttu_relay::ident::CameBack;
use serde_json::{Map, Value, json};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::write::{claims, encrypt, jwk, openers, provider_key, sign};
use super::{CLIENT, HETU, LOA2, keys_file};
use crate::harness::NOW_MS;

pub(super) const METADATA: &str = "/op/.well-known/openid-configuration";
pub(super) const KEYS: &str = "/op/keys";
pub(super) const TOKEN: &str = "/op/token";
/// A code that is good.
pub(super) const CODE: &str = "koodi";

/// A running provider. It is gone when dropped.
pub(super) struct Faulty {
    port: u16,
    faults: Arc<Mutex<Faults>>,
    serving: JoinHandle<()>,
}

/// What it does, and what it was asked.
pub(super) struct Faults {
    /// Laid over the metadata; null takes away.
    pub(super) metadata: Value,
    /// The key set.
    pub(super) keys: Value,
    /// Laid over the claims; null takes away.
    pub(super) claims: Value,
    /// Laid over the header of the signature.
    pub(super) header: Value,
    /// Which of its keys signs.
    pub(super) signs_with: usize,
    /// The header of the encryption; null where there is none.
    pub(super) encryption: Value,
    /// What is done to the finished token.
    pub(super) change: fn(String) -> String,
    /// What an address answers instead.
    pub(super) instead: BTreeMap<&'static str, Instead>,
    /// What comes back beside state and code; null takes away.
    pub(super) came_back: Value,
    /// Each request: its path, its `Authorization` and its body.
    pub(super) calls: Vec<(String, String, String)>,
    nonce: String,
}

/// What is answered instead.
#[derive(Clone, Debug)]
pub(super) enum Instead {
    /// Nothing, and the connection stays.
    Nothing,
    /// So many bytes.
    Bytes(usize),
    /// This status and text.
    Text(u16, String),
    /// Leads elsewhere.
    Redirect(String),
}

impl Drop for Faulty {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Faulty {
    pub(super) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let faults = Arc::new(Mutex::new(Faults {
            metadata: json!({}),
            keys: json!({ "keys": [jwk(provider_key(0), "yksi")] }),
            claims: json!({}),
            header: json!({}),
            signs_with: 0,
            encryption: Value::Null,
            change: |token| token,
            instead: BTreeMap::new(),
            came_back: json!({}),
            calls: Vec::new(),
            nonce: String::new(),
        }));
        let serving = tokio::spawn({
            let faults = Arc::clone(&faults);
            async move {
                loop {
                    let (stream, _) = listener.accept().await.unwrap();
                    let faults = Arc::clone(&faults);
                    tokio::spawn(async move {
                        let answer =
                            service_fn(|request| answer(Arc::clone(&faults), port, request));
                        let stream = TokioIo::new(stream);
                        _ = http1::Builder::new().serve_connection(stream, answer).await;
                    });
                }
            }
        });
        Self {
            port,
            faults,
            serving,
        }
    }

    pub(super) fn issuer(&self) -> String {
        issuer(self.port)
    }

    /// What it does from now on.
    pub(super) fn faults(&self) -> MutexGuard<'_, Faults> {
        self.faults.lock().unwrap()
    }

    /// Encrypts as the Finnish Trust Network has it.
    pub(super) fn encrypts(&self) {
        self.faults().encryption = json!({ "alg": "RSA-OAEP", "enc": "A128CBC-HS256" });
    }

    /// A token that is signed, and not encrypted.
    pub(super) fn signed(&self) -> String {
        self.faults().signed(self.port)
    }

    /// Answers with this token.
    pub(super) fn answers_with_token(&self, token: String) {
        let answer = json!({ "id_token": token }).to_string();
        let answer = Instead::Text(200, answer);
        self.faults().instead.insert(TOKEN, answer);
    }

    /// How often an address was asked.
    pub(super) fn asked(&self, path: &str) -> usize {
        let faults = self.faults();
        faults.calls.iter().filter(|(it, ..)| it == path).count()
    }

    /// What the browser would bring back from the address that it was sent to.
    pub(super) fn authorize(&self, url: &str) -> CameBack {
        let said = parameters(url);
        let mut faults = self.faults();
        said["nonce"]
            .as_str()
            .unwrap()
            .clone_into(&mut faults.nonce);
        let mut back = json!({ "state": said["state"], "code": CODE });
        lay_over(&mut back, &faults.came_back);
        serde_json::from_value(back).unwrap()
    }
}

fn issuer(port: u16) -> String {
    format!("http://127.0.0.1:{port}/op")
}

/// What a request asks, plainly or in a signed object.
pub(super) fn parameters(url: &str) -> Value {
    let plain = query(url);
    match plain.get("request") {
        Some(request) => claims(request.as_str().unwrap()),
        None => Value::Object(plain),
    }
}

/// The parameters of an address, or of a form.
pub(super) fn query(url: &str) -> Map<String, Value> {
    let query = url.split_once('?').map_or(url, |(_, query)| query);
    let uri = format!("/?{query}").parse().unwrap();
    let axum::extract::Query(pairs) =
        axum::extract::Query::<BTreeMap<String, String>>::try_from_uri(&uri).unwrap();
    let pairs = pairs.into_iter();
    pairs.map(|(name, value)| (name, value.into())).collect()
}

pub(super) fn lay_over(under: &mut Value, over: &Value) {
    for (name, value) in over.as_object().unwrap() {
        match value {
            Value::Null => _ = under.as_object_mut().unwrap().remove(name),
            value => under[name] = value.clone(),
        }
    }
}

async fn answer(
    faults: Arc<Mutex<Faults>>,
    port: u16,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let path = request.uri().path().to_owned();
    let authorization = request.headers().get("authorization");
    let authorization = authorization.map(|it| it.to_str().unwrap().to_owned());
    let body = request.into_body().collect().await.unwrap().to_bytes();
    let body = String::from_utf8(body.to_vec()).unwrap();
    let instead = {
        let mut faults = faults.lock().unwrap();
        let call = (path.clone(), authorization.unwrap_or_default(), body);
        faults.calls.push(call);
        faults.instead.get(path.as_str()).cloned()
    };
    let (status, text) = match instead {
        Some(Instead::Nothing) => std::future::pending().await,
        Some(Instead::Bytes(bytes)) => (200, " ".repeat(bytes)),
        Some(Instead::Text(status, text)) => (status, text),
        Some(Instead::Redirect(to)) => {
            let redirect = Response::builder().status(302).header(LOCATION, to);
            return Ok(redirect.body(Full::default()).unwrap());
        }
        None => {
            let faults = faults.lock().unwrap();
            match path.as_str() {
                METADATA => (200, faults.metadata(port).to_string()),
                KEYS => (200, faults.keys.to_string()),
                TOKEN => (200, json!({ "id_token": faults.token(port) }).to_string()),
                _ => (404, String::new()),
            }
        }
    };
    let answer = Response::builder().status(status);
    Ok(answer.body(Full::new(text.into())).unwrap())
}

impl Faults {
    fn metadata(&self, port: u16) -> Value {
        let issuer = issuer(port);
        let mut metadata = json!({
            "issuer": issuer,
            "authorization_endpoint": format!("{issuer}/auth"),
            "token_endpoint": format!("{issuer}/token"),
            "jwks_uri": format!("{issuer}/keys"),
        });
        lay_over(&mut metadata, &self.metadata);
        metadata
    }

    fn token(&self, port: u16) -> String {
        let signed = self.signed(port);
        let whole = match &self.encryption {
            Value::Null => signed,
            header => encrypt(header, signed.as_bytes(), &openers(&keys_file())[0]),
        };
        (self.change)(whole)
    }

    fn signed(&self, port: u16) -> String {
        let now_s = NOW_MS / 1_000;
        let mut claims = json!({
            "iss": issuer(port),
            "aud": CLIENT,
            "sub": "joka kerta toinen",
            "nonce": self.nonce,
            "iat": now_s,
            "exp": now_s + 300,
            "auth_time": now_s - 5,
            "acr": LOA2,
            "urn:oid:1.2.246.21": HETU,
            "name": "Meeri Nordea Demo",
            "family_name": "Demo",
            "given_name": "Meeri Nordea",
        });
        lay_over(&mut claims, &self.claims);
        let mut header = json!({ "alg": "RS256", "kid": "yksi" });
        lay_over(&mut header, &self.header);
        let key = provider_key(self.signs_with);
        sign(&header, claims.to_string().as_bytes(), key)
    }
}
