//! The verbs of the page of opening hours: fetched, edited, kept.

use juttu_shared::id::ServiceId;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::plan::Words as InLanguages;
use juttu_shared::rules::state::Role;
use juttu_shared::texts::desk::pages as say;
use juttu_shared::wire::v1::desk::ChangeHours;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Desk;
use crate::browser::clock::local_time;
use crate::browser::http::Trouble;
use crate::browser::pages::{self, NotKept};
use crate::model::hours::{Draft, Hours, Sheet, Unsaved};
use crate::words::Words;

impl Desk {
    /// A value computed from the page of hours, which tells only when it is another than before.
    pub(crate) fn hours<T>(self, read: impl Fn(&Hours) -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        let hours = self.pages.hours;
        Memo::new(move |_| hours.with(|hours| read(hours)))
    }

    /// The same of its sheet, once it is here.
    pub(crate) fn sheet<T>(
        self,
        read: impl Fn(&Sheet) -> T + Send + Sync + 'static,
    ) -> Memo<Option<T>>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        self.hours(move |hours| hours.sheet.as_ref().map(&read))
    }

    /// What the sheet is now, for one who does not follow it.
    pub(crate) fn sheet_now<T>(self, read: impl FnOnce(&Sheet) -> T) -> Option<T> {
        (self.pages.hours).with_untracked(|hours| hours.sheet.as_ref().map(read))
    }

    /// Whether hours may be changed here.
    pub(crate) fn may_edit_hours(self) -> Memo<bool> {
        self.memo(|model| (model.me.as_ref()).is_some_and(|me| me.role == Role::Supervisor))
    }

    /// Changes the sheet. What comes of it.
    pub(crate) fn change_sheet<T>(self, change: impl FnOnce(&mut Sheet) -> T) -> Option<T> {
        let changed = self
            .pages
            .hours
            .try_update(|hours| hours.sheet.as_mut().map(change));
        let is_edited = self.pages.hours.with_untracked(Hours::is_edited);
        self.set_edited(is_edited);
        changed.flatten()
    }

    /// Changes what is edited.
    pub(crate) fn edit_hours(self, change: impl FnOnce(&mut Draft)) {
        self.change_sheet(|sheet| sheet.edit(change));
    }

    /// Shows the hours of a service.
    pub(crate) fn show_hours(self, service: ServiceId) {
        self.pages.hours.update(|hours| {
            if hours.service.as_ref() != Some(&service) {
                *hours = Hours {
                    service: Some(service),
                    ..Hours::default()
                };
            }
        });
        self.set_edited(self.pages.hours.with_untracked(Hours::is_edited));
        self.fetch_hours();
    }

    /// Fetches the hours that are shown, anew.
    pub(crate) fn fetch_hours(self) {
        let Some(service) = self
            .pages
            .hours
            .with_untracked(|hours| hours.service.clone())
        else {
            return;
        };
        let language = self.words.with_untracked(Words::language);
        spawn_local(async move {
            let answer = pages::hours(&service, language).await;
            if let Err(Trouble::Refused(Refusal::SignedOut)) = answer {
                self.sign_in_ended();
                return;
            }
            self.pages.hours.update(|hours| match answer {
                Ok(page) => hours.arrived(page),
                Err(trouble) if hours.service.as_ref() == Some(&service) => {
                    hours.failed = Some(match trouble {
                        Trouble::Refused(code) => Some(code),
                        Trouble::Unreachable => None,
                    });
                }
                Err(_) => {}
            });
        });
    }

    /// Has what is edited kept; the focus goes to what can't be.
    pub(crate) fn save_hours(self) {
        if self.sheet_now(|sheet| sheet.is_sending) != Some(false) {
            return;
        }
        match self.change_sheet(Sheet::to_send).flatten() {
            Some(change) => self.send_hours(change),
            None => match self.sheet_now(|sheet| sheet.draft.first_fault()).flatten() {
                Some(fault) => pages::focus(crate::view::span_id("week", fault.id, fault.edge)),
                None => pages::focus("hours-trouble"),
            },
        }
    }

    /// Closes tomorrow at once, for a reason in each language of the service.
    pub(crate) fn close_tomorrow(self, reason: InLanguages) {
        let change = self.sheet_now(|sheet| {
            let tomorrow = sheet.saved.today.plus_days(1)?;
            (!sheet.is_sending).then(|| sheet.to_close(tomorrow, reason))
        });
        if let Some(change) = change.flatten() {
            self.send_hours(change);
        }
    }

    /// How many wait in the queue of the shown service, when what is edited closes today.
    pub(crate) fn waiting_at_close(self) -> Memo<u64> {
        let closes_today = self.sheet(|sheet| sheet.closing_days().contains(&sheet.saved.today));
        let service = self.hours(|hours| hours.service.clone());
        Memo::new(move |_| {
            if closes_today.get() != Some(true) {
                return 0;
            }
            let service = service.read();
            self.model.with(|model| {
                let waits = model
                    .queue()
                    .filter(|it| Some(&it.service) == service.as_ref());
                waits.count() as u64
            })
        })
    }

    /// How many answers are promised for days that what is edited closes.
    pub(crate) fn promised_at_close(self) -> Memo<u64> {
        let days = self.sheet(Sheet::closing_days);
        let service = self.hours(|hours| hours.service.clone());
        Memo::new(move |_| {
            let (days, service) = (days.get().unwrap_or_default(), service.read());
            if days.is_empty() {
                return 0;
            }
            self.model.with(|model| {
                let requests = model
                    .requests()
                    .filter(|it| Some(&it.service) == service.as_ref());
                let promised = requests.filter_map(|it| it.request?.answer_by_ms);
                let own = model
                    .held()
                    .filter(|it| Some(&it.service) == service.as_ref());
                let all = promised.chain(own.filter_map(|it| it.answer_by_ms));
                let day = |at_ms| local_time(at_ms).map(|at| at.date);
                all.filter_map(day).filter(|day| days.contains(day)).count() as u64
            })
        })
    }

    fn send_hours(self, change: ChangeHours) {
        self.change_sheet(|sheet| {
            sheet.is_sending = true;
            sheet.is_kept = false;
        });
        let language = self.words.with_untracked(Words::language);
        spawn_local(async move {
            match pages::change_hours(&change, language).await {
                Ok(page) => {
                    self.change_sheet(|sheet| sheet.kept(page));
                    pages::mention(
                        &self
                            .words
                            .with_untracked(|words| words.say(say::HOURS_KEPT)),
                    );
                    pages::focus("hours-kept");
                }
                Err(NotKept::Refused(Refusal::SignedOut, _)) => self.sign_in_ended(),
                Err(NotKept::Refused(Refusal::Stale, _)) => self.fetch_theirs(change.service).await,
                Err(NotKept::Refused(Refusal::HoursImpossible, faults)) => {
                    self.not_kept(Unsaved::Impossible(faults));
                }
                Err(NotKept::Refused(code, _)) => self.not_kept(Unsaved::Refused(code)),
                Err(NotKept::Unreachable) => self.not_kept(Unsaved::Unreachable),
            }
        });
    }

    /// Somebody else was first: what they made of it.
    async fn fetch_theirs(self, service: ServiceId) {
        let language = self.words.with_untracked(Words::language);
        let trouble = match pages::hours(&service, language).await {
            Ok(mut page) => {
                page.plan = crate::model::hours::ordered(&page.plan);
                Unsaved::Stale(Box::new(page))
            }
            Err(_) => Unsaved::Unreachable,
        };
        self.not_kept(trouble);
    }

    fn not_kept(self, trouble: Unsaved) {
        self.change_sheet(|sheet| {
            sheet.is_sending = false;
            sheet.trouble = Some(trouble);
        });
        pages::focus("hours-trouble");
    }
}
