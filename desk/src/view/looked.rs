//! A conversation that was looked up: read-only, as it stood when it was opened. A supervisor may
//! empty texts of it.

use juttu_shared::texts::desk as say;
use juttu_shared::texts::desk::acts;
use leptos::prelude::*;

use super::conversation::Top;
use super::facts::Known;
use super::icon::{Icon, Which};
use super::log::Log;
use crate::desk::Desk;

/// The conversation, and what is known of it; nothing while none was looked up.
#[component]
pub(crate) fn LookedUp() -> impl IntoView {
    let desk = Desk::of_page();
    let id = desk.memo(|model| model.looked.as_ref().map(|looked| looked.id));
    move || {
        id.get().map(|id| {
            view! {
                <div class="looked">
                    <section
                        class="talk"
                        aria-labelledby="conversation-heading"
                        data-part="looked"
                        data-conversation=id.0.to_string()
                    >
                        <Top id/>
                        <Log id/>
                        <p class="aside">
                            <Icon which=Which::Info/>
                            " "
                            {desk.text(acts::LOOKED_UP)}
                        </p>
                    </section>
                    <section class="facts" aria-labelledby="looked-facts">
                        <div class="head">
                            <h2 id="looked-facts">{desk.text(say::DETAILS)}</h2>
                        </div>
                        <Known id/>
                    </section>
                </div>
            }
        })
    }
}
