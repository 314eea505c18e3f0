//! Asking a colleague: whom (found by name, by service, the present first), and how: quietly, in the
//! staff log, or brought into the conversation, where the resident sees them. A group of radio
//! buttons each; what is missing is said beside its group, which takes the focus.

use juttu_shared::id::{AgentId, ConversationId};
use juttu_shared::texts::desk::acts;
use leptos::prelude::*;
use web_sys::SubmitEvent;

use super::choice::Choice;
use super::draft_field::DraftField;
use super::icon::{Icon, Which};
use super::panel::{Panel, Wrong, close_when_done, doing, refusal_of};
use crate::browser::page;
use crate::desk::Desk;
use crate::model::{Deed, Lane, There};

/// The panel.
#[component]
pub(crate) fn Ask(
    /// Which conversation.
    id: ConversationId,
    /// Closes it.
    close: Callback<()>,
) -> impl IntoView {
    let desk = Desk::of_page();
    let sought = RwSignal::new(String::new());
    let whom = RwSignal::new(None::<AgentId>);
    let is_missing = RwSignal::new(false);
    let is_quiet = RwSignal::new(true);
    close_when_done(desk, id, Deed::Consult, close);
    close_when_done(desk, id, Deed::BringIn, close);
    let name = desk.memo(move |model| {
        let mut staff = model.staff.iter();
        let found = staff.find(|known| Some(known.agent) == whom.get())?;
        Some(found.name.clone())
    });
    let missing = Signal::derive(move || {
        let is_missing = is_missing.get();
        is_missing.then(|| desk.words(|words| words.say(acts::CHOOSE_WHO)))
    });
    let (is_asking, ask_label) = doing(desk, id, Deed::Consult, acts::ASK, acts::ASK);
    let (is_bringing, bring_label) = doing(desk, id, Deed::BringIn, acts::BRING, acts::BRING);
    let asked_wrong = refusal_of(desk, id, Deed::Consult);
    let brought_wrong = refusal_of(desk, id, Deed::BringIn);
    let refusal = Signal::derive(move || asked_wrong.get().or_else(|| brought_wrong.get()));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(agent) = whom.get_untracked() else {
            is_missing.set(true);
            page::focus_soon("seek-colleague");
            return;
        };
        if !is_quiet.get_untracked() {
            desk.bring_in(id, agent);
        } else if !desk.consult(id, agent) {
            page::focus_soon("question-field");
        }
    };
    let choose = Callback::new(move |agent| {
        whom.set(Some(agent));
        is_missing.set(false);
    });
    view! {
        <Panel title=Signal::derive(desk.text(acts::ASK_COLLEAGUE)) part="ask-panel" close>
            <form novalidate on:submit=submit>
                <div class="entry">
                    <label class="label" for="seek-colleague">{desk.text(acts::FIND_COLLEAGUE)}</label>
                    <input
                        class="field"
                        id="seek-colleague"
                        data-part="seek-colleague"
                        type="search"
                        autocomplete="off"
                        aria-describedby="whom-error"
                        on:input=move |event| sought.set(event_target_value(&event))
                    />
                </div>
                <Whom id sought whom choose/>
                <Wrong id="whom-error" words=missing/>
                <fieldset class="cards">
                    <legend>{desk.text(acts::HOW_TO_ASK)}</legend>
                    <Choice
                        group="how"
                        value="quiet"
                        is_chosen=is_quiet
                        choose=Callback::new(move |()| is_quiet.set(true))
                        label=Signal::derive(desk.text(acts::ASK_QUIETLY))
                    />
                    <Choice
                        group="how"
                        value="bring"
                        is_chosen=Signal::derive(move || !is_quiet.get())
                        choose=Callback::new(move |()| is_quiet.set(false))
                        label=Signal::derive(desk.text(acts::BRING_IN))
                    />
                </fieldset>
                {move || {
                    if is_quiet.get() {
                        view! {
                            <div class="staff-only">
                                <Icon which=Which::Lock/>
                                <DraftField
                                    id
                                    lane=Lane::Question
                                    field="question-field"
                                    error_id="question-error"
                                    label=acts::QUESTION
                                />
                            </div>
                        }
                            .into_any()
                    } else {
                        name.get()
                            .map(|name| {
                                view! {
                                    <p class="told">
                                        {move || {
                                            desk.words(|words| {
                                                words.fill(acts::BRING_IN_HINT, "name", &name)
                                            })
                                        }}
                                    </p>
                                }
                            })
                            .into_any()
                    }
                }}
                <Wrong id="ask-error" words=refusal/>
                <div class="foot">
                    <button
                        class="btn strong fill"
                        type="submit"
                        data-part="confirm-ask"
                        aria-describedby="ask-error"
                        aria-disabled=move || (is_asking.get() || is_bringing.get()).then_some("true")
                    >
                        {move || if is_quiet.get() { ask_label() } else { bring_label() }}
                    </button>
                </div>
            </form>
        </Panel>
    }
}

/// Those who may be asked, by service.
#[component]
fn Whom(
    /// Which conversation.
    id: ConversationId,
    /// A part of the name that is looked for.
    #[prop(into)]
    sought: Signal<String>,
    /// Who is chosen.
    #[prop(into)]
    whom: Signal<Option<AgentId>>,
    /// Chooses.
    choose: Callback<AgentId>,
) -> impl IntoView {
    let desk = Desk::of_page();
    let groups = desk.memo(move |model| {
        let groups = model.to_ask(id).into_iter();
        let named = groups.map(|(service, choices)| {
            let name = model.service_name(&service).to_owned();
            (name, choices)
        });
        named.collect::<Vec<_>>()
    });
    let found = Memo::new(move |_| {
        let sought = sought.get().to_lowercase();
        let sought = sought.trim();
        let mut groups = groups.get();
        for (_, choices) in &mut groups {
            choices.retain(|choice| choice.name.to_lowercase().contains(sought));
        }
        groups.retain(|(_, choices)| !choices.is_empty());
        groups
    });
    let none = move || {
        let key = match (found.read().is_empty(), groups.read().is_empty()) {
            (_, true) => acts::NOBODY_TO_ASK,
            (true, false) => acts::NO_MATCH,
            (false, false) => return None,
        };
        Some(view! { <p class="hint" role="status">{desk.text(key)}</p> })
    };
    view! {
        <fieldset class="cards">
            <legend>{desk.text(acts::WHO)}</legend>
            <For
                each=move || found.get()
                key=|group| group.clone()
                children=move |(service, choices)| {
                    view! {
                        <fieldset class="cards">
                            <legend>{service}</legend>
                            {choices
                                .into_iter()
                                .map(|choice| {
                                    let agent = choice.agent;
                                    view! {
                                        <Choice
                                            group="whom"
                                            value=agent.0.to_string()
                                            is_chosen=Signal::derive(move || whom.get() == Some(agent))
                                            choose=Callback::new(move |()| choose.run(agent))
                                            label=Signal::stored(choice.name)
                                            also=is_there(desk, choice.there)
                                        />
                                    }
                                })
                                .collect_view()}
                        </fieldset>
                    }
                }
            />
            {none}
        </fieldset>
    }
}

/// How well a colleague can be reached, in words.
pub(super) fn is_there(desk: Desk, there: There) -> Signal<String> {
    Signal::derive(desk.text(match there {
        There::Present => acts::IS_PRESENT,
        There::DeskOpen => acts::DESK_OPEN,
        There::Shut => acts::DESK_SHUT,
    }))
}
