//! What an operator may write of mail and of who is told, and what is said about the rest.

use std::path::PathBuf;

use juttu_relay::config::{Config, DEFAULT, MailTls, Problems, Receiver, Sources, Template, Way};
use juttu_relay::store::outbox::NoticeKind;
use tempfile::TempDir;

const MAIL: &str = "[mail]\nhost = \"mail.example.fi\"\nfrom = \"chat@example.fi\"\n";
const SECRET: &str = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz";

fn read(text: &str, environment: &[(&str, &str)]) -> Result<Config, Problems> {
    let environment = environment.iter();
    Config::read(&Sources {
        demo: true,
        file: Some((PathBuf::from("juttu.toml"), text.to_owned())),
        environment: environment
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect(),
    })
}

fn receivers(text: &str) -> Vec<Receiver> {
    let config = read(text, &[]).unwrap();
    let receivers = config.services.into_iter();
    receivers.flat_map(|service| service.receivers).collect()
}

fn refused(text: &str) -> String {
    read(text, &[]).unwrap_err().to_string()
}

/// What is wrong with a receiver `team` of which this is written.
fn receiver_refused(text: &str) -> String {
    refused(&format!("{MAIL}[service.perhekeskus.notify.team]\n{text}"))
}

#[test]
fn mail_is_sent_as_it_is_written() {
    assert!(read("", &[]).unwrap().mail.is_none());
    let mail = read(MAIL, &[]).unwrap().mail.unwrap();
    assert_eq!((mail.port, mail.tls), (465, MailTls::Implicit));
    assert!(mail.credentials.is_none());
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("mail.password");
    std::fs::write(&file, "hyvä salasana\n").unwrap();
    let text = format!(
        "{MAIL}tls = \"starttls\"\nuser = \"chat\"\npassword_file = \"{}\"\n",
        file.display()
    );
    let mail = read(&text, &[]).unwrap().mail.unwrap();
    assert_eq!((mail.port, mail.tls), (587, MailTls::StartTls));
    let (user, password) = mail.credentials.unwrap();
    assert_eq!(
        (user.as_str(), password.as_str()),
        ("chat", "hyvä salasana")
    );
    // A password of digits is a text all the same.
    let environment = [
        ("JUTTU__MAIL__USER", "chat"),
        ("JUTTU__MAIL__PASSWORD", "1234"),
    ];
    let mail = read(MAIL, &environment).unwrap().mail.unwrap();
    assert_eq!(mail.credentials.unwrap().1.as_str(), "1234");
}

#[test]
fn what_mail_can_not_be_is_refused() {
    for (written, said) in [
        (
            "[mail]\nhost = \"a\"\n",
            "mail.from is missing; write from = \"chat@example.fi\"",
        ),
        ("[mail]\nfrom = \"a@b.fi\"\n", "mail.host is missing"),
        (
            "[mail]\nhst = \"a\"\n",
            "there is no key mail.hst; did you mean",
        ),
        (
            "[mail]\nhost = \"smtp://a:25\"\nfrom = \"a@b.fi\"\n",
            "juttu.toml:2: mail.host is the name of the mail server alone",
        ),
        (
            "[mail]\nhost = \"a\"\nfrom = \"chat\"\n",
            "juttu.toml:3: mail.from is no e-mail address",
        ),
    ] {
        let problems = refused(written);
        assert!(problems.contains(said), "{problems}");
    }
    for (written, said) in [
        (
            "tls = \"none\"\n",
            "juttu.toml:4: mail.tls is \"implicit\" (usually port 465) or \"starttls\"",
        ),
        (
            "port = 0\n",
            "mail.port is a whole number from 1 to 65535; the default is 465",
        ),
        ("user = \"chat\"\n", "mail.user is there without a password"),
        ("password = \"hush\"\n", "no mail.user; write user = \"…\""),
        (
            "user = \"a\"\npassword = \"hush\"\npassword_file = \"b\"\n",
            "are both there; leave one",
        ),
        (
            "user = \"a\"\npassword_file = \"/nowhere/x\"\n",
            "mail.password_file /nowhere/x can't be read",
        ),
        (
            "ca_file = \"/nowhere/ca.pem\"\n",
            "mail.ca_file /nowhere/ca.pem has no certificate in it, or can't be read",
        ),
    ] {
        let problems = refused(&format!("{MAIL}{written}"));
        assert!(problems.contains(said), "{problems}");
        assert!(!problems.contains("hush"), "{problems}");
    }
}

#[test]
fn who_is_told_is_as_it_is_written() {
    let told = receivers(&format!(
        "{MAIL}[service.perhekeskus.notify.team]\nemail = \"tiimi@example.fi\"\n\
         kinds = [\"overdue\", \"nobody\", \"overdue\"]\nquiet_outside_hours = true\n\
         [service.perhekeskus.notify.channel]\nwebhook = \"https://hooks.example.fi/x\"\n\
         secret = \"{SECRET}\"\n\
         [service.perhekeskus.notify.inside]\nwebhook = \"http://10.0.0.7:8065/x\"\n\
         template = \"slack\"\nallow_internal = true\n"
    ));
    let names: Vec<_> = told.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "service.perhekeskus.notify.channel",
            "service.perhekeskus.notify.inside",
            "service.perhekeskus.notify.team"
        ]
    );
    assert!(
        matches!(&told[0].way, Way::Webhook(it) if it.template == Template::Standard
            && it.secret.as_ref().is_some_and(|key| key.len() == 24) && !it.allow_internal)
    );
    assert_eq!(told[0].kinds.len(), 5, "all that is for staff");
    assert!(!told[0].kinds.contains(&NoticeKind::AnswerWaits));
    assert!(
        matches!(&told[1].way, Way::Webhook(it) if it.template == Template::Slack
            && it.secret.is_none() && it.allow_internal)
    );
    assert!(matches!(&told[2].way, Way::Email(to) if to == "tiimi@example.fi"));
    assert_eq!(told[2].kinds, [NoticeKind::Overdue, NoticeKind::Nobody]);
    assert!(told[2].quiet_outside_hours && !told[0].quiet_outside_hours);
}

#[test]
fn a_secret_may_come_from_the_environment() {
    let text =
        "[service.perhekeskus.notify.our_channel]\nwebhook = \"https://hooks.example.fi/x\"\n";
    let name = "JUTTU__SERVICE__PERHEKESKUS__NOTIFY__OUR_CHANNEL__SECRET";
    let config = read(text, &[(name, SECRET)]).unwrap();
    let told = config.services.iter().flat_map(|it| &it.receivers);
    assert_eq!(told.count(), 1);
}

#[test]
fn who_can_not_be_told_is_refused() {
    let webhook = |url: &str| format!("webhook = \"{url}\"\nsecret = \"{SECRET}\"\n");
    for (written, said) in [
        (
            "",
            "juttu.toml:4: service.perhekeskus.notify.team says nobody to tell; write email =",
        ),
        (
            "email = \"tiimi\"\n",
            "juttu.toml:5: service.perhekeskus.notify.team.email is no e-mail address",
        ),
        (
            "email = \"a@b.fi\"\nwebhook = \"https://a.fi\"\n",
            "has both email and webhook",
        ),
        (
            "email = \"a@b.fi\"\nkinds = []\n",
            "kinds names nothing, so nobody would be told",
        ),
        (
            "email = \"a@b.fi\"\nkinds = [\"answer_waits\"]\n",
            "known: waiting_long, nobody, request_left, resident_wrote, overdue",
        ),
        (
            "email = \"a@b.fi\"\ntemplate = \"slack\"\n",
            "there is no key service.perhekeskus.notify.team.template",
        ),
        (
            "email = \"a@b.fi\"\nquiet_outside_hours = \"yes\"\n",
            "is true or false, without quotation marks",
        ),
        (
            &webhook("http://hooks.example.fi/T0ken"),
            "begins with http://; what is told must be encrypted",
        ),
        (
            &webhook("ftp://hooks.example.fi/T0ken"),
            "does not begin with https://",
        ),
        (&webhook("/T0ken"), "has no host"),
        (&webhook("https://a b/T0ken"), "is no address"),
        (
            &webhook("https://name:pass@a.fi/T0ken"),
            "has a name or password in front",
        ),
        (
            &webhook("https://169.254.169.254/T0ken"),
            "is an address of the inside network",
        ),
        (
            &webhook("https://[::ffff:127.0.0.1]/T0ken"),
            "is an address of the inside network",
        ),
        (
            "webhook = \"https://a.fi/T0ken\"\n",
            "the template \"standard\" is always signed",
        ),
        (
            "webhook = \"https://a.fi/T0ken\"\nsecret = \"T0ken\"\n",
            "secret is whsec_ and 24 to 64 bytes in base64",
        ),
        (
            "webhook = \"https://a.fi/T0ken\"\ntemplate = \"irc\"\n",
            "is \"standard\", \"slack\" or \"teams\"",
        ),
    ] {
        let problems = receiver_refused(written);
        assert!(problems.contains(said), "{written}: {problems}");
        assert!(!problems.contains("T0ken"), "{problems}");
    }
    let nameless = format!("{MAIL}[service.perhekeskus.notify.Our-Team]\nemail = \"a@b.fi\"\n");
    assert!(refused(&nameless).contains("\"Our-Team\" is no name for who is told"));
    let no_server = "[service.perhekeskus.notify.team]\nemail = \"a@b.fi\"\n";
    assert!(
        refused(no_server).contains("juttu.toml:2: service.perhekeskus.notify.team.email can't be reached, since there is no mail server"),
    );
}

/// What the reference shows behind `#` can be written as it stands there.
#[test]
fn the_examples_of_the_reference_can_be_written() {
    let folder = TempDir::new().unwrap();
    let password = folder.path().join("mail.password");
    std::fs::write(&password, "x\n").unwrap();
    let shown: String = DEFAULT
        .lines()
        .filter_map(|line| line.strip_prefix("#   "))
        .filter(|line| !line.starts_with('#') && (line.contains(" = ") || line.starts_with('[')))
        .filter(|line| !line.starts_with("ca_file"))
        .map(|line| format!("{line}\n"))
        .collect();
    let shown = shown
        .replace("/etc/juttu/mail.password", password.to_str().unwrap())
        .replace("\"whsec_…\"", &format!("\"{SECRET}\""))
        .replace("services/…", "services/x");
    let told = receivers(&shown);
    assert_eq!(told.len(), 2, "{shown}");
    assert_eq!(told[1].kinds.len(), 3);
}
