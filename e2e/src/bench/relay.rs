//! The relay as an operator would run it, with limits that a bench needs, and 25 agents.

use std::fmt::Write as _;
use std::fs::File;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use anyhow::{Context, Result, bail, ensure};
use tempfile::TempDir;

use super::clock::{Moment, now, rest_us};
use super::cores::pinned;
use super::fresh;
use super::http::{ask, post};

/// Origin of the visitors' page and of their door.
pub const PUBLIC: &str = "https://chat.example.fi";
/// Origin of the desk.
pub const DESK: &str = "https://desk.example.fi";
/// The service.
pub const SERVICE: &str = "bench";

/// What every agent's password is.
const PASSWORD: &str = "a password of the bench alone";

/// An installation: binary, configuration, data.
#[derive(Debug)]
pub struct Installation {
    binary: PathBuf,
    folder: TempDir,
    /// Where residents' door listens.
    pub public: SocketAddr,
    /// Where the desk listens.
    pub internal: SocketAddr,
}

/// A relay that runs. Killed when dropped.
#[derive(Debug)]
pub struct Running {
    child: Child,
    /// When its process was started.
    pub started: Moment,
}

impl Installation {
    /// Writes key and configuration into a fresh folder.
    ///
    /// # Errors
    /// When the relay's command does not do what it should.
    pub fn new(binary: &Path, folder: &Path) -> Result<Self> {
        let made = Self {
            binary: binary.to_owned(),
            folder: fresh(folder, "relay")?,
            public: free_port()?,
            internal: free_port()?,
        };
        let key = made.command(&["key"]).output()?;
        private(&made.path("data.key"), &succeeded("key", key)?)?;
        std::fs::write(made.path("juttu.toml"), made.configuration())?;
        Ok(made)
    }

    /// Starts the relay on the measured core.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn start(&self) -> Result<Running> {
        let words = pinned();
        let (program, rest) = words.split_first().context("a program")?;
        let log = File::options()
            .create(true)
            .append(true)
            .open(self.path("log"))?;
        let started = now();
        let child = Command::new(program)
            .args(rest)
            .arg(&self.binary)
            .args(["serve", "--config"])
            .arg(self.path("juttu.toml"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()?;
        Ok(Running { child, started })
    }

    /// Waits until it answers `GET /healthz`.
    ///
    /// # Errors
    /// When it ends instead, or does not answer in time.
    pub async fn answers(&self, running: &mut Running) -> Result<()> {
        const LIMIT_MS: f64 = 20_000.0;
        loop {
            let answer = ask(self.public, "GET /healthz HTTP/1.1", "").await;
            if matches!(answer, Ok((200, _))) {
                return Ok(());
            }
            if let Some(status) = running.child.try_wait()? {
                let log = std::fs::read_to_string(self.path("log"))?;
                bail!("the relay ended with {status}:\n{log}");
            }
            ensure!(
                super::clock::ms_since(running.started) < LIMIT_MS,
                "the relay does not answer: {answer:?}"
            );
            rest_us(200);
        }
    }

    /// Makes an account, and gives the token of its one-time link.
    ///
    /// # Errors
    /// When the relay's command does not make one.
    pub fn add_agent(&self, name: &str) -> Result<String> {
        let mut command = self.command(&["staff", "add", "--config"]);
        command
            .arg(self.path("juttu.toml"))
            .args(["--login", name, "--name", name])
            .args(["--role", "agent", "--service", SERVICE]);
        let said = succeeded("staff add", command.output()?)?;
        let (_, token) = said
            .split_once("set-password=")
            .with_context(|| format!("no link in what `staff add` said: {said}"))?;
        Ok(token
            .split_whitespace()
            .next()
            .unwrap_or_default()
            .to_owned())
    }

    /// Sets an agent's password, signs in, and gives the cookie.
    ///
    /// # Errors
    /// When the relay refuses it.
    pub async fn sign_in(&self, name: &str, token: &str) -> Result<String> {
        let body = serde_json::json!({ "token": token, "password": PASSWORD }).to_string();
        post(self.internal, DESK, "/desk/api/set-password", &body).await?;
        let body = serde_json::json!({ "name": name, "password": PASSWORD }).to_string();
        let answer = post(self.internal, DESK, "/desk/api/sign-in", &body).await?;
        let cookie = answer.lines().find_map(|line| {
            let (field, value) = line.split_once(':')?;
            let is_cookie = field.eq_ignore_ascii_case("set-cookie");
            is_cookie.then(|| {
                value
                    .split(';')
                    .next()
                    .unwrap_or_default()
                    .trim()
                    .to_owned()
            })
        });
        cookie.context("no cookie came with the sign-in")
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(&self.binary);
        command.args(words).stdin(Stdio::null());
        command
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn configuration(&self) -> String {
        const LIMITS: [&str; 7] = [
            "conversations_per_address_and_minute",
            "open_conversations_per_address",
            "messages_per_conversation_and_minute",
            "waiting_per_service",
            "connections_per_address",
            "sign_ins_per_address_and_minute",
            "failed_sign_ins_per_name_and_minute",
        ];
        const DAYS: [&str; 7] = [
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
        ];
        let mut text = format!(
            "[relay]\npublic_url = \"{PUBLIC}\"\ndesk_url = \"{DESK}\"\n\n\
             [listen]\npublic = \"{}\"\ninternal = \"{}\"\n\n\
             [store]\ndatabase = \"{}\"\ndata_key_file = \"{}\"\n\n\
             [service.{SERVICE}]\nlanguages = [\"fi\"]\nname.fi = \"Mittaus\"\n\
             telephone = \"050 000 0000\"\ntelephone_hours.fi = \"aina\"\norigins = []\n\n\
             [service.{SERVICE}.hours]\n{}\n[limits]\n",
            self.public,
            self.internal,
            self.path("juttu.sqlite").display(),
            self.path("data.key").display(),
            DAYS.map(|day| format!("{day} = [\"0:00-24:00\"]\n"))
                .concat(),
        );
        for limit in LIMITS {
            let _ = writeln!(text, "{limit} = 1000000");
        }
        text
    }
}

impl Running {
    /// Its process id.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to kill.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

fn succeeded(what: &str, output: Output) -> Result<String> {
    ensure!(
        output.status.success(),
        "`juttu-relay {what}` ended with {}: {}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(String::from_utf8(output.stdout)?)
}

fn private(path: &Path, text: &str) -> Result<()> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    let mut file = File::options()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    Ok(file.write_all(text.as_bytes())?)
}
