//! What the stories of accessibility look with can fail: each finds what is planted for it.

use anyhow::{Result, bail, ensure};
use juttu_e2e::looks::{self, Look};
use juttu_e2e::screen::Screen;
use juttu_e2e::stage::story;

/// Plants what the first argument makes of `root`.
const PLANT: &str = "const root = document.querySelector('juttu-chat').shadowRoot;
    const pane = root.querySelector('.pane');
    const plant = document.createElement('button');
    plant.className = 'btn';
    plant.textContent = 'Istutettu nappi';
    pane.append(plant);
    const style = (css) => { plant.style.cssText = css };";

#[test]
fn accessible_checks_can_fail() {
    story("accessible_checks_can_fail", async |stage| {
        let resident = stage.resident().await?;
        let screen = resident.screen();
        resident.opens(&stage.county.page("/in/fi")).await?;
        resident.opens_the_chat().await?;
        let state = "start";

        plants(screen, "style('block-size: 20px; min-block-size: 0')").await?;
        finds(looks::has_large_targets(screen, state).await, "Istutettu")?;
        plants(screen, "style('inline-size: 900px')").await?;
        finds(looks::stays_within(screen, state).await, "Istutettu")?;
        plants(
            screen,
            "style('inline-size: 60px; overflow: hidden; white-space: nowrap')",
        )
        .await?;
        finds(looks::cuts_nothing_off(screen, state).await, "Istutettu")?;
        plants(
            screen,
            "plant.animate([{ opacity: 0 }, { opacity: 1 }], 60000)",
        )
        .await?;
        finds(looks::stands_still(screen, state).await, "Istutettu")?;
        plants(screen, "style('outline: none'); plant.focus()").await?;
        let focused = looks::focused(screen).await?;
        ensure!(focused.is_some_and(|focused| focused.outline_px == 0.0));
        plants(screen, "plant.focus(); const cover = document.createElement('div');
            cover.style.cssText = 'position: absolute; inset: 0'; root.querySelector('.chat').append(cover)").await?;
        let focused = looks::focused(screen).await?;
        ensure!(focused.is_some_and(|focused| !focused.is_in_sight));

        let other = stage.resident().await?;
        other.opens(&stage.county.page("/in/fi")).await?;
        Look::Dark.is_worn_by(screen).await?;
        Look::Light.is_worn_by(other.screen()).await?;
        other.opens_the_chat().await?;
        finds(
            looks::are_alike(screen, other.screen(), state).await,
            "color",
        )?;
        Look::Forced.is_worn_by(screen).await?;
        let forced = "return matchMedia('(forced-colors: active)').matches";
        ensure!(screen.ask::<bool>(forced, &[]).await?, "no forced colours");
        Ok(())
    });
}

async fn plants(screen: &Screen, what: &str) -> Result<()> {
    let script = format!("{PLANT} {what}; return 0");
    let _: u64 = screen.ask(&script, &[]).await?;
    Ok(())
}

fn finds(result: Result<()>, what: &str) -> Result<()> {
    let Err(found) = result else {
        bail!("nothing was found of {what}");
    };
    ensure!(found.to_string().contains(what), "{found:#}");
    Ok(())
}
