//! Words for who the resident is: what happened, how surely, and how the answer is read.

use juttu_shared::texts::Key;
use juttu_shared::texts::desk::{self, identity as say};
use juttu_shared::wire::v1::event::{FailureCause, Level};

use super::Words;
use crate::model::{From, Step};

impl Words {
    /// What happened about who a resident is. `who` did it.
    pub fn identification(&self, step: &Step, who: &From) -> String {
        match step {
            Step::Asked(reason) => {
                let asked = match who {
                    From::Me => self.say(say::YOU_ASKED),
                    other => self.fill(say::SOMEONE_ASKED, "name", &self.doer(other)),
                };
                match reason.as_str() {
                    "" => super::put(&asked, "reason", &self.say(desk::REDACTED)),
                    reason => super::put(&asked, "reason", reason),
                }
            }
            Step::Declined => self.say(say::DECLINED),
            Step::Failed(cause) => self.failure(*cause),
            Step::Completed(level) => {
                self.fill(say::DID_IDENTIFY, "level", &self.say(level_key(*level)))
            }
            Step::Forgotten if *who == From::Me => self.say(say::YOU_FORGOT),
            Step::Forgotten => self.fill(say::DID_FORGET, "name", &self.doer(who)),
            Step::CodeMade => self.say(say::CODE_MADE),
            Step::Differs => self.say(say::DIFFERS),
        }
    }

    /// Why an attempt to identify came to nothing, and that it may be tried again.
    pub fn failure(&self, cause: FailureCause) -> String {
        self.say(match cause {
            FailureCause::Cancelled => say::FAILED_CANCELLED,
            FailureCause::Unavailable => say::FAILED_UNAVAILABLE,
            FailureCause::Rejected => say::FAILED_REJECTED,
            FailureCause::Elsewhere => say::FAILED_ELSEWHERE,
            FailureCause::Other => say::FAILED,
        })
    }

    /// How surely somebody is identified.
    pub fn level(&self, level: Level) -> String {
        self.say(level_key(level))
    }

    fn doer(&self, who: &From) -> String {
        match who {
            From::Me => self.say(desk::YOU),
            From::Agent(Some(name)) => name.clone(),
            From::Agent(None) | From::Relay | From::Visitor => self.say(desk::COLLEAGUE),
        }
    }
}

fn level_key(level: Level) -> Key {
    match level {
        Level::Substantial => say::LEVEL_SUBSTANTIAL,
        Level::High => say::LEVEL_HIGH,
        Level::Test => say::LEVEL_TEST,
        Level::Other => say::LEVEL_OTHER,
    }
}
