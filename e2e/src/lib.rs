//! Real browsers against a real relay: the harness of the stories in `tests/stories`, and of the
//! bench.
//!
//! | module | holds |
//! |---|---|
//! | [`stage`] | where a story takes place: all of the below, put together |
//! | [`scene`] | what a story takes for granted: the hour, the configuration |
//! | [`resident`], [`agent`] | the people, and what they do |
//! | [`screen`], [`shadow`], [`devtools`], [`axe`], [`looks`] | what is before them |
//! | [`states`] | the way through everything that the widget can show |
//! | [`engine`], [`driver`] | the browsers, and their drivers |
//! | [`provider`] | a real OpenID provider beside the relay |
//! | [`relay`] | the relay's process: started, killed, stopped, started again |
//! | [`served`] | a relay as a county runs it, not the demo |
//! | [`front`] | the network before it: TLS, and what can go wrong |
//! | [`county`] | pages of a county, with the widget on them |
//! | [`mod@bench`] | the bench; only [`bench::page`] and [`bench::desk`] have to do with browsers |
//! | [`settings`], [`wait`], [`authority`] | what the others need |

pub mod agent;
pub mod authority;
pub mod axe;
pub mod bench;
pub mod county;
pub mod devtools;
pub mod driver;
pub mod engine;
pub mod front;
pub mod looks;
pub mod provider;
pub mod relay;
pub mod resident;
pub mod scene;
pub mod screen;
pub mod served;
pub mod settings;
pub mod shadow;
pub mod stage;
pub mod states;
pub mod wait;
