//! The real binary, in a process of its own.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Output, Stdio};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use super::{Doors, soon};

/// The binary under test.
const BINARY: &str = env!("CARGO_BIN_EXE_juttu-relay");

/// A running `juttu-relay`. Killed when dropped.
pub(crate) struct Program {
    /// What it said of itself.
    pub(crate) greeting: Value,
    doors: Doors,
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    log: PathBuf,
}

/// Runs it to its end.
pub(crate) fn run(arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    command(arguments, environment)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn command(arguments: &[&str], environment: &[(&str, &str)]) -> Command {
    let mut command = Command::new(BINARY);
    command.args(arguments).env_remove("RUST_LOG");
    command.envs(environment.iter().copied());
    command
}

impl Program {
    /// Starts the demo on a free port, with its data in `folder`, and waits until it is ready. Its
    /// clock begins within the hours, unless the arguments say otherwise.
    pub(crate) async fn demo(
        folder: &Path,
        arguments: &[&str],
        environment: &[(&str, &str)],
    ) -> Self {
        let data = folder.join("data");
        let data = data.to_str().unwrap();
        let usual = ["demo", "--json", "--listen", "127.0.0.1:0", "--data", data];
        let now: &[&str] = match arguments.contains(&"--now") {
            true => &[],
            false => &["--now", "2027-01-07T12:30+02:00"],
        };
        let arguments = [&usual, now, arguments].concat();
        let log = folder.join("log");
        let mut child = command(&arguments, environment)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(append(&log))
            .spawn()
            .unwrap();
        let input = child.stdin.take().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let (line, output) = aside("the demo's first line", move || {
            let mut line = String::new();
            output.read_line(&mut line).unwrap();
            (line, output)
        })
        .await;
        let said = std::fs::read_to_string(&log).unwrap();
        let greeting: Value =
            serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}{said}"));
        let listen = greeting["listen"].as_str().unwrap().parse().unwrap();
        let base = greeting["base"].as_str().unwrap().to_owned();
        let doors = Doors {
            public: listen,
            internal: listen,
            origin: base.clone(),
            desk: base,
        };
        Self {
            greeting,
            doors,
            child,
            input,
            output,
            log,
        }
    }

    /// Starts `serve` with listeners on port 0, and waits until it says where they are.
    pub(crate) async fn serve(folder: &Path, config: &Path, desk: &str) -> Self {
        let log = folder.join("log");
        let config = config.to_str().unwrap();
        let mut child = command(&["serve", "--config", config, "--log-json"], &[])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(append(&log))
            .spawn()
            .unwrap();
        let input = child.stdin.take().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let running = soon("the relay to run", async {
            loop {
                let said = std::fs::read_to_string(&log).unwrap();
                let mut lines = said
                    .lines()
                    .filter_map(|line| serde_json::from_str(line).ok());
                if let Some(line) =
                    lines.find(|line: &Value| line["fields"]["message"] == "running")
                {
                    return line["fields"].clone();
                }
                assert!(child.try_wait().unwrap().is_none(), "{said}");
                tokio::task::yield_now().await;
            }
        })
        .await;
        let address = |name: &str| running[name].as_str().unwrap().parse().unwrap();
        let doors = Doors {
            public: address("public"),
            internal: address("internal"),
            origin: String::new(),
            desk: desk.to_owned(),
        };
        Self {
            greeting: running,
            doors,
            child,
            input,
            output,
            log,
        }
    }

    /// Writes a line to its standard input.
    pub(crate) fn tell(&mut self, line: &str) {
        writeln!(self.input, "{line}").unwrap();
    }

    /// Sends SIGTERM.
    pub(crate) fn terminate(&self) {
        let pid = i32::try_from(self.child.id()).unwrap();
        kill_process(Pid::from_raw(pid).unwrap(), Signal::TERM).unwrap();
    }

    /// Sends SIGKILL, and waits until it is gone.
    pub(crate) async fn kill_9(mut self) {
        self.child.kill().unwrap();
        self.ended().await;
    }

    /// Waits until it has ended. Gives how, and what it has written to standard output besides its
    /// first line.
    pub(crate) async fn ended(self) -> (ExitStatus, String) {
        let mut this = self;
        aside("the relay to end", move || {
            let mut rest = String::new();
            this.output.read_to_string(&mut rest).unwrap();
            (this.child.wait().unwrap(), rest)
        })
        .await
    }

    /// Its log so far.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap()
    }

    /// Its password for one of the demo's names.
    pub(crate) fn password(&self, name: &str) -> String {
        let logins = self.greeting["logins"].as_array().unwrap();
        let login = logins.iter().find(|login| login["name"] == name).unwrap();
        login["password"].as_str().unwrap().to_owned()
    }
}

impl Deref for Program {
    type Target = Doors;

    fn deref(&self) -> &Doors {
        &self.doors
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn append(path: &Path) -> File {
    File::options()
        .create(true)
        .append(true)
        .open(path)
        .unwrap()
}

async fn aside<T: Send + 'static>(what: &str, work: impl FnOnce() -> T + Send + 'static) -> T {
    soon(what, tokio::task::spawn_blocking(work)).await.unwrap()
}
