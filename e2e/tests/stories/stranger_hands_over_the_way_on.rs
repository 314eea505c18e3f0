//! Hand-off phishing with what comes after the chat's link: the form of the relay's page, the address
//! of the bank; and with a link that is of no use any more.

use anyhow::{Context, ensure};
use juttu_e2e::provider::Kind;
use juttu_e2e::resident::identifies::{AT_THE_PROVIDER, GO_ON};
use juttu_e2e::scene::Scene;
use juttu_e2e::stage::story_in;
use serde_json::json;

use crate::hand_off::{WHY, asked, says, stays_anonymous};
use crate::identification::{NAME, PAGE, PERSON, begin};

/// A ticket is of use for two minutes.
const TOO_LATE: &str = "121s";
const ELSEWHERE: [&str; 2] = [
    "Tunnistautumista ei voi jatkaa tässä selaimessa",
    "Identification cannot go on in this browser",
];
const NOBODY_TOLD: [&str; 2] = [
    "Emme kertoneet kenellekään, kuka olet.",
    "We told nobody who you are.",
];
const CANNOT_GO_ON: [&str; 2] = [
    "Tunnistautumista ei voi jatkaa tästä",
    "Identification cannot go on from here",
];
const NO_LONGER: [&str; 2] = ["Linkki ei enää toimi", "The link no longer works"];
/// Sends the form of the relay's page from another page, with what stood in it.
const SEND: &str = "const form = document.createElement('form');
    form.method = 'post'; form.action = arguments[1];
    for (const [name, value] of arguments[2]) {
        const field = document.createElement('input');
        Object.assign(field, { type: 'hidden', name, value });
        form.append(field);
    }
    const button = Object.assign(document.createElement('button'), { id: 'send', textContent: 'Jatka' });
    button.style = 'position: fixed; top: 0; left: 0; z-index: 2147483647';
    form.append(button);
    document.body.append(form);";

/// The stranger goes up to the relay's page, and has somebody send its form from a page elsewhere: also
/// from the county's own.
#[test]
fn stranger_has_the_form_sent_from_another_page() {
    let scene = Scene::default().with_provider(Kind::Bank);
    let name = "stranger_has_the_form_sent_from_another_page";
    story_in(&scene, name, async |stage| {
        let (stranger, agent, link) = asked(stage).await?;
        stranger.follows(&link).await?;
        let between = stranger.is_asked_to_decide().await?;
        let script = "const form = document.querySelector(arguments[1]).form;
            return [form.action, [...new FormData(form)]];";
        let (action, fields): (String, Vec<(String, String)>) =
            between.ask(script, &[json!(GO_ON)]).await?;
        ensure!(fields.iter().any(|(name, _)| name == "token"), "no token");
        let victim = stage.resident().await?;
        let page = victim.screen().plain();
        for from in [&stage.stranger, &stage.county] {
            victim.goes_to(&from.page(PAGE)).await?;
            let form = [json!(action), json!(fields)];
            page.ask::<Option<()>>(SEND, &form).await?;
            page.presses_on("#send").await?;
            page.reads_in("h1", "Tunnistautumista ei voitu aloittaa")
                .await?;
            page.is_without_any(AT_THE_PROVIDER).await?;
        }
        stage.is_accessible(&page, "victim (foreign form)").await?;
        // It burned nothing: the stranger may go on, who is the one to be identified then.
        stranger.goes_on_to_the_provider().await?;
        stranger.goes_to(&stage.county.page(PAGE)).await?;
        stays_anonymous(&stranger, &agent).await
    });
}

/// The stranger goes on to the bank, and sends the address that stands there.
#[test]
fn stranger_sends_the_banks_address() {
    let scene = Scene::default().with_provider(Kind::Bank);
    let name = "stranger_sends_the_banks_address";
    story_in(&scene, name, async |stage| {
        let (stranger, agent) = begin(stage).await?;
        let chat = stage.county.page(PAGE);
        agent.asks_to_identify(WHY).await?;
        stranger.goes_to_identify().await?;
        stranger.goes_on_to_the_provider().await?;
        let provider = stage.providers.first().context("the bank")?.last_address();
        stranger.goes_to(&provider).await?;
        let bank = stranger.screen().plain().texts_of("body").await?.concat();
        ensure!(
            bank.contains("/auth?"),
            "{bank:?} is not the bank's address"
        );

        let victim = stage.resident().await?;
        victim.goes_to(bank.trim()).await?;
        let page = victim.chooses(PERSON).await?;
        says(&page, "h1", &ELSEWHERE).await?;
        says(&page, "main", &NOBODY_TOLD).await?;
        stage.is_accessible(&page, "victim (elsewhere)").await?;
        agent.fact("identification-failed").await?;

        // Nor does it help to have the last address back.
        let came_to = page.address().await?;
        ensure!(came_to.contains("/ident/callback?"), "came to {came_to}");
        let page = stranger.screen().plain();
        let changed = came_to.replacen("state=", "state=A", 1);
        for address in [came_to, changed] {
            stranger.goes_to(&address).await?;
            says(&page, "h1", &CANNOT_GO_ON).await?;
            page.says_nowhere(NAME).await?;
        }
        stage.is_accessible(&page, "stranger (too late)").await?;
        stranger.goes_to(&chat).await?;
        stranger
            .reads_on_the_card("ei palannut tähän keskusteluun")
            .await?;
        stays_anonymous(&stranger, &agent).await
    });
}

/// A link that was used, or has become too old, leads nobody on: not even from the chat's own page.
#[test]
fn stranger_hands_over_a_link_of_no_use() {
    let scene = Scene::default().with_provider(Kind::Bank);
    let name = "stranger_hands_over_a_link_of_no_use";
    story_in(&scene, name, async |stage| {
        let (stranger, agent, used) = asked(stage).await?;
        let chat = stage.county.page(PAGE);
        stranger.follows(&used).await?;
        stranger.is_asked_to_decide().await?;
        stranger.goes_on_to_the_provider().await?;
        stranger.goes_to(&chat).await?;
        let old = stranger.takes_the_link().await?;
        ensure!(old != used, "it is the same link");
        stage.relay.advance(TOO_LATE).await?;

        let victim = stage.resident().await?;
        for link in [used, old] {
            victim.opens(&chat).await?;
            victim.follows(&link).await?;
            let page = victim.screen().plain();
            says(&page, "h1", &NO_LONGER).await?;
            page.is_without_any(GO_ON).await?;
            stage.is_accessible(&page, "victim (no longer)").await?;
        }
        stranger.goes_to(&chat).await?;
        stays_anonymous(&stranger, &agent).await
    });
}
