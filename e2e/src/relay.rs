//! A relay of its own for each story: the real binary, in its demo configuration.

use std::fs::File;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result, bail, ensure};
use rustix::process::{Pid, Signal, kill_process};
use serde::Deserialize;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

use crate::bench::http::ask;
use crate::stage::SERVICE;
use crate::wait::{until, whether};

/// How a relay is started.
#[derive(Clone, Debug)]
pub struct RelayPlan {
    /// The binary.
    pub binary: PathBuf,
    /// What stands before it on the command line, such as `taskset -c 0`.
    pub before: Vec<String>,
    /// Where it keeps its data, over restarts.
    pub data: PathBuf,
    /// The public address, when TLS ends in front of it.
    pub base: Option<String>,
    /// A configuration laid over the demo's.
    pub config: Option<PathBuf>,
    /// When its clock starts, such as `2027-01-04T12:05+02:00`; the machine's time if left out.
    pub now: Option<String>,
    /// Where its log goes.
    pub log: PathBuf,
    /// Environment of its own.
    pub env: Vec<(String, String)>,
}

/// What the relay says of itself in its first line.
#[derive(Clone, Debug, Deserialize)]
pub struct Greeting {
    /// Its public address.
    pub base: String,
    /// Where it really listens.
    pub listen: SocketAddr,
    /// Its services.
    pub services: Vec<DemoService>,
    /// Who can sign in.
    pub logins: Vec<Login>,
}

/// A service of the demo.
#[derive(Clone, Debug, Deserialize)]
pub struct DemoService {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The demo page it is on.
    pub page: String,
}

/// An account of the demo.
#[derive(Clone, Debug, Deserialize)]
pub struct Login {
    /// The name to sign in with, and that residents see.
    pub name: String,
    /// Its password.
    pub password: String,
    /// Its role.
    pub role: String,
    /// Ids of the services it answers for.
    pub services: Vec<String>,
}

/// A running relay. Killed when dropped.
#[derive(Debug)]
pub struct Relay {
    plan: RelayPlan,
    greeting: Greeting,
    process: Process,
}

#[derive(Debug)]
struct Process {
    child: Child,
    input: ChildStdin,
    /// Held, so that the relay can go on writing.
    _output: BufReader<ChildStdout>,
}

impl Relay {
    /// Starts a relay on a free port.
    ///
    /// # Errors
    /// When it does not start, or does not say what it should.
    pub async fn start(plan: RelayPlan) -> Result<Self> {
        let (process, greeting) = spawn(&plan, "127.0.0.1:0").await?;
        Ok(Self {
            plan,
            greeting,
            process,
        })
    }

    /// What it said of itself.
    pub fn greeting(&self) -> &Greeting {
        &self.greeting
    }

    /// Its process id.
    pub fn pid(&self) -> Result<u32> {
        self.process.child.id().context("the relay has ended")
    }

    /// Its database.
    pub fn database(&self) -> PathBuf {
        self.plan.data.join("juttu.sqlite")
    }

    /// What it has written to its log.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn log(&self) -> Result<String> {
        Ok(std::fs::read_to_string(&self.plan.log)?)
    }

    /// Kills it with SIGKILL: nothing is flushed, nobody is told.
    ///
    /// # Errors
    /// When it cannot be killed.
    pub async fn kill_9(&mut self) -> Result<()> {
        Ok(self.process.child.kill().await?)
    }

    /// Asks it to stop with SIGTERM, and waits until it has.
    ///
    /// # Errors
    /// When it does not stop, or not with success.
    pub async fn stop(&mut self) -> Result<()> {
        let pid = i32::try_from(self.pid()?).ok().and_then(Pid::from_raw);
        kill_process(pid.context("a process id")?, Signal::TERM)?;
        let child = &mut self.process.child;
        let status = until("the relay to stop after SIGTERM", async || {
            Ok(child.try_wait()?.ok_or_else(|| "it still runs".to_owned()))
        })
        .await?;
        ensure!(status.success(), "the relay stopped with {status}");
        Ok(())
    }

    /// Starts it again after it ended, on the same data and the same port.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn start_again(&mut self) -> Result<()> {
        let listen = self.greeting.listen.to_string();
        (self.process, self.greeting) = spawn(&self.plan, &listen).await?;
        Ok(())
    }

    /// Moves its clock forward, with all that waits for time to pass; `by` is such as `90s`.
    /// Whoever is connected has then been silent for that long, and is cut off when it is too long:
    /// waits until all of them are back, so that the next move finds them there.
    ///
    /// # Errors
    /// When it no longer listens, or somebody does not come back.
    pub async fn advance(&mut self, by: &str) -> Result<()> {
        let mut due = Vec::new();
        for door in ["visitor_socket", "agent_socket"] {
            let now = self.connections(door).await?;
            due.push((door, self.connected(door).await? + now));
        }
        let input = &mut self.process.input;
        input
            .write_all(format!("advance {by}\n").as_bytes())
            .await?;
        input.flush().await?;
        if !is_too_long(by) {
            return Ok(());
        }
        for (door, due) in due {
            until(&format!("all to be back at {door}"), async || {
                let connected = self.connected(door).await?;
                whether(connected >= due, || format!("{connected} of {due}"))
            })
            .await?;
        }
        Ok(())
    }

    /// What its clock shows, in milliseconds since 1970 UTC.
    ///
    /// # Errors
    /// When it does not say.
    pub async fn now_ms(&self) -> Result<i64> {
        now_ms(self.greeting.listen).await
    }

    /// Moves its clock forward until it shows `at_ms`, less than a second before it.
    ///
    /// # Errors
    /// When it no longer listens, or its clock is past that.
    pub async fn advance_to(&mut self, at_ms: i64) -> Result<()> {
        let left_ms = at_ms - self.now_ms().await?;
        ensure!(left_ms >= 0, "its clock is {left_ms} ms past that");
        self.advance(&format!("{}s", left_ms / 1_000)).await
    }

    /// How many connections it has at a door now: `visitor_socket`, `visitor_poll` or
    /// `agent_socket`.
    ///
    /// # Errors
    /// When it does not answer.
    pub async fn connections(&self, door: &str) -> Result<u64> {
        self.figure(&format!("juttu_connections{{door=\"{door}\"}} "))
            .await
    }

    /// How many connections a door has ever had.
    async fn connected(&self, door: &str) -> Result<u64> {
        self.figure(&format!("juttu_connected_total{{door=\"{door}\"}} "))
            .await
    }

    async fn figure(&self, name: &str) -> Result<u64> {
        let request = "GET /metrics HTTP/1.1";
        let (_, figures) = ask(self.greeting.listen, request, "").await?;
        let line = figures.lines().find_map(|line| line.strip_prefix(name));
        // A door that nobody has come to has no figure yet.
        Ok(line.map_or(Ok(0), |figure| figure.trim().parse())?)
    }

    /// Waits until it has noticed that so many connections are left at a door: its clock is moved
    /// only then, so that what is counted from the loss is counted from before the move.
    ///
    /// # Errors
    /// When it does not come to that.
    pub async fn has_connections(&self, door: &str, count: u64) -> Result<()> {
        until(&format!("{count} connections at {door}"), async || {
            let now = self.connections(door).await?;
            whether(now == count, || now.to_string())
        })
        .await
    }

    /// The demo account number `index` of those that answer for `service`.
    ///
    /// # Errors
    /// When there are not so many.
    pub fn login(&self, service: &str, index: usize) -> Result<&Login> {
        self.greeting
            .logins
            .iter()
            .filter(|login| login.services.iter().any(|id| id == service))
            .nth(index)
            .with_context(|| format!("the demo has no login number {index} for {service}"))
    }

    /// The demo account of the person of that name.
    ///
    /// # Errors
    /// When there is none.
    pub fn login_of(&self, name: &str) -> Result<&Login> {
        let mut logins = self.greeting.logins.iter();
        let found = logins.find(|login| login.name.split(' ').any(|part| part == name));
        found.with_context(|| format!("the demo has no login of {name}"))
    }

    /// The address of the demo page of `service`, on the relay's own origin.
    ///
    /// # Errors
    /// When the demo has no such service.
    pub fn demo_page(&self, service: &str) -> Result<String> {
        let services = &self.greeting.services;
        let found = services.iter().find(|known| known.id == service);
        let page = &found
            .with_context(|| format!("no service {service} in the demo"))?
            .page;
        Ok(if page.starts_with('/') {
            format!("{}{page}", self.greeting.base)
        } else {
            page.clone()
        })
    }
}

async fn spawn(plan: &RelayPlan, listen: &str) -> Result<(Process, Greeting)> {
    let mut words = plan.before.clone();
    words.push(plan.binary.display().to_string());
    let (program, before) = words.split_first().context("a program to start")?;
    let mut command = Command::new(program);
    command
        .args(before)
        .args(["demo", "--json", "--listen", listen, "--data"])
        .arg(&plan.data)
        .envs(plan.env.iter().map(|(name, value)| (name, value)))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(log(&plan.log)?)
        .kill_on_drop(true);
    if let Some(base) = &plan.base {
        command.args(["--base", base]);
    }
    if let Some(config) = &plan.config {
        command.arg("--config").arg(config);
    }
    if let Some(now) = &plan.now {
        command.args(["--now", now]);
    }
    let mut child = command
        .spawn()
        .with_context(|| format!("starting {}", plan.binary.display()))?;
    let input = child.stdin.take().context("the relay's standard input")?;
    let output = child.stdout.take().context("the relay's standard output")?;
    let mut output = BufReader::new(output);
    let mut line = String::new();
    output.read_line(&mut line).await?;
    if line.is_empty() {
        let said = std::fs::read_to_string(&plan.log).unwrap_or_default();
        bail!("the relay ended before it began. It said:\n{said}");
    }
    let greeting = serde_json::from_str(&line)
        .with_context(|| format!("the relay's first line is not what it should be: {line}"))?;
    Ok((
        Process {
            child,
            input,
            _output: output,
        },
        greeting,
    ))
}

/// What the clock of the relay shows that listens there.
pub(crate) async fn now_ms(listen: SocketAddr) -> Result<i64> {
    let request = format!("GET /api/v1/services/{SERVICE} HTTP/1.1");
    let (_, answer) = ask(listen, &request, "").await?;
    let (_, state) = answer.split_once("\r\n\r\n").context("a body")?;
    let state: serde_json::Value = serde_json::from_str(state)?;
    let now_ms = state.get("now_ms").and_then(serde_json::Value::as_i64);
    now_ms.context("the state of the service does not say what time it is")
}

/// Whether a connection that is silent for this long is taken for dead.
fn is_too_long(by: &str) -> bool {
    const TOO_LONG_S: u64 = 75;
    let seconds = by.strip_suffix('s').and_then(|count| count.parse().ok());
    seconds.is_none_or(|seconds: u64| seconds >= TOO_LONG_S)
}

fn log(path: &Path) -> Result<File> {
    File::options()
        .create(true)
        .append(true)
        .open(path)
        .with_context(|| format!("the relay's log, {}", path.display()))
}
