//! Identification at the doors: what a resident and an agent say and hear of it. What happens between
//! the ticket and the result is done here by hand, as the pages on the way do it.

mod actors;
mod again;
mod asked;
mod at_once;
mod forgotten;
mod known;
mod left_alone;
mod openings;
mod refused;
mod room;
mod strangers;
mod times;
