//! The way through everything that the widget can show, in a few walks, with a look at each state.
//!
//! A walk makes no assertion of its own but that it gets there: whoever takes it says what must
//! hold in every state.

mod identification;

use anyhow::Result;

pub use self::identification::through_identification;
use crate::front::Whom;
use crate::resident::Resident;
use crate::stage::Stage;

const QUESTION: &str =
    "Mistä voin hakea apua vuokranmaksuun, kun toimeentulotukihakemus on vielä käsittelyssä?";
const ANSWER: &str = "Perustoimeentulotukea haetaan Kelasta. Täydentävää ja ehkäisevää \
    toimeentulotukea haetaan hyvinvointialueelta. Katso myös \
    toimeentulotukihakemuskäsittelyaikatauluilmoitus.";
const THANKS: &str = "Kiitos.";
/// Invented, with a check character that is right.
const IDENTITY: &str = "210281-9988";
const AT_NIGHT: &str = "Sähköt katkaistaan perjantaina, mitä teen?";
/// A code that nobody has.
const WRONG: &str = "0000-0000-0000-0000";

/// What a resident has before her.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// Its name.
    pub name: &'static str,
    /// Whether the panel is open.
    pub is_open: bool,
}

const fn open(name: &'static str) -> State {
    State {
        name,
        is_open: true,
    }
}

/// The chat's button, nothing else.
pub const BUTTON: State = State {
    name: "button",
    is_open: false,
};

/// From the button over the queue and the talk to the end: while the service is open.
///
/// # Errors
/// When the way leads nowhere, or a look finds something.
pub async fn through_a_talk(
    stage: &Stage,
    resident: &Resident,
    page: &str,
    mut look: impl AsyncFnMut(&Resident, State) -> Result<()>,
) -> Result<()> {
    let screen = resident.screen();
    resident.opens(page).await?;
    look(resident, BUTTON).await?;
    resident.opens_the_chat().await?;
    look(resident, open("start")).await?;
    screen.types("start-field", "", IDENTITY).await?;
    screen.presses("start", "").await?;
    screen.part("send-anyway", "").await?;
    look(resident, open("an identity code")).await?;
    screen.empties("start-field", "").await?;
    resident.starts(QUESTION).await?;
    screen.part("place", "").await?;
    look(resident, open("waiting")).await?;

    let agent = stage.agent(0).await?;
    agent.arrives().await?;
    agent.claims(QUESTION).await?;
    resident.is_on("talking").await?;
    agent.replies(ANSWER).await?;
    resident.sees("Perustoimeentulotukea").await?;
    resident.says(THANKS).await?;
    look(resident, open("talking")).await?;
    stage.front.cut(Whom::Residents);
    screen.part("banner", "").await?;
    look(resident, open("no connection")).await?;
    stage.front.restore();
    screen.is_without("banner", "").await?;
    screen.presses("end", "").await?;
    screen.part("confirm", "").await?;
    look(resident, open("asked whether to end")).await?;
    screen.presses("confirm", "").await?;
    resident.is_on("ended").await?;
    look(resident, open("ended")).await?;
    screen.presses("rate", "[value=\"yes\"]").await?;
    screen.part("rate", "[aria-pressed=\"true\"]").await?;
    look(resident, open("rated")).await
}

/// From the closed chat over the contact request to its code, and to the door for one who has a
/// code: while the service is closed.
///
/// # Errors
/// When the way leads nowhere, or a look finds something.
pub async fn through_a_request(
    resident: &Resident,
    page: &str,
    mut look: impl AsyncFnMut(&Resident, State) -> Result<()>,
) -> Result<()> {
    let screen = resident.screen();
    resident.opens(page).await?;
    resident.opens_the_chat_on("closed").await?;
    look(resident, open("closed")).await?;
    screen.presses("have-code", "").await?;
    resident.is_on("code").await?;
    look(resident, open("code")).await?;
    screen.types("code-field", "", WRONG).await?;
    screen.presses("read-answer", "").await?;
    screen.part("error", ":not([hidden])").await?;
    look(resident, open("a wrong code")).await?;
    screen.empties("code-field", "").await?;
    screen.presses("back", "").await?;
    resident.is_on("closed").await?;

    resident.writes_a_message(AT_NIGHT).await?;
    look(resident, open("request")).await?;
    screen.presses("reach-phone", "").await?;
    screen.presses("send-request", "").await?;
    screen.part("error", ":not([hidden])").await?;
    look(resident, open("request with an error")).await?;
    screen.presses("reach-code", "").await?;
    screen.presses("send-request", "").await?;
    resident.has_a_code().await?;
    look(resident, open("sent")).await
}

/// The words that stand there when the chat's files are lost.
///
/// # Errors
/// When the way leads nowhere, or a look finds something.
pub async fn through_trouble(
    stage: &Stage,
    resident: &Resident,
    page: &str,
    mut look: impl AsyncFnMut(&Resident, State) -> Result<()>,
) -> Result<()> {
    stage.front.lose("/assets/");
    resident.opens(page).await?;
    resident.opens_the_chat_on("trouble").await?;
    look(resident, open("trouble")).await
}

/// The contact request where the browser knows no WebAssembly.
///
/// # Errors
/// When the way leads nowhere, or a look finds something.
pub async fn through_a_fallback(
    resident: &Resident,
    page: &str,
    mut look: impl AsyncFnMut(&Resident, State) -> Result<()>,
) -> Result<()> {
    let screen = resident.screen();
    resident.opens(page).await?;
    screen.presses("launcher", "").await?;
    screen.part("fallback", "").await?;
    look(resident, open("fallback")).await?;
    screen.presses("send-request", "").await?;
    screen.part("error", ":not([hidden])").await?;
    look(resident, open("fallback with an error")).await?;
    screen.presses("way-phone", "").await?;
    screen.part("phone-field", "").await?;
    look(resident, open("fallback with a telephone")).await?;
    screen.presses("way-code", "").await?;
    screen.types("message-field", "", AT_NIGHT).await?;
    screen.presses("send-request", "").await?;
    resident.has_a_code().await?;
    look(resident, open("fallback sent")).await
}
