//! What a sign-in does not open.

use juttu_shared::id::ServiceId;
use juttu_shared::wire::v1::agent::Waiting;

use crate::store::Head;

/// The conversations that a sign-in opens to nobody, whoever takes part in them. Said by
/// [`crate::sign_in`] alone; of what is read from the store nothing is shut.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// Those of these services, and those that came by their doors: their residents may identify at
    /// any time, whoever answers them.
    pub services: Vec<ServiceId>,
    /// Whether those whose resident has identified are shut, of whichever service: one may have been
    /// handed on, or its service may identify nobody any more.
    pub identified: bool,
}

impl Lock {
    /// Whether anything is shut.
    pub fn shuts_any(&self) -> bool {
        !self.services.is_empty()
    }

    /// Whether a conversation is shut.
    pub fn shuts(&self, head: &Head) -> bool {
        self.shuts_one(&head.service, Some(&head.door), head.identity.is_some())
    }

    /// Whether one that waits is shut, of which then nothing is shown either.
    pub fn hides(&self, row: &Waiting) -> bool {
        self.shuts_one(&row.service, row.door.as_ref(), row.identified)
    }

    /// Whether one that stood so is shut.
    pub fn shuts_such(&self, such: &Such) -> bool {
        self.shuts_one(&such.service, such.door.as_ref(), such.identified)
    }

    fn shuts_one(&self, service: &ServiceId, door: Option<&ServiceId>, identified: bool) -> bool {
        let is_of_it = |id: &ServiceId| self.services.contains(id);
        is_of_it(service) || door.is_some_and(is_of_it) || (self.identified && identified)
    }
}

/// All that a lock asks of a conversation, as it stood at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Such {
    /// The service whose staff answers.
    service: ServiceId,
    /// The service by whose door the resident came, when it is another one.
    door: Option<ServiceId>,
    /// Whether the resident has identified.
    identified: bool,
}

impl Such {
    /// As one stands that waits, or is kept as if it did.
    pub fn of(row: &Waiting) -> Self {
        Self {
            service: row.service.clone(),
            door: row.door.clone(),
            identified: row.identified,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_identifies_and_what_is_identified_is_shut() {
        let id = |id: &str| ServiceId(id.to_owned());
        let (shut, open) = (id("shut"), id("open"));
        let lock = Lock {
            services: vec![shut.clone()],
            identified: true,
        };
        for (case, service, door, identified, is_shut) in [
            ("neither", &open, &open, false, false),
            ("its service", &shut, &open, false, true),
            ("its door", &open, &shut, false, true),
            ("its resident", &open, &open, true, true),
        ] {
            let found = lock.shuts_one(service, Some(door), identified);
            assert_eq!(found, is_shut, "{case}");
            let none = Lock::default().shuts_one(service, Some(door), identified);
            assert!(!none, "{case}");
        }
    }
}
