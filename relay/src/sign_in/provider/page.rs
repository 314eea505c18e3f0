//! The page between the organisation's sign-in and the desk.
//!
//! The navigation that ends here began on another site, and for as long as it is redirected it stays
//! one of that site's: a browser keeps a `Strict` cookie back on it. This page is the end of it. It
//! goes on by itself to the desk, which is a navigation of this site's own, with the cookie; and it has
//! a link for whoever's browser does not. (The desk's page asks for nothing that needs the cookie until
//! it runs, so even a browser that keeps it back once more shows the desk.)

use axum::http::HeaderValue;
use axum::http::header::{REFERRER_POLICY, SET_COOKIE};
use axum::response::{Html, IntoResponse as _, Response};
use juttu_shared::texts::{Key, Language, desk};

/// Somebody is signed in, by the cookie of this line.
pub(super) fn signed_in(language: Language, line: HeaderValue) -> Response {
    let say = |key: Key| {
        let text = desk::all().find(|text| text.key == key.0);
        text.map_or("", |text| text.words(language))
    };
    let (tag, title) = (language.tag(), say(desk::DESK));
    let words = say(desk::sign_in::SIGNED_IN_GO_ON);
    let page = format!(
        "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta http-equiv=\"refresh\" content=\"0;url=/desk/\">\n<title>{title}</title>\n</head>\n\
         <body>\n<main>\n<h1>{title}</h1>\n<p><a href=\"/desk/\">{words}</a></p>\n</main>\n\
         </body>\n</html>\n"
    );
    // The address of this page holds a code; it is used up, and nobody's all the same.
    let quiet = HeaderValue::from_static("no-referrer");
    ([(SET_COOKIE, line), (REFERRER_POLICY, quiet)], Html(page)).into_response()
}
