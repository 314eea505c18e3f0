//! The widget looks the same on a page whose style reaches for everything, and on one whose root
//! font is ten pixels; and it is found on a page that moves its body about.

use anyhow::{Result, ensure};
use juttu_e2e::looks;
use juttu_e2e::resident::Resident;
use juttu_e2e::stage::{Stage, story};

const QUESTION: &str = "Näkyykö chat täälläkin?";

#[test]
fn page_has_a_hostile_style() {
    story("page_has_a_hostile_style", async |stage| {
        looks_as_on_a_plain_page(stage, "/hostile-style")
            .await
            .map(drop)
    });
}

#[test]
fn page_has_a_small_root_font() {
    story("page_has_a_small_root_font", async |stage| {
        let resident = looks_as_on_a_plain_page(stage, "/small-root-font").await?;
        let screen = resident.screen();
        let script = "const root = document.querySelector('juttu-chat').shadowRoot;
            return [document.documentElement, root.querySelector('.chat'),
                root.querySelector('textarea')].map((element) => getComputedStyle(element).fontSize);";
        let sizes: Vec<String> = screen.ask(script, &[]).await?;
        ensure!(sizes == ["10px", "17px", "17px"], "{sizes:?}");
        looks::has_large_targets(screen, "waiting").await
    });
}

#[test]
fn page_moves_its_body() {
    story("page_moves_its_body", async |stage| {
        let resident = stage.resident().await?;
        resident.opens(&stage.county.page("/moved-body")).await?;
        let screen = resident.screen();
        let scroll = "scrollTo(0, 1500); return 0";
        let _: u64 = screen.ask(scroll, &[]).await?;
        stays_in_sight(&resident, "launcher").await?;
        resident.opens_the_chat().await?;
        stays_in_sight(&resident, "panel").await?;
        resident.starts(QUESTION).await
    });
}

async fn looks_as_on_a_plain_page(stage: &Stage, path: &str) -> Result<Resident> {
    let plain = stage.resident().await?;
    plain.opens(&stage.county.page("/sosiaalityo")).await?;
    let other = stage.resident().await?;
    other.opens(&stage.county.page(path)).await?;
    let screens = [plain.screen(), other.screen()];
    for screen in screens {
        screen.reads("launcher", "", "Ei ketään paikalla").await?;
    }
    looks::are_alike(screens[0], screens[1], "button").await?;
    for resident in [&plain, &other] {
        resident.opens_the_chat().await?;
    }
    looks::are_alike(screens[0], screens[1], "start").await?;
    for resident in [&plain, &other] {
        resident.starts(QUESTION).await?;
        resident.sees_state(QUESTION, "sent").await?;
    }
    stage.is_accessible(other.screen(), "resident").await?;
    Ok(other)
}

async fn stays_in_sight(resident: &Resident, part: &str) -> Result<()> {
    let script = "const root = document.querySelector('juttu-chat').shadowRoot;
        const part = root.querySelector(`[part~=\"${arguments[1]}\"]`);
        const { left, top, right, bottom } = part.getBoundingClientRect();
        return [left, top, innerWidth - right, innerHeight - bottom];";
    let margins: Vec<f64> = resident.screen().ask(script, &[part.into()]).await?;
    ensure!(
        margins.iter().all(|margin| *margin >= 0.0),
        "the {part} is out of sight; left, top, right, bottom: {margins:?}"
    );
    Ok(())
}
