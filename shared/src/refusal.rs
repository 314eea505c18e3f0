//! Why something was refused: a code, which the screen turns into words.

use serde::{Deserialize, Serialize};

macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)*) => {
        /// A refusal. Sent as its code in snake case; the relay sends no words. A client that
        /// meets a code it does not know treats it as [`Refusal::Unknown`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Refusal {
            $($(#[$doc])* $name,)*
            /// A code of a later relay.
            #[serde(other)]
            Unknown,
        }

        impl Refusal {
            /// Every refusal that a relay can send.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The code on the wire.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                    Self::Unknown => "unknown",
                }
            }
        }
    };
}

refusals! {
    /// The frame or body is not what the wire allows. Sending it again is of no use.
    Malformed = "malformed",
    /// The frame or body is larger than [`crate::limits::FRAME_BYTES`].
    TooLarge = "too_large",
    /// A command came before `hello`, or `hello` came twice.
    OutOfTurn = "out_of_turn",
    /// The page's origin is not on the service's list.
    ForeignOrigin = "foreign_origin",
    /// There is no such service.
    NoService = "no_service",
    /// There is no such conversation for whoever asks. The same for one that never was and one
    /// that is somebody else's.
    NoConversation = "no_conversation",
    /// The conversation's state does not allow the command.
    WrongState = "wrong_state",
    /// Another agent has claimed the conversation.
    AlreadyClaimed = "already_claimed",
    /// The caller is not one who may give this command.
    NotAllowed = "not_allowed",
    /// The message is empty once cleaned.
    TextEmpty = "text_empty",
    /// The message is longer than [`crate::limits::TEXT_CHARS`].
    TextTooLong = "text_too_long",
    /// Too many messages in a minute. Waiting helps.
    TooManyMessages = "too_many_messages",
    /// Too many conversations from this address. Waiting helps.
    TooManyConversations = "too_many_conversations",
    /// Too many connections from this address. Waiting helps.
    TooManyConnections = "too_many_connections",
    /// The service's queue is full. Waiting helps, or leaving a contact request.
    QueueFull = "queue_full",
    /// The service is closed by its hours: nobody may join the queue. A contact request may be
    /// left.
    Closed = "closed",
    /// No conversation of this service opens with the code. The same for one that never was.
    WrongCode = "wrong_code",
    /// The telephone number can't be one (see [`crate::rules::reach`]).
    PhoneMalformed = "phone_malformed",
    /// The e-mail address can't be one (see [`crate::rules::reach`]).
    EmailMalformed = "email_malformed",
    /// The conversation has no contact details.
    NoContact = "no_contact",
    /// The resident's network is kept from opening conversations for a time. Telephoning helps, or
    /// coming back later.
    Blocked = "blocked",
    /// There is no such colleague, or none who may be asked.
    NoColleague = "no_colleague",
    /// The colleague's desk is not open.
    ColleagueAway = "colleague_away",
    /// The agent is the only one who takes part: the conversation is handed on or ended instead.
    LastAgent = "last_agent",
    /// A reason is asked for.
    ReasonMissing = "reason_missing",
    /// There is nothing there that can be emptied.
    NothingToRedact = "nothing_to_redact",
    /// The resident's network is no longer known.
    NoNetwork = "no_network",
    /// Somebody else has changed it meanwhile. Reading it again helps.
    Stale = "stale",
    /// The hours can't be kept as they are; the answer says where.
    HoursImpossible = "hours_impossible",
    /// Nobody is identified in this service, or not of the resident's own accord, or by no such way.
    NoIdentification = "no_identification",
    /// Somebody is identified in the conversation already.
    AlreadyIdentified = "already_identified",
    /// Nobody is identified in the conversation, or no longer.
    NoIdentity = "no_identity",
    /// The resident has no connection, and what was asked for needs one: a new code would reach nobody.
    ResidentAway = "resident_away",
    /// The result of an identification is not this session's, was used, or is too old.
    WrongResult = "wrong_result",
    /// The resident broke the identification off at the provider. Trying again helps.
    IdentificationCancelled = "identification_cancelled",
    /// The identification came to nothing. Trying again helps, or another way.
    IdentificationFailed = "identification_failed",
    /// The account has a second factor, and its code was not given.
    SecondFactorMissing = "second_factor_missing",
    /// The code of the second factor is wrong, was used, or is too old.
    WrongSecondFactor = "wrong_second_factor",
    /// The account can't be used with a password: one signs in through the organisation.
    PasswordsOff = "passwords_off",
    /// The store did not take it: nothing was kept, and the same command may be sent again.
    NotStored = "not_stored",
    /// The relay is stopping. Connect again.
    Restarting = "restarting",
    /// Nobody is signed in with this cookie, or no longer.
    SignedOut = "signed_out",
    /// The name or the password is wrong. Which of them is not said.
    WrongCredentials = "wrong_credentials",
    /// Too many attempts. Waiting helps.
    TooManyAttempts = "too_many_attempts",
    /// The set-password link has been used, or is too old.
    LinkUsed = "link_used",
    /// The password is shorter or longer than allowed.
    PasswordLength = "password_length",
}

impl Refusal {
    /// Whether the same command may succeed later, unchanged.
    pub fn may_retry(self) -> bool {
        matches!(
            self,
            Self::TooManyMessages
                | Self::TooManyConversations
                | Self::TooManyConnections
                | Self::QueueFull
                | Self::NotStored
                | Self::Restarting
                | Self::TooManyAttempts
        )
    }
}

/// Why the relay closed a WebSocket: the close frame's code (RFC 6455 §7.4.2, 4000–4999 are an
/// application's own).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub enum CloseCode {
    /// The relay is stopping. Connect again, after a random moment.
    Restarting = 4001,
    /// The client read too slowly. Connect again and resume.
    TooSlow = 4002,
    /// Nothing was heard for [`crate::limits::SILENCE_MS`]. Connect again and resume.
    Silent = 4003,
    /// The client broke the wire's rules. Do not come back with the same frame.
    Malformed = 4004,
    /// The sign-in has ended. Sign in again.
    SignedOut = 4005,
    /// A frame was larger than [`crate::limits::FRAME_BYTES`] (RFC 6455's own code).
    TooLarge = 1009,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_is_what_the_wire_carries() {
        for &refusal in Refusal::ALL {
            let wire = serde_json::to_string(&refusal).unwrap();
            assert_eq!(wire, format!("\"{}\"", refusal.code()));
            assert_eq!(serde_json::from_str::<Refusal>(&wire).unwrap(), refusal);
        }
    }

    #[test]
    fn a_code_of_a_later_relay_is_unknown() {
        let later: Refusal = serde_json::from_str("\"from_the_future\"").unwrap();
        assert_eq!(later, Refusal::Unknown);
    }
}
