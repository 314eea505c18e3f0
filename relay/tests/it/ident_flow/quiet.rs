//! Nothing of it stands in the log, whatever is logged.

use tempfile::TempDir;

use super::actors::{Browser, PRESSED, brought_back, fields, onward, prove, query, ticket_in};
use crate::harness::{OTHER_SERVICE, Program};

#[tokio::test]
async fn neither_values_nor_people_are_in_the_log_or_the_figures() {
    let folder = TempDir::new().unwrap();
    let log = "debug,juttu_relay=trace,axum=trace,tower_http=trace";
    let relay = Program::demo(folder.path(), &[], &[("RUST_LOG", log)]).await;
    let mut visitor = relay.visitor(OTHER_SERVICE).await;
    let page = format!(
        "{}/demo/aikuissosiaalityo?sivu=kanarianlintu",
        relay.origin()
    );
    let url = ticket_in(&mut visitor, None, "fi", &page).await.unwrap();
    let mut browser = Browser::new(&relay);
    let referer = format!("{}/", relay.origin());
    let start = browser.get(&url, &[("referer", &referer)]).await;
    assert_eq!(start.status, 200, "{}", start.text());
    let mut secrets: Vec<String> = fields(start.text())
        .into_iter()
        .filter(|(name, _)| name == "ticket" || name == "token")
        .map(|(_, value)| value)
        .collect();
    let keep_cookie = |browser: &Browser| {
        let cookie = browser.cookie();
        cookie.split_once('=').map(|(_, value)| value.to_owned())
    };
    secrets.extend(keep_cookie(&browser));
    let away = browser.go_on(&start).await;
    secrets.extend(keep_cookie(&browser));
    secrets.extend(query(&onward(&away), "request"));
    let callback = browser.choose(&onward(&away), "0").await;
    secrets.extend(query(&callback, "code"));
    secrets.extend(query(&callback, "state"));
    let (_, result) = brought_back(&browser.follow(&callback).await);
    secrets.push(result.clone());
    prove(&mut visitor, &result).await.unwrap();
    // And what goes wrong: a link that was forwarded, a state that was used.
    browser.get(&url, PRESSED).await;
    browser.follow(&callback).await;
    let people = ["210281", "9988", "Testinen", "Tuulikki", "kanarianlintu"];
    secrets.extend(people.map(ToOwned::to_owned));
    assert!(secrets.len() >= 13, "{secrets:?}");
    let figures = relay.get("/metrics").send().await;
    let log = relay.log();
    assert!(log.contains("/ident/callback"), "{log}");
    for secret in secrets {
        assert!(!log.contains(&secret), "{secret} is in the log:\n{log}");
        assert!(!figures.text().contains(&secret), "{secret}");
    }
}
