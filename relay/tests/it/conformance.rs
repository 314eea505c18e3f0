//! What every store must do, written against the trait. Each implementation runs all of it.

pub(crate) mod answers;
pub(crate) mod cells;
pub(crate) mod exits;
pub(crate) mod expiry;
pub(crate) mod hours;
pub(crate) mod identities;
pub(crate) mod order;
pub(crate) mod outbox;
pub(crate) mod requests;
pub(crate) mod rules;
pub(crate) mod verbs;

use std::sync::{Arc, Mutex};

use juttu_relay::command::{
    Command as _, Giver, Services,
    claim::Claim,
    close::{Close, Conclusion},
    exit::Exit,
    leave::Leave,
    note::Note,
    notices,
    post::Post,
    rate::Rate,
};
use juttu_relay::config::{Config, Service, Sources};
use juttu_relay::seal::{Log, SecretHash};
use juttu_relay::store::accounts::Agent;
use juttu_relay::store::{
    About, Append, Change, Commit, Committed, ContactDetails, Decide, Head, Leaving, Opening, Store,
};
use juttu_shared::id::{AgentId, ClientKey, ConversationId, ServiceId};
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::Role;
use juttu_shared::wire::v1::event::{Author, Concluded, Helped, Outcome};
use juttu_shared::wire::v1::visitor::Phone;

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
            verbs::everything_outlives_the_process,
            order::events_are_told_and_kept_in_one_order,
            order::one_command_given_many_times_at_once_is_stored_once,
            order::a_clock_that_jumps_back_does_not_turn_time,
            outbox::the_same_thing_is_told_once,
            outbox::what_is_over_is_told_to_nobody_and_may_come_again,
            outbox::what_is_due_is_given_oldest_first,
            outbox::each_receiver_has_its_own_delivery,
            outbox::what_changed_is_told_to_nobody_any_longer,
            outbox::what_a_resident_should_hear_is_not_withdrawn,
            outbox::a_residents_address_is_given_to_whoever_tells,
            outbox::what_was_told_long_ago_is_forgotten,
            rules::of_two_claims_one_wins,
            rules::a_refused_command_changes_nothing,
            rules::the_staff_log_stands_apart,
            rules::a_stranger_learns_nothing_from_a_known_key,
            rules::a_full_queue_refuses_and_keeps_nothing,
            cells::every_cell_is_as_the_rules_say,
            cells::who_one_is_follows_part_role_and_service,
            requests::a_contact_request_is_opened_at_once,
            requests::a_full_queue_takes_contact_requests,
            requests::one_that_waits_is_left_without_writing_again,
            requests::a_retry_yields_all_that_was_made,
            requests::one_left_by_the_relay_learns_how_to_reach_the_resident,
            requests::a_code_opens_its_conversation_to_another_session,
            requests::a_second_code_leaves_the_first,
            requests::the_newest_sessions_of_a_code_are_kept_and_the_first_of_all,
            requests::a_code_of_another_conversation_is_refused_and_lost_to_nobody,
            answers::whoever_writes_after_the_end_leaves_it_again,
            answers::what_is_left_again_is_nobodys_own,
            answers::whoever_writes_after_an_answer_is_promised_another,
            answers::contact_details_are_shown_after_the_row_alone,
            answers::whoever_departed_in_the_meantime_sees_no_contact_details,
            answers::a_contact_request_waits_with_what_is_known_of_it,
            answers::who_writes_in_a_row_is_told_of_once,
            answers::an_answer_that_waits_is_told_once_a_turn,
            exits::an_exit_ends_every_session_and_no_code,
            exits::of_what_is_left_nobody_may_call_until_a_number_is_left_anew,
            exits::whoever_exits_is_told_of_no_longer,
            exits::a_session_that_was_ended_may_begin_again,
            exits::the_last_of_several_ratings_stands_last,
            exits::what_it_is_about_is_kept,
            expiry::who_is_left_behind_still_waited,
            expiry::vanished_agents_take_part_no_longer,
            expiry::a_contact_request_goes_back_to_those_left,
            expiry::an_answered_request_is_late_for_nobody,
            expiry::a_promise_outlives_a_claim_and_ends_with_the_answer,
            expiry::silence_closes_what_is_silent_still,
            expiry::what_is_due_no_longer_is_not_done,
            expiry::what_staff_need_not_hear_is_withdrawn,
            expiry::waits_and_what_goes_on_are_known_after_a_start,
            identities::each_secret_is_used_once,
            identities::nothing_is_used_when_its_time_is_over,
            identities::whoever_comes_back_without_the_cookie_is_sent_away,
            identities::an_attempt_that_failed_says_why,
            identities::every_step_outlives_the_process,
            identities::a_wrong_session_burns_the_result,
            identities::every_other_session_ends_and_the_code_dies,
            identities::the_same_person_twice_is_one_identity,
            identities::another_person_overwrites_nothing,
            identities::whoever_has_left_in_a_hurry_proves_nothing,
            identities::a_conversation_that_closed_meanwhile_is_identified,
            identities::a_key_of_another_command_proves_nothing,
            identities::who_has_identified_before_brings_it_into_what_they_open,
            identities::the_same_person_comes_back_without_a_code,
            identities::nobody_else_does,
            identities::what_is_forgotten_is_nobodys,
            identities::a_code_is_made_for_an_anonymous_conversation_alone,
            identities::what_has_run_out_is_erased_and_told_once,
            identities::whoever_begins_anew_is_told_of_one_attempt,
            identities::a_result_of_another_door_identifies_nothing_here,
            identities::who_has_lost_a_conversation_tells_it_nothing,
            identities::who_has_left_in_a_hurry_is_told_nothing_of_it,
            identities::who_is_identified_gets_no_code,
            identities::contact_details_of_whoever_identifies_stay,
            identities::contact_details_of_another_are_emptied,
            identities::a_code_that_died_writes_and_reads_nothing,
            hours::every_change_of_hours_stays,
            hours::of_two_who_change_the_same_hours_one_is_told,
            hours::the_audit_log_is_read_page_by_page,
            hours::who_can_sign_in_is_known_by_name,
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
        about: About::default(),
        client_key: key(number.into()),
        text: text.into(),
        brings_identity: true,
        leaving: None,
        answer_by: None,
        notices: notices::for_waiting(&chat(), NOW_MS + i64::from(number)),
        most_waiting: 100,
        place: None,
        now_ms: NOW_MS + i64::from(number),
    }
}

pub(crate) fn agent(id: u64, services: &[&str]) -> Agent {
    Agent {
        id: AgentId(id),
        name: format!("Ammattilainen {id}"),
        role: Role::Agent,
        services: services.iter().map(|name| service(name)).collect(),
        lock: juttu_relay::store::accounts::Lock::default(),
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
        is_away: false,
        promise: Box::new(|_| notices::for_left(&chat(), NOW_MS)),
        now_ms: NOW_MS,
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
    let conclusion = outcome.map(|outcome| Conclusion {
        concluded: Concluded {
            outcome,
            topic: None,
        },
        text: None,
        is_away: false,
        services: services(),
        now_ms: NOW_MS,
    });
    Close {
        by,
        client_key,
        conclusion,
    }
    .to(to, NOW_MS)
}

/// What an operator wrote of a chat. Its id is another one.
pub(crate) fn chat() -> Service {
    let sources = Sources {
        demo: true,
        ..Sources::default()
    };
    Config::read(&sources).unwrap().services.remove(0)
}

/// Whatever service is asked for, [`chat`].
pub(crate) fn services() -> Services {
    Box::new(|_| Some(Arc::new(chat())))
}

/// The hash of a code.
pub(crate) fn code(number: u8) -> SecretHash {
    SecretHash([100 + number; 32])
}

/// How a resident is reached: by a code, a telephone number and an e-mail address.
pub(crate) fn leaving(number: u8) -> Leaving {
    Leaving {
        code: code(number),
        contact: ContactDetails {
            phone: Some(Phone {
                number: "040 555 1234".into(),
                safe_to_call: true,
            }),
            email: Some("aino@esimerkki.fi".into()),
        },
    }
}

/// A contact request left at once.
pub(crate) fn request(number: u8, text: &str) -> Opening {
    let opening = opening(number, text);
    let (answer_by, notices) = notices::for_left(&chat(), opening.now_ms);
    Opening {
        leaving: Some(leaving(number)),
        about: About {
            topic: Some("lapset".into()),
            ..About::default()
        },
        answer_by,
        notices,
        ..opening
    }
}

pub(crate) fn exits(to: ConversationId, number: u64) -> Append {
    let client_key = key(number);
    Exit {
        client_key,
        holds: true,
    }
    .to(to, NOW_MS)
}

pub(crate) fn rates(to: ConversationId, number: u64) -> Append {
    let client_key = key(number);
    Rate {
        client_key,
        helped: Helped::Partly,
    }
    .to(to, NOW_MS)
}

pub(crate) fn leaves(to: ConversationId, number: u64, text: Option<&str>, how: Leaving) -> Append {
    Leave {
        client_key: key(number),
        text: text.map(Into::into),
        leaving: how,
        services: services(),
        now_ms: NOW_MS,
    }
    .to(to, NOW_MS)
}

/// A command that changes what it is told to.
pub(crate) struct Changes(pub(crate) Change);

impl Decide for Changes {
    fn decide(&self, _: &Head, _: i64) -> Result<Change, Refusal> {
        Ok(self.0.clone())
    }

    fn may_repeat(&self, _: &Head, _: Author, _: i64) -> Result<(), Refusal> {
        Err(Refusal::NotAllowed)
    }
}

impl Changes {
    pub(crate) fn to(self, conversation: ConversationId) -> Append {
        Append {
            conversation,
            client_key: key(0),
            log: Log::Public,
            other_log: None,
            session: None,
            code: None,
            decide: Box::new(self),
            now_ms: NOW_MS,
        }
    }
}

/// A conversation that an agent has claimed.
pub(crate) async fn claimed(store: &dyn Store, number: u8, by: &Agent) -> Arc<Head> {
    let head = store.open(opening(number, "Hei")).await.unwrap();
    let claim = claims(by, head.id, 1_000 + u64::from(number));
    store.append(claim).await.unwrap().head
}
