//! The same messages over plain HTTP: a poll that is held open, and posted commands.

use juttu_shared::wire::v1::public::Problem;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Headers, RequestCache, RequestCredentials, RequestInit, Response};

use crate::json::{self, Value};

/// Why there was no answer.
pub(crate) enum Failure {
    /// The network, or something between, or an answer that is not ours.
    NoAnswer,
    /// The relay refused, and said why.
    Refused(Problem),
}

/// Sends one request and gives the messages of its answer. `body` makes it a POST.
pub(crate) async fn ask(
    url: String,
    bearer: Option<String>,
    body: Option<String>,
    abort: AbortSignal,
) -> Result<Vec<Value>, Failure> {
    let response = fetch(&url, bearer, body, &abort)
        .await
        .map_err(|_| Failure::NoAnswer)?;
    let text = text(&response).await.map_err(|_| Failure::NoAnswer)?;
    match json::parse(&text) {
        Some(Value::List(messages)) if response.ok() => Ok(messages),
        Some(problem) if !response.ok() => {
            Err(refusal(problem).map_or(Failure::NoAnswer, Failure::Refused))
        }
        _ => Err(Failure::NoAnswer),
    }
}

/// Read by hand, for its bytes.
fn refusal(mut problem: Value) -> Option<Problem> {
    Some(Problem {
        code: crate::visitor::refusal(&problem.take("code").text()?),
        retry_after_ms: problem.take("retry_after_ms").count(),
    })
}

async fn fetch(
    url: &str,
    bearer: Option<String>,
    body: Option<String>,
    abort: &AbortSignal,
) -> Result<Response, JsValue> {
    let init = RequestInit::new();
    let headers = Headers::new()?;
    init.set_signal(Some(abort));
    init.set_cache(RequestCache::NoStore);
    init.set_credentials(match bearer {
        Some(_) => RequestCredentials::Omit,
        None => RequestCredentials::SameOrigin,
    });
    if let Some(bearer) = bearer {
        headers.set("Authorization", &format!("Bearer {bearer}"))?;
    }
    if let Some(body) = body {
        init.set_method("POST");
        headers.set("Content-Type", "application/json")?;
        init.set_body(&JsValue::from(body));
    }
    init.set_headers(&headers);
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    JsFuture::from(window.fetch_with_str_and_init(url, &init))
        .await?
        .dyn_into()
}

async fn text(response: &Response) -> Result<String, JsValue> {
    let text = JsFuture::from(response.text()?).await?;
    text.as_string().ok_or(text)
}
