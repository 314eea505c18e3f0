//! Names and values as a query or a form carries them.

use std::fmt::Write as _;

use zeroize::Zeroizing;

/// `a=b&c=d`, everything but letters, digits and `-._~` in percent form (RFC 3986 §2).
pub(super) fn form<'p>(pairs: impl IntoIterator<Item = (&'p str, &'p str)>) -> Zeroizing<String> {
    let mut form = Zeroizing::new(String::new());
    for (name, value) in pairs {
        if !form.is_empty() {
            form.push('&');
        }
        add(&mut form, name);
        form.push('=');
        add(&mut form, value);
    }
    form
}

/// A text in percent form.
pub(super) fn percent(text: &str) -> Zeroizing<String> {
    let mut form = Zeroizing::new(String::new());
    add(&mut form, text);
    form
}

fn add(form: &mut String, text: &str) {
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                form.push(char::from(byte));
            }
            // Into a text, which takes everything.
            _ => _ = write!(form, "%{byte:02X}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::form;

    #[test]
    fn everything_else_is_in_percent_form() {
        let written = form([("a b", "ä&=+"), ("c", "x-._~")]);
        assert_eq!(*written, "a%20b=%C3%A4%26%3D%2B&c=x-._~");
    }
}
