//! What may be written of providers, and what is said about the rest.

use std::path::PathBuf;

use juttu_relay::config::{
    Audience, Config, ContentEncryption, DEFAULT, Encryption, KeyEncryption, Problems, Provider,
    Signing, Sources,
};
use juttu_shared::id::ServiceId;
use juttu_shared::texts::Language;
use juttu_shared::wire::v1::event::Level;

const KEYS: &str = "[identification]\nkeys_file = \"/etc/juttu/ident.keys\"\n";
const HEAD: &str = "[provider.suomifi]\nissuer = \"https://tunnistus.example.fi\"\n\
                    client_id = \"juttu\"\nname.fi = \"Suomi.fi-tunnistus\"\n\
                    name.sv = \"Suomi.fi-identifikation\"\n";

fn read(further: &str, demo: bool, environment: &[(&str, &str)]) -> Result<Config, Problems> {
    let text = match demo {
        true => further.to_owned(),
        false => format!("{DEFAULT}\n{further}"),
    };
    let environment = environment.iter();
    Config::read(&Sources {
        demo,
        file: Some((PathBuf::from("juttu.toml"), text)),
        environment: environment
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect(),
    })
}

fn provider(further: &str) -> Provider {
    let secret = ("JUTTU__PROVIDER__SUOMIFI__CLIENT_SECRET", "salaisuus");
    let config = read(&format!("{KEYS}{HEAD}{further}"), false, &[secret]);
    config.unwrap().providers.remove(0)
}

/// What is said of a provider that is wrong in one way.
fn complaint(further: &str) -> String {
    let problems = read(further, false, &[]).unwrap_err();
    let all: Vec<_> = problems.iter().map(|it| it.words.clone()).collect();
    assert_eq!(all.len(), 1, "{all:#?}");
    assert!(!all[0].contains("salaisuus"), "{}", all[0]);
    all.into_iter().next().unwrap()
}

#[test]
fn a_plain_provider_is_plain() {
    let plain = provider("");
    assert_eq!(plain.id, "suomifi");
    assert_eq!(plain.name(Language::Sv), "Suomi.fi-identifikation");
    assert_eq!(plain.name(Language::En), "Suomi.fi-tunnistus");
    assert_eq!(plain.client_secret.as_ref().unwrap().as_str(), "salaisuus");
    assert!(!plain.needs_keys() && !plain.sends_spname && !plain.is_test);
    assert!(plain.pkce && !plain.response_iss);
    assert_eq!(plain.scopes, ["openid"]);
    assert_eq!(plain.acr_values, [""; 0]);
    assert_eq!(plain.token_signing, Signing::Rs256);
    assert_eq!(plain.token_encryption, None);
    assert_eq!(plain.max_age_s, None);
    let names = &plain.claims;
    assert_eq!(names.name, ["name"]);
    assert_eq!(names.family_name, ["family_name"]);
    assert_eq!(names.given_names, ["given_name"]);
    assert!(names.personal_code.is_empty() && names.persistent_id.is_empty());
    assert_eq!(format!("{plain:?}"), "Provider(suomifi, …)");
}

#[test]
fn the_strict_profile_is_strict() {
    let ftn = format!("{KEYS}{HEAD}profile = \"ftn\"\n");
    let ftn = read(&ftn, false, &[]).unwrap().providers.remove(0);
    assert!(ftn.signs_requests && ftn.signs_in_by_key && ftn.sends_spname && ftn.pkce);
    assert_eq!(ftn.audience, Audience::Issuer);
    let expected = Encryption {
        key: KeyEncryption::RsaOaep,
        content: ContentEncryption::A128CbcHs256,
    };
    assert_eq!(ftn.token_encryption, Some(expected));
    let levels = [
        ("http://ftn.ficora.fi/2017/loa2", Level::Substantial),
        ("http://ftn.ficora.fi/2017/loa3", Level::High),
        ("http://eidas.europa.eu/LoA/substantial", Level::Substantial),
        ("http://eidas.europa.eu/LoA/high", Level::High),
    ];
    assert_eq!(
        ftn.levels,
        levels.map(|(acr, level)| (acr.to_owned(), level))
    );
    assert_eq!(ftn.acr_values, levels.map(|(acr, _)| acr));
}

#[test]
fn everything_can_be_as_it_was_agreed() {
    let other = provider(
        r#"
scopes = ["profile", "openid"]
pkce = false
signed_request = true
request_object_signing_alg = "PS256"
id_token_signed_response_alg = "ES256"
id_token_encrypted_response_alg = "RSA-OAEP-256"
id_token_encrypted_response_enc = "A256GCM"
client_assertion_audience = "token"
acr_values = ["yksi"]
levels."yksi" = "high"
max_age_s = 0
response_iss = true
keys_signed_by = "/etc/juttu/takaaja.json"
keys_signed_alg = "PS256"
ftn_spname.fi = "Perhekeskus"
claims.given_names = ["yksi", "kaksi"]
"#,
    );
    assert_eq!(other.scopes, ["openid", "profile"]);
    assert!(!other.pkce && other.signs_requests && !other.signs_in_by_key);
    assert_eq!(other.signs_with, Signing::Ps256);
    assert_eq!(other.token_signing, Signing::Es256);
    let expected = Encryption {
        key: KeyEncryption::RsaOaep256,
        content: ContentEncryption::A256Gcm,
    };
    assert_eq!(other.token_encryption, Some(expected));
    assert_eq!(other.audience, Audience::Token);
    assert_eq!(other.acr_values, ["yksi"]);
    assert_eq!(other.levels, [("yksi".to_owned(), Level::High)]);
    assert_eq!(other.max_age_s, Some(0));
    assert!(other.response_iss && other.sends_spname);
    assert_eq!(other.keys_signing, Signing::Ps256);
    assert_eq!(other.claims.given_names, ["yksi", "kaksi"]);
}

#[test]
fn a_service_names_its_providers() {
    let secret = [("JUTTU__PROVIDER__SUOMIFI__CLIENT_SECRET", "salaisuus")];
    let by = |line: &str| {
        let text = DEFAULT.replace("\ntelephone = ", &format!("\n{line}\ntelephone = "));
        let environment = secret.iter();
        Config::read(&Sources {
            demo: false,
            file: Some((PathBuf::from("juttu.toml"), format!("{text}\n{HEAD}"))),
            environment: environment
                .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
                .collect(),
        })
    };
    let config = by("identification = [\"suomifi\"]\nidentification_at_start = true").unwrap();
    let service = config.as_written(&ServiceId("perhekeskus".to_owned()));
    assert_eq!(service.unwrap().identification, ["suomifi"]);
    assert!(service.unwrap().identification_at_start);
    for (line, said) in [
        ("identification = [\"toinen\"]", "is no provider"),
        ("identification = [\"suomifi\", \"suomifi\"]", "twice"),
        ("identification_at_start = true", "names nobody"),
    ] {
        let problems = by(line).unwrap_err().to_string();
        assert!(problems.contains(said), "{problems}");
        assert_eq!(problems.lines().count(), 1, "{problems}");
    }
}

#[test]
fn what_is_wrong_is_said_in_words() {
    let secret = "client_secret = \"salaisuus\"\n";
    for (further, said) in [
        ("", "client_secret is missing"),
        (
            "profile = \"ftn\"\nclient_secret = \"salaisuus\"",
            "by its key; leave it out",
        ),
        (
            "profile = \"muu\"\nclient_secret = \"salaisuus\"",
            "\"plain\" or \"ftn\"",
        ),
        (
            "id_token_signed_response_alg = \"HS256\"\nclient_secret = \"salaisuus\"",
            "known: RS256, PS256, ES256",
        ),
        (
            "id_token_encrypted_response_alg = \"RSA1_5\"\nclient_secret = \"salaisuus\"",
            "known: none, RSA-OAEP, RSA-OAEP-256",
        ),
        (
            "request_object_signing_alg = \"ES256\"\nclient_secret = \"salaisuus\"",
            "known: RS256, PS256",
        ),
        (
            "claims.persistent_id = \"sub\"\nclient_secret = \"salaisuus\"",
            "does not stay the same",
        ),
        (
            "claims.personal_code = [\"hetu\", \"sub\"]\nclient_secret = \"salaisuus\"",
            "does not stay the same",
        ),
        (
            "levels.\"urn:oid:1.2.246.517.3002.110.7\" = \"high\"\nlevels.x = \"high\"\nclient_secret = \"salaisuus\"",
            "no strong identification",
        ),
        (
            "levels.x = \"low\"\nlevels.y = \"high\"\nclient_secret = \"salaisuus\"",
            "\"substantial\" or \"high\"",
        ),
        (
            "client_assertion_audience = \"muu\"\nclient_secret = \"salaisuus\"",
            "\"issuer\" or \"token\"",
        ),
        (
            "max_age_s = 86401\nclient_secret = \"salaisuus\"",
            "from 0 to 86400",
        ),
        (
            "ftn_spname.fi = \"12345678901234567890123456789012345678901\"\nclient_secret = \"salaisuus\"",
            "longer than 40",
        ),
        (
            "ca_file = \"/nowhere\"\nclient_secret = \"salaisuus\"",
            "has no certificate",
        ),
        ("muu = 1\nclient_secret = \"salaisuus\"", "there is no key"),
    ] {
        let words = complaint(&format!("{KEYS}{HEAD}{further}\n"));
        assert!(words.contains(said), "{further}: {words}");
    }
    for (text, said) in [
        (
            format!("{HEAD}profile = \"ftn\"\n"),
            "keys of the relay's own",
        ),
        (
            HEAD.replace("suomifi]", "Suomi-fi]") + secret,
            "no id for a provider",
        ),
        (HEAD.replace("https:", "http:") + secret, "https://"),
        (
            HEAD.replace("example.fi", "example.fi?x") + secret,
            "no issuer",
        ),
        (
            HEAD.replace("client_id", "clientid") + secret,
            "client_id is missing",
        ),
    ] {
        let problems = read(&text, false, &[]).unwrap_err().to_string();
        assert!(problems.contains(said), "{problems}");
    }
}

/// Nothing that identifies nobody passes outside the demo.
#[test]
fn a_test_is_for_the_demo_alone() {
    let secret = "client_secret = \"salaisuus\"\n";
    let test = format!("{HEAD}{secret}is_test = true\n");
    assert!(complaint(&test).contains("not the demo"));
    assert!(read(&test, true, &[]).is_ok());
    let level = "levels.\"http://ftn.ficora.fi/2017/loatest2\" = \"test\"\nlevels.x = \"high\"\n";
    let level = format!("{HEAD}{secret}{level}");
    assert!(complaint(&level).contains("which only the demo accepts"));
    let in_demo = read(&level, true, &[]).unwrap_err().to_string();
    assert!(in_demo.contains("is_test = true"), "{in_demo}");
    assert!(read(&format!("{level}is_test = true\n"), true, &[]).is_ok());
    // Nor an address that is not encrypted, but this machine's.
    let near = format!(
        "{}{secret}",
        HEAD.replace("https://tunnistus.example.fi", "http://127.0.0.1:1")
    );
    assert!(read(&near, true, &[]).is_ok());
    assert!(read(&near, false, &[]).is_err());
    let far = near.replace("127.0.0.1", "10.0.0.1");
    assert!(read(&far, true, &[]).is_err());
}

/// A section that was copied from a test identifies nobody under another name either.
#[test]
fn a_test_s_level_is_a_test_s_by_whatever_name() {
    let of = |acr: &str, level: &str| {
        let secret = "client_secret = \"salaisuus\"\n";
        let right = "levels.\"http://ftn.ficora.fi/2017/loa2\" = \"substantial\"\n";
        format!("{HEAD}{secret}{right}levels.\"{acr}\" = \"{level}\"\n")
    };
    for acr in [
        "http://ftn.ficora.fi/2017/loatest1",
        "http://ftn.ficora.fi/2017/loatest2",
        "http://ftn.ficora.fi/2017/loatest3",
        "https://ftn.ficora.fi/2017/loatest2",
        "urn:oid:1.2.246.517.3002.110.999",
    ] {
        for level in ["substantial", "high", "test"] {
            let said = complaint(&of(acr, level));
            assert!(said.contains(acr) && said.contains("test users"), "{said}");
        }
        let demo = |level| read(&format!("{}is_test = true\n", of(acr, level)), true, &[]);
        for level in ["substantial", "high"] {
            let said = demo(level).unwrap_err().to_string();
            assert!(said.contains("it can only be \"test\""), "{said}");
        }
        assert!(demo("test").is_ok(), "{acr}");
    }
}

/// What the guide shows can be written as it stands there.
#[test]
fn the_examples_of_the_guide_can_be_written() {
    let guide = include_str!("../../../../docs/identify.md");
    let mut blocks = guide.split("```toml\n").skip(1);
    let shown: String = blocks
        .by_ref()
        .map(|it| it.split("```").next().unwrap())
        .collect();
    let shown = shown
        .replace("https://…", "https://tunnistus.example.fi")
        .replace("client_id = \"…\"", "client_id = \"juttu\"");
    let secret = ("JUTTU__PROVIDER__KEYCLOAK__CLIENT_SECRET", "salaisuus");
    let config = read(&shown, false, &[secret]).unwrap();
    let ids: Vec<_> = config.providers.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["keycloak", "op", "signicat", "suomifi", "telia"]);
}

/// And what the reference shows behind `#`.
#[test]
fn the_example_of_the_reference_can_be_written() {
    let (_, part) = DEFAULT.split_once("#   [identification]").unwrap();
    let (part, _) = part.split_once("[service.perhekeskus]").unwrap();
    let shown: String = part
        .lines()
        .filter_map(|line| line.strip_prefix("#   "))
        .filter(|line| !line.starts_with('#') && !line.starts_with("ca_file"))
        .map(|line| format!("{line}\n"))
        .collect();
    let config = read(&format!("[identification]\n{shown}"), false, &[]).unwrap();
    assert_eq!(config.providers.len(), 1);
    assert_eq!(config.providers[0].id, "suomifi");
    assert!(config.keys_file.is_some());
}
