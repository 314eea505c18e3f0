//! A desk that polls, as a client does.

use juttu_shared::id::ConversationId;
use juttu_shared::limits::POLL_MS;
use juttu_shared::rules::state::Role;
use juttu_shared::wire::v1::agent::{Have, Mine, ServerMessage, Welcome};
use juttu_shared::wire::v1::desk::{Poll, Polled};
use juttu_shared::wire::v1::event::Event;
use serde_json::{Value, json};
use tokio::task::JoinHandle;

use crate::harness::{Answer, Ask, Relay, Visitor, new_key, soon};

/// A desk that polls.
pub(super) struct Desk {
    pub(super) cookie: String,
    pub(super) poll: Poll,
    /// Every event had, in the order in which it came.
    pub(super) events: Vec<Event>,
}

impl Desk {
    /// Signs in, and is welcomed.
    pub(super) async fn come(relay: &Relay, name: &str) -> (Self, Welcome) {
        let services: Vec<_> = relay.app.config.services.iter().collect();
        let services: Vec<_> = services.iter().map(|it| it.id.0.as_str()).collect();
        relay.add_agent(name, Role::Agent, &services).await;
        let mut desk = Self {
            cookie: relay.sign_in(name).await,
            poll: Poll {
                have: Vec::new(),
                seen: None,
            },
            events: Vec::new(),
        };
        let welcome = desk.welcomed(relay).await;
        (desk, welcome)
    }

    pub(super) fn ask(&self, relay: &Relay) -> Ask {
        let ask = relay.post_desk("/desk/api/poll?lang=fi");
        ask.header("cookie", &self.cookie).json(&self.poll)
    }

    /// Polls once.
    pub(super) async fn next(&mut self, relay: &Relay) -> Vec<ServerMessage> {
        let answer = self.ask(relay).send().await;
        self.take(&answer)
    }

    /// Learns what an answer tells.
    pub(super) fn take(&mut self, answer: &Answer) -> Vec<ServerMessage> {
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert_eq!(answer.header("cache-control"), "no-store");
        let mut parts = answer.json::<Vec<Polled>>().into_iter();
        let Some(Polled::Seen { seen }) = parts.next() else {
            panic!("it begins with how far that is");
        };
        self.poll.seen = Some(seen);
        let told: Vec<_> = parts
            .map(|part| match part {
                Polled::Told(message) => *message,
                Polled::Seen { .. } => panic!("twice"),
            })
            .collect();
        self.learn(&told);
        told
    }

    fn learn(&mut self, told: &[ServerMessage]) {
        for message in told {
            match message {
                ServerMessage::Event(event) => {
                    let have = self.have(event.conversation);
                    // As a screen does: what leaves a gap is not taken.
                    if event.seq == have.last_seq + 1 {
                        have.last_seq = event.seq;
                        self.events.push(event.clone());
                    }
                }
                ServerMessage::StaffEvent(event) => {
                    let have = self.have(event.conversation);
                    if event.seq == have.last_staff_seq + 1 {
                        have.last_staff_seq = event.seq;
                    }
                }
                ServerMessage::Mine(mine) => self.own(mine),
                ServerMessage::Welcome(welcome) => welcome.mine.iter().for_each(|it| self.own(it)),
                _ => {}
            }
        }
    }

    fn own(&mut self, mine: &Mine) {
        let have = self.have(mine.id);
        let before = have.last_seq;
        let last = |of: Option<u64>, known: u64| of.unwrap_or(known).max(known);
        have.last_seq = last(mine.events.last().map(|it| it.seq), have.last_seq);
        let staff = mine.staff_events.last().map(|it| it.seq);
        have.last_staff_seq = last(staff, have.last_staff_seq);
        let news = mine.events.iter().filter(|event| event.seq > before);
        self.events.extend(news.cloned());
    }

    fn have(&mut self, conversation: ConversationId) -> &mut Have {
        let known = self.poll.have.iter();
        let at = known.position_of(conversation).unwrap_or_else(|| {
            self.poll.have.push(Have {
                conversation,
                last_seq: 0,
                last_staff_seq: 0,
            });
            self.poll.have.len() - 1
        });
        &mut self.poll.have[at]
    }

    /// Polls without knowing anything told before.
    pub(super) async fn welcomed(&mut self, relay: &Relay) -> Welcome {
        self.poll.seen = None;
        let mut told = self.next(relay).await;
        match (told.pop(), told.pop()) {
            (Some(ServerMessage::Welcome(welcome)), None) => welcome,
            other => panic!("not welcomed: {other:?}"),
        }
    }

    /// Polls until something is told for which `take` gives something.
    pub(super) async fn until<T>(
        &mut self,
        relay: &Relay,
        take: impl Fn(&ServerMessage) -> Option<T>,
    ) -> T {
        loop {
            if let Some(taken) = self.next(relay).await.iter().find_map(&take) {
                return taken;
            }
        }
    }

    /// Gives a command.
    pub(super) async fn say(&mut self, relay: &Relay, message: &Value) -> Vec<ServerMessage> {
        let ask = relay.post_desk("/desk/api/commands?lang=fi");
        let answer = ask.header("cookie", &self.cookie).json(message);
        let answer = answer.send().await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let told: Vec<ServerMessage> = answer.json();
        self.learn(&told);
        told
    }

    /// Gives a command in a conversation.
    pub(super) async fn act(
        &mut self,
        relay: &Relay,
        name: &str,
        conversation: ConversationId,
        more: Value,
    ) -> Vec<ServerMessage> {
        let mut body = json!({ "conversation": conversation, "client_key": new_key() });
        let members = body.as_object_mut().unwrap();
        members.extend(more.as_object().unwrap().clone());
        self.say(relay, &json!({ name: body })).await
    }
}

trait PositionOf {
    fn position_of(self, conversation: ConversationId) -> Option<usize>;
}

impl<'a, I: Iterator<Item = &'a Have>> PositionOf for I {
    fn position_of(mut self, conversation: ConversationId) -> Option<usize> {
        self.position(|known| known.conversation == conversation)
    }
}

/// A poll that the relay holds.
pub(super) async fn held(relay: &Relay, desk: &Desk) -> JoinHandle<Answer> {
    let before = relay.app.hub.connections();
    let poll = tokio::spawn(desk.ask(relay).send());
    soon("the poll to be held", async {
        while relay.app.hub.connections() == before && !poll.is_finished() {
            tokio::task::yield_now().await;
        }
    })
    .await;
    poll
}

/// Polls until nothing more is told. Each poll takes at most its own time, and these visitors stay
/// meanwhile: the clock never goes on by itself, or they would be taken for gone.
pub(super) async fn quiet(
    relay: &Relay,
    desk: &mut Desk,
    visitors: &mut [&mut Visitor],
) -> Vec<ServerMessage> {
    let mut all = Vec::new();
    loop {
        let poll = held(relay, desk).await;
        let told = end_of(relay, desk, poll, POLL_MS).await;
        for visitor in visitors.iter_mut() {
            visitor.ping().await;
        }
        if told.is_empty() {
            return all;
        }
        all.extend(told);
    }
}

/// The answer of a poll that is held, at the latest when so much time has passed.
pub(super) async fn end_of(
    relay: &Relay,
    desk: &mut Desk,
    poll: JoinHandle<Answer>,
    left_ms: i64,
) -> Vec<ServerMessage> {
    if !poll.is_finished() {
        relay.clock().advance_ms(left_ms);
    }
    desk.take(&soon("the poll", poll).await.unwrap())
}
