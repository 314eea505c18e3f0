//! What goes over the link, as the browser's own log of it tells.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use serde_json::Value;
use thirtyfour::WebDriver;

use crate::bench::clock::{ms_since, now, run_for};

/// The link is quiet when nothing is on its way, and nothing has been for so long.
const QUIET_MS: f64 = 2_000.0;
/// How often the log is read.
const READ_EVERY_MS: u64 = 200;
/// A page whose link does not come to rest in this time is broken.
const LIMIT_MS: f64 = 90_000.0;

/// A request. Times are in milliseconds since 1970 UTC.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// What was asked for.
    pub url: String,
    /// When it was asked for.
    pub asked_ms: f64,
    /// When the head of the answer had come.
    pub answered_ms: Option<f64>,
    /// When all of it had come, or it was given up.
    pub ended_ms: Option<f64>,
    /// Bytes of the answer as they went over the link, its head among them.
    pub bytes: f64,
    /// Whether it came after the touch.
    pub after_touch: bool,
}

/// All requests of a page but those of the county's own.
#[derive(Clone, Debug)]
pub struct Traffic {
    county: String,
    requests: BTreeMap<String, Request>,
    /// Text of WebSockets, in bytes: before the touch and after it.
    socket_bytes: [f64; 2],
    touched: bool,
    /// Between the browser's own clock and the time since 1970.
    clock_ms: f64,
}

impl Traffic {
    /// Of a page of the county.
    pub fn new(page: &str) -> Self {
        let origin = page.split('/').take(3).collect::<Vec<_>>().join("/");
        Self {
            county: origin + "/",
            requests: BTreeMap::new(),
            socket_bytes: [0.0; 2],
            touched: false,
            clock_ms: 0.0,
        }
    }

    /// Waits until the link is quiet.
    ///
    /// # Errors
    /// When it does not come to that, naming what is on its way.
    pub async fn is_quiet(&mut self, web: &WebDriver) -> Result<()> {
        let start = now();
        let mut last = start;
        loop {
            let is_busy = self.read(web).await? || self.under_way().next().is_some();
            if is_busy {
                last = now();
            }
            if ms_since(last) >= QUIET_MS {
                return Ok(());
            }
            if ms_since(start) >= LIMIT_MS {
                let urls: Vec<&str> = self.under_way().collect();
                bail!("the link does not come to rest: {}", urls.join(", "));
            }
            run_for(READ_EVERY_MS).await;
        }
    }

    /// What comes from now on comes after the touch.
    pub fn touched(&mut self) {
        self.touched = true;
    }

    /// The requests that a chat costs, in the order in which they were made.
    pub fn requests(&self) -> Vec<Request> {
        let ours = |request: &&Request| !request.url.starts_with(&self.county);
        let mut requests: Vec<Request> = self.requests.values().filter(ours).cloned().collect();
        requests.sort_by(|one, other| one.asked_ms.total_cmp(&other.asked_ms));
        requests
    }

    /// Bytes that a chat costs before the touch, and in all.
    pub fn bytes(&self) -> (f64, f64) {
        let of = |after: bool| {
            let requests = self.requests().into_iter();
            let bytes = requests.filter(|request| request.after_touch == after);
            let sockets = self.socket_bytes.get(usize::from(after)).copied();
            bytes.map(|request| request.bytes).sum::<f64>() + sockets.unwrap_or_default()
        };
        (of(false), of(false) + of(true))
    }

    fn under_way(&self) -> impl Iterator<Item = &str> {
        let requests = self.requests.values();
        requests
            .filter(|request| request.ended_ms.is_none())
            .map(|request| request.url.as_str())
    }

    /// Reads the log; gives whether the link was used.
    async fn read(&mut self, web: &WebDriver) -> Result<bool> {
        let mut is_used = false;
        for entry in web.get_log("performance").await? {
            let entry: Value = serde_json::from_str(&entry.message)?;
            let message = &entry["message"];
            let method = message["method"].as_str().unwrap_or_default();
            if let Some(event) = method.strip_prefix("Network.") {
                is_used |= self.hear(event, &message["params"]);
            }
        }
        Ok(is_used)
    }

    fn hear(&mut self, event: &str, told: &Value) -> bool {
        let at_ms = told["timestamp"].as_f64().unwrap_or_default() * 1_000.0 + self.clock_ms;
        let bytes = told["encodedDataLength"].as_f64().unwrap_or_default();
        let id = told["requestId"].as_str().unwrap_or_default();
        if event == "requestWillBeSent" {
            let url = told["request"]["url"].as_str().unwrap_or_default();
            if url.starts_with("data:") {
                return false;
            }
            let asked_ms = told["wallTime"].as_f64().unwrap_or_default() * 1_000.0;
            self.clock_ms += asked_ms - at_ms;
            let request = Request {
                url: url.to_owned(),
                asked_ms,
                after_touch: self.touched,
                ..Request::default()
            };
            self.requests.insert(id.to_owned(), request);
            return true;
        }
        if event.starts_with("webSocketFrame") {
            let text = told["response"]["payloadData"].as_str().unwrap_or_default();
            if let Some(bytes) = self.socket_bytes.get_mut(usize::from(self.touched)) {
                *bytes += text.len() as f64;
            }
            return true;
        }
        let Some(request) = self.requests.get_mut(id) else {
            return false;
        };
        match event {
            "responseReceived" => {
                // The event itself comes when the page's thread is free to hear it.
                let timing = &told["response"]["timing"];
                let began_ms = timing["requestTime"].as_f64().map(|at| at * 1_000.0);
                let head_ms = timing["receiveHeadersEnd"].as_f64();
                let at = began_ms.zip(head_ms).map(|(began, head)| began + head);
                request.answered_ms = at.map(|at| at + self.clock_ms);
            }
            "dataReceived" if request.ended_ms.is_none() => request.bytes += bytes,
            "loadingFinished" => {
                request.bytes = bytes;
                request.ended_ms = Some(at_ms);
            }
            "loadingFailed" => request.ended_ms = Some(at_ms),
            _ => return false,
        }
        true
    }
}

/// The end of an address: its last step, without the query.
pub fn short(url: &str) -> String {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let step = path.trim_end_matches('/').rsplit('/').next();
    step.unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn asked(traffic: &mut Traffic, id: &str, url: &str) {
        let told = json!({ "requestId": id, "request": { "url": url }, "timestamp": 1.0, "wallTime": 101.0 });
        traffic.hear("requestWillBeSent", &told);
    }

    fn ended(traffic: &mut Traffic, id: &str, bytes: u32) {
        let told = json!({ "requestId": id, "timestamp": 1.5, "encodedDataLength": bytes });
        traffic.hear("loadingFinished", &told);
    }

    #[test]
    fn what_a_chat_costs_is_told_apart_by_the_touch() {
        let mut traffic = Traffic::new("https://localhost:1/page/x");
        asked(&mut traffic, "a", "https://localhost:1/page/x");
        asked(&mut traffic, "b", "https://localhost:11/embed.js");
        ended(&mut traffic, "a", 900);
        ended(&mut traffic, "b", 300);
        traffic.touched();
        asked(&mut traffic, "c", "https://localhost:11/widget.wasm");
        assert_eq!(traffic.under_way().count(), 1);
        ended(&mut traffic, "c", 5_000);
        assert_eq!(traffic.bytes(), (300.0, 5_300.0));
        let urls: Vec<String> = traffic.requests().into_iter().map(|one| one.url).collect();
        assert_eq!(
            urls.len(),
            2,
            "the county's page is not the chat's: {urls:?}"
        );
    }

    #[test]
    fn times_are_those_of_the_wall() {
        let mut traffic = Traffic::new("https://localhost:1/page/x");
        asked(&mut traffic, "b", "https://localhost:11/embed.js");
        ended(&mut traffic, "b", 300);
        let requests = traffic.requests();
        assert_eq!(requests[0].asked_ms, 101_000.0);
        assert_eq!(requests[0].ended_ms, Some(101_500.0));
    }
}
