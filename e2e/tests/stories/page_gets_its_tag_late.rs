//! The tag may come long after the page, as tag managers have it, and more than once: there is one
//! chat, that of the first tag, and what is in it stays.

use anyhow::{Result, ensure};
use juttu_e2e::screen::Screen;
use juttu_e2e::stage::{SERVICE, story};
use juttu_e2e::wait::{until, whether};
use thirtyfour::By;

const DRAFT: &str = "Kirjoitan juuri jotain";

#[test]
fn page_gets_its_tag_late() {
    story("page_gets_its_tag_late", async |stage| {
        let resident = stage.resident().await?;
        let screen = resident.screen();
        let page = stage.county.page("/tag-manager");
        resident.goes_to(&page).await?;
        ensure!(chats(screen).await? == 0, "a chat before its tag");
        let allow = screen.web().find(By::Id("allow")).await?;
        allow.click().await?;
        screen.part("launcher", "").await?;
        resident.opens_the_chat().await?;
        screen.types("start-field", "", DRAFT).await?;
        for tags in 2..=3 {
            allow.click().await?;
            until("the next tag to have run", async || {
                let loaded: u64 = screen.ask("return window.loaded", &[]).await?;
                whether(loaded == tags, || loaded.to_string())
            })
            .await?;
        }
        ensure!(chats(screen).await? == 1, "more chats than one");
        screen.holds("start-field", "", DRAFT).await?;
        let errors = screen.console_errors().await?;
        ensure!(errors.is_empty(), "{errors:?}");
        resident.starts("").await?;
        stage.is_accessible(screen, "resident").await
    });
}

#[test]
fn page_has_many_tags() {
    story("page_has_many_tags", async |stage| {
        let resident = stage.resident().await?;
        let screen = resident.screen();
        resident.opens(&stage.county.page("/many-tags")).await?;
        resident.opens_the_chat().await?;
        ensure!(chats(screen).await? == 1, "more chats than one");
        screen
            .reads("heading", "", "Aikuissosiaalityön chat")
            .await?;
        let asked = |service: &str| {
            stage
                .front
                .asked_for(&format!("/api/v1/services/{service}"))
        };
        ensure!(asked(SERVICE) == 1, "{} questions", asked(SERVICE));
        ensure!(asked("perhekeskus") == 0, "the third tag has asked too");
        stage.is_accessible(screen, "resident").await
    });
}

async fn chats(screen: &Screen) -> Result<usize> {
    let script = "return document.querySelectorAll('juttu-chat').length";
    screen.ask(script, &[]).await
}
