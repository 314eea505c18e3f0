//! The coming weeks, drawn from what is edited: a table with a caption and the days of the week as
//! headers. A day says its hours, why they are not the usual ones, and whether it changes; a
//! supervisor presses it to make an exception. On a phone it is a list of days.

use juttu_shared::rules::date::Date;
use juttu_shared::texts::desk::pages as say;
use leptos::prelude::*;

use super::form::open_form;
use crate::desk::Desk;
use crate::model::hours::{About, CalendarDay, DayWhy, Form, Sheet, weeks};

/// How many weeks are shown at first.
const FEW_WEEKS: u8 = 4;
/// How many weeks are shown when more are asked for.
const MANY_WEEKS: u8 = 8;

/// The coming weeks.
#[component]
pub(super) fn Calendar() -> impl IntoView {
    let desk = Desk::of_page();
    let is_more = RwSignal::new(false);
    let count = move || if is_more.get() { MANY_WEEKS } else { FEW_WEEKS };
    let drawn = Memo::new({
        let days = desk.hours(|hours| {
            let all = |sheet: &Sheet| {
                let (saved, edited) = (sheet.saved_schedule(), sheet.edited_schedule());
                weeks(&saved, &edited, sheet.saved.today, MANY_WEEKS)
            };
            hours.sheet.as_ref().map(all).unwrap_or_default()
        });
        move |_| days.get()
    });
    let title = move || desk.words(|words| words.fill(say::HOURS_WEEKS, "n", &count().to_string()));
    let caption = move || {
        let drawn = drawn.read();
        let edge = |week: Option<&Vec<CalendarDay>>, first: bool| {
            let day = if first { week?.first() } else { week?.last() };
            day.map(|day| day.date)
        };
        let from = edge(drawn.first(), true)?;
        let until = edge(drawn.get(usize::from(count()).saturating_sub(1)), false)?;
        Some(desk.words(|words| {
            words
                .fill(say::HOURS_CAPTION, "from", &words.date(from))
                .replace("{until}", &words.date(until))
        }))
    };
    let may_edit = desk.may_edit_hours();
    let day_at = move |week: usize, day: usize| {
        Memo::new(move |_| drawn.read().get(week)?.get(day).cloned())
    };
    view! {
        <section aria-labelledby="calendar-heading">
            <div class="row apart">
                <h3 id="calendar-heading" tabindex="-1">{title}</h3>
                <button
                    type="button"
                    class="btn quiet"
                    on:click=move |_| is_more.update(|more| *more = !*more)
                >
                    {move || {
                        let key = if is_more.get() { say::HOURS_FEWER_WEEKS } else { say::HOURS_MORE_WEEKS };
                        desk.words(|words| words.say(key))
                    }}
                </button>
            </div>
            {move || {
                may_edit.get().then(|| view! { <p class="hint">{desk.text(say::HOURS_WEEKS_HINT)}</p> })
            }}
            <table class="cal" data-part="calendar">
                <caption class="aloud">{caption}</caption>
                <thead>
                    <tr>
                        {(0..7)
                            .map(|day| {
                                view! {
                                    <th scope="col">
                                        {move || desk.words(|words| words.weekday(day))}
                                    </th>
                                }
                            })
                            .collect_view()}
                    </tr>
                </thead>
                <tbody>
                    <For
                        each=move || 0..usize::from(count())
                        key=|week| *week
                        children=move |week| {
                            view! {
                                <tr>
                                    {(0..7)
                                        .map(|day| view! { <Cell day=day_at(week, day) may_edit/> })
                                        .collect_view()}
                                </tr>
                            }
                        }
                    />
                </tbody>
            </table>
        </section>
    }
}

/// A day.
#[component]
fn Cell(
    /// Which, and what of it.
    day: Memo<Option<CalendarDay>>,
    /// Whether it may be pressed.
    may_edit: Memo<bool>,
) -> impl IntoView {
    let desk = Desk::of_page();
    let of = move |read: fn(&CalendarDay) -> bool| move || day.read().as_ref().is_some_and(read);
    let is_pressable = Memo::new(move |_| may_edit.get() && !of(|day| day.is_past)());
    let reason = reason_of(desk, day);
    let date = move || {
        let day = day.get()?;
        Some(desk.words(|words| words.date(day.date)))
    };
    let hours = move || {
        let day = day.get()?;
        Some(desk.words(|words| words.day_hours(&day.hours)))
    };
    let mark =
        move |is_so: bool, key| is_so.then(|| view! { <span class="flag">{desk.text(key)}</span> });
    let inside = move || {
        view! {
            <b class="num">{date}</b>
            " "
            <span>{hours}</span>
            " "
            {move || reason.get().map(|reason| view! { <span class="why">{reason}</span> })}
            " "
            {move || mark(of(|day| day.is_today)(), say::HOURS_TODAY)}
            " "
            {move || mark(of(|day| day.changes)(), say::HOURS_CHANGES)}
        }
    };
    let press = move |_| {
        if let Some(day) = day.get_untracked() {
            open_day(desk, day.date);
        }
    };
    view! {
        <td
            class:today=of(|day| day.is_today)
            class:shut=of(|day| day.hours.is_empty())
            class:odd=of(|day| day.why != DayWhy::Usual)
            class:new=of(|day| day.changes)
            class:past=of(|day| day.is_past)
            data-date=move || day.get().map(|day| day.date.to_string())
            aria-current=move || of(|day| day.is_today)().then_some("date")
        >
            {move || {
                if is_pressable.get() {
                    view! {
                        <button type="button" class="btn" on:click=press>{inside()}</button>
                    }
                        .into_any()
                } else {
                    view! { <div class="inside">{inside()}</div> }.into_any()
                }
            }}
        </td>
    }
}

/// Why a day has other hours than usual, in words.
fn reason_of(desk: Desk, day: Memo<Option<CalendarDay>>) -> Memo<Option<String>> {
    let exceptions = desk.sheet(|sheet| sheet.draft.plan().exceptions);
    let holidays = desk.sheet(|sheet| sheet.saved.holidays.clone());
    Memo::new(move |_| match day.read().as_ref()?.why {
        DayWhy::Usual => None,
        DayWhy::Holiday(key) => {
            let all = holidays.read();
            let named = all.as_ref()?.iter().find(|holiday| holiday.key == key)?;
            Some(named.name.clone())
        }
        DayWhy::Exception(index) => {
            let all = exceptions.read();
            let exception = all.as_ref()?.get(index)?;
            let reason = desk.words(|words| words.of_languages(&exception.reason).to_owned());
            Some(reason).filter(|reason| !reason.is_empty())
        }
    })
}

/// Opens the form of the exception that holds on a day, or of a new one.
fn open_day(desk: Desk, date: Date) {
    open_form(desk, |sheet| match sheet.exception_on(date) {
        Some(index) => {
            let exception = sheet.draft.exceptions.get(index)?;
            Some(Form::of_exception(index, exception))
        }
        None => Some(Form::new(About::Exception, date)),
    });
}
