//! What is wrong with the network, and for whom.

use super::head::Head;

/// Whose connections are meant. A resident's go to the visitors' door and to the widget's files,
/// a professional's to the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whom {
    /// Those who are not at the desk.
    Residents,
    /// Those at the desk.
    Agents,
    /// All.
    Everyone,
}

impl Whom {
    fn includes(self, head: &Head) -> bool {
        let at_the_desk = head.path().starts_with("/desk/");
        match self {
            Self::Residents => !at_the_desk,
            Self::Agents => at_the_desk,
            Self::Everyone => true,
        }
    }
}

/// A moment at which connections were reset.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Cut {
    /// All of these people.
    Of(Whom),
    /// The WebSockets of these people.
    OfWebSockets(Whom),
}

/// The network as it is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Network {
    /// Who has none.
    pub(crate) down: Option<Whom>,
    /// Whose answers are held back.
    pub(crate) held: Option<Whom>,
    /// Whose answers are held back from the first piece on that holds these words.
    pub(crate) held_from: Option<(Whom, &'static str)>,
    /// Of the files under paths with this end the heads come through, and nothing else.
    pub(crate) head_only: Option<&'static str>,
    /// Whose WebSockets are refused.
    pub(crate) websockets_refused: Option<Whom>,
    /// Under which paths nothing is found.
    pub(crate) missing: Vec<String>,
    /// Every cut so far: a connection ends with the first that concerns it, however soon the
    /// network is back.
    pub(crate) cuts: Vec<Cut>,
}

impl Network {
    /// Whether a connection that began after `cuts_before` cuts has to end.
    pub(crate) fn cuts_off(&self, cuts_before: usize, head: &Head) -> bool {
        let is_down = self.down.is_some_and(|whom| whom.includes(head));
        is_down
            || self.cuts.iter().skip(cuts_before).any(|cut| match cut {
                Cut::Of(whom) => whom.includes(head),
                Cut::OfWebSockets(whom) => head.is_websocket() && whom.includes(head),
            })
    }

    /// Whether what the relay answers is held back.
    pub(crate) fn holds_back(&self, head: &Head) -> bool {
        self.held.is_some_and(|whom| whom.includes(head))
    }

    /// Whether from this piece of what the relay answers on everything is held back.
    pub(crate) fn holds_back_from(&self, head: &Head, piece: &[u8]) -> bool {
        self.held_from.is_some_and(|(whom, words)| {
            let words = words.as_bytes();
            whom.includes(head) && piece.windows(words.len()).any(|window| window == words)
        })
    }

    /// Whether what follows the head of an answer is held back.
    pub(crate) fn holds_back_after_head(&self, head: &Head) -> bool {
        self.head_only.is_some_and(|end| head.path().ends_with(end))
    }

    /// The status to refuse a request with, if it does not come through.
    pub(crate) fn refusal(&self, head: &Head) -> Option<&'static str> {
        let is_missing = |path: &String| head.path().starts_with(path);
        let is_refused = |whom: Whom| head.is_websocket() && whom.includes(head);
        if self.missing.iter().any(is_missing) {
            Some("404 Not Found")
        } else if self.websockets_refused.is_some_and(is_refused) {
            Some("403 Forbidden")
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(path: &str) -> Head {
        Head::read(&format!("GET {path} HTTP/1.1\r\nHost: h\r\n\r\n")).unwrap()
    }

    #[test]
    fn a_cut_ends_what_began_before_it_even_when_the_network_is_back() {
        let mut network = Network::default();
        network.cuts.push(Cut::Of(Whom::Residents));
        assert!(network.cuts_off(0, &request("/api/v1/socket")));
        assert!(!network.cuts_off(0, &request("/desk/api/socket")));
        assert!(!network.cuts_off(1, &request("/api/v1/socket")));
    }

    #[test]
    fn what_is_lost_is_not_found() {
        let mut network = Network::default();
        network.missing.push("/assets/".into());
        assert!(network.refusal(&request("/assets/x.wasm")).is_some());
        assert!(network.refusal(&request("/embed.js")).is_none());
    }
}
