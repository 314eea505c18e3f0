//! Which page is on the screen: the conversations, or one beside them.
//!
//! The page stands in the address (`#hours`), so that it outlives a reload and the browser's own way
//! back leads to it. The address of a set-password link is read before it, and is never a page.

use juttu_shared::id::AgentId;
use juttu_shared::rules::state::Role;
use juttu_shared::texts::{Key, desk::pages as say};
use leptos::prelude::*;

use super::Desk;
use super::past::Audit;
use crate::browser::page;
use crate::model::hours::Hours;

/// A page of the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Page {
    /// Who waits, and the agent's own conversations.
    Talks,
    /// The opening hours.
    Hours,
    /// Earlier conversations.
    Earlier,
    /// Who has read what.
    Audit,
    /// What accounts are, for those who make them.
    Accounts,
}

impl Page {
    /// Those of a role, the first one its own.
    pub(crate) fn of_role(role: Role) -> &'static [Self] {
        match role {
            Role::Agent | Role::Supervisor => &[Self::Talks, Self::Hours, Self::Earlier],
            Role::Auditor => &[Self::Audit],
            Role::Administrator => &[Self::Accounts],
        }
    }

    /// What it is called.
    pub(crate) fn label(self) -> Key {
        match self {
            Self::Talks => say::CONVERSATIONS,
            Self::Hours => say::HOURS,
            Self::Earlier => say::EARLIER,
            Self::Audit => say::AUDIT,
            Self::Accounts => say::ACCOUNTS,
        }
    }

    /// Its name in the page.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Talks => "talks",
            Self::Hours => "hours",
            Self::Earlier => "earlier",
            Self::Audit => "audit",
            Self::Accounts => "accounts",
        }
    }

    /// Its name in the address; the conversations are the desk itself.
    fn hash(self) -> Option<&'static str> {
        (self != Self::Talks).then(|| self.name())
    }

    /// The heading that takes the focus when the page comes to the screen.
    pub(crate) fn heading(self) -> &'static str {
        match self {
            Self::Talks => "desk-heading",
            Self::Hours => "hours-heading",
            Self::Earlier => "earlier-heading",
            Self::Audit => "audit-heading",
            Self::Accounts => "accounts-heading",
        }
    }
}

/// What the pages keep while the desk is open.
#[derive(Clone, Copy)]
pub(crate) struct Pages {
    /// The one on the screen.
    shown: RwSignal<Page>,
    /// Whether something is written on it that leaving would lose.
    is_edited: RwSignal<bool>,
    /// Where one wanted to go, while it is asked if what was written may be lost.
    wanted: RwSignal<Option<Away>>,
    /// The page of opening hours.
    pub(super) hours: RwSignal<Hours>,
    /// The audit log.
    pub(super) audit: RwSignal<Audit>,
    /// Whose edits these are.
    whose: StoredValue<Option<AgentId>>,
}

/// Where one goes from a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Away {
    /// To another page.
    To(Page),
    /// Out of the desk.
    Out,
}

impl Pages {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        Self {
            shown: RwSignal::new(Page::Talks),
            is_edited: RwSignal::new(false),
            wanted: RwSignal::new(None),
            hours: RwSignal::new(Hours::default()),
            audit: RwSignal::new(Audit::default()),
            whose: StoredValue::new(None),
        }
    }

    /// The one on the screen, for one who does not follow it.
    pub(super) fn shown(self) -> Page {
        self.shown.get_untracked()
    }
}

impl Desk {
    /// The page on the screen.
    pub(crate) fn page(self) -> Page {
        self.pages.shown.get()
    }

    /// The pages that this agent has.
    pub(crate) fn pages_at_hand(self) -> Memo<&'static [Page]> {
        self.memo(|model| (model.me.as_ref()).map_or(&[][..], |me| Page::of_role(me.role)))
    }

    /// Where one wanted to go, while it is asked if what was written may be lost.
    pub(crate) fn wanted_page(self) -> Option<Away> {
        self.pages.wanted.get()
    }

    /// Has the browser ask before it closes or loads the page again, while that would lose something.
    pub(super) fn guard_edits(self) {
        // The desk lives as long as its page, and so does this.
        let _listening = window_event_listener_untyped("beforeunload", move |event| {
            if self.pages.is_edited.get_untracked() {
                event.prevent_default();
            }
        });
    }

    /// Says whether leaving the page would lose something.
    pub(crate) fn set_edited(self, is_edited: bool) {
        if self.pages.is_edited.get_untracked() != is_edited {
            self.pages.is_edited.set(is_edited);
        }
    }

    /// Brings a page to the screen, after asking if what was written may be lost.
    pub(crate) fn visit(self, wanted: Page) {
        if wanted == self.pages.shown.get_untracked() {
            self.pages.wanted.set(None);
            page::show_hash(wanted.hash());
        } else if self.pages.is_edited.get_untracked() {
            self.ask_before(Away::To(wanted));
        } else {
            self.turn_page(wanted);
            page::focus_soon(wanted.heading());
        }
    }

    /// Stays on the page, with what is written.
    pub(crate) fn stay_on_page(self) {
        self.pages.wanted.set(None);
        page::focus_soon(self.pages.shown.get_untracked().heading());
    }

    /// Leaves the page, and what was written with it.
    pub(crate) fn leave_page(self) {
        let wanted = self.pages.wanted.get_untracked();
        self.pages.wanted.set(None);
        self.pages.hours.set(Hours::default());
        self.set_edited(false);
        match wanted {
            Some(Away::To(wanted)) => self.visit(wanted),
            Some(Away::Out) => self.leave(),
            None => {}
        }
    }

    /// Asks before what is written on the page is lost to the way out. Whether there is anything.
    pub(super) fn holds_back(self) -> bool {
        let is_edited = self.pages.is_edited.get_untracked();
        if is_edited {
            self.ask_before(Away::Out);
        }
        is_edited
    }

    /// The address was changed by hand, or by the browser's way back.
    pub(super) fn follow_hash(self) {
        let wanted = self.page_of_address();
        let shown = self.pages.shown.get_untracked();
        if wanted != shown {
            // Until it is answered whether to leave, the address says where one is.
            if self.pages.is_edited.get_untracked() {
                page::show_hash(shown.hash());
            }
            self.visit(wanted);
        }
    }

    /// Goes to the page of the address when somebody has come in. Says where the focus goes.
    pub(super) fn first_page(self) -> &'static str {
        let me = self
            .model
            .with_untracked(|model| Some(model.me.as_ref()?.agent));
        if self.pages.whose.get_value() != me {
            self.pages.whose.set_value(me);
            self.pages.hours.set(Hours::default());
        }
        let is_edited = self.pages.hours.with_untracked(Hours::is_edited);
        let first = self.page_of_address();
        self.set_edited(is_edited && first == Page::Hours);
        self.turn_page(first);
        first.heading()
    }

    /// Nobody is signed in: nothing is asked, and nothing shown. Edited hours stay for whoever edited
    /// them.
    pub(super) fn forget_pages(self) {
        self.set_edited(false);
        self.pages.wanted.set(None);
        self.pages.audit.set(Audit::default());
    }

    fn ask_before(self, away: Away) {
        self.pages.wanted.set(Some(away));
        page::focus_soon("stay-on-page");
    }

    fn page_of_address(self) -> Page {
        let role = self
            .model
            .with_untracked(|model| Some(model.me.as_ref()?.role));
        let own = role.map_or(&[][..], Page::of_role);
        let hash = page::hash();
        let named = own.iter().find(|page| hash.as_deref() == page.hash());
        named.or(own.first()).copied().unwrap_or(Page::Talks)
    }

    fn turn_page(self, wanted: Page) {
        self.pages.wanted.set(None);
        self.pages.shown.set(wanted);
        page::show_hash(wanted.hash());
        self.watch();
    }
}
