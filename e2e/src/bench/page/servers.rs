//! Who serves the pages: a county, the relay, and a server with the files of others. Each is an
//! origin of its own behind the TLS front of the stories, so all of them speak HTTP/1.1 with a
//! request a connection.

use std::collections::HashMap;
use std::io::Cursor;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, Result};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use brotli::enc::BrotliEncoderParams;
use serde_json::json;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::Mutex;

use super::Options;
use super::subject::{SUBJECTS, Subject};
use crate::front::Front;
use crate::relay::{Relay, RelayPlan};
use crate::scene::Scene;

const HOST_HTML: &str = include_str!("../../../bench-pages/host.html");
const HOST_CSS: &str = include_str!("../../../bench-pages/host.css");

/// All servers. They end when this is dropped.
#[derive(Debug)]
pub struct Servers {
    host: Front,
    _relay: Relay,
    _fronts: [Front; 2],
    _data: TempDir,
}

impl Servers {
    /// Starts them.
    ///
    /// # Errors
    /// When one does not start.
    pub async fn start(options: &Options) -> Result<Self> {
        let data = tempfile::tempdir_in(&options.folder)?;
        let [host, door, peers] = [
            Front::open().await?,
            Front::open().await?,
            Front::open().await?,
        ];
        let shelf = Arc::new(Shelf {
            modules: options.modules.clone(),
            relay: door.base(),
            peers: peers.base(),
            packed: Mutex::default(),
        });
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        host.lead_to(listener.local_addr()?);
        peers.lead_to(listener.local_addr()?);
        let app = Router::new().fallback(answer).with_state(shelf);
        tokio::spawn(async move { axum::serve(listener, app).await });

        let scene = Scene::default();
        let relay = Relay::start(RelayPlan {
            binary: options.relay.clone(),
            before: Vec::new(),
            data: data.path().join("data"),
            base: Some(door.base()),
            config: Some(scene.overlay(data.path(), &host.base(), &[])?),
            now: Some(scene.now.clone()),
            log: data.path().join("relay.log"),
            env: Vec::new(),
        })
        .await?;
        door.lead_to(relay.greeting().listen);
        Ok(Self {
            host,
            _relay: relay,
            _fronts: [door, peers],
            _data: data,
        })
    }

    /// The address of the county's page with this chat on it.
    pub fn page(&self, subject: &Subject) -> String {
        format!("{}/page/{}", self.host.base(), subject.key)
    }
}

/// The files, as they come from the disk and as they go out.
struct Shelf {
    modules: PathBuf,
    relay: String,
    peers: String,
    packed: Mutex<HashMap<String, Bytes>>,
}

async fn answer(
    State(shelf): State<Arc<Shelf>>,
    method: Method,
    uri: Uri,
    asked: HeaderMap,
) -> Response {
    let path = uri.path();
    let Some((kind, bytes)) = shelf.find(path) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut head = HeaderMap::new();
    let fields = [
        (header::CONTENT_TYPE, kind),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::CACHE_CONTROL, "max-age=3600"),
    ];
    for (name, value) in fields {
        head.insert(name, header::HeaderValue::from_static(value));
    }
    let is_text = !(kind.starts_with("image/") || kind.starts_with("font/"));
    let takes_br = asked
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains("br"));
    if method == Method::GET
        && is_text
        && takes_br
        && let Ok(packed) = shelf.pack(path, &bytes).await
    {
        let br = header::HeaderValue::from_static("br");
        head.insert(header::CONTENT_ENCODING, br);
        return (head, packed).into_response();
    }
    (head, bytes).into_response()
}

impl Shelf {
    /// What stands at a path, and of what kind it is.
    fn find(&self, path: &str) -> Option<(&'static str, Bytes)> {
        const HTML: &str = "text/html; charset=utf-8";
        const JSON: &str = "application/json";
        if let Some(key) = path.strip_prefix("/page/") {
            let subject = SUBJECTS.iter().find(|subject| subject.key == key)?;
            let html = HOST_HTML
                .replace("{head}", subject.head)
                .replace("{foot}", subject.foot)
                .replace("{relay}", &self.relay)
                .replace("{peers}", &self.peers);
            return Some((HTML, html.into()));
        }
        match path {
            "/host.css" => return Some(("text/css", HOST_CSS.into())),
            "/livechat" => {
                // As its server does it: the address of the server stands before the scripts.
                let html = self.read("@rocket.chat/livechat/build/index.html")?;
                let html = String::from_utf8(html).ok()?.replace(
                    "<body>",
                    &format!("<body><script>SERVER_URL = '{}'</script>", self.peers),
                );
                return Some((HTML, html.into()));
            }
            "/api/v1/livechat/config" => return Some((JSON, livechat_config().into())),
            "/api/v1/livechat/page.visited" => return Some((JSON, "{\"success\":true}".into())),
            _ => {}
        }
        let file = match path.strip_prefix("/livechat/") {
            Some(file) => format!("@rocket.chat/livechat/build/{file}"),
            None => format!("converse.js/dist/{}", path.strip_prefix("/dist/")?),
        };
        Some((kind(&file)?, self.read(&file)?.into()))
    }

    fn read(&self, file: &str) -> Option<Vec<u8>> {
        let is_within = !file.split('/').any(|step| step == "..");
        is_within
            .then(|| std::fs::read(self.modules.join(file)).ok())
            .flatten()
    }

    /// The bytes in brotli, as small as it makes them.
    async fn pack(&self, path: &str, bytes: &Bytes) -> Result<Bytes> {
        if let Some(packed) = self.packed.lock().await.get(path) {
            return Ok(packed.clone());
        }
        let plain = bytes.clone();
        let packed = tokio::task::spawn_blocking(move || {
            let parameters = BrotliEncoderParams {
                quality: 11,
                size_hint: plain.len(),
                ..BrotliEncoderParams::default()
            };
            let mut packed = Vec::new();
            brotli::BrotliCompress(&mut Cursor::new(&plain), &mut packed, &parameters)
                .context("compressing")?;
            anyhow::Ok(Bytes::from(packed))
        })
        .await??;
        let mut kept = self.packed.lock().await;
        kept.insert(path.to_owned(), packed.clone());
        Ok(packed)
    }
}

fn kind(file: &str) -> Option<&'static str> {
    Some(match file.rsplit_once('.')?.1 {
        "js" => "text/javascript",
        "css" => "text/css",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ttf" => "font/ttf",
        "woff2" => "font/woff2",
        "wasm" => "application/wasm",
        _ => return None,
    })
}

/// What a Rocket.Chat server that is online says of itself.
fn livechat_config() -> String {
    json!({
        "success": true,
        "config": {
            "enabled": true,
            "online": true,
            "settings": { "registrationForm": false, "language": "en", "historyMonitorType": "url" },
            "theme": {
                "title": "Chat",
                "color": "#0f4c81",
                "offlineColor": "#666666",
                "actionLinks": { "webrtc": [], "jitsi": [] },
            },
            "messages": {},
            "survey": { "items": [], "values": [] },
            "departments": [],
            "triggers": [],
            "resources": {},
            "customFields": [],
        },
    })
    .to_string()
}
