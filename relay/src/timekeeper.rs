//! Does what is due when a time has run out: leaves behind, sends back to the queue, ends, erases.
//!
//! A loop looks at the hub once a second of the relay's own clock, and whenever that clock is
//! moved. It gives commands through the store like anybody, which decides on the conversation as it
//! then stands: a refusal means that somebody was quicker. Nothing is noted down as done. What is
//! still due a second later is done then, so a store that fails is tried again, more and more
//! seldom while it does; and a restart loses nothing but the time already run.

mod erase;
mod pace;

use std::collections::HashSet;
use std::pin::Pin;
use std::sync::Arc;

use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use juttu_shared::id::{ConversationId, ServiceId};
use juttu_shared::rules::times::Spans;

use crate::app::App;
use crate::command::Command as _;
use crate::command::expire::{CloseForSilence, LeaveBehind, Requeue, while_due};
use crate::config::Service;
use crate::hub::{Hours, Task};
use crate::store::outbox::{NewNotice, NoticeKind};
use crate::store::{Append, StoreError};
use pace::{Failures, Pace};

/// How often the hub is looked at, in milliseconds of the relay's clock: at each whole second.
const EVERY_MS: i64 = 1_000;
/// How many commands may be on their way to the store at once, so that residents and agents still
/// find room when a thousand are due. The rest is found due again, and comes first then.
const AT_ONCE: usize = 256;

/// Does what is due, for as long as it is polled.
pub async fn run(app: Arc<App>) {
    tokio::join!(watch(&app), erase::run(&app));
}

async fn watch(app: &App) {
    let mut errands = Errands::default();
    loop {
        let now_ms = app.clock.now_ms();
        errands.look(app, now_ms);
        let next = app.clock.sleep_until(next_look_ms(now_ms));
        let mut next = std::pin::pin!(next);
        loop {
            tokio::select! {
                () = &mut next => break,
                Some(done) = errands.on_the_way.next() => errands.end(app, done),
            }
        }
    }
}

/// Does what is due at this moment, and waits until it is done. What could not be stored is found
/// due again the next time.
pub async fn run_once(app: &App) {
    let mut errands = Errands::default();
    errands.look(app, app.clock.now_ms());
    while let Some(done) = errands.on_the_way.next().await {
        errands.end(app, done);
    }
    if let Err(error) = erase::run_once(app).await {
        tracing::warn!(%error, "what has run out could not be erased");
    }
}

/// A service's hours have changed: looks at once, so that whoever is only told of it need not wait.
/// What is due by it is found due by the next look.
pub fn hours_changed(app: &App, service: &ServiceId) {
    let hours: Vec<_> = app
        .services
        .get(service)
        .map(|service| hours(&service, app.clock.now_ms()))
        .into_iter()
        .collect();
    drop(app.hub.watch(&hours));
}

/// Whole seconds, so that what ends at a minute is noticed at that minute.
fn next_look_ms(now_ms: i64) -> i64 {
    now_ms - now_ms.rem_euclid(EVERY_MS) + EVERY_MS
}

/// What the service's hours and the clock say of it.
fn hours(service: &Service, now_ms: i64) -> Hours {
    let standing = service.standing(now_ms);
    let day_began_ms = service.day_began_ms(now_ms);
    let times = &service.times;
    Hours {
        service: service.id.clone(),
        is_open: standing.is_open,
        changes: standing.closes.or(standing.opens),
        answer_by: service.answer_by(now_ms).map(|(local, _)| local),
        closed_at_ms: standing.closed_at_ms,
        opening_ms: standing.changes_at_ms.unwrap_or(day_began_ms),
        day_began_ms,
        spans: Spans {
            visitor_away_ms: times.visitor_away_ms,
            agent_gone_ms: times.agent_gone_ms,
            inactivity_ms: times.inactivity_ms,
            inactivity_warning_ms: times.inactivity_warning_ms,
            closing_grace_ms: times.closing_grace_ms,
        },
        nobody_ms: times.nobody_ms,
    }
}

/// What a task is about: one at a time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum About {
    Service(ServiceId),
    Conversation(ConversationId),
}

impl About {
    fn of(task: &Task) -> Self {
        match task {
            Task::Leave { conversation, .. }
            | Task::Requeue { conversation, .. }
            | Task::Close { conversation, .. } => Self::Conversation(*conversation),
            Task::Nobody { service, .. } | Task::Somebody { service } => {
                Self::Service(service.clone())
            }
        }
    }
}

type OnTheWay = Pin<Box<dyn Future<Output = (Task, Result<(), StoreError>)> + Send>>;

/// What is on its way to the store.
#[derive(Default)]
struct Errands {
    about: HashSet<About>,
    on_the_way: FuturesUnordered<OnTheWay>,
    pace: Pace,
    /// Why the store failed last.
    why: Option<StoreError>,
}

impl Errands {
    fn look(&mut self, app: &App, now_ms: i64) {
        let services = app.services.all();
        let hours: Vec<_> = services.map(|service| hours(&service, now_ms)).collect();
        // It is looked in any case: the hub tells what is only told.
        let mut due = app.hub.watch(&hours);
        if self.pace.rests(now_ms) {
            return;
        }
        self.pace.order(&mut due, About::of);
        for task in due {
            self.begin(app, task, now_ms);
        }
    }

    fn begin(&mut self, app: &App, task: Task, now_ms: i64) {
        let about = About::of(&task);
        if self.on_the_way.len() >= AT_ONCE || self.about.contains(&about) {
            return;
        }
        let Some(answer) = answer(app, task.clone(), now_ms) else {
            return;
        };
        self.pace.began(&about);
        self.about.insert(about);
        self.on_the_way
            .push(Box::pin(async move { (task, answer.await) }));
    }

    fn end(&mut self, app: &App, (task, result): (Task, Result<(), StoreError>)) {
        self.about.remove(&About::of(&task));
        match result {
            Ok(()) => {
                self.pace.done();
                app.hub.done(&task);
            }
            Err(StoreError::Refused(code)) => {
                self.pace.done();
                tracing::debug!(code = code.code(), "what was due is due no longer");
            }
            Err(error) => {
                self.pace.failed();
                self.why = Some(error);
            }
        }
        if self.on_the_way.is_empty()
            && let Some(Failures { failed, rest_ms }) = self.pace.ended(app.clock.now_ms())
            && let Some(error) = self.why.take()
        {
            tracing::warn!(failed, rest_ms, %error, "what is due could not be stored; trying again");
        }
    }
}

type Answer = Pin<Box<dyn Future<Output = Result<(), StoreError>> + Send>>;

/// Begins what is to be done. None for a service that is no longer configured.
fn answer(app: &App, task: Task, now_ms: i64) -> Option<Answer> {
    let still_due = app.hub.still_due(&task);
    let service = |id: &ServiceId| app.services.get(id).map(Arc::unwrap_or_clone);
    let append = match task {
        Task::Leave {
            conversation,
            service: id,
            cause,
        } => LeaveBehind {
            cause,
            service: service(&id)?,
            now_ms,
        }
        .to(conversation, now_ms),
        Task::Requeue {
            conversation,
            service: id,
            agents,
        } => Requeue {
            agents,
            service: service(&id)?,
            now_ms,
        }
        .to(conversation, now_ms),
        Task::Close {
            conversation,
            last_seq,
        } => CloseForSilence { last_seq }.to(conversation, now_ms),
        Task::Nobody {
            service,
            thing,
            since_ms,
        } => {
            let notice = NewNotice {
                kind: NoticeKind::Nobody,
                thing,
                at_ms: since_ms,
                due_at_ms: now_ms,
            };
            return Some(app.store.notice(service, notice));
        }
        Task::Somebody { service } => {
            return Some(app.store.notice_over(service, NoticeKind::Nobody));
        }
    };
    Some(given(app, while_due(append, still_due)))
}

fn given(app: &App, append: Append) -> Answer {
    let answer = app.store.append(append);
    Box::pin(async move { answer.await.map(|_| ()) })
}
