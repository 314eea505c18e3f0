//! The desk's plain HTTP requests: what is needed before there is a socket.

use gloo_net::http::{Request, Response};
use juttu_shared::refusal::Refusal;
use juttu_shared::texts::Language;
use juttu_shared::wire::v1::desk::Replies;
use juttu_shared::wire::v1::public::{DeskStart, Problem, SetPassword, SignIn};
use serde::Serialize;

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
    allowed(answer)
        .await?
        .json()
        .await
        .map_err(|_| Trouble::Unreachable)
}

/// The canned replies of the agent's services.
pub(crate) async fn replies() -> Result<Replies, Trouble> {
    let asked = Request::get("/desk/api/replies").send().await;
    let answer = allowed(asked.map_err(|_| Trouble::Unreachable)?).await?;
    answer.json().await.map_err(|_| Trouble::Unreachable)
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
    let asked = Request::post(path).json(body);
    let answer = asked.map_err(|_| Trouble::Unreachable)?.send().await;
    allowed(answer.map_err(|_| Trouble::Unreachable)?)
        .await
        .map(drop)
}

/// The answer, unless it is a refusal.
pub(super) async fn allowed(answer: Response) -> Result<Response, Trouble> {
    if answer.ok() {
        return Ok(answer);
    }
    let problem = answer.json::<Problem>().await;
    Err(problem.map_or(Trouble::Unreachable, |problem| {
        Trouble::Refused(problem.code)
    }))
}
