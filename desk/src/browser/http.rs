//! The desk's plain HTTP requests: what is needed before there is a socket.

use gloo_net::http::{Request, RequestBuilder, Response};
use juttu_client::json;
use juttu_shared::refusal::Refusal;
use juttu_shared::texts::Language;
use juttu_shared::wire::v1::desk::Replies;
use juttu_shared::wire::v1::public::{DeskStart, Problem};
use juttu_shared::wire::v1::sign_in::{
    ConfirmSecondFactor, SecondFactorOffer, SetPassword, SignIn,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

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
    let asked = Request::get("/desk/api/start").query([("lang", language.tag())]);
    let answer = asked.send().await.map_err(|_| Trouble::Unreachable)?;
    read(allowed(answer).await?).await
}

/// The canned replies of the agent's services.
pub(crate) async fn replies() -> Result<Replies, Trouble> {
    let asked = Request::get("/desk/api/replies").send().await;
    let answer = allowed(asked.map_err(|_| Trouble::Unreachable)?).await?;
    read(answer).await
}

/// Signs in; the cookie is the browser's to keep.
pub(crate) async fn sign_in(
    name: String,
    password: String,
    code: Option<String>,
) -> Result<(), Trouble> {
    let asked = SignIn {
        name,
        password,
        code,
    };
    post("/desk/api/sign-in", &asked).await
}

/// Signs out.
pub(crate) async fn sign_out() -> Result<(), Trouble> {
    post("/desk/api/sign-out", &Nothing {}).await
}

/// Sets a password with the token of a one-time link.
pub(crate) async fn set_password(token: String, password: String) -> Result<(), Trouble> {
    post("/desk/api/set-password", &SetPassword { token, password }).await
}

/// Asks for the secret of a new second factor.
pub(crate) async fn offer_second_factor() -> Result<SecondFactorOffer, Trouble> {
    read(posted("/desk/api/second-factor", &Nothing {}).await?).await
}

/// Confirms it.
pub(crate) async fn confirm_second_factor(code: String) -> Result<(), Trouble> {
    let asked = ConfirmSecondFactor { code };
    post("/desk/api/second-factor/confirm", &asked).await
}

#[derive(Serialize)]
struct Nothing {}

async fn post(path: &str, body: &impl Serialize) -> Result<(), Trouble> {
    posted(path, body).await.map(drop)
}

async fn posted(path: &str, body: &impl Serialize) -> Result<Response, Trouble> {
    let asked = with_json(Request::post(path), body);
    let answer = asked.map_err(|_| Trouble::Unreachable)?.send().await;
    allowed(answer.map_err(|_| Trouble::Unreachable)?).await
}

/// The answer, unless it is a refusal.
pub(super) async fn allowed(answer: Response) -> Result<Response, Trouble> {
    if answer.ok() {
        return Ok(answer);
    }
    let problem = read::<Problem>(answer).await?;
    Err(Trouble::Refused(problem.code))
}

/// A request with a body, ready to be sent.
pub(super) fn with_json(
    asked: RequestBuilder,
    body: &impl Serialize,
) -> Result<Request, gloo_net::Error> {
    asked
        .header("Content-Type", "application/json")
        .body(json::to_text(body))
}

/// What an answer says.
pub(super) async fn read<T: DeserializeOwned>(answer: Response) -> Result<T, Trouble> {
    let text = answer.text().await.ok();
    text.and_then(|text| json::from_text(&text))
        .ok_or(Trouble::Unreachable)
}
