//! The outbox is emptied.

use juttu_relay::notify;

use crate::harness::{Relay, SERVICE, soon};

#[tokio::test]
async fn a_notice_is_done_with_and_counted() {
    let relay = Relay::start().await;
    let mut visitor = relay.visitor(SERVICE).await;
    visitor.open("Hei").await;
    visitor.post("Onko siellä ketään?").await;
    notify::run_once(&relay.app).await.unwrap();
    assert_eq!(notify::run_once(&relay.app).await.unwrap(), 0);
    let counted = async || {
        let metrics = relay.get("/metrics").send().await;
        let mut lines = metrics.text().lines();
        let line = lines.find_map(|line| line.strip_prefix("juttu_notices_total "));
        line.unwrap().parse::<u32>().unwrap()
    };
    // The loop may have been first, and be about to count.
    soon("the notice to be counted", async {
        while counted().await == 0 {}
    })
    .await;
    assert_eq!(
        counted().await,
        1,
        "one for the waiting, none for what follows"
    );
}

#[tokio::test]
async fn the_loop_looks_again_after_ten_seconds() {
    let relay = Relay::start().await;
    let mut visitor = relay.visitor(SERVICE).await;
    visitor.open("Hei").await;
    relay.clock().advance_ms(10_000);
    soon("the outbox to be emptied", async {
        let store = &relay.app.store;
        while !store.due_notices(i64::MAX, 1).await.unwrap().is_empty() {}
    })
    .await;
}
