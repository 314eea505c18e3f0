//! Messages over HTTP, while the socket can't be had: one poll held open, and one command at a
//! time, so that they arrive in order.

use std::cell::Cell;
use std::collections::VecDeque;
use std::rc::Rc;

use juttu_shared::id::ClientKey;
use juttu_shared::limits;
use juttu_shared::refusal::Refusal;
use wasm_bindgen_futures::spawn_local;
use web_sys::AbortController;

use super::core::{Core, tell};
use crate::json::Value;
use crate::poll::{self, Failure};
use crate::status::Signal;
use crate::timer::Timeout;
use crate::transport::Input;

/// How long an HTTP answer is waited for beyond what the relay may take, in milliseconds.
const HTTP_PATIENCE_MS: u32 = 15_000;

type Answer = Result<Vec<Value>, Failure>;

/// What is under way over HTTP. A new one takes its place when it is let go of.
#[derive(Default)]
pub(super) struct Http {
    abort: Option<AbortController>,
    /// Commands that wait for the one before them, so that they arrive in order.
    pub(super) waiting: VecDeque<(ClientKey, String)>,
    is_posting: bool,
    poll_patience: Option<Timeout>,
    post_patience: Option<Timeout>,
    /// Whether this one has been let go of: then its answers say nothing any more.
    is_over: Rc<Cell<bool>>,
}

impl Drop for Http {
    fn drop(&mut self) {
        self.is_over.set(true);
        if let Some(abort) = &self.abort {
            abort.abort();
        }
    }
}

impl Core {
    pub(super) fn poll(&self, fresh: bool) {
        let Some(fallback) = &self.setup.fallback else {
            return;
        };
        let after = (!fresh).then(|| (fallback.last_seq)());
        let (url, body) = (fallback.poll)(after);
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a positive constant far below 2^32"
        )]
        let patience = self.patience(limits::POLL_MS as u32 + HTTP_PATIENCE_MS);
        self.http.borrow_mut().poll_patience = patience;
        self.ask(url, body, None);
    }

    fn polled(&self, answer: Answer) {
        self.http.borrow_mut().poll_patience = None;
        match answer {
            Ok(messages) => {
                let has_welcome = messages.iter().any(is_welcome);
                self.step(Input::Polled { has_welcome });
                self.pass_on(messages);
            }
            Err(Failure::Refused(problem)) if !is_passing(problem.code) => {
                self.step(Input::Barred(problem.code));
            }
            Err(failure) => self.http_failed(&failure),
        }
    }

    pub(super) fn post_next(&self) {
        let (key, body) = {
            let mut http = self.http.borrow_mut();
            if http.is_posting {
                return;
            }
            let Some(next) = http.waiting.pop_front() else {
                return;
            };
            http.is_posting = true;
            next
        };
        let Some(fallback) = &self.setup.fallback else {
            return;
        };
        let patience = self.patience(HTTP_PATIENCE_MS);
        self.http.borrow_mut().post_patience = patience;
        self.ask(fallback.commands_url.clone(), Some(body), Some(key));
    }

    fn posted(&self, key: ClientKey, answer: Answer) {
        {
            let mut http = self.http.borrow_mut();
            http.post_patience = None;
            http.is_posting = false;
        }
        match answer {
            Ok(messages) => self.pass_on(messages),
            Err(Failure::Refused(problem)) if !is_of_the_connection(problem.code) => {
                (self.setup.on)(Signal::Rejected { key, problem });
            }
            Err(failure) => return self.http_failed(&failure),
        }
        self.post_next();
    }

    /// Polls, or posts the command of that key.
    fn ask(&self, url: String, body: Option<String>, key: Option<ClientKey>) {
        let Some(fallback) = &self.setup.fallback else {
            return;
        };
        let bearer = fallback.bearer.as_ref().map(|bearer| bearer());
        let (signal, is_over) = {
            let mut http = self.http.borrow_mut();
            if http.abort.is_none() {
                http.abort = AbortController::new().ok();
            }
            let Some(abort) = &http.abort else { return };
            (abort.signal(), http.is_over.clone())
        };
        let own = self.own.clone();
        spawn_local(async move {
            let answer = poll::ask(url, bearer, body, signal).await;
            let Some(core) = own.upgrade() else { return };
            match key {
                _ if is_over.get() => {}
                Some(key) => core.posted(key, answer),
                None => core.polled(answer),
            }
        });
    }

    fn pass_on(&self, messages: Vec<Value>) {
        for message in messages {
            (self.setup.on)(Signal::Message(message));
        }
        let fallback = self.setup.fallback.as_ref();
        let has_events = fallback.is_some_and(|fallback| (fallback.last_seq)() > 0);
        self.step(Input::PassedOn { has_events });
    }

    fn http_failed(&self, failure: &Failure) {
        let retry_after_ms = match failure {
            Failure::Refused(problem) => problem.retry_after_ms.unwrap_or(0),
            Failure::NoAnswer => 0,
        };
        let retry_after_ms = u32::try_from(retry_after_ms).unwrap_or(u32::MAX);
        self.step(Input::HttpFailed { retry_after_ms });
    }

    fn patience(&self, wait_ms: u32) -> Option<Timeout> {
        let own = self.own.clone();
        Timeout::after(wait_ms, move || {
            tell(&own, Input::HttpFailed { retry_after_ms: 0 });
        })
    }
}

/// Whether a message is a `welcome`.
fn is_welcome(message: &Value) -> bool {
    matches!(message, Value::Map(members) if members.iter().any(|(name, _)| name == "welcome"))
}

/// Whether a refused poll may be answered later.
fn is_passing(code: Refusal) -> bool {
    code.may_retry() || code == Refusal::Unknown
}

/// Whether a refused command was refused for the connection's sake, not for its own.
fn is_of_the_connection(code: Refusal) -> bool {
    matches!(
        code,
        Refusal::Restarting | Refusal::TooManyConnections | Refusal::Unknown
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    #[test]
    fn a_welcome_is_known_by_its_name() {
        let is = |text| is_welcome(&json::parse(text).unwrap());
        assert!(is(r#"{"welcome":{"now_ms":1}}"#));
        assert!(!is(r#"{"event":{"welcome":{}}}"#));
        assert!(!is("\"welcome\""));
    }
}
