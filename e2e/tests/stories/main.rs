//! What people do with Juttu, in real browsers against a real relay: a file per story.
//!
//! `cargo xtask test e2e` gets browser and driver, builds the relay and runs them;
//! `cargo xtask test e2e resident_` runs those whose name begins so.

mod accessible_announcements;
mod accessible_checks_can_fail;
mod accessible_focus;
mod accessible_motion;
mod accessible_names;
mod accessible_sizes;
mod accessible_states;
mod accessible_under_a_keyboard_on_the_screen;
mod agent_is_safe_from_other_pages;
mod agent_races_a_colleague;
mod harness_notices_what_is_wrong;
mod office_opens_while_the_page_stands;
mod page_gets_its_tag_late;
mod page_has_a_hostile_style;
mod page_has_a_modal_and_a_banner;
mod page_has_a_strict_policy;
mod page_is_changed_by_a_router;
mod page_outlives_the_relay;
mod page_runs_no_scripts;
mod page_runs_right_to_left;
mod page_scrolls_under_a_fixed_header;
mod professional_is_gone;
mod professional_opens_contact_details;
mod relay_is_killed;
mod relay_stops_and_comes_back;
mod resident_asks_and_is_answered;
mod resident_asks_on_a_strict_page;
mod resident_asks_outside_opening_hours;
mod resident_asks_without_websockets;
mod resident_finds_nobody_at_the_desk;
mod resident_gets_contact_details;
mod resident_hears_each_message_once;
mod resident_is_answered_while_the_code_stands;
mod resident_leaves_a_message_over_a_cut_line;
mod resident_loses_the_network;
mod resident_meets_a_holiday;
mod resident_reloads_and_navigates;
mod resident_sees_the_state_without_wasm;
mod resident_sleeps_in_the_queue;
mod resident_uses_the_keyboard_alone;
mod resident_waits_and_leaves_the_queue;
mod resident_waits_at_closing_time;
mod resident_writes_markup;
