//! Without JavaScript the page says how else the service is reached, as docs/embed.md has it, and
//! leads to the page where a code is read.

use anyhow::ensure;
use juttu_e2e::stage::story;
use thirtyfour::By;

#[test]
fn page_runs_no_scripts() {
    story("page_runs_no_scripts", async |stage| {
        let resident = stage.resident().await?;
        let screen = resident.screen();
        screen.runs_no_scripts(true).await?;
        resident.goes_to(&stage.county.page("/no-script")).await?;
        let page = screen.web().find(By::Tag("main")).await?.text().await?;
        for words in ["tarvitsee JavaScriptin", "040 6367 999", "koodilla"] {
            ensure!(page.contains(words), "{words} is not in {page:?}");
        }
        let link = By::PartialLinkText("koodilla");
        screen.web().find(link).await?.click().await?;
        screen.web().find(By::Name("code")).await?;
        let address = screen.address().await?;
        ensure!(address.ends_with("/code"), "{address}");

        // Where scripts run, it says nothing of the kind.
        screen.runs_no_scripts(false).await?;
        resident.opens(&stage.county.page("/no-script")).await?;
        let page = screen.web().find(By::Tag("main")).await?.text().await?;
        ensure!(!page.contains("JavaScriptin"), "{page:?}");
        stage.is_accessible(screen, "resident").await
    });
}
