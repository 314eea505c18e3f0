//! The standard commands that the client library lacks: for shadow roots (W3C WebDriver, §12.3: Get
//! Element Shadow Root and Find Elements From Shadow Root), and for what a screen reader is told
//! (§12.4: Get Computed Role and Get Computed Label).

use anyhow::Result;
use serde_json::json;
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::{By, ElementRef, RequestData, SessionId, WebDriver, WebElement};

/// The elements that `css` selects in the shadow root of the element that `host` selects.
///
/// # Errors
/// When there is no such host or root.
pub async fn find_in_shadow(web: &WebDriver, host: &str, css: &str) -> Result<Vec<WebElement>> {
    let host = web.find(By::Css(host)).await?;
    let root = web
        .cmd(GetShadowRoot(host.element_id().to_string()))
        .await?;
    let root: ElementRef = root.value()?;
    let found = web
        .cmd(FindFromShadowRoot {
            root: root.id().to_owned(),
            css: css.to_owned(),
        })
        .await?;
    Ok(found.elements(web.handle().clone())?)
}

/// The role and the name of an element, as the browser tells a screen reader.
///
/// # Errors
/// When it has gone.
pub async fn role_and_name(web: &WebDriver, element: &WebElement) -> Result<(String, String)> {
    let ask = async |what| -> Result<String> {
        let element = element.element_id().to_string();
        Ok(web.cmd(GetComputed { element, what }).await?.value()?)
    };
    Ok((ask("computedrole").await?, ask("computedlabel").await?))
}

#[derive(Debug)]
struct GetComputed {
    element: String,
    what: &'static str,
}

impl FormatRequestData for GetComputed {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let path = format!("session/{session}/element/{}/{}", self.element, self.what);
        RequestData::new("GET".parse().unwrap_or_default(), path)
    }
}

#[derive(Debug)]
struct GetShadowRoot(String);

impl FormatRequestData for GetShadowRoot {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let path = format!("session/{session}/element/{}/shadow", self.0);
        RequestData::new("GET".parse().unwrap_or_default(), path)
    }
}

#[derive(Debug)]
struct FindFromShadowRoot {
    root: String,
    css: String,
}

impl FormatRequestData for FindFromShadowRoot {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let path = format!("session/{session}/shadow/{}/elements", self.root);
        let body = json!({ "using": "css selector", "value": self.css });
        RequestData::new("POST".parse().unwrap_or_default(), path).add_body(body)
    }
}
