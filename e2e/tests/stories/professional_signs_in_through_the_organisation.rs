//! A professional signs in with the organisation's account, and answers; a password alone does not open
//! a service whose residents identify.

use juttu_e2e::provider::{Kind, NAME, PERSON_NAME};
use juttu_e2e::scene::Scene;
use juttu_e2e::stage::story_in;

#[test]
fn professional_signs_in_through_the_organisation() {
    let scene = Scene::default().with_provider(Kind::Organisation);
    let name = "professional_signs_in_through_the_organisation";
    story_in(&scene, name, async |stage| {
        let agent = stage.agent(0).await?;
        let screen = agent.screen();
        screen.goes_to(agent.desk_address()).await?;
        stage.is_accessible(screen, "agent (sign-in)").await?;
        screen.says(NAME).await?;
        screen.presses("sign-in-provider", "").await?;
        screen
            .presses_on("form[action^='/choose/'] [value='maija']")
            .await?;
        screen.part("presence", "").await?;
        screen.says(PERSON_NAME).await?;
        stage.is_accessible(screen, "agent (signed in)").await?;
        // A reload keeps the sign-in.
        screen.reloads().await?;
        screen.part("presence", "").await?;
        // Cancelled there, nobody is signed in here.
        let other = stage.agent(1).await?;
        let screen = other.screen();
        screen.goes_to(other.desk_address()).await?;
        screen.presses("sign-in-provider", "").await?;
        screen
            .presses_on("form[action^='/choose/'] [name='cancel']")
            .await?;
        screen.part("sign-in", "").await?;
        stage
            .is_accessible(screen, "agent (sign-in cancelled)")
            .await
    });
}
