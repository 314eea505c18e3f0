//! `juttu-relay audit report`: who has seen what of one person, as a page that prints well.

use std::io::{IsTerminal as _, Read as _};

use anyhow::{Context as _, Result, bail};
use juttu_shared::rules::date::LocalTime;
use juttu_shared::rules::state::Role;
use juttu_shared::texts::{Key, Language, dates, report as say};
use zeroize::Zeroizing;

use super::super::kept::Kept;
use super::user;
use crate::config::{Service, in_language};
use crate::http::html::Html;
use crate::store::audit::{Audit as _, AuditRow, Reporting};
use crate::store::identities::code_hash;

/// More than this is no personal identity code, however it is written.
const MOST_BYTES: u64 = 100;

const STYLE: &str = "body{font:11pt/1.45 sans-serif;margin:2rem auto;max-width:62rem;padding:0 1rem;\
color:#000;background:#fff}h1{font-size:1.5rem}table{border-collapse:collapse;width:100%;\
margin-top:1.5rem}th,td{border:1px solid #555;padding:.35rem .5rem;text-align:left;\
vertical-align:top;overflow-wrap:anywhere}thead{display:table-header-group}tr{break-inside:avoid}\
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dt{font-weight:bold}\
dd{margin:0}@media print{body{margin:0;max-width:none;padding:0;font-size:9pt}\
@page{size:A4 landscape;margin:15mm}}";

/// Asks for the code, writes down that the report is made, and prints it.
pub(super) async fn print(kept: &Kept, language: Language) -> Result<()> {
    let config = &kept.config;
    if config.audit.controller.is_empty() {
        bail!(
            "the report names whoever keeps the register; write in the configuration under [audit] \
             controller.fi = \"…\" and controller.sv = \"…\""
        );
    }
    let Some(service) = config.services.first() else {
        bail!("the configuration has no service");
    };
    let code = code()?;
    let person = code_hash(&kept.keyring, &code);
    let reporting = Reporting {
        by: user::name(),
        person,
        now_ms: kept.clock.now_ms(),
    };
    let rows = kept.store.report(reporting).await?;
    let heads = kept.store.audit_heads().await?;
    let removed = heads.iter().any(|head| head.purged_at_ms.is_some());
    let first = heads.iter().find(|head| head.purged_at_ms.is_none());
    let page = Page {
        kept,
        language,
        service,
        removed_before: first
            .filter(|_| removed)
            .map(|head| head.segment.to_string()),
    };
    println!("{}", page.of(&rows));
    Ok(())
}

/// The personal identity code, from standard input: never from the command line, where every process
/// of the machine can read it.
fn code() -> Result<Zeroizing<String>> {
    let input = std::io::stdin();
    let mut said = Zeroizing::new(String::new());
    if input.is_terminal() {
        eprintln!("Personal identity code:");
        input.read_line(&mut said)
    } else {
        input.take(MOST_BYTES).read_to_string(&mut said)
    }
    .context("the personal identity code can't be read from standard input")?;
    let code = Zeroizing::new(said.trim().to_uppercase());
    // What it checks is not said: a bank's test users have wrong check characters.
    if !has_form(&code) {
        bail!("that is no personal identity code; write it as 010170-999R");
    }
    Ok(code)
}

/// Six digits, a century sign, three digits and a check character.
fn has_form(code: &str) -> bool {
    let bytes = code.as_bytes();
    let digits = |part: Option<&[u8]>| part.is_some_and(|it| it.iter().all(u8::is_ascii_digit));
    bytes.len() == 11
        && digits(bytes.get(..6))
        && bytes
            .get(6)
            .is_some_and(|sign| matches!(sign, b'-' | b'+' | b'A'..=b'F' | b'U'..=b'Y'))
        && digits(bytes.get(7..10))
        && bytes.get(10).is_some_and(u8::is_ascii_alphanumeric)
}

struct Page<'a> {
    kept: &'a Kept,
    language: Language,
    /// By whose clocks times are shown.
    service: &'a Service,
    /// The month from which on there are rows, when those before were removed by their time.
    removed_before: Option<String>,
}

impl Page<'_> {
    fn of(&self, rows: &[AuditRow]) -> String {
        let now = self.service.local_at(self.kept.clock.now_ms());
        let controller = in_language(&self.kept.config.audit.controller, self.language);
        let zone = self.service.time_zone.iana_name().unwrap_or("UTC");
        let mut html = Html::default();
        html.raw("<!doctype html><html lang=\"")
            .text(self.language.tag());
        html.raw("\"><head><meta charset=\"utf-8\"><title>")
            .text(self.say(say::TITLE));
        html.raw("</title><style>")
            .raw(STYLE)
            .raw("</style></head><body><main><h1>");
        html.text(self.say(say::TITLE)).raw("</h1><dl><dt>");
        html.text(self.say(say::CONTROLLER))
            .raw("</dt><dd>")
            .text(controller);
        html.raw("</dd><dt>")
            .text(self.say(say::MADE))
            .raw("</dt><dd>");
        html.text(&self.time(now)).raw("</dd></dl>");
        for paragraph in [
            self.say(say::ABOUT).to_owned(),
            self.say(say::WHOSE).to_owned(),
            self.say(say::TIMES).replace("{zone}", zone),
            self.count(rows.len()),
        ] {
            html.paragraph("about", &paragraph);
        }
        if let Some(month) = &self.removed_before {
            html.paragraph("about", &self.say(say::REMOVED).replace("{month}", month));
        }
        if !rows.is_empty() {
            self.table(&mut html, rows);
        }
        html.raw("</main></body></html>");
        html.finish()
    }

    fn table(&self, html: &mut Html, rows: &[AuditRow]) {
        html.raw("<table><thead><tr>");
        for column in [
            say::WHEN,
            say::WHO,
            say::ROLE,
            say::SERVICE,
            say::CONVERSATION,
            say::WHAT,
            say::WHY,
        ] {
            html.raw("<th scope=\"col\">")
                .text(self.say(column))
                .raw("</th>");
        }
        html.raw("</tr></thead><tbody>");
        for row in rows {
            html.raw("<tr>");
            for cell in [
                self.time(self.service.local_at(row.at_ms)),
                row.name.clone(),
                self.say(role(row.role)).to_owned(),
                self.service_name(&row.service.0),
                number(row),
                self.what(row),
                row.why.clone().unwrap_or_default(),
            ] {
                html.raw("<td>").text(&cell).raw("</td>");
            }
            html.raw("</tr>");
        }
        html.raw("</tbody></table>");
    }

    fn what(&self, row: &AuditRow) -> String {
        let what = match row.what.as_str() {
            "contact" => self.say(say::SAW_CONTACT),
            "conversation" => self.say(say::SAW_CONVERSATION),
            "held" => self.say(say::HELD),
            "identity" => self.say(say::SAW_IDENTITY),
            "personal_code" => self.say(say::SAW_CODE),
            "disclosed" => self.say(say::DISCLOSED),
            "redacted" => self.say(say::REDACTED),
            "reported" => self.say(say::REPORTED),
            later => later,
        };
        let to = row.to.as_deref().unwrap_or_default();
        let what = what.replace("{to}", &self.service_name(to));
        match row.success {
            true => what,
            false => self.say(say::FAILED).replace("{what}", &what),
        }
    }

    /// The name of the service of that id; what is no id of a service stays as it is.
    fn service_name(&self, id: &str) -> String {
        let mut services = self.kept.config.services.iter();
        let service = services.find(|service| service.id.0 == id);
        service
            .map_or(id, |service| service.name(self.language))
            .to_owned()
    }

    fn count(&self, rows: usize) -> String {
        let (one, many) = self.say(say::ROWS).split_once(" | ").unwrap_or_default();
        match rows {
            0 => self.say(say::NONE).to_owned(),
            1 => one.to_owned(),
            _ => many.replace("{n}", &rows.to_string()),
        }
    }

    fn time(&self, at: LocalTime) -> String {
        let (year, month, day) = (at.date.year(), at.date.month(), at.date.day());
        let time = dates::time(self.language, at.minute);
        match self.language {
            Language::Fi | Language::Sv => format!("{day}.{month}.{year} {time}"),
            Language::En => format!("{year}-{month:02}-{day:02} {time}"),
        }
    }

    fn say(&self, key: Key) -> &'static str {
        let mut texts = say::ALL.iter();
        let text = texts.find(|text| text.key == key.0);
        text.map_or("", |text| text.words(self.language))
    }
}

/// The conversation's number; none of what is about no conversation.
fn number(row: &AuditRow) -> String {
    match row.conversation.0 {
        0 => String::new(),
        number => number.to_string(),
    }
}

fn role(role: Role) -> Key {
    match role {
        Role::Agent => say::AGENT,
        Role::Supervisor => say::SUPERVISOR,
        Role::Auditor => say::AUDITOR,
        Role::Administrator => say::ADMINISTRATOR,
    }
}
