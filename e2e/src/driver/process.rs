//! A process of the harness. It stays in the terminal's group, so that an interrupted run leaves
//! nothing behind; a driver's browsers are ended by closing their sessions first.

use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, ChildStdout, Command};

/// A running process. It ends when it is dropped.
#[derive(Debug)]
pub(super) struct Process {
    child: Child,
    /// Held, so that the process can go on writing.
    output: BufReader<ChildStdout>,
}

impl Process {
    /// Starts a process that says something on its standard output before it is ready.
    ///
    /// # Errors
    /// When it does not start.
    pub(super) fn start(command: &mut Command) -> Result<Self> {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("starting {:?}", command.as_std().get_program()))?;
        let output = child.stdout.take().context("its output")?;
        let output = BufReader::new(output);
        Ok(Self { child, output })
    }

    /// Reads its output until a line says what is looked for.
    ///
    /// # Errors
    /// When it ends before.
    pub(super) async fn says<T>(&mut self, look: impl Fn(&str) -> Option<T>) -> Result<T> {
        loop {
            let mut line = String::new();
            let read = self.output.read_line(&mut line).await?;
            ensure!(read > 0, "it ended before it began");
            if let Some(found) = look(line.trim()) {
                return Ok(found);
            }
        }
    }

    /// Whether it still runs.
    ///
    /// # Errors
    /// When the system does not say.
    pub(super) fn runs(&mut self) -> Result<bool> {
        Ok(self.child.try_wait()?.is_none())
    }

    /// Ends it.
    ///
    /// # Errors
    /// When it cannot be ended.
    pub(super) async fn end(&mut self) -> Result<()> {
        Ok(self.child.kill().await?)
    }
}
