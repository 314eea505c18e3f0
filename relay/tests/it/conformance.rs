//! What every store must do, written against the trait. Each implementation runs all of it.

pub(crate) mod order;
pub(crate) mod rules;
pub(crate) mod verbs;

use std::sync::{Arc, Mutex};

use juttu_relay::command::{
    Command as _, Giver, claim::Claim, close::Close, note::Note, post::Post,
};
use juttu_relay::seal::SecretHash;
use juttu_relay::store::accounts::Agent;
use juttu_relay::store::{Append, Commit, Committed, Head, Opening, Store};
use juttu_shared::id::{AgentId, ClientKey, ConversationId, ServiceId};
use juttu_shared::rules::state::Role;
use juttu_shared::wire::v1::event::Outcome;

/// A store to be tried, and how to open the same one again after it was lost.
pub(crate) trait Subject {
    /// The store as it is open now.
    fn store(&self) -> Arc<dyn Store>;
    /// What was told of commits since the store was opened.
    fn told(&self) -> Arc<Told>;
    /// Loses everything that is not stored, and opens it again.
    fn reopen(&mut self);
}

/// Keeps what was told of commits.
#[derive(Default)]
pub(crate) struct Told(Mutex<Vec<Commit>>);

impl Told {
    pub(crate) fn all(&self) -> Vec<Commit> {
        self.0.lock().unwrap().clone()
    }
}

impl Committed for Told {
    fn committed(&self, commit: Commit) {
        self.0.lock().unwrap().push(commit);
    }
}

/// Runs every rule of the suite on a store of its own.
macro_rules! conformance {
    ($make:path) => {
        $crate::conformance::conformance!(
            $make,
            verbs::opening_is_kept_and_told,
            verbs::a_session_has_one_conversation,
            verbs::resumes_after_any_number,
            verbs::a_retry_yields_the_same_event,
            verbs::waiting_and_mine_follow_the_state,
            verbs::a_notice_stands_in_the_outbox_until_it_is_done,
            verbs::everything_outlives_the_process,
            order::events_are_told_and_kept_in_one_order,
            order::one_command_given_many_times_at_once_is_stored_once,
            order::a_clock_that_jumps_back_does_not_turn_time,
            rules::of_two_claims_one_wins,
            rules::a_refused_command_changes_nothing,
            rules::the_staff_log_stands_apart,
            rules::a_stranger_learns_nothing_from_a_known_key,
            rules::a_full_queue_refuses_and_keeps_nothing,
            rules::every_cell_is_as_the_rules_say,
        );
    };
    ($make:path, $($module:ident::$rule:ident,)*) => {
        $(
            #[tokio::test(flavor = "multi_thread")]
            async fn $rule() {
                $crate::conformance::run(&mut $make(), |subject| {
                    Box::pin($crate::conformance::$module::$rule(subject))
                })
                .await;
            }
        )*
    };
}
pub(crate) use conformance;

pub(crate) type Running<'a> = std::pin::Pin<Box<dyn Future<Output = ()> + 'a>>;

pub(crate) async fn run<S: Subject>(
    subject: &mut S,
    rule: impl FnOnce(&mut dyn Subject) -> Running<'_>,
) {
    rule(subject).await;
}

pub(crate) const NOW_MS: i64 = 1_799_317_800_000;

pub(crate) fn key(number: u64) -> ClientKey {
    ClientKey(format!("{number:022}"))
}

pub(crate) fn service(name: &str) -> ServiceId {
    ServiceId::parse(name).unwrap()
}

pub(crate) fn opening(number: u8, text: &str) -> Opening {
    Opening {
        secret: SecretHash([number; 32]),
        service: service("talous"),
        language: "fi".into(),
        client_key: key(number.into()),
        text: text.into(),
        most_waiting: 100,
        now_ms: NOW_MS + i64::from(number),
    }
}

pub(crate) fn agent(id: u64, services: &[&str]) -> Agent {
    Agent {
        id: AgentId(id),
        name: format!("Ammattilainen {id}"),
        role: Role::Agent,
        services: services.iter().map(|name| service(name)).collect(),
    }
}

pub(crate) fn visitor_posts(to: ConversationId, number: u64, text: &str) -> Append {
    posts(Giver::Visitor, to, number, text)
}

pub(crate) fn posts(by: Giver, to: ConversationId, number: u64, text: &str) -> Append {
    let (client_key, text) = (key(number), text.to_owned());
    Post {
        by,
        client_key,
        text,
    }
    .to(to, NOW_MS)
}

pub(crate) fn notes(by: Giver, to: ConversationId, number: u64, text: &str) -> Append {
    let (client_key, text) = (key(number), text.to_owned());
    Note {
        by,
        client_key,
        text,
    }
    .to(to, NOW_MS)
}

pub(crate) fn claims(by: &Agent, to: ConversationId, number: u64) -> Append {
    let (by, client_key) = (by.clone(), key(number));
    Claim { by, client_key }.to(to, NOW_MS)
}

pub(crate) fn closes(
    by: Giver,
    to: ConversationId,
    number: u64,
    outcome: Option<Outcome>,
) -> Append {
    let client_key = key(number);
    Close {
        by,
        client_key,
        outcome,
    }
    .to(to, NOW_MS)
}

/// A conversation that an agent has claimed.
pub(crate) async fn claimed(store: &dyn Store, number: u8, by: &Agent) -> Arc<Head> {
    let head = store.open(opening(number, "Hei")).await.unwrap();
    let claim = claims(by, head.id, 1_000 + u64::from(number));
    store.append(claim).await.unwrap().head
}
