//! The pages there are: a file each under `e2e/pages`, and what is particular about its policy.

/// A page: its path, its text, and its Content-Security-Policy.
pub(super) struct Page {
    pub(super) path: &'static str,
    pub(super) html: &'static str,
    pub(super) policy: Option<&'static str>,
}

/// In text and policy, `{relay}` stands for the relay's origin, `{relay_ws}` for the same with
/// `wss`, `{nonce}` for the nonce, and `{lang}` for the last part of the page's path.
pub(super) const PAGES: &[Page] = &[
    plain("/sosiaalityo", include_str!("../../pages/sosiaalityo.html")),
    plain(
        "/toimeentulotuki",
        include_str!("../../pages/toimeentulotuki.html"),
    ),
    strict(
        "/tiukka",
        include_str!("../../pages/tiukka.html"),
        "default-src 'none'; base-uri 'none'; form-action 'none'; \
         script-src 'nonce-{nonce}' {relay} 'wasm-unsafe-eval'; \
         connect-src {relay} {relay_ws}; style-src 'nonce-{nonce}'; \
         require-trusted-types-for 'script'",
    ),
    // The one nonce carries trust on to what the loader loads, and no policy of Trusted Types may
    // be made at all.
    strict(
        "/nonce-alone",
        include_str!("../../pages/tiukka.html"),
        "default-src 'none'; base-uri 'none'; form-action 'none'; \
         script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; \
         connect-src {relay} {relay_ws}; style-src 'nonce-{nonce}'; \
         trusted-types 'none'; require-trusted-types-for 'script'",
    ),
    // As above, but for WebAssembly.
    strict(
        "/no-wasm",
        include_str!("../../pages/tiukka.html"),
        "default-src 'none'; base-uri 'none'; form-action 'none'; \
         script-src 'nonce-{nonce}' {relay}; \
         connect-src {relay} {relay_ws}; style-src 'nonce-{nonce}'; \
         require-trusted-types-for 'script'",
    ),
    plain("/in/fi", include_str!("../../pages/in-a-language.html")),
    plain("/in/sv", include_str!("../../pages/in-a-language.html")),
    plain("/in/en", include_str!("../../pages/in-a-language.html")),
    plain(
        "/hostile-style",
        include_str!("../../pages/hostile-style.html"),
    ),
    plain("/moved-body", include_str!("../../pages/moved-body.html")),
    plain(
        "/small-root-font",
        include_str!("../../pages/small-root-font.html"),
    ),
    plain("/tag-manager", include_str!("../../pages/tag-manager.html")),
    plain("/many-tags", include_str!("../../pages/many-tags.html")),
    plain(
        "/right-to-left",
        include_str!("../../pages/right-to-left.html"),
    ),
    plain(
        "/modal-and-banner",
        include_str!("../../pages/modal-and-banner.html"),
    ),
    plain(
        "/fixed-header",
        include_str!("../../pages/fixed-header.html"),
    ),
    plain(
        "/links-in-the-corner",
        include_str!("../../pages/links-in-the-corner.html"),
    ),
    plain("/no-script", include_str!("../../pages/no-script.html")),
    plain("/interface", include_str!("../../pages/interface.html")),
    plain("/placed", include_str!("../../pages/placed.html")),
    plain("/opened", include_str!("../../pages/opened.html")),
    plain("/inline", include_str!("../../pages/inline.html")),
    plain("/router", include_str!("../../pages/router.html")),
];

const fn plain(path: &'static str, html: &'static str) -> Page {
    Page {
        path,
        html,
        policy: None,
    }
}

const fn strict(path: &'static str, html: &'static str, policy: &'static str) -> Page {
    Page {
        path,
        html,
        policy: Some(policy),
    }
}
