//! Pages of a county, on an origin of their own: the widget is on them as a web team would put it.

pub mod leads;
mod pages;

use anyhow::Result;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use self::pages::PAGES;
use crate::authority::acceptor;
use crate::front::read_head;

/// What `{nonce}` stands for.
const NONCE: &str = "kGq3yYdXq4fZ0w";

/// The answer for what is no page.
const NOTHING_HERE: &str =
    "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

/// A web server of a county.
#[derive(Debug)]
pub struct County {
    port: u16,
}

impl County {
    /// Begins to serve the pages, with the widget of the relay at `relay`.
    ///
    /// # Errors
    /// When no port or certificate is to be had.
    pub async fn open(relay: &str) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let port = listener.local_addr()?.port();
        tokio::spawn(accept(listener, acceptor()?, relay.to_owned()));
        Ok(Self { port })
    }

    /// The origin of its pages.
    pub fn origin(&self) -> String {
        format!("https://localhost:{}", self.port)
    }

    /// The address of one of its pages.
    pub fn page(&self, path: &str) -> String {
        format!("{}{path}", self.origin())
    }

    /// The address of one of its pages that lead anywhere, such as [`leads::BY_SCRIPT`], which leads on
    /// to `to`.
    pub fn leading(&self, page: &str, to: &str) -> String {
        self.page(&leads::leading(page, to))
    }
}

async fn accept(listener: TcpListener, tls: TlsAcceptor, relay: String) {
    while let Ok((stream, _)) = listener.accept().await {
        let (tls, relay) = (tls.clone(), relay.clone());
        tokio::spawn(async move {
            // A browser that goes away in the middle is no matter.
            let _ = serve(stream, tls, &relay).await;
        });
    }
}

async fn serve(stream: TcpStream, tls: TlsAcceptor, relay: &str) -> Result<()> {
    let mut browser = tls.accept(stream).await?;
    let (head, _) = read_head(&mut browser).await?;
    let found = PAGES.iter().find(|page| page.path == head.path());
    let text = match found {
        None => leads::answer(&head).unwrap_or_else(|| NOTHING_HERE.to_owned()),
        Some(page) => {
            let lang = page.path.rsplit('/').next().unwrap_or_default();
            let html = filled(page.html, relay).replace("{lang}", lang);
            let policy = page
                .policy
                .map(|policy| format!("content-security-policy: {}\r\n", filled(policy, relay)));
            format!(
                "HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\n\
                 content-length: {}\r\n{}connection: close\r\n\r\n{html}",
                html.len(),
                policy.unwrap_or_default(),
            )
        }
    };
    browser.write_all(text.as_bytes()).await?;
    Ok(browser.shutdown().await?)
}

fn filled(text: &str, relay: &str) -> String {
    text.replace("{relay}", relay)
        .replace("{relay_ws}", &relay.replacen("https", "wss", 1))
        .replace("{nonce}", NONCE)
}
