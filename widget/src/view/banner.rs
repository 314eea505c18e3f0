//! A line on top when the connection is lost: writing goes on, and messages wait. It is announced
//! when it comes and when it goes, not by itself.

use juttu_shared::texts::widget as w;
use leptos::prelude::*;

use crate::chat::Chat;
use crate::view::icon::{ALERT, Icon};

/// The banner, while the connection is lost.
#[component]
pub fn Banner() -> impl IntoView {
    let chat = expect_context::<Chat>();
    view! {
            <div
                class="banner"
                part="banner"
                hidden=move || !chat.see(|shown| shown.is_lost)
            >
                <Icon path=ALERT />
                <p>
                    <b>{chat.word(w::CONNECTION_LOST)}</b>
                    <span>{chat.word(w::YOU_CAN_WRITE)}</span>
                </p>
            </div>
    }
}
