//! What the page refuses, how it says so, and what it keeps to itself.

use juttu_shared::id::PickUpCode;
use tempfile::TempDir;

use super::{QUESTION, form, hidden, how_often, left, submit};
use crate::harness::{Program, Relay, SERVICE, Setup, new_code};

#[tokio::test]
async fn a_code_that_opens_nothing_is_said_at_the_field() {
    let relay = Relay::start().await;
    let code = left(&relay, SERVICE, QUESTION).await;
    let other = new_code();
    for (typed, words, status) in [
        (other.grouped(), "Koodilla ei löytynyt keskustelua.", 422),
        ("7KQ4 <b>\"".to_owned(), "Koodissa on 16 merkkiä.", 422),
        (String::new(), "Koodissa on 16 merkkiä.", 422),
    ] {
        let page = submit(&relay, &[("code", &typed), ("text", "hei")]).await;
        assert_eq!(page.status, status);
        let text = page.text();
        assert!(text.contains(words), "{text}");
        assert!(text.contains("<title>Virhe: "), "{text}");
        assert!(text.contains("aria-describedby=\"code-error code-hint\" aria-invalid=\"true\""));
        assert!(!text.contains("Sähköt"), "{text}");
        let kept = typed
            .replace('<', "&lt;")
            .replace('>', "&gt;")
            .replace('"', "&quot;");
        assert!(
            text.contains(&format!("value=\"{kept}\"")),
            "{kept}: {text}"
        );
    }
    // A code works in its own relay alone, and in whichever of its services.
    let page = submit(&relay, &[("code", &code.0)]).await;
    assert!(page.text().contains("Sähköt"), "{}", page.text());
}

#[tokio::test]
async fn a_text_that_cannot_be_sent_is_kept_with_what_is_wrong() {
    let environment = [("JUTTU__LIMITS__MESSAGES_PER_CONVERSATION_AND_MINUTE", "1")];
    let relay = Relay::start_with(Setup::with(&environment)).await;
    let code = left(&relay, SERVICE, QUESTION).await;
    let page = submit(&relay, &[("code", &code.0)]).await;
    let key = hidden(page.text(), "client_key");
    let send = async |text: &str| {
        let fields = [
            ("code", code.0.as_str()),
            ("client_key", &key),
            ("text", text),
        ];
        submit(&relay, &fields).await
    };
    let empty = send(" \r\n ").await;
    assert_eq!(empty.status, 422);
    assert!(
        empty.text().contains("Kirjoita ensin viesti."),
        "{}",
        empty.text()
    );
    assert!(
        empty
            .text()
            .contains("aria-describedby=\"text-error text-hint\" aria-invalid=\"true\"")
    );
    let long = format!("{}<\r\nä", "x".repeat(4_000));
    let too_long = send(&long).await;
    assert_eq!(too_long.status, 422);
    let text = too_long.text();
    assert!(text.contains("Lyhennä sitä 3 merkillä."), "{text}");
    assert!(text.contains("xxx&lt;\r\nä</textarea>"), "the text is kept");
    assert_eq!(
        hidden(text, "client_key"),
        key,
        "the same text keeps its key"
    );
    // Larger than any form that is read.
    let huge = send(&"ö".repeat(200_000)).await;
    assert_eq!(huge.status, 400);
    assert!(
        huge.text().contains("Viesti on liian pitkä"),
        "{}",
        huge.text()
    );
    assert_eq!(send("Yksi").await.status, 200);
    let fields = [("code", code.0.as_str()), ("text", "Kaksi")];
    let one_too_many = submit(&relay, &fields).await;
    assert_eq!(one_too_many.status, 429);
    assert!(
        one_too_many.text().contains("Odota hetki"),
        "{}",
        one_too_many.text()
    );
    assert!(one_too_many.text().contains("Kaksi</textarea>"));
    assert_eq!(
        how_often(one_too_many.text(), "Kaksi"),
        1,
        "it was not stored"
    );
}

#[tokio::test]
async fn guessing_is_held_back_and_a_right_code_still_opens() {
    let environment = [("JUTTU__LIMITS__WRONG_CODES_PER_ADDRESS_AND_MINUTE", "2")];
    let relay = Relay::start_with(Setup::with(&environment)).await;
    let code = left(&relay, SERVICE, QUESTION).await;
    for _ in 0..2 {
        let page = submit(&relay, &[("code", &new_code().0)]).await;
        assert_eq!(page.status, 422);
    }
    // From now on every code waits before it is looked up.
    let (guess, right) = (new_code(), code.clone());
    let waits = async |code: &PickUpCode| {
        let began_ms = relay.clock().now_ms();
        let fields = [("code", code.0.as_str())];
        let asked = submit(&relay, &fields);
        tokio::pin!(asked);
        loop {
            tokio::select! {
                page = &mut asked => break (page, relay.clock().now_ms() - began_ms),
                // The clock stands still: nothing comes until it is moved.
                () = tokio::task::yield_now() => relay.clock().advance_ms(1),
            }
        }
    };
    let (page, waited_ms) = waits(&guess).await;
    assert_eq!(page.status, 429, "{}", page.text());
    assert!(waited_ms >= 1_000);
    assert!(
        page.text().contains("Yritit monta kertaa."),
        "{}",
        page.text()
    );
    assert_ne!(page.header("retry-after"), "");
    let (page, _) = waits(&right).await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("Sähköt"));
}

#[tokio::test]
async fn a_form_of_another_site_is_sent_away() {
    let relay = Relay::start().await;
    let code = left(&relay, SERVICE, QUESTION).await;
    let body = form(&[("code", &code.0)]);
    let ask = |headers: &[(&'static str, &str)]| {
        let ask = relay.post("/code").without("origin");
        let ask = ask.header("content-type", "application/x-www-form-urlencoded");
        let asked = headers
            .iter()
            .fold(ask, |ask, (name, value)| ask.header(name, value));
        asked.bytes(body.clone()).send()
    };
    for foreign in [
        [
            ("origin", "https://evil.example"),
            ("sec-fetch-site", "none"),
        ],
        [("origin", "null"), ("sec-fetch-site", "cross-site")],
    ] {
        let page = ask(&foreign).await;
        assert_eq!(page.status, 403);
        assert!(!page.text().contains("Sähköt"));
        assert!(!page.text().contains(&code.0), "the code is not sent back");
    }
    let own = relay.app.config.public_url.clone();
    for own in [
        [("origin", own.as_str()), ("sec-fetch-site", "same-origin")],
        [("origin", "null"), ("sec-fetch-site", "same-origin")],
    ] {
        assert_eq!(ask(&own).await.status, 200);
    }
    assert_eq!(ask(&[]).await.status, 200);
    // A form that is no form.
    let json = relay
        .post("/code")
        .json(&serde_json::json!({ "code": code.0 }));
    assert_eq!(json.send().await.status, 400);
}

#[tokio::test]
async fn neither_code_nor_text_is_in_the_logs() {
    let folder = TempDir::new().unwrap();
    let environment = [("RUST_LOG", "trace")];
    let program = Program::demo(folder.path(), &[], &environment).await;
    let code = left(&program, SERVICE, "Kanarialintu kysyy").await;
    let guess = new_code();
    let canaries = [
        ("Kanarialintu kysyy", 422, guess.grouped()),
        ("Kanarialintu kirjoittaa lisää", 200, code.grouped()),
    ];
    for (text, status, code) in &canaries {
        let page = submit(&program, &[("code", code), ("text", text)]).await;
        assert_eq!(page.status, *status);
    }
    let log = program.log();
    assert!(log.contains("/code"), "the requests are logged: {log}");
    for secret in [
        &code.0,
        &code.grouped(),
        &guess.0,
        &guess.grouped(),
        "Kanarialintu",
        "Kanaria",
    ] {
        assert!(!log.contains(secret), "{secret} is in the log");
    }
}
