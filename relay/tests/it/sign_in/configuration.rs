//! What an operator writes under `[sign_in]`, and what is said when it can't be.

use juttu_relay::config::{Config, DEFAULT, Problems, Sources};
use juttu_shared::rules::state::Role;

const PROVIDER: &str = r#"
[sign_in.provider.entra]
name.fi = "Hyvaepin tunnus"
issuer = "https://login.example.fi"
client_id = "juttu"
client_secret = "hush"
scopes = ["profile"]
groups_claim = "roles"
claims.name = "given_name"
"#;

fn read(text: &str) -> Result<Config, Problems> {
    let file = Some(("juttu.toml".into(), [DEFAULT, text].concat()));
    let environment = vec![("JUTTU__DATA_KEY".to_owned(), "1:c2VjcmV0".to_owned())];
    Config::read(&Sources {
        demo: false,
        file,
        environment,
    })
}

/// What is wrong, in words.
#[track_caller]
fn wrong(text: &str) -> Vec<String> {
    let problems = read(text).unwrap_err();
    problems
        .iter()
        .map(|problem| problem.words.clone())
        .collect()
}

#[test]
fn a_provider_and_its_groups_are_read() {
    let groups = r#"
[sign_in.provider.entra.groups]
"8f1c4e2a-0001" = { role = "agent", services = ["perhekeskus"] }
"Tarkastajat" = { role = "auditor" }
"#;
    let config = read(&[PROVIDER, groups].concat()).unwrap();
    assert!(config.sign_in.passwords);
    assert_eq!(config.staff_providers.len(), 1);
    assert_eq!(config.staff_providers[0].claims.groups, ["roles"]);
    let rights = |group: &str| config.sign_in.rights("entra", &[group.to_owned()]);
    let agent = rights("8f1c4e2a-0001").unwrap();
    assert_eq!((agent.role, agent.services.len()), (Role::Agent, 1));
    assert_eq!(rights("Tarkastajat").unwrap().role, Role::Auditor);
    assert_eq!(rights("tarkastajat"), None);
    // A resident's provider is another thing.
    assert!(config.providers.is_empty());
    assert!(!format!("{config:?}").contains("hush"));
}

#[test]
fn without_any_way_to_sign_in_the_relay_does_not_start() {
    let text = DEFAULT.replace("# passwords = true", "passwords = false");
    let sources = Sources {
        demo: false,
        file: Some(("juttu.toml".into(), text)),
        environment: Vec::new(),
    };
    let problems = Config::read(&sources).unwrap_err().to_string();
    assert!(problems.contains("nobody could sign in"), "{problems}");
}

#[test]
fn wrong_groups_are_told_with_what_to_write() {
    let said = wrong(PROVIDER);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(
        said[0].starts_with("sign_in.provider.entra.groups is missing"),
        "{said:?}"
    );
    for (group, words) in [
        (
            r#"a = { role = "chief", services = ["perhekeskus"] }"#,
            "groups.a.role is one of agent",
        ),
        (
            r#"a = { services = ["perhekeskus"] }"#,
            "groups.a.role is missing",
        ),
        (
            r#"a = { role = "agent" }"#,
            "groups.a.services is missing: agent answers for a service",
        ),
        (
            r#"a = { role = "auditor", services = ["perhekeskus"] }"#,
            "auditor answers for no service",
        ),
        (
            r#"a = { role = "agent", services = ["perhe"] }"#,
            "there is no service \"perhe\"",
        ),
        (
            r#"a = { role = "auditor", service = "perhekeskus" }"#,
            "did you mean `services`?",
        ),
    ] {
        let text = format!("{PROVIDER}\n[sign_in.provider.entra.groups]\n{group}\n");
        let said = wrong(&text);
        assert!(
            said.iter().any(|said| said.contains(words)),
            "{group}: {said:?}"
        );
    }
    let misspelt = format!(
        "{PROVIDER}group_claim = \"x\"\n[sign_in.provider.entra.groups]\na = {{ role = \"auditor\" }}\n"
    );
    let said = wrong(&misspelt);
    assert!(
        said[0].contains("sign_in.provider.entra.group_claim"),
        "{said:?}"
    );
}
