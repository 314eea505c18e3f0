//! The conversations: one `main` with named regions. On a laptop three columns, on a phone one at a
//! time, chosen by the bar at the foot.

use juttu_shared::texts::desk as say;
use leptos::prelude::*;

use super::facts::Facts;
use super::jump::Jump;
use super::mine::Mine;
use super::note_form::NoteForm;
use super::presence::Presence;
use super::requests::Requests;
use super::talk::Talk;
use super::waiting::Waiting;
use crate::desk::Desk;

/// The columns, and the phone's jumps.
#[component]
pub(crate) fn Columns() -> impl IntoView {
    let desk = Desk::of_page();
    view! {
            <main class="columns">
                <div class="rail" role="group" aria-label=desk.text(say::QUEUE)>
                    <Presence/>
                    <div class="lists">
                        <Waiting/>
                        <Requests/>
                    </div>
                    <Mine/>
                </div>
                <Talk/>
                <NoteForm/>
                <Facts/>
            </main>
            <Jump/>
    }
}
