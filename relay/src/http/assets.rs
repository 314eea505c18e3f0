//! The loader, the widget's files and the desk's, from inside the binary.

use std::sync::LazyLock;

use axum::extract::Request;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG,
    IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use juttu_shared::wire::v1::public::WidgetAssets;
use serde::{Deserialize, Deserializer};

use super::accept::{Encoding, best};
use super::embedded::{EMBEDDED, Embedded, find};
use super::shell;

const NOT_BUILT: &str =
    "This relay was built without the files for browsers. Build it with: cargo xtask build\n";
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const TIMING: HeaderName = HeaderName::from_static("timing-allow-origin");

/// `manifest.json` of the build: where each program's files are.
#[derive(Clone, Debug, Deserialize)]
pub struct Assets {
    /// The widget's files.
    #[serde(deserialize_with = "files")]
    pub widget: WidgetAssets,
    /// The desk's files.
    #[serde(deserialize_with = "files")]
    pub desk: WidgetAssets,
    /// What a page may put into `integrity` for `embed.v1.js`.
    pub embed_integrity: Option<String>,
}

/// A program's files. One that names no file for the browsers that can't run it has that beside its
/// script.
fn files<'de, D: Deserializer<'de>>(written: D) -> Result<WidgetAssets, D::Error> {
    #[derive(Deserialize)]
    struct Files {
        script: String,
        wasm: String,
        style: String,
        fallback: Option<String>,
    }
    let files = Files::deserialize(written)?;
    let beside = || format!("{}/fallback.js", folder(&files.script));
    Ok(WidgetAssets {
        fallback: files.fallback.unwrap_or_else(beside),
        script: files.script,
        wasm: files.wasm,
        style: files.style,
    })
}

static ASSETS: LazyLock<Option<Assets>> = LazyLock::new(|| {
    let manifest = find("/manifest.json")?;
    match serde_json::from_slice(manifest.plain) {
        Ok(assets) => Some(assets),
        Err(error) => {
            tracing::error!(%error, "the build's manifest.json can't be read");
            None
        }
    }
});

impl Assets {
    /// Those of this binary; none when it was built without.
    pub fn built_in() -> Option<&'static Self> {
        ASSETS.as_ref()
    }

    /// Whether a path is in the folder of the desk's files.
    fn has_for_desk(&self, path: &str) -> bool {
        folder(path) == folder(&self.desk.script)
    }
}

/// `GET /embed.js`, `/embed.v1.js`, `/juttu.d.ts` and `/themes/NAME.css`
pub(super) async fn loader(request: Request) -> Response {
    serve(&request, "public, max-age=300", |_| true)
}

/// `GET /assets/…` where residents are.
pub(super) async fn widget(request: Request) -> Response {
    serve(&request, IMMUTABLE, |path| !is_desks(path))
}

/// `GET /assets/…` where the staff is.
pub(super) async fn desk(request: Request) -> Response {
    serve(&request, IMMUTABLE, is_desks)
}

/// `GET /assets/…` where both are.
pub(super) async fn any(request: Request) -> Response {
    serve(&request, IMMUTABLE, |_| true)
}

/// The path has the content's hash in it.
const IMMUTABLE: &str = "public, max-age=31536000, immutable";

fn serve(request: &Request, cache: &'static str, is_here: fn(&str) -> bool) -> Response {
    let path = request.uri().path();
    match find(path).filter(|_| is_here(path)) {
        Some(file) => shared(file, request.headers(), cache),
        None if EMBEDDED.is_empty() => not_built(),
        None => {
            // A page left open over an upgrade must be able to read that its file is gone.
            let mut response = shell::not_found();
            let anybody = HeaderValue::from_static("*");
            response
                .headers_mut()
                .insert(ACCESS_CONTROL_ALLOW_ORIGIN, anybody);
            response
        }
    }
}

/// A file for any page.
fn shared(file: &Embedded, headers: &HeaderMap, cache: &'static str) -> Response {
    let mut response = plain(file, headers);
    for (name, value) in [
        (CACHE_CONTROL, cache),
        (ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (RESOURCE_POLICY, "cross-origin"),
        (TIMING, "*"),
    ] {
        let value = HeaderValue::from_static(value);
        response.headers_mut().insert(name, value);
    }
    response
}

/// A file in the encoding asked for; or nothing but its tag, when the browser has it.
pub(super) fn plain(file: &Embedded, headers: &HeaderMap) -> Response {
    let encoding = best(headers, file.br.is_some(), file.gz.is_some());
    let bytes = match encoding {
        Encoding::Brotli => file.br.unwrap_or(file.plain),
        Encoding::Gzip => file.gz.unwrap_or(file.plain),
        Encoding::Plain => file.plain,
    };
    let form = encoding.name().unwrap_or("plain");
    let tag = format!("\"{}-{form}\"", file.hash);
    let has_it = headers.get_all(IF_NONE_MATCH).iter().any(|line| {
        let tags = line.to_str().unwrap_or_default().split(',');
        let mut tags = tags.map(|tag| tag.trim().trim_start_matches("W/"));
        tags.any(|had| had == tag)
    });
    let mut response = if has_it {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let mut response = ([(CONTENT_TYPE, mime(file.path))], bytes).into_response();
        if let Some(name) = encoding.name() {
            let name = HeaderValue::from_static(name);
            response.headers_mut().insert(CONTENT_ENCODING, name);
        }
        response
    };
    let vary = HeaderValue::from_static("accept-encoding");
    response.headers_mut().insert(VARY, vary);
    if let Ok(tag) = HeaderValue::try_from(tag) {
        response.headers_mut().insert(ETAG, tag);
    }
    response
}

/// Where a file would be, had there been a whole build.
pub(super) fn not_built() -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, NOT_BUILT).into_response()
}

fn is_desks(path: &str) -> bool {
    Assets::built_in().is_some_and(|assets| assets.has_for_desk(path))
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn mime(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "json" => "application/json",
        "ts" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: Embedded = Embedded {
        path: "/embed.js",
        hash: "0123456789abcdef",
        plain: b"plain",
        br: Some(b"br"),
        gz: None,
    };

    fn headers(name: HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, value.parse().unwrap())])
    }

    #[test]
    fn the_desks_folder_is_told_from_the_widgets() {
        let assets: Assets = serde_json::from_str(
            r#"{
                "widget": {"script": "/assets/aa/widget.js", "wasm": "/assets/aa/widget.wasm", "style": "/assets/aa/widget.css"},
                "desk": {"script": "/assets/bb/desk.js", "wasm": "/assets/bb/desk.wasm", "style": "/assets/bb/desk.css"}
            }"#,
        )
        .unwrap();
        assert!(assets.has_for_desk("/assets/bb/desk.css"));
        assert!(assets.has_for_desk("/assets/bb/start.js"));
        assert!(!assets.has_for_desk("/assets/aa/widget.js"));
        assert!(!assets.has_for_desk("/assets/b/desk.js"));
        assert_eq!(assets.widget.fallback, "/assets/aa/fallback.js");
        assert_eq!(assets.embed_integrity, None);
    }

    #[test]
    fn each_form_has_its_own_tag() {
        let accept = headers(axum::http::header::ACCEPT_ENCODING, "br");
        let response = shared(&FILE, &accept, IMMUTABLE);
        assert_eq!(response.headers()[ETAG], "\"0123456789abcdef-br\"");
        assert_eq!(response.headers()[CONTENT_ENCODING], "br");
        assert_eq!(response.headers()[VARY], "accept-encoding");
        assert_eq!(response.headers()[RESOURCE_POLICY], "cross-origin");
        let response = shared(&FILE, &HeaderMap::new(), IMMUTABLE);
        assert_eq!(response.headers()[ETAG], "\"0123456789abcdef-plain\"");
        assert!(!response.headers().contains_key(CONTENT_ENCODING));
        assert_eq!(
            response.headers()[CONTENT_TYPE],
            "text/javascript; charset=utf-8"
        );
    }

    #[test]
    fn what_the_browser_has_is_not_sent_again() {
        let had = headers(IF_NONE_MATCH, "\"x\", W/\"0123456789abcdef-plain\"");
        assert_eq!(
            shared(&FILE, &had, IMMUTABLE).status(),
            StatusCode::NOT_MODIFIED
        );
        let other = headers(IF_NONE_MATCH, "\"0123456789abcdef-br\"");
        assert_eq!(shared(&FILE, &other, IMMUTABLE).status(), StatusCode::OK);
    }
}
