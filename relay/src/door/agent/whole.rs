//! A conversation told whole.

use juttu_shared::rules::date::LocalTime;
use juttu_shared::rules::fold::state_after;
use juttu_shared::rules::state::{Act, State as Standing};
use juttu_shared::wire::v1::agent::{Hold, Mine};
use juttu_shared::wire::v1::event::Envelope;

use super::session::AgentSession;
use crate::store::audit::{SAME_VIEW_MS, Viewing};
use crate::store::{Answer, Head, PAGE, StoreError};

impl AgentSession {
    /// Writes that a conversation is viewed, when it is personal, before anything of it is read: from
    /// its beginning, or only what is newer. What is one view: [`crate::store::audit`].
    pub(super) async fn see(&self, head: &Head, from_start: bool) -> Result<(), StoreError> {
        if !head.is_personal() {
            return Ok(());
        }
        let (app, agent) = (&self.app, &self.signed_in.agent);
        let now_ms = app.clock.now_ms();
        let since_ms = match from_start {
            true => now_ms - SAME_VIEW_MS,
            // Since the sign-in began.
            false => self.signed_in.until_ms - app.config.sign_in_absolute_ms,
        };
        if app.store.has_viewed(agent.id, head.id, since_ms).await? {
            return Ok(());
        }
        let viewing = Viewing {
            agent: agent.id,
            role: agent.role,
            conversation: head.id,
            why: None,
            now_ms,
        };
        let giver = self.giver();
        let may = move |head: &Head| giver.may(Act::ReadStaff, head, now_ms);
        app.store.view(viewing, Box::new(may)).await
    }

    /// One of the agent's own, from these numbers on. What happens in it is told from now on.
    pub(super) async fn own(
        &mut self,
        head: &Head,
        seq: u64,
        staff_seq: u64,
    ) -> Result<Mine, StoreError> {
        let hold = match head.agents.contains(&self.signed_in.agent.id) {
            true => Hold::Own,
            false => Hold::Consulted,
        };
        let from_start = known(seq, head.last_seq) == 0;
        self.see(head, from_start).await?;
        let mine = self.whole(head, hold, seq, staff_seq).await?;
        let newest = mine.events.last().map_or(0, |event| event.seq);
        let newest_staff = mine.staff_events.last().map_or(0, |event| event.seq);
        let told = (
            newest.max(head.last_seq),
            newest_staff.max(head.last_staff_seq),
        );
        self.told.insert(head.id, told);
        Ok(mine)
    }

    /// A conversation as it stands, with what stands in it after these numbers.
    pub(super) async fn whole(
        &self,
        head: &Head,
        hold: Hold,
        seq: u64,
        staff_seq: u64,
    ) -> Result<Mine, StoreError> {
        let store = &self.app.store;
        let from = known(seq, head.last_seq);
        let events = all(from, |after| store.events(head.id, after)).await?;
        let from = known(staff_seq, head.last_staff_seq);
        let staff_events = all(from, |after| store.staff_events(head.id, after)).await?;
        let newer = events.iter().filter(|event| event.seq > head.last_seq);
        let state: Standing =
            newer.fold(head.state, |state, event| state_after(state, &event.kind));
        Ok(Mine {
            id: head.id,
            service: head.service.clone(),
            reference: head.reference,
            door: head.other_door(),
            hold,
            agents: head.agents.clone(),
            consulted: head.consulted.clone(),
            blocked_until_ms: self.app.rates.blocked_until_ms(head.id),
            state,
            is_live: head.is_live,
            away: self.app.hub.is_away(head.id),
            reach: head.reach,
            answer_by_ms: head.answer_by_ms,
            answer_by: self.promise(head),
            ends_at_ms: self.app.hub.ends_at_ms(head.id),
            events,
            staff_events,
        })
    }

    fn promise(&self, head: &Head) -> Option<LocalTime> {
        let service = self.app.services.get(&head.service)?;
        Some(service.promise_at(head.answer_by_ms?))
    }
}

/// How far a client has come. One that has more than is stored knows another past: it is told
/// everything.
fn known(last: u64, stored: u64) -> u64 {
    if last > stored { 0 } else { last }
}

/// All that a log holds after `after`, read page by page.
async fn all<K>(
    after: u64,
    read: impl Fn(u64) -> Answer<Vec<Envelope<K>>>,
) -> Result<Vec<Envelope<K>>, StoreError> {
    let mut all = read(after).await?;
    let mut pages = 1;
    while all.len() == pages * PAGE {
        let last = all.last().map_or(after, |event| event.seq);
        all.extend(read(last).await?);
        pages += 1;
    }
    Ok(all)
}
