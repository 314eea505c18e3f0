//! Where a relay is reached, in this process or in one of its own.

use std::net::SocketAddr;

use super::http::Ask;
use super::{Visitor, new_secret};

/// Where a relay is reached.
#[derive(Clone, Debug)]
pub(crate) struct Doors {
    /// Where residents reach it.
    pub(crate) public: SocketAddr,
    /// Where the staff reaches it; the same, unless there are two listeners.
    pub(crate) internal: SocketAddr,
    /// The origin of its own pages.
    pub(crate) origin: String,
    /// The origin of its desk.
    pub(crate) desk: String,
}

impl Doors {
    /// The origin of its own pages.
    pub(crate) fn origin(&self) -> &str {
        &self.origin
    }

    /// A request to the public listener.
    pub(crate) fn get(&self, path: &str) -> Ask {
        Ask::new(self.public, "GET", path)
    }

    /// A request to the public listener, with the relay's own origin.
    pub(crate) fn post(&self, path: &str) -> Ask {
        Ask::new(self.public, "POST", path).header("origin", &self.origin)
    }

    /// A request to the internal listener.
    pub(crate) fn get_desk(&self, path: &str) -> Ask {
        Ask::new(self.internal, "GET", path)
    }

    /// A request to the internal listener, with the desk's origin.
    pub(crate) fn post_desk(&self, path: &str) -> Ask {
        Ask::new(self.internal, "POST", path).header("origin", &self.desk)
    }

    /// A visitor with a new session who has been welcomed.
    pub(crate) async fn visitor(&self, service: &str) -> Visitor {
        Visitor::come(self, service, new_secret(), 0).await
    }

    /// A visitor who has been here before.
    pub(crate) async fn visitor_again(&self, before: &Visitor) -> Visitor {
        let last_seq = before.last_seq();
        Visitor::come(self, &before.service, before.secret.clone(), last_seq).await
    }

    /// Signs in, and gives the cookie as a browser would send it.
    pub(crate) async fn sign_in(&self, name: &str, password: &str) -> String {
        let body = serde_json::json!({ "name": name, "password": password });
        let ask = self.post_desk("/desk/api/sign-in").json(&body);
        let answer = ask.send().await;
        assert_eq!(answer.status, 204, "{}", answer.text());
        answer.cookie()
    }
}
