//! A supervisor announces that today is short. Somebody who has the chat open already reads it
//! within a minute, without loading the page anew and without losing what was begun.

use anyhow::ensure;
use juttu_e2e::scene::Scene;
use juttu_e2e::stage::story_in;
use juttu_e2e::wait::until_within;

/// How soon a page that stands open must know, by the machine's clock.
const MINUTE_MS: u64 = 60_000;

/// Keeps the hours as they are and one announcement more, as the desk's page does.
const ANNOUNCE: &str = "return (async () => { \
    const at = '/desk/api/hours?lang=fi'; \
    const page = await (await fetch(`${at}&service=aikuissosiaalityo`)).json(); \
    const { service, version, plan, today, languages } = page; \
    const text = Object.fromEntries(languages.map((it) => [it, `Lyhyt päivä (${it})`])); \
    plan.announcements.push({ from: today, until: today, text }); \
    const headers = { 'content-type': 'application/json' }; \
    const body = JSON.stringify({ service, version, plan }); \
    const kept = await fetch(at, { method: 'POST', headers, body }); \
    return kept.status; \
})();";

#[test]
fn supervisor_announces_a_short_day() {
    let scene = Scene::at("2027-01-12T12:30:00+02:00");
    story_in(&scene, "supervisor_announces_a_short_day", async |stage| {
        let resident = stage.resident().await?;
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident.opens_the_chat_on("start").await?;
        let screen = resident.screen();
        screen
            .types("start-field", "", "Vuokra on maksamatta")
            .await?;

        let supervisor = stage.professional("Anna").await?;
        supervisor.signs_in().await?;
        let status: u32 = supervisor.screen().ask(ANNOUNCE, &[]).await?;
        ensure!(status == 200, "the announcement was answered by {status}");

        until_within(MINUTE_MS, "the announcement on the open page", async || {
            let look = "document.dispatchEvent(new Event('visibilitychange')); return 0;";
            screen.ask::<u32>(look, &[]).await?;
            let told = screen.texts("announcements", "").await?.concat();
            Ok(if told.contains("Lyhyt päivä (fi)") {
                Ok(())
            } else {
                Err(told)
            })
        })
        .await?;
        let written = screen.value("start-field", "").await?;
        ensure!(written == "Vuokra on maksamatta", "the field: {written:?}");
        stage.is_accessible(screen, "resident").await
    });
}
