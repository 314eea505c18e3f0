//! A browser that keeps its cookie, and a conversation in which somebody was asked to identify.

mod pages;

use std::collections::BTreeMap;

use juttu_shared::id::{ConversationId, ResultCode};
use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::agent::{self, Post};
use juttu_shared::wire::v1::event::{Event, FailureCause, IdentificationCompleted, Kind};
use juttu_shared::wire::v1::visitor::{
    ClientMessage, Identify, Prove, Proved, Refused, ServerMessage,
};

use crate::harness::{Agent, Answer, Ask, Doors, Relay, SERVICE, Setup, Visitor, new_key};
use pages::form;
pub(super) use pages::{brought_back, fields, onward, query, with_query};

/// The county's pages.
pub(super) const COUNTY: &str = "https://www.example.fi";
/// The page that carries the chat, as the browser shows its address.
pub(super) const RETURN_TO: &str = "https://www.example.fi/perheet?sivu=1#chat";
/// What a browser says of itself when somebody presses the chat's link on the county's page.
pub(super) const PRESSED: &[(&str, &str)] = &[
    ("referer", "https://www.example.fi/"),
    ("sec-fetch-site", "cross-site"),
    ("sec-fetch-mode", "navigate"),
    ("sec-fetch-dest", "document"),
    ("sec-fetch-user", "?1"),
];

/// A browser: it keeps cookies, and nothing else.
#[derive(Clone)]
pub(super) struct Browser {
    relay: Doors,
    cookies: BTreeMap<String, String>,
}

impl Browser {
    pub(super) fn new(relay: &Doors) -> Self {
        Self {
            relay: relay.clone(),
            cookies: BTreeMap::new(),
        }
    }

    /// The same one, of a relay that started anew.
    pub(super) fn moved(self, relay: &Doors) -> Self {
        Self {
            relay: relay.clone(),
            ..self
        }
    }

    /// Its cookies, as it sends them.
    pub(super) fn cookie(&self) -> String {
        let pairs = self.cookies.iter();
        let pairs: Vec<_> = pairs
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        pairs.join("; ")
    }

    /// Goes to an address of the relay with these headers.
    pub(super) async fn get(&mut self, url: &str, headers: &[(&'static str, &str)]) -> Answer {
        self.send("GET", url, headers, None).await
    }

    /// Presses the chat's link on the county's page.
    pub(super) async fn press(&mut self, url: &str) -> Answer {
        self.get(url, PRESSED).await
    }

    /// Follows a redirect that began on another site.
    pub(super) async fn follow(&mut self, url: &str) -> Answer {
        let headers = [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "navigate"),
            ("sec-fetch-dest", "document"),
        ];
        self.get(url, &headers).await
    }

    /// Sends the form of the start page, as it stands there.
    pub(super) async fn go_on(&mut self, page: &Answer) -> Answer {
        let fields = fields(page.text());
        let origin = self.relay.origin().to_owned();
        let headers = [
            ("origin", origin.as_str()),
            ("sec-fetch-site", "same-origin"),
        ];
        self.post("/ident/start", &fields, &headers).await
    }

    /// Sends a form.
    pub(super) async fn post(
        &mut self,
        url: &str,
        fields: &[(String, String)],
        headers: &[(&'static str, &str)],
    ) -> Answer {
        self.send("POST", url, headers, Some(form(fields))).await
    }

    /// Looks at the bank's page, and presses one of its buttons. Gives where that leads.
    pub(super) async fn choose(&mut self, url: &str, choice: &str) -> String {
        let page = self.follow(url).await;
        assert_eq!(page.status, 200, "{}", page.text());
        let mut fields = fields(page.text());
        fields.push(("choice".to_owned(), choice.to_owned()));
        let back = self.post("/demo/bank/authorize", &fields, &[]).await;
        assert_eq!(back.status, 303, "{}", back.text());
        back.header("location").to_owned()
    }

    /// From the chat's link to the bank. Gives the bank's address.
    pub(super) async fn go_to_the_bank(&mut self, url: &str) -> String {
        let page = self.press(url).await;
        assert_eq!(page.status, 200, "{}", page.text());
        onward(&self.go_on(&page).await)
    }

    /// The whole way. Gives the result code.
    pub(super) async fn identify(&mut self, url: &str, choice: &str) -> String {
        let bank = self.go_to_the_bank(url).await;
        let callback = self.choose(&bank, choice).await;
        let (_, result) = brought_back(&self.follow(&callback).await);
        result
    }

    async fn send(
        &mut self,
        method: &str,
        url: &str,
        headers: &[(&'static str, &str)],
        body: Option<String>,
    ) -> Answer {
        let path = url.strip_prefix(self.relay.origin()).unwrap_or(url);
        let mut ask = Ask::new(self.relay.public, method, path);
        for (name, value) in headers {
            ask = ask.header(name, value);
        }
        if !self.cookies.is_empty() {
            ask = ask.header("cookie", &self.cookie());
        }
        if let Some(body) = body {
            ask = ask
                .header("content-type", "application/x-www-form-urlencoded")
                .bytes(body);
        }
        let answer = ask.send().await;
        for line in answer.headers.get_all("set-cookie") {
            let line = line.to_str().unwrap();
            let (pair, rest) = line.split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            match rest.contains("Max-Age=0") {
                true => self.cookies.remove(name),
                false => self.cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
        answer
    }
}

/// The completion among events.
pub(super) fn completed(events: &[Event]) -> Option<IdentificationCompleted> {
    events.iter().find_map(|event| match &event.kind {
        Kind::IdentificationCompleted(done) => Some(done.clone()),
        _ => None,
    })
}

/// The causes of the failures among events.
pub(super) fn failures(events: &[Event]) -> Vec<FailureCause> {
    let causes = events.iter().filter_map(|event| match &event.kind {
        Kind::IdentificationFailed(failed) => Some(failed.cause),
        _ => None,
    });
    causes.collect()
}

/// A conversation in which Maria has asked the resident to identify.
pub(super) struct Scene {
    pub(super) relay: Relay,
    pub(super) visitor: Visitor,
    pub(super) agent: Agent,
    pub(super) conversation: ConversationId,
    /// The number of the event that asks.
    pub(super) request: u64,
}

impl Scene {
    pub(super) async fn asked() -> Self {
        Self::asked_with(&[]).await
    }

    pub(super) async fn asked_with(environment: &[(&'static str, &str)]) -> Self {
        let county = [("JUTTU__SERVICE__PERHEKESKUS__ORIGINS", COUNTY)];
        let setup = Setup::with(&[&county, environment].concat());
        let relay = Relay::start_with(setup).await;
        let mut agent = relay.agent("Maria").await;
        let mut visitor = relay.visitor(SERVICE).await;
        visitor.open("Hei, asia koskee lastani.").await;
        let conversation = agent.waiting().await.conversation;
        agent.claim(conversation).await.unwrap();
        let request = ask(&mut agent, conversation).await.seq;
        visitor
            .until(|kind| matches!(kind, Kind::IdentificationRequested(_)))
            .await;
        Self {
            relay,
            visitor,
            agent,
            conversation,
            request,
        }
    }

    /// A ticket of the resident's: the address to go on to.
    pub(super) async fn ticket(&mut self) -> String {
        ticket(&mut self.visitor, Some(self.request)).await.unwrap()
    }

    /// The whole way in a new browser. Gives the result code.
    pub(super) async fn identify(&mut self, choice: &str) -> String {
        let url = self.ticket().await;
        Browser::new(&self.relay).identify(&url, choice).await
    }

    /// The resident's session brings a result back.
    pub(super) async fn prove(&mut self, result: &str) -> Result<Proved, Refused> {
        prove(&mut self.visitor, result).await
    }

    /// What the professional hears of an attempt that came to nothing.
    pub(super) async fn agent_hears_failed(&mut self) -> FailureCause {
        self.agent
            .until(|message| match message {
                agent::ServerMessage::Event(event) => match event.kind {
                    Kind::IdentificationFailed(failed) => Some(failed.cause),
                    Kind::IdentificationCompleted(_) => panic!("identified"),
                    _ => None,
                },
                _ => None,
            })
            .await
    }

    /// What the professional hears of one that went well.
    pub(super) async fn agent_hears_completed(&mut self) -> IdentificationCompleted {
        self.agent
            .until(|message| match message {
                agent::ServerMessage::Event(event) => match event.kind {
                    Kind::IdentificationCompleted(done) => Some(done),
                    _ => None,
                },
                _ => None,
            })
            .await
    }
}

/// Asks for identification, and waits until that is stored.
pub(super) async fn ask(agent: &mut Agent, conversation: ConversationId) -> Event {
    let client_key = new_key();
    let asked = Post {
        conversation,
        client_key: client_key.clone(),
        text: "Voin silloin katsoa asiaasi.".to_owned(),
    };
    let asked = agent::ClientMessage::AskIdentification(asked);
    agent.socket.say(&asked).await;
    agent
        .until(|message| match message {
            agent::ServerMessage::Event(event)
                if event.client_key.as_ref() == Some(&client_key) =>
            {
                Some(event)
            }
            agent::ServerMessage::Refused(refused) => panic!("{refused:?}"),
            _ => None,
        })
        .await
}

/// Asks for a ticket, from the county's page.
pub(super) async fn ticket(visitor: &mut Visitor, request: Option<u64>) -> Result<String, Refused> {
    ticket_in(visitor, request, "fi", RETURN_TO).await
}

/// Asks for a ticket, in a language and from a page.
pub(super) async fn ticket_in(
    visitor: &mut Visitor,
    request: Option<u64>,
    language: &str,
    return_to: &str,
) -> Result<String, Refused> {
    let client_key = new_key();
    let identify = Identify {
        client_key: client_key.clone(),
        request,
        provider: None,
        language: language.to_owned(),
        return_to: return_to.to_owned(),
    };
    visitor.socket.say(&ClientMessage::Identify(identify)).await;
    loop {
        match visitor.next().await {
            ServerMessage::Ticket(ticket) if ticket.client_key == client_key => {
                return Ok(ticket.url);
            }
            ServerMessage::Refused(refused) if refused.client_key.as_ref() == Some(&client_key) => {
                return Err(refused);
            }
            _ => {}
        }
    }
}

/// Brings a result back, with the session of this visitor.
pub(super) async fn prove(visitor: &mut Visitor, result: &str) -> Result<Proved, Refused> {
    let client_key = new_key();
    let prove = Prove {
        client_key: client_key.clone(),
        result: ResultCode(result.to_owned()),
    };
    visitor.socket.say(&ClientMessage::Prove(prove)).await;
    loop {
        match visitor.next().await {
            ServerMessage::Proved(proved) if proved.client_key == client_key => {
                return Ok(proved);
            }
            ServerMessage::Refused(refused) if refused.client_key.as_ref() == Some(&client_key) => {
                return Err(refused);
            }
            _ => {}
        }
    }
}

/// The refusal of a result that was not this session's.
pub(super) async fn is_refused(visitor: &mut Visitor, result: &str) {
    let refused = prove(visitor, result).await.unwrap_err();
    assert_eq!(refused.code, Refusal::WrongResult);
}

/// A page without a session brings a result back, as the widget does there.
pub(super) async fn stray(relay: &Doors, page: &str, result: &str) -> Answer {
    let ask = relay.post("/api/v1/ident/stray?service=perhekeskus");
    let result = serde_json::json!({ "result": result });
    ask.header("origin", page).json(&result).send().await
}
