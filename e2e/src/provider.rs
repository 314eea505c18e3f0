//! A real OpenID provider beside a story's relay: the npm package `oidc-provider` over TLS, as strict
//! as a broker of the Finnish Trust Network or as plain as an organisation's own.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

use crate::authority::Authority;
use crate::stage::SERVICE;
use crate::wait::in_time;

/// Test persons whose codes have right check characters: id, family name, given names, code.
pub const PEOPLE: [(&str, &str, &str, &str); 2] = [
    ("maija", "Testinen", "Maija Kaarina", "210281-9988"),
    ("matti", "Kokeilija", "Matti Olavi", "010170-999R"),
];

/// A resident's provider in the configuration.
pub const ID: &str = "pankki";
/// The organisation's own in the configuration.
pub const STAFF_ID: &str = "kunta";
/// The name on the button of either.
pub const NAME: &str = "Tarinan tunnistus";
/// The group whose people answer for [`crate::stage::SERVICE`].
pub const GROUP: &str = "ohjaajat";

/// The shown name of the first of [`PEOPLE`].
pub const PERSON_NAME: &str = "Maija Kaarina Testinen";

/// What a provider is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Identifies residents as the Finnish Trust Network does: signed request object,
    /// `private_key_jwt`, an ID token that is signed and then encrypted.
    Bank,
    /// Identifies residents plainly: a client secret, and an ID token that is signed.
    PlainBank,
    /// Signs staff in, plainly.
    Organisation,
}

impl Kind {
    /// Whether residents identify there.
    pub fn is_for_residents(self) -> bool {
        self != Self::Organisation
    }

    fn is_strict(self) -> bool {
        self == Self::Bank
    }

    fn scope(self) -> &'static str {
        match self {
            Self::Bank | Self::PlainBank => "openid profile personal_identity_code",
            Self::Organisation => "openid profile groups",
        }
    }

    fn callback(self) -> &'static str {
        match self {
            Self::Bank | Self::PlainBank => "/ident/callback",
            Self::Organisation => "/desk/api/sign-in/callback",
        }
    }

    /// Its section in the relay's configuration.
    pub(crate) fn section(self, at: &Place) -> String {
        let (path, id) = match self {
            Self::Bank | Self::PlainBank => ("provider", ID),
            Self::Organisation => ("sign_in.provider", STAFF_ID),
        };
        let scopes: Vec<_> = self.scope().split(' ').collect();
        let way = match self.is_strict() {
            true => "profile = \"ftn\"\nid_token_encrypted_response_enc = \"A256GCM\"".to_owned(),
            false => format!("client_secret = \"{CLIENT_SECRET}\""),
        };
        let rest = match self {
            Self::Bank | Self::PlainBank => {
                format!("[{path}.{id}.claims]\npersonal_code = \"urn:oid:1.2.246.21\"\n")
            }
            Self::Organisation => format!(
                "[{path}.{id}.groups]\n\"{GROUP}\" = {{ role = \"agent\", services = [\"{SERVICE}\"] }}\n"
            ),
        };
        format!(
            "[{path}.{id}]\nname.fi = \"{NAME}\"\nname.sv = \"{NAME}\"\nname.en = \"{NAME}\"\n\
             issuer = \"{}\"\nclient_id = \"{CLIENT_ID}\"\nscopes = {scopes:?}\n\
             ca_file = {:?}\n{way}\n{rest}\n",
            at.issuer(),
            at.ca_file.display().to_string(),
        )
    }
}

/// A place for a provider: its address is known before it runs, so that the relay can be told.
#[derive(Debug)]
pub struct Place {
    port: u16,
    certificate: String,
    key: String,
    /// The file of the authority that the relay is to trust.
    pub ca_file: PathBuf,
}

impl Place {
    /// Finds one; what the relay is to trust is written into `folder`.
    ///
    /// # Errors
    /// When no port is free, or the certificate cannot be made.
    pub fn find(folder: &Path) -> Result<Self> {
        let authority = Authority::new()?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let ca_file = folder.join(format!("provider-{port}.pem"));
        std::fs::write(&ca_file, authority.pem())?;
        Ok(Self {
            port,
            certificate: authority.certificate_pem(),
            key: authority.key_pem(),
            ca_file,
        })
    }

    /// The provider's address.
    pub fn issuer(&self) -> String {
        format!("https://localhost:{}", self.port)
    }
}

/// How a provider is started.
#[derive(Clone, Debug)]
pub struct Plan<'p> {
    /// Which one.
    pub kind: Kind,
    /// The relay's public address.
    pub relay: &'p str,
    /// Where the relay really listens: from there its keys are fetched.
    pub listen: String,
    /// Its clock, in milliseconds since 1970 UTC: the relay's.
    pub now_ms: i64,
}

/// The client's id at every provider.
pub const CLIENT_ID: &str = "juttu";
/// The client's secret at a plain one.
pub const CLIENT_SECRET: &str = "kahdeksan-sanaa-joita-kukaan-ei-arvaa-tarinassa";

/// A running provider. Ends when dropped.
#[derive(Debug)]
pub struct Provider {
    child: Child,
    /// It ends when this does.
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    issuer: String,
}

impl Provider {
    /// Starts one, and waits until it listens.
    ///
    /// # Errors
    /// When it does not start; its own words are on standard error.
    pub async fn start(place: &Place, plan: &Plan<'_>) -> Result<Self> {
        let modules = std::env::var_os("JUTTU_NODE_MODULES").context(
            "JUTTU_NODE_MODULES is not set: `cargo xtask test` gets everything the stories need and runs them",
        )?;
        let people = PEOPLE.map(|(id, family, given, code)| {
            serde_json::json!({
                "id": id,
                "claims": {
                    "family_name": family,
                    "given_name": given,
                    "name": format!("{given} {family}"),
                    "urn:oid:1.2.246.21": code,
                    "groups": [GROUP],
                },
            })
        });
        let told = serde_json::json!({
            "profile": if plan.kind.is_strict() { "ftn" } else { "plain" },
            "issuer": place.issuer(),
            "port": place.port,
            "key": place.key,
            "certificate": place.certificate,
            "now_ms": plan.now_ms,
            "relay": plan.relay,
            "jwks": format!("http://{}/ident/jwks", plan.listen),
            "client_id": CLIENT_ID,
            "secret": CLIENT_SECRET,
            "redirect_uris": [format!("{}{}", plan.relay, plan.kind.callback())],
            "scope": plan.kind.scope(),
            "enc": "A256GCM",
            "people": people,
        });
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("provider/provider.mjs");
        let mut child = Command::new("node")
            .arg(script)
            .env("NODE_MODULES", modules)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .context("starting node")?;
        let mut input = child.stdin.take().context("its standard input")?;
        input.write_all(format!("{told}\n").as_bytes()).await?;
        input.flush().await?;
        let output = child.stdout.take().context("its standard output")?;
        let mut provider = Self {
            child,
            input,
            output: BufReader::new(output),
            issuer: place.issuer(),
        };
        provider.says("listening").await?;
        Ok(provider)
    }

    /// A page that says nothing but the last address at which somebody was sent to it.
    pub fn last_address(&self) -> String {
        format!("{}/last", self.issuer)
    }

    /// Moves its clock forward, as the relay's was.
    ///
    /// # Errors
    /// When it has ended.
    pub async fn advances(&mut self, seconds: u64) -> Result<()> {
        let line = format!("{{\"advance_ms\": {}}}\n", seconds * 1_000);
        self.input.write_all(line.as_bytes()).await?;
        self.input.flush().await?;
        self.says("moved").await
    }

    async fn says(&mut self, word: &str) -> Result<()> {
        let output = &mut self.output;
        in_time(&format!("the provider to say {word:?}"), async {
            let mut line = String::new();
            while line.trim() != word {
                line.clear();
                ensure!(
                    output.read_line(&mut line).await? > 0,
                    "the provider has ended"
                );
            }
            Ok(())
        })
        .await
    }

    /// It is down: nobody answers at its address any more.
    ///
    /// # Errors
    /// When it cannot be ended.
    pub async fn goes_down(&mut self) -> Result<()> {
        Ok(self.child.kill().await?)
    }
}
