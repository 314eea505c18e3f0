//! A real OpenID provider beside a story's relay: the npm package `oidc-provider` over TLS, as strict
//! as a broker of the Finnish Trust Network or as plain as an organisation's own.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use serde::Serialize;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, ChildStdin, Command};

use crate::authority::Authority;

/// Test persons whose codes have right check characters: id, family name, given names, code.
pub const PEOPLE: [(&str, &str, &str, &str); 2] = [
    ("maija", "Testinen", "Maija Kaarina", "210281-9988"),
    ("matti", "Kokeilija", "Matti Olavi", "010170-999R"),
];

/// What a provider is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Profile {
    /// Signed request object, `private_key_jwt`, an ID token that is signed and then encrypted.
    Ftn,
    /// A client secret, and an ID token that is signed.
    Plain,
}

/// A place for a provider: its address is known before it runs, so that the relay can be told.
#[derive(Debug)]
pub struct Place {
    port: u16,
    authority: String,
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
            authority: authority.pem(),
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
    pub profile: Profile,
    /// The relay's public address.
    pub relay: &'p str,
    /// Where the relay really listens: from there its keys are fetched.
    pub listen: String,
    /// Where it sends people back to, under `relay`.
    pub callback: &'p str,
    /// Its clock, in milliseconds since 1970 UTC: the relay's.
    pub now_ms: i64,
    /// What it may be asked for.
    pub scope: &'p str,
    /// The groups of its people.
    pub groups: &'p [&'p str],
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
    _input: ChildStdin,
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
                    "groups": plan.groups,
                },
            })
        });
        let told = serde_json::json!({
            "profile": plan.profile,
            "issuer": place.issuer(),
            "port": place.port,
            "key": place.key,
            "certificate": place.certificate,
            "authority": place.authority,
            "now_ms": plan.now_ms,
            "relay": plan.relay,
            "jwks": format!("http://{}/ident/jwks", plan.listen),
            "client_id": CLIENT_ID,
            "secret": CLIENT_SECRET,
            "redirect_uris": [format!("{}{}", plan.relay, plan.callback)],
            "scope": plan.scope,
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
        let mut output = BufReader::new(output);
        let mut line = String::new();
        while line.trim() != "listening" {
            line.clear();
            ensure!(
                output.read_line(&mut line).await? > 0,
                "the provider ended before it began"
            );
        }
        Ok(Self {
            child,
            _input: input,
        })
    }

    /// It is down: nobody answers at its address any more.
    ///
    /// # Errors
    /// When it cannot be ended.
    pub async fn goes_down(&mut self) -> Result<()> {
        Ok(self.child.kill().await?)
    }
}
