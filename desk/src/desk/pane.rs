//! The columns of a phone's desk.

/// Which column a phone shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pane {
    /// Presence, and who waits.
    Waiting,
    /// The contact requests.
    Requests,
    /// The agent's own conversations.
    Mine,
    /// The conversation.
    Talk,
    /// What is known of it.
    Facts,
}

impl Pane {
    /// The heading that can hold the focus there.
    pub(crate) fn heading(self) -> &'static str {
        match self {
            Self::Waiting => "waiting-heading",
            Self::Requests => "requests-heading",
            Self::Mine => "mine-heading",
            Self::Talk => "conversation-heading",
            Self::Facts => "facts-heading",
        }
    }

    /// Its name in the page.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Requests => "requests",
            Self::Mine => "mine",
            Self::Talk => "talk",
            Self::Facts => "facts",
        }
    }
}
