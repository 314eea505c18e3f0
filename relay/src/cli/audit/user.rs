//! Who runs a command, as far as the system knows it.

use std::path::Path;

use rustix::process::getuid;

/// The name of the user whose process this is, and of the one who became that user by `sudo`. The first
/// is the system's own word; the second is an environment's, which whoever is that user may have
/// written.
pub(super) fn name() -> String {
    let id = getuid().as_raw();
    let accounts = std::fs::read_to_string(Path::new("/etc/passwd")).unwrap_or_default();
    let name = named(&accounts, id).map_or_else(|| format!("uid {id}"), ToOwned::to_owned);
    let by = std::env::var("SUDO_USER").unwrap_or_default();
    match is_name(&by) && by != name {
        true => format!("{name} (sudo: {by})"),
        false => name,
    }
}

/// Whose number it is, in a file of accounts (passwd(5)).
fn named(accounts: &str, id: u32) -> Option<&str> {
    accounts.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        let number: u32 = fields.nth(1)?.parse().ok()?;
        (number == id && is_name(name)).then_some(name)
    })
}

/// A name of an account, and nothing that could be anything else.
fn is_name(text: &str) -> bool {
    let is_part = |it: u8| it.is_ascii_alphanumeric() || matches!(it, b'_' | b'-' | b'.');
    text.len() <= 32
        && text.starts_with(|it: char| it.is_ascii_lowercase() || it == '_')
        && text.bytes().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_is_found_by_number() {
        let accounts = "root:x:0:0::/root:/bin/sh\njuttu:x:998:998::/:/bin/false\nbroken\n:x:7::";
        assert_eq!(named(accounts, 0), Some("root"));
        assert_eq!(named(accounts, 998), Some("juttu"));
        for nobody in [1, 7] {
            assert_eq!(named(accounts, nobody), None);
        }
    }

    #[test]
    fn a_personal_code_is_no_name() {
        assert!(is_name("maija.meikalainen-2") && is_name("_juttu"));
        for wrong in ["", "010170-999R", "Maija", "a b", "a\n", &"a".repeat(33)] {
            assert!(!is_name(wrong), "{wrong}");
        }
    }
}
