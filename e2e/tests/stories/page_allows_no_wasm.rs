//! A page whose policy stops WebAssembly: the resident leaves a contact request all the same, a
//! professional answers, and the answer is read with the code on the relay's own page.

use anyhow::ensure;
use juttu_e2e::stage::story;
use thirtyfour::By;

const QUESTION: &str = "Sivu ei salli chattia. Löydättekö viestini?";
const ANSWER: &str = "Löysimme, ja autamme mielellämme.";

#[test]
fn page_allows_no_wasm() {
    story("page_allows_no_wasm", async |stage| {
        let resident = stage.resident().await?;
        let screen = resident.screen();
        resident.opens(&stage.county.page("/no-wasm")).await?;
        screen.presses("launcher", "").await?;
        screen.part("fallback", "").await?;
        screen.part("contact", "").await?;
        let panel = screen.texts("panel", "").await?.concat();
        for words in ["040 6367 999", "ma–to klo 9–11", "112"] {
            ensure!(panel.contains(words), "{words:?} is not in {panel:?}");
        }
        screen.types("message-field", "", QUESTION).await?;
        stage.is_accessible(screen, "resident (fallback)").await?;
        screen.presses("send-request", "").await?;
        let code = resident.has_a_code().await?;
        ensure!(
            !screen.address().await?.contains(&code),
            "the code stands in the address"
        );
        // WebAssembly is all that the page has stopped.
        let broken = "return window.violations.filter((broken) => !broken.includes('wasm-eval'))";
        let broken: Vec<String> = screen.ask(broken, &[]).await?;
        ensure!(broken.is_empty(), "the policy was broken: {broken:#?}");

        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        agent.claims_request(QUESTION).await?;
        agent.replies(ANSWER).await?;
        agent.ends("solved").await?;

        resident
            .goes_to(&format!("{}/code", stage.front.base()))
            .await?;
        let field = screen.web().find(By::Name("code")).await?;
        field.send_keys(&code).await?;
        let button = By::XPath("./ancestor::form//button");
        field.find(button).await?.click().await?;
        juttu_e2e::wait::until("the answer to stand there", async || {
            let page = screen.web().find(By::Tag("body")).await?.text().await?;
            let is_there = page.contains(QUESTION) && page.contains(ANSWER);
            juttu_e2e::wait::whether(is_there, || page.clone())
        })
        .await?;
        stage.is_accessible(screen, "resident (/code)").await
    });
}
