//! What a service's section may say beyond its name: closing days, exceptions, times, guidance.

use juttu_relay::config::{Config, Problems, in_language};
use juttu_shared::rules::date::Date;
use juttu_shared::rules::hours::{Holiday, Interval};
use juttu_shared::texts::Language;

use super::{demo_with, read, read_with, service};

/// The rest of a configuration, and a service that is right so far.
pub(super) const BEFORE: &str = r#"[relay]
public_url = "https://chat.example.fi"
desk_url = "https://desk.example.fi"
[listen]
public = "127.0.0.1:8080"
internal = "127.0.0.1:8081"
[store]
database = "juttu.sqlite"
data_key_file = "data.key"
[service.a]
languages = ["sv", "fi"]
name.fi = "Chat"
name.sv = "Chatt"
telephone = "040 123 4567"
telephone_hours.fi = "ma–pe klo 9–15"
telephone_hours.sv = "mån–fre kl. 9–15"
[service.a.hours]
monday = ["9:00-15:00"]
"#;

pub(super) fn with(rest: &str) -> Result<Config, Problems> {
    read(&format!("{BEFORE}{rest}"))
}

fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

#[test]
fn a_service_with_everything_is_read() {
    let config = with(
        r#"[service.a.exceptions.koulutus]
from = 2027-01-11
until = 2027-01-12
hours = ["10:00-11:00", "12:00-13:00"]
reason.fi = "Koulutus"
reason.sv = "Utbildning"
[service.a.exceptions.muutto]
from = "2027-02-01"
reason.fi = "Muutto"
reason.sv = "Flytt"
[service.a.announcements.katko]
from = 2027-03-01
text.fi = "Katko"
text.sv = "Avbrott"
[service.a.areas]
10.fi = "Teuva"
10.sv = "Östermark"
2.fi = "Isojoki"
2.sv = "Storå"
[service.a.times]
visitor_away_minutes = 3
inactivity_minutes = 2
inactivity_warning_minutes = 1
closing_grace_minutes = 0
answer_within_open_days = 0
"#,
    )
    .unwrap();
    let a = config.as_written(&service("a")).unwrap();
    let [training, moving] = a.schedule.exceptions.as_slice() else {
        panic!("{:?}", a.schedule.exceptions);
    };
    assert_eq!(training.until, date("2027-01-12"));
    assert_eq!(training.intervals.len(), 2);
    assert_eq!(
        (moving.from, moving.until),
        (date("2027-02-01"), date("2027-02-01"))
    );
    assert!(moving.intervals.is_empty());
    assert_eq!(
        in_language(&a.reasons[moving.reason], Language::Fi),
        "Muutto"
    );
    // Its first language is the default, for those who ask for another.
    assert_eq!(
        in_language(&a.reasons[training.reason], Language::En),
        "Utbildning"
    );
    let [break_] = a.guidance.announcements.as_slice() else {
        panic!("{:?}", a.guidance.announcements);
    };
    assert_eq!(
        (break_.from, break_.until),
        (date("2027-03-01"), date("2027-03-01"))
    );
    let keys: Vec<_> = a.guidance.areas.iter().map(|(key, _)| *key).collect();
    assert_eq!(keys, [2, 10]);
    assert_eq!(
        (a.times.visitor_away_ms, a.times.closing_grace_ms),
        (180_000, 0)
    );
    assert_eq!(
        (a.times.inactivity_ms, a.times.inactivity_warning_ms),
        (120_000, 60_000)
    );
    assert_eq!(a.times.answer_within_open_days, None);
    assert_eq!(a.times.agent_gone_ms, 300_000);
    assert_eq!(a.schedule.closed_holidays.len(), 15);
}

#[test]
fn everything_wrong_in_a_service_is_told_at_once_with_its_line() {
    let problems = with(
        r#"[service.a.exceptions.eka]
from = "2027-02-30"
reason.fi = "Koulutus"
reason.sv = "Utbildning"
[service.a.exceptions.toka]
from = 2027-03-05
until = 2027-03-01
reason.fi = "Koulutus"
reason.sv = "Utbildning"
[service.a.exceptions.kesa]
from = 2027-07-01
until = 2027-07-31
reason.fi = "Kesä"
reason.sv = "Sommar"
[service.a.exceptions.loma]
from = 2027-07-31
until = 2027-08-02
reason.fi = "Loma"
[service.a.exceptions."Ylimääräinen"]
hours = ["9-15"]
until = 2027-01-01
reason.fi = "Koulutus"
reason.sv = "Utbildning"
why.fi = "?"
[service.a.announcements.katko]
from = 12
text.fi = "Katko"
[service.a.areas]
yksi.fi = "Teuva"
1.fi = "Isojoki"
[service.a.topic]
raha.fi = "Raha"
tyo.fi = "Työ"
tyo.sv = "Arbete"
[service.a.times]
visitor_away_minutes = 0
agent_gone_minutes = 1
inactivity_minutes = 5
inactivity_warning_minutes = 5
closing_grace_minutes = 10000
waiting_long_minutes = "5"
answer_within_days = 2
[service.b]
languages = ["fi"]
name.fi = "Chat"
telephone = "soita"
telephone_hours.fi = "aina"
social_emergency = "päivystys"
open_holidays = ["epifany", "juhannus"]
own_worker_url = "https://www.example.fi/oma"
privacy_url.fi = "http://www.example.fi/tietosuoja"
accessibility_url.fi = "https://www.example.fi/saavutettavuus seloste"
self_help_url.fi = "javascript:alert(1)"
standing = "Neuvontaa"
topics = ["raha", "raha"]
topic.raha.fi = "Raha"
hours.monday = ["9:00-15:00"]
"#,
    )
    .unwrap_err();
    insta::assert_snapshot!(problems);
}

#[test]
fn a_day_that_toml_itself_refuses_is_told_by_its_line() {
    let said = with("[service.a.exceptions.eka]\nfrom = 2027-13-01\n")
        .unwrap_err()
        .to_string();
    assert!(
        said.starts_with("juttu.toml:20: this is not TOML: "),
        "{said}"
    );
}

#[test]
fn the_environment_reaches_exceptions_times_and_topics() {
    let rest = "[service.a.exceptions.koulutus]\nfrom = 2027-01-11\nreason.fi = \"K\"\n\
                reason.sv = \"U\"\n";
    let config = read_with(
        &format!("{BEFORE}{rest}"),
        &[
            (
                "JUTTU__SERVICE__A__EXCEPTIONS__KOULUTUS__UNTIL",
                "2027-01-15",
            ),
            (
                "JUTTU__SERVICE__A__EXCEPTIONS__KOULUTUS__HOURS",
                "9:00-10:00, 11:00-12:00",
            ),
            ("JUTTU__SERVICE__A__TIMES__AGENT_GONE_MINUTES", "7"),
            ("JUTTU__SERVICE__A__OPEN_HOLIDAYS", "epiphany, may_day"),
            ("JUTTU__SERVICE__A__SOCIAL_EMERGENCY", "112112"),
            ("JUTTU__SERVICE__A__TOPICS", "muu"),
            ("JUTTU__SERVICE__A__TOPIC__MUU__FI", "Muu"),
            ("JUTTU__SERVICE__A__TOPIC__MUU__SV", "Annat"),
            ("JUTTU__SERVICE__A__AREAS__1__FI", "Teuva"),
            ("JUTTU__SERVICE__A__AREAS__1__SV", "Östermark"),
        ],
    )
    .unwrap();
    let a = config.as_written(&service("a")).unwrap();
    let exception = &a.schedule.exceptions[0];
    assert_eq!(
        (exception.until, exception.intervals.len()),
        (date("2027-01-15"), 2)
    );
    assert_eq!(a.times.agent_gone_ms, 7 * 60_000);
    assert_eq!(a.schedule.closed_holidays.len(), 13);
    assert!(!a.schedule.closed_holidays.contains(&Holiday::Epiphany));
    assert_eq!(a.guidance.social_emergency.as_deref(), Some("112112"));
    assert_eq!(a.topics(Language::Sv)[0].name, "Annat");
    assert_eq!(a.guidance.areas.len(), 1);
}

#[test]
fn a_wrong_day_in_a_variable_is_named() {
    let problems = read_with(
        BEFORE,
        &[
            ("JUTTU__SERVICE__A__EXCEPTIONS__X__FROM", "2027-02-30"),
            ("JUTTU__SERVICE__A__EXCEPTIONS__X__REASON__FI", "X"),
            ("JUTTU__SERVICE__A__EXCEPTIONS__X__REASON__SV", "X"),
        ],
    )
    .unwrap_err();
    insta::assert_snapshot!(problems);
}

#[test]
fn the_demo_tells_what_the_services_tell() {
    let config = demo_with(&[]).unwrap();
    let adults = config.as_written(&service("aikuissosiaalityo")).unwrap();
    let guidance = &adults.guidance;
    let areas: Vec<_> = guidance
        .areas
        .iter()
        .map(|(key, names)| (*key, in_language(names, Language::Fi)))
        .collect();
    assert_eq!(areas.len(), 5);
    assert_eq!(areas[1], (2, "Ilmajoki, Kurikka"));
    assert!(
        in_language(guidance.standing.as_ref().unwrap(), Language::Fi)
            .starts_with("Täällä annetaan yleistä neuvontaa.")
    );
    let topics: Vec<_> = adults
        .topics(Language::En)
        .into_iter()
        .map(|topic| topic.id)
        .collect();
    assert_eq!(
        topics,
        ["arki", "talous", "tyo", "vakivalta", "asuminen", "muu"]
    );
    let families = config.as_written(&service("perhekeskus")).unwrap();
    assert_eq!(families.guidance.standing, None);
    let office = Interval {
        from_min: 540,
        until_min: 900,
    };
    assert_eq!(families.schedule.week[0], [office]);
}

#[test]
fn the_page_to_flee_to_is_an_encrypted_one() {
    let flee_to = |page: &str| {
        let line = format!("quick_exit_url = \"{page}\"\ntelephone = ");
        read(&BEFORE.replace("telephone = ", &line))
    };
    let page = "https://www.example.fi/saa";
    let config = flee_to(page).unwrap();
    let service = config.as_written(&service("a")).unwrap();
    assert_eq!(service.guidance.quick_exit_url.as_deref(), Some(page));
    for wrong in [
        "http://www.example.fi/saa",
        "www.example.fi",
        "https://",
        "https://www.example.fi/sää ikkunassa",
        "https://a@www.example.fi/",
        "javascript:alert(1)",
    ] {
        let told = flee_to(wrong).unwrap_err().to_string();
        let line = "juttu.toml:14: service.a.quick_exit_url";
        assert!(
            told.starts_with(line) && told.contains("https://"),
            "{wrong}: {told}"
        );
    }
}
