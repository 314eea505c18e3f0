//! What happens when a time runs out, each story with a clock that is moved by hand.

mod agents;
mod closing;
mod colleagues;
mod crowd;
mod disk;
mod figures;
mod meanwhile;
mod polls;
mod presence;
mod queue;
mod restart;
mod silence;
pub(crate) mod verbs;
