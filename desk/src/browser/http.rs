//! The desk's plain HTTP requests: what is needed before there is a socket.

use juttu_shared::refusal::Refusal;
use juttu_shared::texts::Language;
use juttu_shared::wire::v1::public::{DeskStart, Problem, SetPassword, SignIn};
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestInit, Response};

/// Why a request came to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The relay did not answer, or with something else than it should.
    Unreachable,
    /// The relay refused.
    Refused(Refusal),
}

/// Who is signed in, and the desk's words.
pub(crate) async fn start(language: Language) -> Result<DeskStart, Trouble> {
    let path = format!("/desk/api/start?lang={}", language.tag());
    let answer = fetch(&path, &RequestInit::new()).await?;
    let text = text_of(&answer).await?;
    serde_json::from_str(&text).map_err(|_| Trouble::Unreachable)
}

/// Signs in; the cookie is the browser's to keep.
pub(crate) async fn sign_in(name: String, password: String) -> Result<(), Trouble> {
    post("/desk/api/sign-in", &SignIn { name, password }).await
}

/// Signs out.
pub(crate) async fn sign_out() -> Result<(), Trouble> {
    post("/desk/api/sign-out", &Nothing {}).await
}

/// Sets a password with the token of a one-time link.
pub(crate) async fn set_password(token: String, password: String) -> Result<(), Trouble> {
    post("/desk/api/set-password", &SetPassword { token, password }).await
}

#[derive(Serialize)]
struct Nothing {}

async fn post(path: &str, body: &impl Serialize) -> Result<(), Trouble> {
    let init = RequestInit::new();
    init.set_method("POST");
    let body = serde_json::to_string(body).map_err(|_| Trouble::Unreachable)?;
    init.set_body(&JsValue::from_str(&body));
    let headers = Headers::new().map_err(|_| Trouble::Unreachable)?;
    headers.set("Content-Type", "application/json").ok();
    init.set_headers(&headers);
    fetch(path, &init).await.map(drop)
}

async fn fetch(path: &str, init: &RequestInit) -> Result<Response, Trouble> {
    let window = web_sys::window().ok_or(Trouble::Unreachable)?;
    let answer: Response = JsFuture::from(window.fetch_with_str_and_init(path, init))
        .await
        .and_then(JsCast::dyn_into)
        .map_err(|_| Trouble::Unreachable)?;
    if answer.ok() {
        return Ok(answer);
    }
    let text = text_of(&answer).await?;
    Err(match serde_json::from_str::<Problem>(&text) {
        Ok(problem) => Trouble::Refused(problem.code),
        Err(_) => Trouble::Unreachable,
    })
}

async fn text_of(answer: &Response) -> Result<String, Trouble> {
    let promise = answer.text().map_err(|_| Trouble::Unreachable)?;
    let text = JsFuture::from(promise).await;
    text.ok()
        .and_then(|text| text.as_string())
        .ok_or(Trouble::Unreachable)
}
