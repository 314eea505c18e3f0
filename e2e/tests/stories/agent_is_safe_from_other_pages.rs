//! A page of the county, although it is on the same site and in the browser where a professional
//! is signed in, cannot open the desk's socket, nor read or command anything at the desk.

use anyhow::ensure;
use juttu_e2e::screen::Screen;
use juttu_e2e::stage::story;
use serde_json::json;

/// Tries to open a socket at the first argument's door, and says what became of it.
const OPEN: &str = "const done = arguments[arguments.length - 1];
    const socket = new WebSocket(arguments[0], 'v1.json.juttu');
    socket.onopen = () => done('opened');
    socket.onclose = () => done('refused');";

/// Asks with the browser's cookies, and says what can be read.
const FETCH: &str = "const done = arguments[arguments.length - 1];
    fetch(arguments[0], { credentials: 'include', method: arguments[1] })
        .then((answer) => answer.text(), () => 'unreadable').then(done);";

#[test]
fn agent_is_safe_from_other_pages() {
    story("agent_is_safe_from_other_pages", async |stage| {
        let agent = stage.agent(0).await?;
        agent.signs_in().await?;
        let socket = format!(
            "{}/desk/api/socket",
            stage.front.base().replacen("https", "wss", 1)
        );
        let start = format!("{}/desk/api/start", stage.front.base());
        // The desk's own page can do both, so a refusal below is for the page's origin alone.
        ensure!(ask(agent.screen(), OPEN, &[&socket]).await? == "opened");
        let own = ask(agent.screen(), FETCH, &[&start, "GET"]).await?;
        ensure!(
            own.contains(agent.name()),
            "the desk does not know who is signed in"
        );
        stage.is_accessible(agent.screen(), "agent").await?;

        for site in [&stage.county, &stage.stranger] {
            agent.screen().goes_to(&site.page("/sosiaalityo")).await?;
            ensure!(ask(agent.screen(), OPEN, &[&socket]).await? == "refused");
            let seen = ask(agent.screen(), FETCH, &[&start, "GET"]).await?;
            ensure!(
                seen == "unreadable",
                "the county's page could read the desk"
            );
            let sign_out = format!("{}/desk/api/sign-out", stage.front.base());
            ask(agent.screen(), FETCH, &[&sign_out, "POST"]).await?;
        }
        stage.is_accessible(agent.screen(), "county").await?;

        // Nor could those pages sign her out.
        agent
            .screen()
            .goes_to(&format!("{}/desk/", stage.front.base()))
            .await?;
        agent.screen().part("presence", "").await.map(drop)
    });
}

async fn ask(screen: &Screen, script: &str, words: &[&str]) -> anyhow::Result<String> {
    let words: Vec<_> = words.iter().map(|word| json!(word)).collect();
    Ok(screen.web().execute_async(script, words).await?.convert()?)
}
