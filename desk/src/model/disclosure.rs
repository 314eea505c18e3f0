//! Who the resident is, once it was opened. On the screen only, and only while the conversation is
//! there: never kept, and gone when one turns elsewhere.

use juttu_shared::id::{ClientKey, ConversationId, IdentityId};
use juttu_shared::limits::WHY_CHARS;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::text::clean_at_most;
use juttu_shared::wire::v1::agent::{ClientMessage, Hold, Identity, OpenIdentity, PersonalCode};

use super::apply::conversation_of;
use super::{Conversation, Effect, Model, Notice, Said, Standing};

/// What is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Opens {
    /// The person: name, way, level.
    Person,
    /// The personal identity code.
    Code,
}

/// What was opened of one identity, and what became of asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disclosure {
    /// Which identity.
    pub identity: IdentityId,
    /// The person.
    pub person: Option<Identity>,
    /// The personal identity code, until it is hidden again.
    pub code: Option<PersonalCode>,
    /// Why, as it stands in its field; none while no reason was asked for.
    pub why: Option<String>,
    /// Why opening was refused the last time, and what.
    pub refused: Option<(Opens, Refusal)>,
}

impl Disclosure {
    fn new(identity: IdentityId) -> Self {
        Self {
            identity,
            person: None,
            code: None,
            why: None,
            refused: None,
        }
    }
}

impl Conversation {
    /// What was opened of an identity.
    pub fn disclosure(&self, identity: IdentityId) -> Option<&Disclosure> {
        self.disclosed.iter().find(|it| it.identity == identity)
    }

    /// Whether the agent may open the personal identity code: whoever takes part, or did.
    pub fn may_open_code(&self) -> bool {
        match self.hold {
            Hold::Own => true,
            Hold::Consulted => false,
            Hold::Looked => self.took_part(),
        }
    }

    fn disclosure_mut(&mut self, identity: IdentityId) -> Option<&mut Disclosure> {
        if !self.proofs().iter().any(|it| it.identity == identity) {
            return None;
        }
        if self.disclosure(identity).is_none() {
            self.disclosed.push(Disclosure::new(identity));
        }
        (self.disclosed.iter_mut()).find(|it| it.identity == identity)
    }
}

impl Model {
    /// Whether the resident may be asked to identify: where nobody is identified, and both the service
    /// that asks and the one on whose page the resident is do so.
    pub fn may_ask_identification(&self, id: ConversationId) -> bool {
        let identifies = |service| self.named(service).is_some_and(|named| named.identifies);
        self.conversation(id).is_some_and(|found| {
            found.hold == Hold::Own
                && found.standing() == Standing::Held
                && !found.is_identified()
                && identifies(&found.service)
                && identifies(found.door())
        })
    }

    /// Opens who a resident is, or the personal identity code: of the conversation on screen. It is
    /// written into the audit log. Where a reason was asked for and is not fit to send, nothing goes
    /// out, and what is wrong is said at its field.
    pub fn open_identity(
        &mut self,
        id: ConversationId,
        identity: IdentityId,
        opens: Opens,
        key: ClientKey,
    ) -> Vec<Effect> {
        if !self.is_on_screen(id) || self.is_disclosing(id, identity, opens) {
            return Vec::new();
        }
        let found = self.shown_mut(id);
        let Some(disclosure) = found.and_then(|found| found.disclosure_mut(identity)) else {
            return Vec::new();
        };
        disclosure.refused = None;
        let why = match disclosure
            .why
            .as_deref()
            .map(|why| clean_at_most(why, WHY_CHARS))
        {
            None => None,
            Some(Ok(why)) => Some(why),
            Some(Err(Refusal::TextEmpty)) => {
                disclosure.refused = Some((opens, Refusal::ReasonMissing));
                return Vec::new();
            }
            Some(Err(code)) => {
                disclosure.refused = Some((opens, code));
                return Vec::new();
            }
        };
        let asked = OpenIdentity {
            conversation: id,
            client_key: key.clone(),
            identity,
            why,
        };
        let message = match opens {
            Opens::Person => ClientMessage::OpenIdentity(asked),
            Opens::Code => ClientMessage::OpenPersonalCode(asked),
        };
        self.outbox.push(key, message);
        self.send_queued()
    }

    /// Writes down why an identity is opened.
    pub fn write_identity_why(&mut self, id: ConversationId, identity: IdentityId, text: String) {
        let found = self.shown_mut(id);
        if let Some(disclosure) = found.and_then(|found| found.disclosure_mut(identity)) {
            disclosure.why = Some(text);
            disclosure.refused = None;
        }
    }

    /// Hides the personal identity code again: it is gone from here.
    pub fn hide_code(&mut self, id: ConversationId, identity: IdentityId) {
        let found = self.shown_mut(id);
        if let Some(disclosure) = found.and_then(|found| found.disclosure_mut(identity)) {
            disclosure.code = None;
        }
    }

    /// Lets go of whatever was opened of any identity, and of what is being opened: it stands on the
    /// screen only while its conversation does.
    pub fn shut_identities(&mut self) {
        for conversation in self.mine.iter_mut().chain(&mut self.looked) {
            conversation.disclosed.clear();
        }
        self.drop_commands(is_opening);
    }

    /// Lets go of it in the agent's own conversations; what was looked up stays as it is.
    pub fn shut_own_identities(&mut self) {
        for conversation in &mut self.mine {
            conversation.disclosed.clear();
        }
        let looked = self.looked.as_ref().map(|looked| looked.id);
        self.drop_commands(|message| is_opening(message) && conversation_of(message) != looked);
    }

    /// Lets go of what is being opened in one conversation.
    pub(crate) fn drop_openings(&mut self, id: ConversationId) {
        self.drop_commands(|message| is_opening(message) && conversation_of(message) == Some(id));
    }

    /// Whether something stands open of any identity, or is being opened.
    pub fn has_opened_identity(&self) -> bool {
        let mut shown = self.mine.iter().chain(&self.looked);
        shown.any(|found| !found.disclosed.is_empty()) || self.commands().any(is_opening)
    }

    /// Whether this is being opened.
    pub fn is_disclosing(&self, id: ConversationId, identity: IdentityId, opens: Opens) -> bool {
        self.commands().any(|message| match (message, opens) {
            (ClientMessage::OpenIdentity(asked), Opens::Person)
            | (ClientMessage::OpenPersonalCode(asked), Opens::Code) => {
                asked.conversation == id && asked.identity == identity
            }
            _ => false,
        })
    }

    /// Shows who it is, if that is still asked for.
    pub(crate) fn identity_told(&mut self, told: Identity) -> Vec<Effect> {
        let id = told.conversation;
        if self.outbox.acknowledge(&told.client_key).is_none() || !self.is_on_screen(id) {
            return Vec::new();
        }
        let Some(found) = self.shown_mut(id) else {
            return Vec::new();
        };
        let identity = told.identity;
        let place = (found.proofs().iter()).position(|proof| proof.identity == identity);
        if let Some(disclosure) = found.disclosure_mut(identity) {
            disclosure.person = Some(told);
        }
        place.map(Effect::FocusIdentity).into_iter().collect()
    }

    /// Shows the personal identity code, if that is still asked for.
    pub(crate) fn personal_code_told(&mut self, told: PersonalCode) -> Vec<Effect> {
        let id = told.conversation;
        if self.outbox.acknowledge(&told.client_key).is_none() || !self.is_on_screen(id) {
            return Vec::new();
        }
        let Some(found) = self.shown_mut(id) else {
            return Vec::new();
        };
        let identity = told.identity;
        let place = (found.proofs().iter()).position(|proof| proof.identity == identity);
        if let Some(disclosure) = found.disclosure_mut(identity) {
            disclosure.code = Some(told);
        }
        place.map(Effect::FocusCode).into_iter().collect()
    }

    /// Opening was refused. Where a reason is asked for, its field opens; else it is said at the
    /// button, and aloud.
    pub(crate) fn disclosure_refused(
        &mut self,
        asked: &OpenIdentity,
        opens: Opens,
        code: Refusal,
    ) -> Vec<Effect> {
        self.outbox.acknowledge(&asked.client_key);
        let found = self.shown_mut(asked.conversation);
        let Some(disclosure) = found.and_then(|found| found.disclosure_mut(asked.identity)) else {
            return Vec::new();
        };
        let is_new = disclosure.why.is_none() && opens == Opens::Person;
        if code == Refusal::ReasonMissing && is_new {
            // Its field takes the focus, and says what is asked.
            disclosure.why = Some(String::new());
            return Vec::new();
        }
        disclosure.refused = Some((opens, code));
        vec![Effect::Say(Said::Notice(Notice::Refused(code)))]
    }

    fn is_on_screen(&self, id: ConversationId) -> bool {
        self.open == Some(id) || self.looked.as_ref().is_some_and(|looked| looked.id == id)
    }
}

/// Whether a command opens something of an identity.
pub(crate) fn is_opening(message: &ClientMessage) -> bool {
    matches!(
        message,
        ClientMessage::OpenIdentity(_) | ClientMessage::OpenPersonalCode(_)
    )
}
