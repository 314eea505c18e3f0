//! What an operator's tools see of it.

use super::verbs::{SECOND, goes, pass_with};
use crate::harness::{Relay, SERVICE, soon};

#[tokio::test]
async fn the_figures_say_how_each_service_stands() {
    let relay = Relay::start().await;
    let mut maria = relay.agent("Maria").await;
    maria.present(SERVICE, true).await;
    let mut writer = relay.visitor(SERVICE).await;
    writer.leave(Some("Hei")).await;
    goes(&relay, writer).await;
    pass_with(&relay, 60 * SECOND, &mut [], &mut [&mut maria]).await;
    let mut waiter = relay.visitor(SERVICE).await;
    waiter.open("Hei").await;
    pass_with(&relay, 15 * SECOND, &mut [&mut waiter], &mut [&mut maria]).await;
    let answer = relay.get("/metrics").send().await;
    for line in [
        "juttu_waiting{service=\"perhekeskus\"} 1",
        "juttu_oldest_waiting_seconds{service=\"perhekeskus\"} 15",
        "juttu_requests{service=\"perhekeskus\"} 1",
        "juttu_oldest_request_seconds{service=\"perhekeskus\"} 75",
        "juttu_present_agents{service=\"perhekeskus\"} 1",
        "juttu_waiting{service=\"aikuissosiaalityo\"} 0",
        "juttu_connections{door=\"visitor_socket\"} 1",
    ] {
        let text = answer.text();
        assert!(text.lines().any(|there| there == line), "{line}\n{text}");
    }
    let mut lines = answer.text().lines();
    let written = lines.find_map(|line| line.strip_prefix("juttu_store_write_seconds_count "));
    assert!(written.unwrap().parse::<u64>().unwrap() >= 2);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_full_disk_is_not_ready() {
    let relay = Relay::start().await;
    let ready = async || relay.get("/readyz").send().await.status;
    assert_eq!(ready().await, 200);
    let mut room = relay.app.config.database.clone().into_os_string();
    room.push(".room");
    // A device that is always full (man 4 full).
    std::os::unix::fs::symlink("/dev/full", &room).unwrap();
    assert_eq!(ready().await, 503);
    soon("the file to be gone", async {
        while std::fs::symlink_metadata(&room).is_ok() {}
    })
    .await;
    assert_eq!(ready().await, 200, "and it leaves nothing behind");
}
