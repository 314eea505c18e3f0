//! The residents: each a raw socket of its own, which says what it is told to and reads what comes.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use anyhow::{Context, Result, bail};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::task::spawn_local;

use crate::bench::clock::{epoch_ms, run_for};
use crate::bench::frame::{after, number};
use crate::bench::http::post;
use crate::bench::socket::Socket;
use crate::relay::Relay;
use crate::stage::SERVICE;

/// How often a socket that has nothing to say says so.
const PING_MS: u64 = 20_000;
/// What was said in each conversation before it is measured, by each of the two.
const SAID_BEFORE: usize = 4;

/// A message that was said: in which conversation, its number, and when, in milliseconds since 1970.
#[derive(Clone, Copy, Debug)]
pub struct Told {
    /// The conversation.
    pub conversation: u64,
    /// The number that stands in it.
    pub number: usize,
    /// When it was handed to its socket.
    pub at_ms: f64,
    /// Whether its conversation was before the agent then.
    pub is_open: bool,
}

/// All residents. They go when this is dropped.
#[derive(Debug)]
pub struct Crowd {
    base: String,
    address: std::net::SocketAddr,
    own: Vec<Resident>,
    waiting: VecDeque<Resident>,
    came: usize,
    trouble: Rc<RefCell<Option<String>>>,
}

/// One whose socket is served by a task.
#[derive(Debug)]
struct Resident {
    conversation: u64,
    says: UnboundedSender<String>,
}

impl Crowd {
    /// Lets `own` residents be answered by the agent whose desk is looked at, and `waiting` wait.
    ///
    /// # Errors
    /// When the relay refuses something.
    pub async fn gather(relay: &Relay, own: usize, waiting: usize) -> Result<Self> {
        let greeting = relay.greeting();
        let mut crowd = Self {
            base: greeting.base.trim_end_matches('/').to_owned(),
            address: greeting.listen,
            own: Vec::new(),
            waiting: VecDeque::new(),
            came: 0,
            trouble: Rc::default(),
        };
        let mut agent = crowd.agent(relay).await?;
        for _ in 0..own {
            let (mut socket, conversation) = crowd.opens().await?;
            crowd
                .is_answered(&mut socket, &mut agent, conversation)
                .await?;
            let resident = crowd.lives(socket, conversation);
            crowd.own.push(resident);
        }
        for _ in 0..waiting {
            crowd.one_comes().await?;
        }
        Ok(crowd)
    }

    /// The number of one of the agent's own conversations.
    pub fn own(&self, index: usize) -> u64 {
        self.own.get(index).map_or(0, |one| one.conversation)
    }

    /// Says a message in one of them, which is before the agent or not.
    ///
    /// # Errors
    /// When its socket is gone.
    pub fn says(&self, index: usize, number: usize, is_open: bool) -> Result<Told> {
        let resident = self.own.get(index).context("a resident")?;
        let text = format!(
            "{{\"post\":{{\"client_key\":\"L{number:021}\",\"text\":\"Tässä on viesti nro \
             {number}. Mistä voin hakea tukea vuokraan?\"}}}}"
        );
        let at_ms = epoch_ms();
        resident.says.send(text)?;
        Ok(Told {
            conversation: resident.conversation,
            number,
            at_ms,
            is_open,
        })
    }

    /// The one who has waited longest gives up, and another comes.
    ///
    /// # Errors
    /// When the relay refuses something.
    pub async fn one_leaves_and_one_comes(&mut self) -> Result<()> {
        if let Some(first) = self.waiting.pop_front() {
            let close = format!(
                "{{\"close\":{{\"client_key\":\"X{:021}\"}}}}",
                first.conversation
            );
            first.says.send(close)?;
        }
        self.one_comes().await
    }

    /// Fails when a socket was closed or something was refused.
    ///
    /// # Errors
    /// With what went wrong.
    pub fn is_well(&self) -> Result<()> {
        match self.trouble.borrow().as_ref() {
            Some(trouble) => bail!("{trouble}"),
            None => Ok(()),
        }
    }

    async fn one_comes(&mut self) -> Result<()> {
        let (socket, conversation) = self.opens().await?;
        let resident = self.lives(socket, conversation);
        self.waiting.push_back(resident);
        Ok(())
    }

    /// A resident opens a conversation.
    async fn opens(&mut self) -> Result<(Socket, u64)> {
        self.came += 1;
        let index = self.came;
        let fields = format!(
            "Origin: {}\r\nSec-WebSocket-Protocol: v1.json.juttu\r\n",
            self.base
        );
        let path = format!("/api/v1/socket?service={SERVICE}");
        let mut socket = Socket::open(self.address, &path, &fields).await?;
        let hello = format!("{{\"hello\":{{\"secret\":\"S{index:042}\",\"last_seq\":0}}}}");
        socket.send(&hello).await?;
        socket.wait_for("{\"welcome\"").await?;
        let open = format!(
            "{{\"open\":{{\"client_key\":\"O{index:021}\",\"language\":\"fi\",\"text\":\"Hei, \
             minulla olisi kysymys asumistuesta ja siitä, mistä sitä haetaan.\"}}}}"
        );
        socket.send(&open).await?;
        let event = socket.wait_for("\"posted\"").await?;
        let id = number(after(&event, b"\"conversation\":").context("no conversation")?);
        Ok((socket, id))
    }

    /// The agent takes the conversation, and the two say something to each other.
    async fn is_answered(&self, resident: &mut Socket, agent: &mut Socket, id: u64) -> Result<()> {
        let key = |letter: char, n: usize| format!("{letter}{:021}", id * 100 + n as u64);
        let claim = key('C', 0);
        agent
            .send(&format!(
                "{{\"claim\":{{\"conversation\":{id},\"client_key\":\"{claim}\"}}}}"
            ))
            .await?;
        resident.wait_for("\"joined\"").await?;
        for n in 0..SAID_BEFORE {
            let (mine, hers) = (key('A', n), key('V', n));
            agent
                .send(&format!(
                    "{{\"post\":{{\"conversation\":{id},\"client_key\":\"{mine}\",\"text\":\"Asumistukea \
                     haetaan Kelasta. Onko sinulla jo päätös?\"}}}}"
                ))
                .await?;
            resident
                .wait_for(&mine)
                .await
                .context("the agent's words")?;
            resident
                .send(&format!(
                    "{{\"post\":{{\"client_key\":\"{hers}\",\"text\":\"Ei ole vielä, hain viime viikolla.\"}}}}"
                ))
                .await?;
            agent.wait_for(&hers).await?;
        }
        Ok(())
    }

    /// A socket of the agent whose desk is looked at.
    async fn agent(&self, relay: &Relay) -> Result<Socket> {
        let login = relay.login(SERVICE, 0)?;
        let body = serde_json::json!({ "name": login.name, "password": login.password });
        let answer = post(
            self.address,
            &self.base,
            "/desk/api/sign-in",
            &body.to_string(),
        )
        .await?;
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
        let fields = format!(
            "Origin: {}\r\nCookie: {}\r\nSec-WebSocket-Protocol: v1.json.juttu\r\n",
            self.base,
            cookie.context("no cookie came with the sign-in")?
        );
        let mut socket = Socket::open(self.address, "/desk/api/socket", &fields).await?;
        socket.send("{\"hello\":{\"have\":[]}}").await?;
        socket.wait_for("{\"welcome\"").await?;
        Ok(socket)
    }

    /// Lets a task serve a resident's socket for as long as the resident is there.
    fn lives(&self, mut socket: Socket, conversation: u64) -> Resident {
        let (says, mut said) = unbounded_channel::<String>();
        let trouble = Rc::clone(&self.trouble);
        spawn_local(async move {
            let living = async {
                loop {
                    tokio::select! {
                        text = said.recv() => match text {
                            Some(text) => socket.send(&text).await?,
                            // Who was told to go has been heard first.
                            None => return socket.wait_for("\"closed\"").await.map(drop),
                        },
                        came = socket.receive() => {
                            came?;
                            while socket.text()?.is_some() {}
                        }
                        () = run_for(PING_MS) => socket.send("{\"ping\":{}}").await?,
                    }
                }
            };
            let lived: Result<()> = living.await;
            if let Err(error) = lived {
                *trouble.borrow_mut() = Some(format!("a resident's socket: {error:#}"));
            }
        });
        Resident { conversation, says }
    }
}
