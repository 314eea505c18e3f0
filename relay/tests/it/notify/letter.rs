//! A letter as it arrived, read by code of the tests' own (RFC 5322, 2045, 2047).

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

/// A letter.
#[derive(Clone, Debug)]
pub(crate) struct Letter {
    /// From whom, and to whom, on the envelope.
    pub(crate) envelope: (String, Vec<String>),
    /// Every header, decoded, in order.
    pub(crate) headers: Vec<(String, String)>,
    /// The body, decoded.
    pub(crate) body: String,
    /// As it came.
    pub(crate) whole: String,
}

impl Letter {
    pub(crate) fn read(from: String, to: Vec<String>, whole: String) -> Self {
        let (head, body) = whole.split_once("\r\n\r\n").unwrap();
        let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
        let headers: Vec<_> = unfolded
            .split("\r\n")
            .map(|line| line.split_once(": ").unwrap())
            .map(|(name, value)| (name.to_ascii_lowercase(), words(value)))
            .collect();
        let mut letter = Self {
            envelope: (from, to),
            headers,
            body: String::new(),
            whole: whole.clone(),
        };
        letter.body = match letter.header("content-transfer-encoding") {
            "base64" => text(BASE64_STANDARD.decode(body.replace("\r\n", "")).unwrap()),
            "quoted-printable" => text(quoted(&body.replace("=\r\n", ""))),
            "7bit" | "8bit" => body.to_owned(),
            other => panic!("{other}"),
        }
        .replace("\r\n", "\n");
        // Whoever encodes it may end it with another line.
        letter.body.truncate(letter.body.trim_end().len());
        letter
    }

    /// The value of a header that must be there.
    pub(crate) fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(there, _)| there == name);
        &found.unwrap_or_else(|| panic!("no {name}: {self:?}")).1
    }
}

/// A header's value with its encoded words read.
fn words(value: &str) -> String {
    let mut read = String::new();
    let mut rest = value;
    let mut was_encoded = false;
    while let Some((before, after)) = rest.split_once("=?utf-8?") {
        // What only separates two encoded words is not there.
        if !(was_encoded && before.trim().is_empty()) {
            read.push_str(before);
        }
        let (encoding, after) = after.split_once('?').unwrap();
        let (word, after) = after.split_once("?=").unwrap();
        read.push_str(&match encoding {
            "b" | "B" => text(BASE64_STANDARD.decode(word).unwrap()),
            "q" | "Q" => text(quoted(&word.replace('_', " "))),
            other => panic!("{other}"),
        });
        (rest, was_encoded) = (after, true);
    }
    read + rest
}

fn quoted(text: &str) -> Vec<u8> {
    let mut bytes = text.bytes();
    let mut read = Vec::new();
    while let Some(byte) = bytes.next() {
        if byte == b'=' {
            let digits = [bytes.next().unwrap(), bytes.next().unwrap()];
            let digits = std::str::from_utf8(&digits).unwrap().to_owned();
            read.push(u8::from_str_radix(&digits, 16).unwrap());
        } else {
            read.push(byte);
        }
    }
    read
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}
