//! What is on the screen: a component a file, its style beside it.
//!
//! Components read and call the one [`Desk`](crate::desk::Desk) of the page. No sockets, storage
//! or requests here.
#![expect(
    unreachable_pub,
    reason = "the component macro makes what a component takes pub, whatever the component is"
)]

mod accounts;
mod acts;
mod alerts;
mod answer_later;
mod ask;
mod audit;
mod banner;
mod bar;
mod block;
mod choice;
mod claim;
mod columns;
mod conversation;
mod draft_field;
mod earlier;
mod end_form;
mod facts;
mod field;
mod frame;
mod hours;
mod icon;
mod identity;
mod jump;
mod keys;
mod languages;
mod log;
mod looked;
mod mine;
mod note_form;
mod over;
mod panel;
mod presence;
mod quiet;
mod reach;
mod redact;
mod replies;
mod reply_form;
mod requests;
mod rest;
mod row;
mod second_factor;
mod set_password;
mod shell;
mod shortcuts;
mod sign_in;
mod talk;
mod transfer;
mod waiting;

use leptos::prelude::*;

pub(crate) use hours::span_id;

use crate::desk::{Desk, Stage};
use frame::Frame;
use set_password::SetPassword;
use sign_in::SignIn;

/// The whole desk: sign-in, a new password, or the desk itself.
#[component]
pub(crate) fn App() -> impl IntoView {
    let desk = Desk::begin();
    provide_context(desk);
    let stage = Memo::new(move |_| desk.stage());
    move || match stage.get() {
        Stage::Starting => ().into_any(),
        Stage::SetPassword => view! { <SetPassword/> }.into_any(),
        Stage::SignIn => view! { <SignIn/> }.into_any(),
        Stage::Desk => view! { <Frame/> }.into_any(),
    }
}
