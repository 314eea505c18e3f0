//! A mail server (RFC 5321) with STARTTLS (RFC 3207) or TLS from the beginning (RFC 8314), AUTH
//! (RFC 4954), and faults on demand. It takes mail over TLS from who has signed in, and from nobody
//! else.

use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::authority::Authority;
use super::letter::Letter;

pub(crate) const USER: &str = "chat";
pub(crate) const PASSWORD: &str = "postin salasana";

/// What is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Takes connections and says nothing.
    Hangs,
    /// Answers `RCPT` so, repeating the address as servers do.
    Recipient(u16),
    /// Answers the end of `DATA` so.
    Data(u16),
    /// Closes the connection in the middle of `DATA`.
    ClosesInData,
    /// Does not offer STARTTLS.
    NoStartTls,
    /// Its certificate is for another name.
    OtherName,
    /// Its certificate is signed by an authority that nobody knows.
    OtherAuthority,
}

/// A running mail server. It is gone when dropped.
pub(crate) struct Smtp {
    pub(crate) port: u16,
    shared: Arc<Shared>,
    serving: JoinHandle<()>,
}

struct Shared {
    authority: Arc<Authority>,
    is_implicit: bool,
    fault: Mutex<Option<Fault>>,
    mail: watch::Sender<Vec<Letter>>,
    connections: watch::Sender<usize>,
    /// Everything that was said to it.
    said: Mutex<String>,
}

impl Drop for Smtp {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Smtp {
    pub(crate) async fn start(authority: &Arc<Authority>, is_implicit: bool) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = Arc::new(Shared {
            authority: Arc::clone(authority),
            is_implicit,
            fault: Mutex::default(),
            mail: watch::Sender::default(),
            connections: watch::Sender::default(),
            said: Mutex::default(),
        });
        let serving = tokio::spawn({
            let shared = Arc::clone(&shared);
            async move {
                loop {
                    let (stream, _) = listener.accept().await.unwrap();
                    shared.connections.send_modify(|number| *number += 1);
                    let shared = Arc::clone(&shared);
                    tokio::spawn(async move { shared.serve(stream).await });
                }
            }
        });
        Self {
            port,
            shared,
            serving,
        }
    }

    /// What is wrong with it from now on.
    pub(crate) fn fails(&self, fault: Option<Fault>) {
        *self.shared.fault.lock().unwrap() = fault;
    }

    /// What it has taken.
    pub(crate) fn letters(&self) -> Vec<Letter> {
        self.shared.mail.borrow().clone()
    }

    /// Waits until it has taken so many.
    pub(crate) async fn has(&self, number: usize) -> Vec<Letter> {
        let mut mail = self.shared.mail.subscribe();
        let enough = mail.wait_for(|mail| mail.len() >= number);
        let all = crate::harness::soon("mail", enough).await.unwrap().clone();
        assert_eq!(all.len(), number, "{all:?}");
        all
    }

    /// Waits until so many connections have been made, ever.
    pub(crate) async fn was_called(&self, number: usize) {
        let mut calls = self.shared.connections.subscribe();
        let enough = calls.wait_for(|calls| *calls >= number);
        crate::harness::soon("a call to the mail server", enough)
            .await
            .unwrap();
    }

    /// Everything that was said to it.
    pub(crate) fn said(&self) -> String {
        self.shared.said.lock().unwrap().clone()
    }
}

/// How a session ended.
enum Ended<S> {
    Over,
    /// The other side wants TLS from now on.
    Encrypt(S),
}

impl Shared {
    fn fault(&self) -> Option<Fault> {
        *self.fault.lock().unwrap()
    }

    async fn serve(&self, stream: TcpStream) {
        if self.fault() == Some(Fault::Hangs) {
            std::future::pending::<()>().await;
        }
        let name = match self.fault() {
            Some(Fault::OtherName) => "mail.example.fi",
            _ => "localhost",
        };
        let acceptor = match self.fault() {
            Some(Fault::OtherAuthority) => Authority::new().acceptor(name),
            _ => self.authority.acceptor(name),
        };
        let plain = if self.is_implicit {
            stream
        } else {
            match self.session(stream, false).await {
                Some(Ended::Encrypt(stream)) => stream,
                _ => return,
            }
        };
        if let Ok(encrypted) = acceptor.accept(plain).await {
            self.session(encrypted, true).await;
        }
    }

    /// One session; none when the connection broke.
    async fn session<S: AsyncRead + AsyncWrite + Unpin>(
        &self,
        stream: S,
        is_encrypted: bool,
    ) -> Option<Ended<S>> {
        let mut stream = BufReader::new(stream);
        let (mut is_signed_in, mut from, mut to) = (false, None, Vec::new());
        if self.is_implicit || !is_encrypted {
            say(&mut stream, "220 localhost ESMTP").await?;
        }
        loop {
            let line = self.line(&mut stream).await?;
            let (verb, rest) = line.split_once(' ').unwrap_or((&line, ""));
            let answer = match verb.to_ascii_uppercase().as_str() {
                "EHLO" if is_encrypted => {
                    "250-localhost\r\n250-8BITMIME\r\n250 AUTH PLAIN LOGIN".to_owned()
                }
                // Asks for the password in the open, as one in the middle would.
                "EHLO" if self.fault() == Some(Fault::NoStartTls) => {
                    "250-localhost\r\n250 AUTH PLAIN LOGIN".to_owned()
                }
                "EHLO" => "250-localhost\r\n250 STARTTLS".to_owned(),
                "STARTTLS" if !is_encrypted => {
                    say(&mut stream, "220 go on").await?;
                    assert!(stream.buffer().is_empty(), "nothing is said before TLS");
                    return Some(Ended::Encrypt(stream.into_inner()));
                }
                "AUTH" if is_encrypted => {
                    is_signed_in = rest == plain(USER, PASSWORD);
                    match is_signed_in {
                        true => "235 welcome".to_owned(),
                        false => "535 5.7.8 wrong name or password".to_owned(),
                    }
                }
                "MAIL" if !is_signed_in => "530 5.7.0 sign in first".to_owned(),
                "MAIL" => {
                    from = Some(address(rest));
                    "250 ok".to_owned()
                }
                "RCPT" if from.is_none() => "503 MAIL first".to_owned(),
                "RCPT" => match self.fault() {
                    Some(Fault::Recipient(code)) => {
                        format!("{code} 5.1.1 <{}>: not here", address(rest))
                    }
                    _ => {
                        to.push(address(rest));
                        "250 ok".to_owned()
                    }
                },
                "DATA" if to.is_empty() => "503 RCPT first".to_owned(),
                "DATA" => {
                    say(&mut stream, "354 go on").await?;
                    let text = self.data(&mut stream).await?;
                    match self.fault() {
                        Some(Fault::Data(code)) => format!("{code} no"),
                        _ => {
                            let from = from.take()?;
                            let letter = Letter::read(from, std::mem::take(&mut to), text);
                            self.mail.send_modify(|mail| mail.push(letter));
                            "250 taken".to_owned()
                        }
                    }
                }
                "NOOP" | "RSET" => "250 ok".to_owned(),
                "QUIT" => {
                    say(&mut stream, "221 bye").await?;
                    return Some(Ended::Over);
                }
                _ => "500 what?".to_owned(),
            };
            say(&mut stream, &answer).await?;
        }
    }

    /// The letter, up to the point that stands alone.
    async fn data<S: AsyncRead + AsyncWrite + Unpin>(
        &self,
        stream: &mut BufReader<S>,
    ) -> Option<String> {
        let mut text = String::new();
        loop {
            let line = self.line(stream).await?;
            if line == "." {
                return Some(text);
            }
            if self.fault() == Some(Fault::ClosesInData) {
                return None;
            }
            text.push_str(line.strip_prefix('.').unwrap_or(&line));
            text.push_str("\r\n");
        }
    }

    async fn line<S: AsyncRead + AsyncWrite + Unpin>(
        &self,
        stream: &mut BufReader<S>,
    ) -> Option<String> {
        let mut line = String::new();
        if stream.read_line(&mut line).await.ok()? == 0 {
            return None;
        }
        self.said.lock().unwrap().push_str(&line);
        Some(line.strip_suffix("\r\n")?.to_owned())
    }
}

async fn say<S: AsyncRead + AsyncWrite + Unpin>(
    stream: &mut BufReader<S>,
    answer: &str,
) -> Option<()> {
    stream.write_all(answer.as_bytes()).await.ok()?;
    stream.write_all(b"\r\n").await.ok()?;
    stream.flush().await.ok()
}

fn plain(user: &str, password: &str) -> String {
    let secret = BASE64_STANDARD.encode(format!("\0{user}\0{password}"));
    format!("PLAIN {secret}")
}

/// The address of `FROM:<a@b>` or `TO:<a@b>`.
fn address(rest: &str) -> String {
    let inner = rest.split_once('<').unwrap().1;
    inner.split_once('>').unwrap().0.to_owned()
}
