//! A closing day of the year, by its name, and the next opening on the other side of it; and a day
//! that the service has closed by itself, with its reason.

use anyhow::{Context, Result, ensure};
use juttu_e2e::scene::Scene;
use juttu_e2e::screen::Screen;
use juttu_e2e::stage::story_in;

/// Within the usual hours of a Wednesday.
const EPIPHANY: &str = "2027-01-06T12:30:00+02:00";
const TRAINING: &str = "
[service.aikuissosiaalityo.exceptions.koulutus]
from = 2027-01-13
reason.fi = \"Henkilöstön koulutuspäivä\"
reason.sv = \"Personalens utbildningsdag\"
reason.en = \"Staff training day\"
";

#[test]
fn resident_meets_a_holiday() {
    let scene = Scene::at(EPIPHANY).with_sections(TRAINING);
    story_in(&scene, "resident_meets_a_holiday", async |stage| {
        let resident = stage.resident().await?;
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident
            .screen()
            .reads("launcher", "", "Avautuu to klo 12")
            .await?;
        resident.opens_the_chat_on("closed").await?;
        let screen = resident.screen();
        screen.reads("opens", "", "to 7.1. klo 12").await?;
        let today = screen.texts_of("[aria-current=\"date\"]").await?.concat();
        ensure!(
            today.contains("ke 6.1.") && today.contains("Loppiainen"),
            "today is {today:?}"
        );
        ensure!(!today.contains("klo"), "hours on a holiday: {today:?}");
        screen
            .reads("exceptions", "", "Henkilöstön koulutuspäivä")
            .await?;
        screen.reads("exceptions", "", "ke 13.1.").await?;
        stage.is_accessible(screen, "resident").await
    });
}

#[test]
fn resident_meets_a_day_with_its_reason() {
    let scene = Scene::at("2027-01-12T18:00:00+02:00").with_sections(TRAINING);
    let name = "resident_meets_a_day_with_its_reason";
    story_in(&scene, name, async |stage| {
        let resident = stage.resident().await?;
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident.opens_the_chat_on("closed").await?;
        let screen = resident.screen();
        // Wednesday is closed, so the next opening is Thursday's.
        screen.reads("opens", "", "to 14.1. klo 12").await?;
        let wednesday = day(screen, "ke 13.1.").await?;
        ensure!(
            wednesday.contains("Henkilöstön koulutuspäivä") && !wednesday.contains("klo"),
            "Wednesday is {wednesday:?}"
        );
        let monday = day(screen, "ma 11.1.").await?;
        ensure!(monday.contains("klo 12–14"), "Monday was {monday:?}");
        stage.is_accessible(screen, "resident").await
    });
}

/// The words of a day of the week.
async fn day(screen: &Screen, day: &str) -> Result<String> {
    let rows = screen
        .texts_of("[part~=\"week\"] tr, [part~=\"week\"] li")
        .await?;
    let found = rows.into_iter().find(|row| row.contains(day));
    found.with_context(|| format!("{day} is not in the week"))
}
