//! A conversation told whole.

use juttu_shared::rules::date::LocalTime;
use juttu_shared::rules::fold::state_after;
use juttu_shared::rules::state::State as Standing;
use juttu_shared::wire::v1::agent::{Hold, Mine};
use juttu_shared::wire::v1::event::Envelope;

use super::session::AgentSession;
use crate::store::{Answer, Head, PAGE, StoreError};

impl AgentSession {
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
        // A client that has more than is stored knows another past: it is told everything.
        let known = |last: u64, stored: u64| if last > stored { 0 } else { last };
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
