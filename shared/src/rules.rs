//! Rules: questions over values, answered without asking anything of the world.

pub mod date;
pub mod fold;
pub mod hetu;
pub mod hours;
pub mod plan;
pub mod reach;
pub mod state;
pub mod text;
pub mod times;
