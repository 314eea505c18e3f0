//! What must always hold between the doors, by real sockets.

mod block;
mod codes;
mod desk_poll;
mod exit;
mod frames;
mod limits;
mod poll;
mod privacy;
mod rate;
mod reach;
mod requests;
mod resume;
mod school;
mod signals;
mod slow;
