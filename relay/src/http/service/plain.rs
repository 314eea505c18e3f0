//! Everything a resident needs when the chat itself can't be shown, as lines of text.

use juttu_shared::texts::{Language, relay};
use juttu_shared::wire::v1::public::{Contact, Day, Guide, Line};

use super::super::words::say;

/// The lines: what matters at once first.
pub(super) fn plain(
    name: &str,
    status: &str,
    contact: &Contact,
    guide: &Guide,
    language: Language,
) -> String {
    let mut lines = vec![name.to_owned(), status.to_owned()];
    lines.extend(guide.standing.clone());
    lines.extend(guide.announcements.iter().cloned());
    lines.extend(guide.emergency.iter().map(|line| line.text.clone()));
    lines.push(
        say(relay::TELEPHONE, language)
            .replace("{number}", &contact.telephone)
            .replace("{hours}", &contact.telephone_hours),
    );
    lines.extend(contact.areas.iter().map(|area| {
        say(relay::AREA, language)
            .replace("{n}", &area.key.to_string())
            .replace("{area}", &area.name)
    }));
    lines.push(say(relay::HOURS, language).to_owned());
    lines.extend(guide.week.iter().map(of_day));
    if !guide.exceptions.is_empty() {
        lines.push(say(relay::OTHER_HOURS, language).to_owned());
        lines.extend(guide.exceptions.iter().map(of_day));
    }
    lines.extend(guide.own_worker.iter().chain(&guide.links).map(of_line));
    lines.join("\n")
}

fn of_day(day: &Day) -> String {
    match &day.reason {
        None => format!("{} {}", day.day, day.hours),
        Some(reason) => format!("{} {} ({reason})", day.day, day.hours),
    }
}

fn of_line(line: &Line) -> String {
    match &line.link {
        None => line.text.clone(),
        Some(link) => format!("{} {}", line.text, link.href),
    }
}
