//! Every limit by name, with its default.
//!
//! Sizes hold on both sides of the wire. Rates and counts are the relay's defaults, each a key of
//! the configuration's `[limits]`; they are wide enough for a library, a school or a mobile
//! carrier behind one address.

/// Longest message, in Unicode scalar values.
pub const TEXT_CHARS: usize = 4_000;
/// Longest first message of a contact request, in Unicode scalar values.
pub const CONTACT_REQUEST_CHARS: usize = 8_000;
/// Largest frame or request body that the relay reads, in bytes.
pub const FRAME_BYTES: usize = 64 * 1024;
/// Most conversations opened from one address prefix in a minute.
/// A school of 500 that asks in one lesson is served.
pub const CONVERSATIONS_PER_ADDRESS_AND_MINUTE: u32 = 600;
/// Most contact requests left from one address prefix in an hour.
pub const CONTACT_REQUESTS_PER_ADDRESS_AND_HOUR: u32 = 600;
/// Most wrong pick-up codes from one address prefix in a minute. Right ones are not counted.
pub const WRONG_CODES_PER_ADDRESS_AND_MINUTE: u32 = 30;
/// Most conversations of one address prefix that are open at once.
pub const OPEN_CONVERSATIONS_PER_ADDRESS: u32 = 600;
/// Most messages that one side may post into one conversation in a minute.
pub const MESSAGES_PER_CONVERSATION_AND_MINUTE: u32 = 60;
/// Most conversations that may wait in one service's queue. More than one address may hold open,
/// so that, by these defaults, no single address can fill it.
pub const WAITING_PER_SERVICE: u32 = 1_000;
/// Most connections from one address prefix at once.
pub const CONNECTIONS_PER_ADDRESS: u32 = 2_000;
/// Most sign-in attempts from one address prefix in a minute.
pub const SIGN_INS_PER_ADDRESS_AND_MINUTE: u32 = 30;
/// Most failed sign-in attempts for one name in a minute, from one address prefix.
pub const FAILED_SIGN_INS_PER_NAME_AND_MINUTE: u32 = 5;
/// Most events that may wait for one visitor's connection before it is cut off and must resume.
pub const VISITOR_MAILBOX: usize = 128;
/// Most events that may wait for one agent's connection before it is cut off and must resume.
pub const AGENT_MAILBOX: usize = 4_096;
/// Commands of one connection that may be on their way to the store at once.
pub const COMMANDS_IN_FLIGHT: usize = 32;
/// Silence after which the relay takes a connection for dead, in milliseconds.
pub const SILENCE_MS: i64 = 75_000;
/// How often a client says `ping` when it has nothing else to say, in milliseconds.
pub const PING_MS: i64 = 25_000;
/// Longest time that a poll is held open, in milliseconds.
pub const POLL_MS: i64 = 25_000;
/// How long an agent counts as present after the last connection is lost, in milliseconds.
pub const PRESENCE_GRACE_MS: i64 = 90_000;
/// How long a visitor may be without a connection before the desk is told that they are away, in
/// milliseconds: longer than a reload, or than a phone takes to change networks.
pub const AWAY_SHOWN_MS: i64 = 30_000;
/// How long a visitor may be away from the queue before the conversation is left for an answer
/// later, in milliseconds.
pub const VISITOR_AWAY_MS: i64 = 10 * 60_000;
/// How long the last agent of a conversation may be without a connection before it goes back to
/// the queue, in milliseconds.
pub const AGENT_GONE_MS: i64 = 5 * 60_000;
/// How long nothing may be said in a live conversation, the agent having spoken last, before it is
/// closed, in milliseconds.
pub const INACTIVITY_MS: i64 = 20 * 60_000;
/// How long before that the warning comes, in milliseconds. WCAG 2.2, 2.2.1 asks for at least 20 s
/// and ten extensions; here it is never less than 60 s, and may be extended without end.
pub const INACTIVITY_WARNING_MS: i64 = 2 * 60_000;
/// How long those who wait when the service closes may still be claimed, in milliseconds.
pub const CLOSING_GRACE_MS: i64 = 15 * 60_000;
/// How many claims of today a rough wait is made from, at least.
pub const CLAIMS_FOR_A_WAIT: usize = 5;
/// Longest telephone number that a resident may leave, in Unicode scalar values.
pub const PHONE_CHARS: usize = 30;
/// Longest e-mail address that a resident may leave, in Unicode scalar values (RFC 5321 §4.5.3).
pub const EMAIL_CHARS: usize = 254;
/// Shortest password of a local account, in Unicode scalar values (NIST SP 800-63B, 15 for a
/// password that stands alone).
pub const PASSWORD_CHARS_MIN: usize = 15;
/// Longest password that is read, in Unicode scalar values.
pub const PASSWORD_CHARS_MAX: usize = 256;
/// Longest name of an account, in Unicode scalar values.
pub const NAME_CHARS: usize = 80;
/// Longest reason for reading a conversation that is not one's own, in Unicode scalar values.
pub const WHY_CHARS: usize = 300;
/// How long after its end those who took part in a conversation may read it, in milliseconds.
pub const READ_AFTER_CLOSE_MS: i64 = 30 * 24 * 3_600_000;
/// For how long a resident's network may be kept from opening conversations, in minutes. Never
/// longer than a day: others may stand behind the same address.
pub const BLOCK_MINUTES: [u32; 3] = [15, 60, 24 * 60];
/// Most conversations in one answer to a search.
pub const FOUND_ROWS: usize = 50;
/// Most agents who take part in one conversation at once, and most who are consulted on it.
pub const AGENTS_PER_CONVERSATION: usize = 8;
/// Longest reason of an exception and longest announcement, in Unicode scalar values.
pub const ANNOUNCEMENT_CHARS: usize = 300;
/// Most exceptions, and most announcements, of one service's hours.
pub const EXCEPTIONS_PER_SERVICE: usize = 200;
/// Most intervals of one day's hours.
pub const INTERVALS_PER_DAY: usize = 6;
/// How long a ticket to identification may be used, in milliseconds.
pub const TICKET_MS: i64 = 2 * 60_000;
/// How long the result of an identification may be brought back, in milliseconds.
pub const RESULT_MS: i64 = 2 * 60_000;
/// How long an attempt to identify may take at the provider, and for how long it keeps a silent
/// conversation from being closed, in milliseconds.
pub const IDENTIFICATION_MS: i64 = 20 * 60_000;
/// How long an identity of a session that has opened no conversation yet is kept, in milliseconds.
pub const IDENTITY_WITHOUT_CONVERSATION_MS: i64 = 60 * 60_000;
/// Most attempts to identify that are begun from one address prefix in a minute.
pub const IDENTIFICATIONS_PER_ADDRESS_AND_MINUTE: u32 = 120;
/// Most attempts to identify that are under way at once, and twice as many as sessions without a
/// conversation may have: those cost a stranger nothing, and must not keep out who was asked. Far more
/// than a county ever has, and some tens of megabytes.
pub const IDENTIFICATIONS_AT_ONCE: u32 = 20_000;
/// Most identities, personal identity codes and contact details that one agent opens in a minute.
/// Each is a row of the audit log for years: a person reads a few in a minute, a script would fill it.
pub const OPENINGS_PER_AGENT_AND_MINUTE: u32 = 30;
/// Longest address of a page to come back to, in Unicode scalar values.
pub const RETURN_CHARS: usize = 2_000;
/// Longest canned reply is a message; longest title of one, in Unicode scalar values.
pub const REPLY_TITLE_CHARS: usize = 80;
