//! The pages that are opened.

/// Something to look for: a selector in the page (or in the chat's frame), then one in the shadow
/// root of what was found, and so on.
pub type Place = &'static [&'static str];

/// A page, and where on it what is.
#[derive(Debug)]
pub struct Subject {
    /// A short name, for the command line and the page's path.
    pub key: &'static str,
    /// What stands over its column.
    pub name: &'static str,
    /// What the web team puts into the page's head.
    pub head: &'static str,
    /// And before the end of its body.
    pub foot: &'static str,
    /// The chat on it; none on the page that is there to compare with.
    pub chat: Option<Chat>,
}

/// Where the parts of a chat are.
#[derive(Debug)]
pub struct Chat {
    /// Whether it lives in a frame of its own.
    pub framed: bool,
    /// What is touched.
    pub launcher: Place,
    /// What comes up.
    pub panel: Place,
    /// What takes text.
    pub field: Place,
    /// Whether the aims are held against it.
    pub ours: bool,
}

/// All pages. `{relay}` and `{peers}` stand for origins.
pub const SUBJECTS: [Subject; 5] = [
    Subject {
        key: "alone",
        name: "page alone",
        head: "",
        foot: "",
        chat: None,
    },
    Subject {
        key: "juttu",
        name: "Juttu",
        head: r#"<script async src="{relay}/embed.js" data-service="aikuissosiaalityo" data-lang="fi"></script>"#,
        foot: "",
        chat: Some(JUTTU),
    },
    Subject {
        key: "juttu-idle",
        name: "Juttu, idle",
        head: r#"<script async src="{relay}/embed.js" data-service="aikuissosiaalityo" data-lang="fi" data-preload="idle"></script>"#,
        foot: "",
        chat: Some(JUTTU),
    },
    Subject {
        key: "converse",
        name: "converse.js",
        head: r#"<link rel="stylesheet" type="text/css" media="screen" href="{peers}/dist/converse.min.css">"#,
        foot: r#"<script type="module">
import '{peers}/dist/converse.min.js';
converse.initialize({ view_mode: 'overlayed', assets_path: '{peers}/dist/', bosh_service_url: '{peers}/http-bind', discover_connection_methods: false, show_controlbox_by_default: false, i18n: 'en' });
</script>"#,
        chat: Some(Chat {
            framed: false,
            launcher: &[".toggle-controlbox"],
            panel: &["#controlbox .box-flyout"],
            field: &["#converse-login-jid"],
            ours: false,
        }),
    },
    Subject {
        key: "rocket",
        name: "Rocket.Chat livechat",
        head: "",
        foot: "<script>
(function(w, d, s, u) {
	w.RocketChat = function(c) { w.RocketChat._.push(c) }; w.RocketChat._ = []; w.RocketChat.url = u;
	var h = d.getElementsByTagName(s)[0], j = d.createElement(s);
	j.async = true; j.src = u + '/rocketchat-livechat.min.js?_=201903270000';
	h.parentNode.insertBefore(j, h);
})(window, document, 'script', '{peers}/livechat');
</script>",
        chat: Some(Chat {
            framed: true,
            launcher: &["button[class*=\"screen__chat-button\"]"],
            panel: &["[class*=\"screen__inner\"]"],
            field: &["[contenteditable][class*=\"composer__input\"]"],
            ours: false,
        }),
    },
];

const JUTTU: Chat = Chat {
    framed: false,
    launcher: &["juttu-chat", "[part~=\"launcher\"]"],
    panel: &["juttu-chat", "[part~=\"panel\"]"],
    field: &["juttu-chat", "textarea[part~=\"start-field\"]"],
    ours: true,
};

/// What is measured of whom, where it is not plain from the table.
pub const NOTES: [&str; 3] = [
    "Juttu: the relay's release build with its demo data, in opening hours; the field is the start \
     screen's. Nothing is fetched before the touch but the loader and the service's state; in the \
     second column the page asks for `data-preload=\"idle\"`.",
    "converse.js 14.0.0, its minified files from npm, overlayed, with no XMPP server behind it: the \
     button, the control box, and its field for the address to sign in with. One who wants to chat \
     has a connection and a sign-in ahead of her still.",
    "Rocket.Chat livechat 1.13.3, from npm (of 2022; newer ones come with the server alone): its \
     button and its message field, in its frame. The server is doubled: a small server answers \
     `livechat/config` (online, no registration form) and `page.visited`, and refuses its WebSocket; \
     so a real server's own time is missing.",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_one_alone() {
        for (at, one) in SUBJECTS.iter().enumerate() {
            assert!(
                SUBJECTS
                    .iter()
                    .skip(at + 1)
                    .all(|other| other.key != one.key)
            );
        }
    }
}
