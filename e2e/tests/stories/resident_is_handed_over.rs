//! A conversation is handed on. To the family centre and back: the resident reads where she waits
//! and who answers, also after a reload, and nothing of what staff say to each other. To a colleague,
//! who goes on; who removes a message, and says with the end what was agreed. And one whose answer
//! is promised for later may take a code. The desk's side is its bare socket: what the desk draws of
//! all this is told elsewhere.

use anyhow::{Context, Result, ensure};
use juttu_e2e::bench::http::post;
use juttu_e2e::bench::socket::Socket;
use juttu_e2e::resident::Resident;
use juttu_e2e::stage::{SERVICE, Stage, story};
use juttu_e2e::wait::{until, whether};
use serde_json::{Value, json};

const QUESTION: &str = "Lapseni ei halua mennä kouluun.";
const SORTED: &str = "Perhekeskus osaa auttaa tässä.";
const NOTE: &str = "Toinen vanhempi on jo asiakkaana.";
const MORE: &str = "Hän on kolmannella luokalla.";
const ANSWER: &str = "Hei, kerro lisää lapsestasi.";
const BACK: &str = "Tukiasiassa jatketaan täällä.";
const SLIP: &str = "Tämä oli toisen asiakkaan tieto.";
const AGREED: &str = "Soitamme maanantaina kello yhdeksän.";
const CENTRE: &str = "perhekeskus";

#[test]
fn resident_is_handed_over() {
    story("resident_is_handed_over", async |stage| {
        let mut maria = Desk::of(stage, SERVICE, "Maria").await?;
        let mut liisa = Desk::of(stage, CENTRE, "Liisa").await?;
        let resident = asks(stage).await?;
        let screen = resident.screen();
        let conversation = maria.claims(QUESTION).await?;
        maria.says(conversation, SORTED).await?;
        resident.sees(SORTED).await?;
        resident.listens().await?;

        let to_centre = json!({ "queue": CENTRE });
        maria.hands(conversation, to_centre, Some(NOTE)).await?;
        resident.is_on("waiting").await?;
        let moved = "Siirsimme keskustelusi: Perhekeskuksen chat. Sinulle vastataan sieltä.";
        screen.reads("line", "", moved).await?;
        screen
            .reads("place", "", "Olet seuraavana vuorossa.")
            .await?;
        nobody_is_said_to_have_left(&resident).await?;
        is_heard_of(&resident, moved).await?;
        let talk = [("you", QUESTION), ("agent", SORTED)];
        resident.talk_is(&talk).await?;
        stage.is_accessible(screen, "resident (handed on)").await?;

        resident.reloads().await?;
        resident.is_on("waiting").await?;
        screen.reads("line", "", moved).await?;
        screen
            .reads("place", "", "Olet seuraavana vuorossa.")
            .await?;
        resident.talk_is(&talk).await?;
        resident.says(MORE).await?;

        let taken = liisa.claims(QUESTION).await?;
        ensure!(taken == conversation, "another conversation: {taken}");
        resident.is_on("talking").await?;
        let joined = format!("{} liittyi keskusteluun", liisa.name);
        screen.reads("line", "", &joined).await?;
        liisa.says(conversation, ANSWER).await?;
        resident.sees(ANSWER).await?;
        stage
            .is_accessible(screen, "resident (answered there)")
            .await?;

        let back = json!({ "queue": SERVICE });
        liisa.hands(conversation, back, None).await?;
        resident.is_on("waiting").await?;
        maria.claims(QUESTION).await?;
        maria.says(conversation, BACK).await?;
        resident.sees(BACK).await?;
        resident
            .talk_is(&[
                ("you", QUESTION),
                ("agent", SORTED),
                ("you", MORE),
                ("agent", ANSWER),
                ("agent", BACK),
            ])
            .await?;
        let lines = screen.texts("line", "").await?;
        let moves = lines.iter().filter(|line| line.contains("Siirsimme"));
        ensure!(moves.count() == 2, "there and back: {lines:?}");
        nobody_is_said_to_have_left(&resident).await?;
        resident.has_nowhere(NOTE).await?;
        stage.is_accessible(screen, "resident").await
    });
}

#[test]
fn resident_goes_on_with_a_colleague() {
    story("resident_goes_on_with_a_colleague", async |stage| {
        let mut maria = Desk::of(stage, SERVICE, "Maria").await?;
        let mut jukka = Desk::of(stage, SERVICE, "Jukka").await?;
        let resident = asks(stage).await?;
        let screen = resident.screen();
        let conversation = maria.claims(QUESTION).await?;
        maria.says(conversation, SLIP).await?;
        resident.sees(SLIP).await?;
        resident.listens().await?;

        let to_jukka = json!({ "agent": jukka.id });
        maria.hands(conversation, to_jukka, Some(NOTE)).await?;
        let goes_on = format!("{} jatkaa kanssasi.", jukka.name);
        screen.reads("line", "", &goes_on).await?;
        resident.is_on("talking").await?;
        resident.hears(&[&[&goes_on]]).await?;
        nobody_is_said_to_have_left(&resident).await?;
        let lines = screen.texts("line", "").await?;
        let of_jukka = lines.iter().filter(|line| line.contains(&jukka.name));
        ensure!(of_jukka.count() == 1, "said once: {lines:?}");

        // What stood there is gone at once, and after a reload.
        let slip = maria.seq_of(SLIP)?;
        let redact = json!({ "conversation": conversation, "seq": slip });
        jukka.tells("redact", redact, "\"redacted\"").await?;
        screen.reads("line", "", "Viesti on poistettu.").await?;
        resident.has_nowhere(SLIP).await?;
        resident.talk_is(&[("you", QUESTION)]).await?;
        stage.is_accessible(screen, "resident (removed)").await?;
        resident.reloads().await?;
        screen.reads("line", "", "Viesti on poistettu.").await?;
        resident.has_nowhere(SLIP).await?;
        resident.talk_is(&[("you", QUESTION)]).await?;

        let close = json!({ "conversation": conversation, "outcome": "solved", "text": AGREED });
        jukka.tells("close", close, "\"closed\"").await?;
        resident.is_on("ended").await?;
        screen.reads("agreed", "", AGREED).await?;
        resident.has_nowhere(NOTE).await?;
        stage.is_accessible(screen, "resident (ended)").await
    });
}

#[test]
fn resident_is_promised_an_answer() {
    story("resident_is_promised_an_answer", async |stage| {
        let mut maria = Desk::of(stage, SERVICE, "Maria").await?;
        let resident = asks(stage).await?;
        let screen = resident.screen();
        let conversation = maria.claims(QUESTION).await?;
        maria.says(conversation, SORTED).await?;
        resident.sees(SORTED).await?;
        let leave = json!({ "conversation": conversation });
        maria.tells("leave", leave, "\"left\"").await?;
        resident.is_on("left").await?;
        let later = "Sinulle vastataan tähän keskusteluun myöhemmin.";
        screen.reads("line", "", later).await?;
        nobody_is_said_to_have_left(&resident).await?;
        resident
            .talk_is(&[("you", QUESTION), ("agent", SORTED)])
            .await?;
        stage.is_accessible(screen, "resident (promised)").await?;

        screen.presses("leave-message", "").await?;
        resident.is_on("request").await?;
        screen.presses("send-request", "").await?;
        resident.is_on("sent").await?;
        screen.part("code", "").await?;
        stage.is_accessible(screen, "resident (code)").await
    });
}

/// A resident who has asked, and waits.
async fn asks(stage: &Stage) -> Result<Resident> {
    let resident = stage.resident().await?;
    resident.opens(&stage.county.page("/sosiaalityo")).await?;
    resident.opens_the_chat().await?;
    resident.starts(QUESTION).await?;
    Ok(resident)
}

/// The line that says where it went stands for those who left it.
async fn nobody_is_said_to_have_left(resident: &Resident) -> Result<()> {
    let lines = resident.screen().texts("line", "").await?;
    ensure!(
        !lines.iter().any(|line| line.contains("poistui")),
        "{lines:?}"
    );
    Ok(())
}

/// What happened is said once, and nothing beside it of those who left.
async fn is_heard_of(resident: &Resident, words: &str) -> Result<()> {
    until(&format!("{words:?} to be heard once"), async || {
        let heard = resident.has_heard().await?.join(" ");
        let is_once = heard.matches(words).count() == 1 && !heard.contains("poistui");
        whether(is_once, || heard)
    })
    .await
}

/// A professional's socket.
struct Desk {
    name: String,
    id: u64,
    socket: Socket,
    told: usize,
    said: Vec<Value>,
}

impl Desk {
    /// That of the person of that name, present for `service`.
    async fn of(stage: &Stage, service: &str, name: &str) -> Result<Self> {
        let login = stage.relay.login_of(name)?;
        let (listen, base) = (stage.relay.greeting().listen, stage.front.base());
        let body = json!({ "name": login.name, "password": login.password }).to_string();
        let answer = post(listen, &base, "/desk/api/sign-in", &body).await?;
        let cookie = answer.lines().find_map(|line| {
            let (field, value) = line.split_once(':')?;
            let is_cookie = field.eq_ignore_ascii_case("set-cookie");
            is_cookie.then(|| value.split(';').next().unwrap_or_default().trim())
        });
        let fields = format!(
            "Origin: {base}\r\nCookie: {}\r\nSec-WebSocket-Protocol: v1.json.juttu\r\n",
            cookie.context("no cookie came with the sign-in")?
        );
        let mut socket = Socket::open(listen, "/desk/api/socket", &fields).await?;
        socket.send("{\"hello\":{\"have\":[]}}").await?;
        let welcome = heard(&mut socket, "{\"welcome\"").await?;
        let id = welcome["welcome"]["me"]["agent"].as_u64();
        let present = json!({ "present": { "service": service, "present": true } });
        socket.send(&present.to_string()).await?;
        Ok(Self {
            name: login.name.clone(),
            id: id.with_context(|| format!("no id: {welcome}"))?,
            socket,
            told: 0,
            said: Vec::new(),
        })
    }

    /// Takes the conversation with these first words once it waits.
    async fn claims(&mut self, first_words: &str) -> Result<u64> {
        let row = loop {
            let row = heard(&mut self.socket, "{\"waiting\"").await?;
            let row = row["waiting"].clone();
            if row["first_words"] == first_words {
                break row;
            }
        };
        let conversation = row["conversation"].as_u64().context("its number")?;
        let claim = json!({ "conversation": conversation });
        self.tells("claim", claim, "{\"mine\"").await?;
        Ok(conversation)
    }

    /// Says something to the resident.
    async fn says(&mut self, conversation: u64, text: &str) -> Result<()> {
        let says = json!({ "conversation": conversation, "text": text });
        let event = self.tells("post", says, "\"posted\"").await?;
        self.said.push(event["event"].clone());
        Ok(())
    }

    /// The number of what was said.
    fn seq_of(&self, text: &str) -> Result<u64> {
        let mut said = self.said.iter();
        let found = said.find(|event| event["kind"]["posted"]["text"] == text);
        found
            .and_then(|event| event["seq"].as_u64())
            .with_context(|| format!("{text:?} was not said"))
    }

    /// Hands the conversation on.
    async fn hands(&mut self, conversation: u64, to: Value, note: Option<&str>) -> Result<()> {
        let mut hands = json!({ "conversation": conversation, "to": to });
        if let Some(note) = note {
            hands["note"] = note.into();
        }
        self.tells("transfer", hands, "\"transferred\"")
            .await
            .map(drop)
    }

    /// Sends a command with a key of its own, and gives the answer that holds a mark.
    async fn tells(&mut self, name: &str, mut body: Value, mark: &str) -> Result<Value> {
        self.told += 1;
        let number = self.id * 1_000 + u64::try_from(self.told)?;
        body["client_key"] = format!("handed-over-{number:010}").into();
        self.socket.send(&json!({ name: body }).to_string()).await?;
        heard(&mut self.socket, mark).await
    }
}

async fn heard(socket: &mut Socket, mark: &str) -> Result<Value> {
    Ok(serde_json::from_slice(&socket.wait_for(mark).await?)?)
}
