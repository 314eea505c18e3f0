//! `juttu-relay check`: can everyone be told, and is anything left for them?

use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::sync::Arc;

use juttu_relay::config::DEFAULT;
use juttu_relay::random::Random;
use juttu_relay::seal::Keyring;
use juttu_relay::store::Conversations as _;
use juttu_relay::store::outbox::{NewNotice, NoticeKind, Outbox as _};
use juttu_relay::store::sqlite::{Options, Sqlite};
use juttu_shared::id::ServiceId;
use tempfile::TempDir;

use super::office::{CHANNEL, Office, TEAM};
use super::smtp::Fault;
use crate::conformance::{Told, opening};
use crate::harness::{NOW_MS, SERVICE, run};

/// The reference as it is written into a folder of its own, with a key.
struct Place {
    folder: TempDir,
    config: PathBuf,
}

impl Place {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let at = |name: &str| folder.path().join(name).display().to_string();
        let text = DEFAULT
            .replace("/var/lib/juttu/juttu.sqlite", &at("juttu.sqlite"))
            .replace("/etc/juttu/data.key", &at("data.key"));
        let config = folder.path().join("juttu.toml");
        std::fs::write(&config, text).unwrap();
        let key = folder.path().join("data.key");
        std::fs::write(&key, run(&["key"], &[]).stdout).unwrap();
        std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o600)).unwrap();
        Self { folder, config }
    }

    /// The database as a relay would open it.
    fn store(&self) -> Sqlite {
        let at = |name: &str| self.folder.path().join(name);
        let key = std::fs::read_to_string(at("data.key")).unwrap();
        let keyring = Arc::new(Keyring::parse(&key).unwrap());
        let told = Arc::new(Told::default());
        let options = Options::default();
        Sqlite::open(&at("juttu.sqlite"), options, keyring, Random::System, told).unwrap()
    }

    /// What `check` says, beginning with the mail server, and whether all is right.
    async fn check(&self, office: &Office) -> (bool, String) {
        let (right, said) = self.check_all(office).await;
        let from = said.find("mail: ").unwrap_or_else(|| panic!("{said}"));
        (right, said[from..].to_owned())
    }

    /// All that `check` says, and whether all is right.
    async fn check_all(&self, office: &Office) -> (bool, String) {
        let config = self.config.to_str().unwrap().to_owned();
        let environment = office.environment().to_vec();
        let output = tokio::task::spawn_blocking(move || {
            let environment = environment.iter();
            let environment: Vec<_> = environment
                .map(|(name, value)| (*name, value.as_str()))
                .collect();
            run(&["check", "--config", &config], &environment)
        });
        let output = output.await.unwrap();
        let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        let folder = self.folder.path().display().to_string();
        let said = said.replace(&folder, "…");
        (output.status.success(), said)
    }
}

#[tokio::test]
async fn whoever_can_be_told_is_right_and_hears_nothing() {
    let place = Place::new();
    for is_implicit in [false, true] {
        let office = Office::with(is_implicit)
            .await
            .team("nobody")
            .channel("nobody", "teams");
        let (right, said) = place.check(&office).await;
        let port = office.smtp.port;
        assert_eq!(
            said,
            format!(
                "mail: right; localhost:{port} is reached, encrypted, and takes name and password\n\
                 service.perhekeskus.notify.channel: right; localhost is reached\n\
                 service.perhekeskus.notify.team: by mail\n"
            )
        );
        assert!(right);
        assert_eq!(
            (office.smtp.letters().len(), office.hook.calls().len()),
            (0, 0)
        );
        let said = office.smtp.said();
        assert!(said.contains("NOOP") && !said.contains("MAIL"), "{said}");
    }
}

#[tokio::test]
async fn what_is_wrong_with_the_mail_server_is_said_with_what_to_mend() {
    let place = Place::new();
    let wrong = async |office: Office, expected: &str| {
        let (right, said) = place.check(&office).await;
        let said = said.replace(&office.smtp.port.to_string(), "PORT");
        assert!(!right && said.contains(expected), "{said}");
        for secret in ["postin salasana", "väärä", "T0ken"] {
            assert!(!said.contains(secret), "{said}");
        }
    };
    let with = async |fault| {
        let office = Office::new().await;
        office.smtp.fails(Some(fault));
        office
    };
    wrong(
        Office::new().await.and("JUTTU__MAIL__PASSWORD", "väärä"),
        "mail: wrong\nlocalhost:PORT refuses name and password (535); correct mail.user",
    )
    .await;
    wrong(
        with(Fault::NoStartTls).await,
        "localhost:PORT offers no STARTTLS",
    )
    .await;
    for fault in [Fault::OtherName, Fault::OtherAuthority] {
        wrong(
            with(fault).await,
            "no encrypted connection with localhost:PORT: its certificate is not trusted",
        )
        .await;
    }
    wrong(
        Office::new().await.and("JUTTU__MAIL__TLS", "implicit"),
        "or the port does not speak \"implicit\"",
    )
    .await;
    wrong(
        with(Fault::Hangs).await,
        "localhost:PORT does not answer; correct mail.port and mail.tls (now \"starttls\")",
    )
    .await;
    wrong(
        Office::new().await.and("JUTTU__MAIL__HOST", "mail.invalid"),
        "mail.invalid stands for no address; correct mail.host",
    )
    .await;
    wrong(
        Office::new().await.and("JUTTU__MAIL__PORT", "1"),
        "nobody takes connections at localhost:1;",
    )
    .await;
}

#[tokio::test]
async fn what_is_wrong_with_a_receiver_is_said_with_what_to_mend() {
    let place = Place::new();
    let wrong = async |key: &'static str, value: &str, expected: &str| {
        let office = Office::new().await.channel("nobody", "standard");
        let (right, said) = place.check(&office.and(key, value)).await;
        assert!(!right && said.contains(expected), "{said}");
        assert!(!said.contains("T0ken"), "{said}");
    };
    let own = super::authority::Authority::new();
    wrong(
        "JUTTU__SERVICE__PERHEKESKUS__NOTIFY__CHANNEL__ALLOW_INTERNAL",
        "false",
        "notify.channel: wrong\nlocalhost stands for an address of the inside network; write \
         allow_internal = true",
    )
    .await;
    wrong(
        "JUTTU__SERVICE__PERHEKESKUS__NOTIFY__CHANNEL__CA_FILE",
        own.file().to_str().unwrap(),
        "no encrypted connection with localhost: its certificate is not trusted",
    )
    .await;
    wrong(
        "JUTTU__SERVICE__PERHEKESKUS__NOTIFY__CHANNEL__WEBHOOK",
        "https://hooks.invalid/T0ken",
        "hooks.invalid stands for no address",
    )
    .await;
    wrong(
        "JUTTU__SERVICE__PERHEKESKUS__NOTIFY__CHANNEL__WEBHOOK",
        "https://localhost:1/T0ken",
        "localhost takes no connection",
    )
    .await;
}

/// It is wrong although the receiver can be reached now: it may well answer with a failure.
#[tokio::test]
async fn what_did_not_arrive_is_said_with_its_number_and_since_when() {
    let place = Place::new();
    let store = place.store();
    for (thing, fails) in [("a", true), ("b", true), ("c", false)] {
        let notice = NewNotice {
            kind: NoticeKind::Nobody,
            thing: thing.to_owned(),
            at_ms: NOW_MS,
            due_at_ms: NOW_MS,
        };
        let service = ServiceId(SERVICE.to_owned());
        store.notice(service, notice).await.unwrap();
        let notice = store.due_notices(NOW_MS, 1).await.unwrap().remove(0);
        let to = [CHANNEL, TEAM].map(|name| (name.to_owned(), NOW_MS));
        store.deliver(notice.id, to.to_vec(), NOW_MS).await.unwrap();
        if fails {
            let due = store.due_deliveries(CHANNEL.to_owned(), NOW_MS, 1);
            let id = due.await.unwrap()[0].id;
            store.delivery_failed(id, NOW_MS + 30_000).await.unwrap();
        }
    }
    drop(store);
    let office = Office::new()
        .await
        .team("nobody")
        .channel("nobody", "standard");
    let (right, said) = place.check(&office).await;
    assert!(!right, "{said}");
    let expected = format!(
        "{CHANNEL}: right; localhost is reached\n\
         2 notices have not arrived since 2027-01-07T10:30:00Z, and are tried again; the relay's \
         log says why (\"did not arrive\")\n{TEAM}: by mail\n"
    );
    assert!(said.ends_with(&expected), "{said}");
}

#[tokio::test]
async fn conversations_of_a_service_that_is_gone_are_told_of() {
    let place = Place::new();
    let office = Office::new().await.team("nobody");
    let store = place.store();
    // The reference has no service of that name.
    for number in [1, 2] {
        store.open(opening(number, "Salaista")).await.unwrap();
    }
    drop(store);
    let (right, said) = place.check_all(&office).await;
    assert!(!right);
    assert!(
        said.contains(
            "\nservice talous: wrong\nconversations that have not ended: 2; the configuration has no \
             such service any longer, and nobody sees them; put [service.talous] back until they are \
             answered\n"
        ),
        "{said}"
    );
}
