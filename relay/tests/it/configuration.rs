//! What an operator may write, and what is said about the rest.

mod replies;
mod services;

use std::path::PathBuf;

use juttu_relay::config::{Config, DEFAULT, DEMO, Limits, Problems, Sources, Times, in_language};
use juttu_shared::id::ServiceId;
use juttu_shared::rules::hours::Interval;
use juttu_shared::texts::Language;

fn read(text: &str) -> Result<Config, Problems> {
    read_with(text, &[])
}

fn read_with(text: &str, environment: &[(&str, &str)]) -> Result<Config, Problems> {
    let environment = environment.iter();
    Config::read(&Sources {
        demo: false,
        file: Some((PathBuf::from("juttu.toml"), text.to_owned())),
        environment: environment
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect(),
    })
}

fn demo_with(environment: &[(&str, &str)]) -> Result<Config, Problems> {
    let environment = environment.iter();
    Config::read(&Sources {
        demo: true,
        file: None,
        environment: environment
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect(),
    })
}

fn service(id: &str) -> ServiceId {
    ServiceId(id.to_owned())
}

#[test]
fn the_reference_is_a_configuration() {
    let config = read(DEFAULT).unwrap();
    assert_eq!(config.public_url, "https://chat.example.fi");
    assert_eq!(config.limits, Limits::default());
    assert_eq!(config.sign_in_idle_ms, 30 * 60_000);
    assert_eq!(config.sign_in_absolute_ms, 12 * 3_600_000);
    let service = config.as_written(&service("perhekeskus")).unwrap();
    assert_eq!(service.name(Language::Sv), "Familjecentrets chatt");
    assert_eq!(
        service.schedule.week[0],
        [
            Interval {
                from_min: 540,
                until_min: 660
            },
            Interval {
                from_min: 720,
                until_min: 900
            },
        ]
    );
    assert!(service.schedule.week[5].is_empty());
    assert_eq!(service.times, Times::default());
}

/// What stands there after `# ` as a key is what holds without it: the reference does not lie.
#[test]
fn the_defaults_in_the_reference_are_the_defaults() {
    let is_key = |line: &str| {
        let (key, value) = line.split_once(" = ")?;
        let plain = key
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        (plain && !value.is_empty()).then_some(())
    };
    let mut keys = 0;
    let spelled_out: Vec<_> = DEFAULT
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(key) if is_key(key).is_some() => {
                keys += 1;
                key
            }
            _ => line,
        })
        .collect();
    assert_eq!(keys, 27, "keys that may be left out");
    let spelled_out = read(&spelled_out.join("\n")).unwrap();
    let left_out = read(DEFAULT).unwrap();
    assert_eq!(format!("{spelled_out:?}"), format!("{left_out:?}"));
}

#[test]
fn the_demo_has_the_two_chats() {
    let config = demo_with(&[]).unwrap();
    let ids: Vec<_> = config.services.iter().map(|it| it.id.0.as_str()).collect();
    assert_eq!(ids, ["aikuissosiaalityo", "perhekeskus"]);
    let adults = config.as_written(&service("aikuissosiaalityo")).unwrap();
    assert_eq!(adults.guidance.telephone, "040 6367 999");
    assert_eq!(
        in_language(&adults.guidance.telephone_hours, Language::En),
        "Mon–Thu 9–11"
    );
    let noon = Interval {
        from_min: 720,
        until_min: 840,
    };
    assert_eq!(adults.schedule.week[3], [noon]);
    assert!(adults.schedule.week[4].is_empty());
    let families = config.as_written(&service("perhekeskus")).unwrap();
    assert_eq!(families.schedule.week[4].len(), 1);
    assert!(DEMO.contains("Invented for the demo"));
}

#[test]
fn everything_wrong_is_told_at_once_with_its_line() {
    let problems = read(
        r#"[relay]
public_url = "http://chat.example.fi"
desk_url = "https://desk.example.fi/desk"
trusted_proxies = ["10.0.0.1", "the proxy"]
pubilc_url = "https://chat.example.fi"

[listen]
public = "127.0.0.1:8080"
internal = "localhost"

[store]
database = 12

[sign_in]
idle_minutes = 1000
absolute_hours = 0

[limits]
waiting_per_service = 0
connections_per_address = "many"
per_hour = 5

[service.Perhe]
languages = ["fi", "fi", "no"]
name.fi = ""
telephone_hours.fi = "ma–pe"
time_zone = "Europe/Seinäjoki"

[service.perhekeskus]
languages = ["fi", "sv"]
name.fi = "Perhekeskuksen chat"
telephone = "040 123 4567"
telephone_hours = "ma–pe klo 9–15"
origins = ["https://www.example.fi/", "*", "https://Example.fi:443"]
colour = "blue"

[service.perhekeskus.hours]
monday = ["9-15"]
tuesday = ["9:00-25:00"]
wednesday = ["15:00-9:00"]
thursday = ["9:00-12:00", "12:00-15:00"]
friday = "9:00-15:00"
fredag = ["9:00-15:00"]
"#,
    )
    .unwrap_err();
    insta::assert_snapshot!(problems);
}

#[test]
fn an_empty_file_is_told_what_it_lacks() {
    insta::assert_snapshot!(read("").unwrap_err());
}

#[test]
fn what_is_no_toml_is_told_by_its_line() {
    let problems = read("[relay]\npublic_url = https://chat.example.fi\n[listen\n").unwrap_err();
    let said = problems.to_string();
    assert!(
        said.starts_with("juttu.toml:2: this is not TOML: "),
        "{said}"
    );
    assert!(
        said.contains("\njuttu.toml:3: this is not TOML: "),
        "{said}"
    );
}

#[test]
fn the_environment_wins_over_the_file() {
    let config = read_with(
        DEFAULT,
        &[
            ("JUTTU__RELAY__PUBLIC_URL", "https://chat.hyvaep.fi"),
            ("JUTTU__Listen__Public", "[::1]:9000"),
            ("JUTTU__LIMITS__WAITING_PER_SERVICE", "7"),
            ("JUTTU__RELAY__TRUSTED_PROXIES", "10.0.0.1, 10.1.0.0/16"),
            (
                "JUTTU__SERVICE__PERHEKESKUS__ORIGINS",
                r#"["https://www.hyvaep.fi"]"#,
            ),
            ("JUTTU__SERVICE__PERHEKESKUS__NAME__FI", "Toinen"),
            ("JUTTU__SERVICE__PERHEKESKUS__TELEPHONE", "116117"),
            (
                "JUTTU__SERVICE__PERHEKESKUS__HOURS__SATURDAY",
                "10:00-12:00",
            ),
            ("JUTTU_ASSETS", "/somewhere"),
            ("HOME", "/root"),
        ],
    )
    .unwrap();
    assert_eq!(config.public_url, "https://chat.hyvaep.fi");
    assert_eq!(config.listen_public.to_string(), "[::1]:9000");
    assert_eq!(config.limits.waiting_per_service, 7);
    assert_eq!(config.trusted_proxies.len(), 2);
    let service = config.as_written(&service("perhekeskus")).unwrap();
    assert_eq!(service.origins, ["https://www.hyvaep.fi"]);
    assert_eq!(service.name(Language::Fi), "Toinen");
    assert_eq!(service.name(Language::Sv), "Familjecentrets chatt");
    assert_eq!(service.guidance.telephone, "116117");
    assert_eq!(service.schedule.week[5].len(), 1);
}

#[test]
fn a_service_with_a_hyphen_is_reached_from_the_environment() {
    let text = DEFAULT.replace("service.perhekeskus", "service.perhe-keskus");
    let variable = ("JUTTU__SERVICE__PERHE_KESKUS__TELEPHONE", "050 111");
    let config = read_with(&text, &[variable]).unwrap();
    let service = config.as_written(&service("perhe-keskus")).unwrap();
    assert_eq!(service.guidance.telephone, "050 111");
}

#[test]
fn a_wrong_variable_is_named() {
    let problems = read_with(
        DEFAULT,
        &[
            ("JUTTU__RELAY__PUBLIC_UR", "https://chat.example.fi"),
            ("JUTTU__LIMITS__WAITING_PER_SERVICE", "0"),
            ("JUTTU__SERVICE", "perhekeskus"),
            ("JUTTU__", "x"),
        ],
    )
    .unwrap_err();
    insta::assert_snapshot!(problems);
    // One that can't be placed at all stops the reading before the others are looked at.
    let problems = read_with(DEFAULT, &[("JUTTU__RELAY__PUBLIC_UR", "x")]).unwrap_err();
    insta::assert_snapshot!("a_wrong_key_in_a_variable", problems);
}

#[test]
fn desk_and_public_share_a_listener_in_the_demo_alone() {
    let text = DEFAULT.replace("127.0.0.1:8081", "127.0.0.1:8080");
    let said = read(&text).unwrap_err().to_string();
    assert!(
        said.contains("listen.public and listen.internal are the same"),
        "{said}"
    );
    let same = [
        ("JUTTU__LISTEN__PUBLIC", "127.0.0.1:8080"),
        ("JUTTU__LISTEN__INTERNAL", "127.0.0.1:8080"),
    ];
    assert!(demo_with(&same).is_ok());
}

#[test]
fn the_data_key_does_not_show_itself() {
    let config = read_with(DEFAULT, &[("JUTTU__DATA_KEY", "1:c2VjcmV0")]).unwrap();
    let shown = format!("{config:?}");
    assert!(!shown.contains("c2VjcmV0"), "{shown}");
    let said = config.data_key.read().err().unwrap().to_string();
    assert!(
        said.starts_with("JUTTU__DATA_KEY: line 1 of the data key"),
        "{said}"
    );
    // A key does not belong into the file.
    let said = read(&format!("data_key = \"1:x\"\n{DEFAULT}"))
        .unwrap_err()
        .to_string();
    assert!(
        said.starts_with("juttu.toml:1: there is no key data_key"),
        "{said}"
    );
}

#[test]
fn a_configuration_is_laid_over_the_demos() {
    let text = "[service.perhekeskus]\norigins = [\"https://localhost:8443\"]\n\
                [limits]\nconnections_per_address = 20000\n";
    let config = Config::read(&Sources {
        demo: true,
        file: Some((PathBuf::from("over.toml"), text.to_owned())),
        environment: Vec::new(),
    })
    .unwrap();
    assert_eq!(config.services.len(), 2);
    let service = config.as_written(&service("perhekeskus")).unwrap();
    assert_eq!(service.origins, ["https://localhost:8443"]);
    assert_eq!(service.name(Language::Fi), "Perhekeskuksen chat");
    assert_eq!(config.limits.connections_per_address, 20_000);
}
