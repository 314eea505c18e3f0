//! Bytes as text: base64url without padding (RFC 4648 §5).

/// The text of `bytes`.
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 4 / 3 + 1);
    let mut held: u32 = 0;
    let mut held_bits = 0;
    for &byte in bytes {
        held = (held << 8) | u32::from(byte);
        held_bits += 8;
        while held_bits >= 6 {
            held_bits -= 6;
            text.push(letter(held >> held_bits));
        }
    }
    if held_bits > 0 {
        text.push(letter(held << (6 - held_bits)));
    }
    text
}

/// The letter of the six lowest bits.
fn letter(bits: u32) -> char {
    let bits = (bits & 63) as u8;
    char::from(match bits {
        0..=25 => b'A' + bits,
        26..=51 => b'a' + (bits - 26),
        52..=61 => b'0' + (bits - 52),
        62 => b'-',
        _ => b'_',
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_rfc_4648() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg"),
            ("fo", "Zm8"),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg"),
            ("fooba", "Zm9vYmE"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(encode(bytes.as_bytes()), text);
        }
        assert_eq!(encode(&[0xfb, 0xff]), "-_8");
    }

    #[test]
    fn keys_and_secrets_have_the_length_the_wire_asks_for() {
        assert_eq!(encode(&[0xff; 16]).len(), 22);
        assert_eq!(encode(&[0xff; 32]).len(), 43);
    }
}
