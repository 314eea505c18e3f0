//! What the relay asks of a provider, and what it believes of the answers: a small provider that makes
//! every fault a correct one never does.

mod answers;
mod asked;
mod configuration;
mod faulty;
mod keys;
mod keys_of_others;
mod known_again;
mod looked;
mod other_signatures;
mod people;
mod signatures;
mod tokens;
mod write;

use std::path::PathBuf;
use std::sync::OnceLock;

use juttu_relay::clock::Clock;
use juttu_relay::config::{Config, Sources};
use juttu_relay::ident::keys::File;
use juttu_relay::ident::provider::{Provider, Providers};
use juttu_relay::ident::{Begun, CameBack, Fault, Kept, Person, Wish};
use juttu_relay::random::Random;
use juttu_shared::texts::Language;
use tempfile::TempDir;

use crate::harness::NOW_MS;
use faulty::Faulty;

/// Where the provider sends the browser back to.
const BACK: &str = "https://chat.example.fi/ident/callback";
/// What the relay is called there.
const CLIENT: &str = "juttu";
const HETU: &str = "210281-9988";
const LOA2: &str = "http://ftn.ficora.fi/2017/loa2";

/// What is written beside the issuer in the plain profile.
const PLAIN: &str = r#"
client_secret = "salainen & pitkä"
claims.personal_code = "urn:oid:1.2.246.21"
"#;
/// And in that of the Finnish Trust Network.
const FTN: &str = r#"
profile = "ftn"
claims.personal_code = "urn:oid:1.2.246.21"
"#;

/// The relay's end, and a provider that does as it is told.
struct Bench {
    faulty: Faulty,
    providers: Providers,
    clock: Clock,
}

impl Bench {
    async fn start(profile: &str) -> Self {
        let faulty = Faulty::start().await;
        let clock = Clock::standing_at(NOW_MS);
        let config = config(&faulty.issuer(), profile);
        let providers = Providers::new(&config, &clock, &Random::System).unwrap();
        Self {
            faulty,
            providers,
            clock,
        }
    }

    fn provider(&self) -> &Provider {
        self.providers.get("pankki").unwrap()
    }

    async fn begin(&self) -> Begun {
        self.provider().begin(&wish()).await.unwrap()
    }

    /// A whole round, in which the provider does what `faulty` was told.
    async fn identify(&self) -> Result<Person, Fault> {
        let (kept, came_back) = self.go().await;
        self.provider().finish(&kept, &came_back).await
    }

    /// A round up to the way back.
    async fn go(&self) -> (Kept, CameBack) {
        let begun = self.begin().await;
        let came_back = self.faulty.authorize(&begun.url);
        (begun.kept, came_back)
    }
}

fn wish() -> Wish {
    Wish {
        redirect_uri: BACK.to_owned(),
        language: Language::Sv,
        service_name: "Perhekeskuksen chat".to_owned(),
    }
}

/// A demo's configuration with one more provider.
fn config(issuer: &str, profile: &str) -> Config {
    let keys = keys_file().display().to_string();
    let text = format!(
        "[identification]\nkeys_file = {keys:?}\n[provider.pankki]\nissuer = {issuer:?}\n\
         client_id = {CLIENT:?}\nname.fi = \"Pankki\"\n{profile}"
    );
    let sources = Sources {
        demo: true,
        file: Some((PathBuf::from("juttu.toml"), text)),
        environment: Vec::new(),
    };
    Config::read(&sources).unwrap()
}

/// The relay's keys, the same for every test: to make them takes its time.
fn keys_file() -> PathBuf {
    static FOLDER: OnceLock<TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let folder = TempDir::new().unwrap();
        let keys = File::generate().unwrap();
        keys.create(&folder.path().join("ident.keys")).unwrap();
        folder
    });
    folder.path().join("ident.keys")
}
