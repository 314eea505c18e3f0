//! What an administrator sees: that no conversation is shown, and how accounts are made. Words only.

use juttu_shared::texts::desk::pages as say;
use leptos::prelude::*;

use crate::desk::Desk;

/// The administrator's page.
#[component]
pub(crate) fn Accounts() -> impl IntoView {
    let desk = Desk::of_page();
    view! {
        <main class="page">
            <div class="prose">
                <h2 id="accounts-heading" tabindex="-1">{desk.text(say::ACCOUNTS)}</h2>
                <p>{desk.text(say::ACCOUNTS_ABOUT)}</p>
                <p>{desk.text(say::ACCOUNTS_HOW)}</p>
                <ul class="points">
                    <li>{desk.text(say::ACCOUNTS_ADD)}</li>
                    <li>{desk.text(say::ACCOUNTS_FORGOTTEN)}</li>
                    <li>{desk.text(say::ACCOUNTS_LOST_TELEPHONE)}</li>
                </ul>
                <h3>{desk.text(say::ACCOUNTS_COMMANDS)}</h3>
                <pre class="commands">
                    "juttu-relay staff add --help\njuttu-relay staff reset --help\njuttu-relay staff reset-second-factor --help"
                </pre>
            </div>
        </main>
    }
}
