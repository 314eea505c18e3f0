//! A sender is abusive. The professional keeps them out for a time and ends the conversation with a
//! prepared text. The same sender is refused in words when they come again; lifted, they may.

use juttu_e2e::stage::story;

const ABUSE: &str = "Haukun sinut pystyyn.";
const AGAIN: &str = "Täällä taas.";

#[test]
fn professional_ends_a_hard_conversation() {
    story("professional_ends_a_hard_conversation", async |stage| {
        let agent = stage.agent(0).await?;
        agent.arrives().await?;
        let resident = stage.resident().await?;
        resident.opens(&stage.county.page("/sosiaalityo")).await?;
        resident.opens_the_chat().await?;
        resident.starts(ABUSE).await?;
        agent.claims(ABUSE).await?;
        resident.is_on("talking").await?;

        let screen = agent.screen();
        screen.presses("end", "").await?;
        agent.blocks_for("15 min").await?;
        stage.is_accessible(screen, "agent (blocked)").await?;
        // What goes on goes on: a block keeps new conversations out.
        resident.is_on("talking").await?;

        // A text that was prepared is what is said last.
        screen.presses("end", "").await?;
        screen.part("end-panel", "").await?;
        let panel = "[data-part=\"end-panel\"]";
        // It lies behind the panel's foot at first: she scrolls.
        let scroll = "document.getElementById('ending-replies-button')\
            .scrollIntoView({ block: 'center' }); return 0;";
        screen.ask::<u32>(scroll, &[]).await?;
        screen
            .presses_named_in(panel, "button", "Lopetustekstit")
            .await?;
        screen.part("finder", "").await?;
        screen
            .presses_on(&format!("{panel} [role=\"option\"]"))
            .await?;
        let said = screen.value("agreed-field", "").await?;
        anyhow::ensure!(!said.trim().is_empty(), "no text was put in");
        stage.is_accessible(screen, "agent (ending)").await?;
        screen
            .presses_on(&format!("{panel} label:has(input[value=\"unfinished\"])"))
            .await?;
        screen.presses("confirm-end", "").await?;
        agent.sees_ended().await?;
        resident.is_on("ended").await?;
        let first_line = said.lines().next().unwrap_or_default();
        resident.sees(first_line).await?;

        // The same network, another browser.
        let comes_back = stage.resident().await?;
        comes_back.opens(&stage.county.page("/sosiaalityo")).await?;
        comes_back.opens_the_chat().await?;
        comes_back.screen().types("start-field", "", AGAIN).await?;
        comes_back.screen().presses("start", "").await?;
        comes_back
            .screen()
            .reads_in(
                "[role=\"alert\"], [part~=\"error\"], [part~=\"banner\"]",
                "juuri nyt",
            )
            .await?;
        screen.is_without("waiting", "").await?;
        stage
            .is_accessible(comes_back.screen(), "resident (kept out)")
            .await?;

        screen.presses("lift-block", "").await?;
        screen.is_without("lift-block", "").await?;
        comes_back.screen().presses("start", "").await?;
        comes_back.is_on("waiting").await?;
        agent.sees_waiting(AGAIN).await?;
        stage.is_accessible(screen, "agent").await
    });
}
