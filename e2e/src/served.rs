//! A relay as a county runs it: `juttu-relay serve` on a whole configuration, behind one name for
//! residents and one for staff, with accounts that are made on the command line. Unlike the demo it
//! knows no exceptions, and its clock is the machine's: its services never close.

use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use tokio::process::{Child, Command};

use crate::bench::http::ask;
use crate::county::County;
use crate::front::Front;
use crate::provider::{self, Kind, Place};
use crate::relay::{Login, now_ms};
use crate::settings::relay_path;
use crate::stage::SERVICE;
use crate::wait::{until, whether};

/// A service in which nobody identifies, beside [`SERVICE`], in which residents do.
pub const OTHER_SERVICE: &str = "perhekeskus";

/// What both services have: they are always open.
const SERVICES: &str = include_str!("served.toml");

/// A running relay. Killed when dropped.
#[derive(Debug)]
pub struct Served {
    /// A county's pages, whose origin its services know.
    pub county: County,
    binary: PathBuf,
    config: PathBuf,
    listen: SocketAddr,
    staff: Front,
    _residents: Front,
    _child: Child,
}

impl Served {
    /// Starts one that keeps everything in `folder` and writes its log into `remains`; waits until
    /// it answers.
    ///
    /// # Errors
    /// When it does not start; what it says is in its log.
    pub async fn start(folder: &Path, remains: &Path) -> Result<Self> {
        let folder = folder.join("served");
        std::fs::create_dir(&folder)?;
        let binary = relay_path()?;
        let (residents, staff) = (Front::open().await?, Front::open().await?);
        let county = County::open(&residents.base()).await?;
        let (listen, internal) = (free_port()?, free_port()?);
        residents.lead_to(listen);
        staff.lead_to(internal);

        let key_file = folder.join("data.key");
        write_secret(&key_file, &said_by(&binary, &["key"]).await?)?;
        // Nobody identifies here: of its provider the relay has to know no more than that it is there.
        let bank = Kind::PlainBank.section(&Place::find(&folder)?);
        let text = format!(
            "[relay]\npublic_url = {:?}\ndesk_url = {:?}\ntrusted_proxies = [\"127.0.0.1\"]\n\
             [listen]\npublic = \"{listen}\"\ninternal = \"{internal}\"\n\
             [store]\ndatabase = {:?}\ndata_key_file = {:?}\n{bank}\n{}",
            residents.base(),
            staff.base(),
            folder.join("juttu.sqlite"),
            key_file,
            SERVICES
                .replace("{origin}", &county.origin())
                .replace("{provider}", provider::ID),
        );
        let config = folder.join("juttu.toml");
        std::fs::write(&config, text)?;

        let child = Command::new(&binary)
            .args(["serve", "--config"])
            .arg(&config)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(std::fs::File::create(remains.join("served.log"))?)
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("starting {}", binary.display()))?;
        until("the relay to answer", async || {
            let (status, _) = ask(listen, "GET /healthz HTTP/1.1", "").await?;
            whether(status == 200, || status.to_string())
        })
        .await?;
        Ok(Self {
            county,
            binary,
            config,
            listen,
            staff,
            _residents: residents,
            _child: child,
        })
    }

    /// Where the staff's browsers reach it.
    pub fn desk(&self) -> String {
        self.staff.base()
    }

    /// What its clock shows, in milliseconds since 1970 UTC.
    ///
    /// # Errors
    /// When it does not say.
    pub async fn now_ms(&self) -> Result<i64> {
        now_ms(self.listen).await
    }

    /// Makes somebody an account for both services, as an operator does. Gives what she will sign in
    /// with, and the link with which she sets that password.
    ///
    /// # Errors
    /// When it is refused.
    pub async fn makes_an_account(&self, name: &str, password: &str) -> Result<(Login, String)> {
        let services = [SERVICE, OTHER_SERVICE];
        let config = self.config.display().to_string();
        let mut words = vec!["staff", "add", "--config", &config];
        words.extend(["--login", name, "--name", name]);
        words.extend(services.iter().flat_map(|service| ["--service", service]));
        let link = said_by(&self.binary, &words).await?;
        let login = Login {
            name: name.to_owned(),
            password: password.to_owned(),
            role: "agent".to_owned(),
            services: services.map(str::to_owned).to_vec(),
        };
        Ok((login, link.trim().to_owned()))
    }
}

/// What the relay's program says on its standard output, asked for something short.
async fn said_by(binary: &Path, words: &[&str]) -> Result<String> {
    let done = Command::new(binary).args(words).output().await?;
    let why = String::from_utf8_lossy(&done.stderr);
    ensure!(done.status.success(), "{words:?} is refused: {why}");
    Ok(String::from_utf8(done.stdout)?)
}

/// The relay takes no key that others could read.
fn write_secret(path: &Path, text: &str) -> Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::write(path, "")?;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))?;
    Ok(std::fs::write(path, text)?)
}

/// An address on which nobody listens. Its configuration names both before it runs.
fn free_port() -> Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}
