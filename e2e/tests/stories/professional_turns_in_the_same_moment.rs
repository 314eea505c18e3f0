//! A professional turns to another resident in the very moment in which the first one writes: the
//! screen of the first is gone before the browser has drawn what came. The desk goes on.

use juttu_e2e::stage::story;
use juttu_e2e::wait::until;
use serde_json::json;

/// Turns to another conversation the moment something new stands in the log, before the browser
/// draws it; says how often it has.
const TURN_AT_ONCE: &str = "const other = arguments[1]; \
    window.turned = 0; \
    const count = () => document.querySelectorAll('#log [data-part=\"message\"]').length; \
    const before = count(); \
    const watch = new MutationObserver(() => { \
        if (count() === before) return; \
        watch.disconnect(); \
        document.querySelector(`[data-part=\"mine\"][data-conversation=\"${other}\"] button`).click(); \
        window.turned += 1; \
    }); \
    watch.observe(document.querySelector('#log'), { childList: true, subtree: true }); \
    return 0;";

#[test]
fn professional_turns_in_the_same_moment() {
    story("professional_turns_in_the_same_moment", async |stage| {
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let mut all = Vec::new();
        for question in ["Mistä haen asumistukea?", "Kuka auttaa velkojen kanssa?"] {
            let resident = stage.resident().await?;
            resident.opens(&stage.county.page("/sosiaalityo")).await?;
            resident.opens_the_chat().await?;
            resident.starts(question).await?;
            let conversation = agent.claims(question).await?;
            all.push((resident, conversation));
        }
        let [(first, one), (second, two)] = all.as_slice() else {
            anyhow::bail!("two residents");
        };
        for turn in 0..5 {
            let more = format!("Vielä yksi asia, {turn}.");
            agent.turns_to(one).await?;
            let screen = agent.screen();
            screen.ask::<u32>(TURN_AT_ONCE, &[json!(two)]).await?;
            first.says(&more).await?;
            until("her to have turned", async || {
                let turned: u32 = screen.ask("return window.turned;", &[]).await?;
                Ok(if turned == 1 {
                    Ok(())
                } else {
                    Err(turned.to_string())
                })
            })
            .await?;
            let answer = format!("Vastaan teille molemmille, {turn}.");
            agent.turns_to(two).await?;
            agent.replies(&answer).await?;
            second.sees(&answer).await?;
        }
        stage.is_accessible(agent.screen(), "agent").await
    });
}
