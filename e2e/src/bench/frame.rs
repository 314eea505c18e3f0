//! WebSocket frames (RFC 6455 §5) of a client that must not cost more than what it measures.

/// A frame that came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame<'b> {
    /// What it is: 1 text, 8 close, 9 ping, 10 pong.
    pub opcode: u8,
    /// What it carries.
    pub payload: &'b [u8],
    /// Bytes it takes in the stream.
    pub length: usize,
}

/// Appends a text frame. Its mask is of zeros, which a server has to apply all the same.
pub fn put_text(out: &mut Vec<u8>, payload: &[u8]) {
    const MASKED: u8 = 0x80;
    out.push(0x81);
    match payload.len() {
        short @ 0..126 => out.push(MASKED | u8::try_from(short).unwrap_or_default()),
        length => {
            out.push(MASKED | 126);
            let length = u16::try_from(length).unwrap_or(u16::MAX);
            out.extend_from_slice(&length.to_be_bytes());
        }
    }
    out.extend_from_slice(&[0; 4]);
    out.extend_from_slice(payload);
}

/// The first frame of what a server sent, when it is whole.
pub fn first(bytes: &[u8]) -> Option<Frame<'_>> {
    let (&head, &size) = (bytes.first()?, bytes.get(1)?);
    let (start, length) = match size & 0x7F {
        126 => (
            4,
            usize::from(u16::from_be_bytes(bytes.get(2..4)?.try_into().ok()?)),
        ),
        127 => {
            let long = u64::from_be_bytes(bytes.get(2..10)?.try_into().ok()?);
            (10, usize::try_from(long).ok()?)
        }
        short => (2, usize::from(short)),
    };
    Some(Frame {
        opcode: head & 0x0F,
        payload: bytes.get(start..start + length)?,
        length: start + length,
    })
}

/// What stands behind `mark` in a JSON text.
pub fn after<'b>(text: &'b [u8], mark: &[u8]) -> Option<&'b [u8]> {
    let at = text.windows(mark.len()).position(|window| window == mark)?;
    text.get(at + mark.len()..)
}

/// The number that a text begins with.
pub fn number(text: &[u8]) -> u64 {
    text.iter()
        .take_while(|byte| byte.is_ascii_digit())
        .fold(0, |number, byte| number * 10 + u64::from(byte - b'0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_can_be_read_without_its_mask() {
        for length in [0, 5, 125, 126, 4_000] {
            let mut sent = Vec::new();
            put_text(&mut sent, &vec![b'x'; length]);
            let head = sent.len() - length;
            assert_eq!(sent[1] & 0x80, 0x80);
            assert_eq!(sent[head - 4..head], [0; 4]);
        }
    }

    #[test]
    fn a_frame_is_read_when_it_is_whole() {
        let mut bytes = vec![0x81, 126, 1, 0];
        assert_eq!(first(&bytes), None);
        bytes.extend([b'a'; 256]);
        bytes.extend([0x89, 0]);
        let frame = first(&bytes).unwrap();
        assert_eq!(
            (frame.opcode, frame.payload.len(), frame.length),
            (1, 256, 260)
        );
        assert_eq!(first(&bytes[260..]).unwrap().opcode, 9);
    }

    #[test]
    fn numbers_are_found_by_their_mark() {
        let text = br#"{"event":{"conversation":12,"seq":345,"at_ms":6}}"#;
        assert_eq!(after(text, b"\"seq\":").map(number), Some(345));
        assert_eq!(after(text, b"\"nothing\":"), None);
    }
}
