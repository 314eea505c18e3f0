//! What must always hold between the doors, by real sockets.

mod frames;
mod limits;
mod poll;
mod privacy;
mod resume;
mod signals;
mod slow;
