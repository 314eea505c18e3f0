//! The two encodings that browsers ask for.

use std::io::{Cursor, Write};

use anyhow::Result;
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

/// Compressed forms of a file, by the suffix of their name. The same bytes always give the same.
pub(super) fn siblings(bytes: &[u8], brotli_quality: i32) -> Result<[(&'static str, Vec<u8>); 2]> {
    Ok([
        (".br", brotli(bytes, brotli_quality)?),
        (".gz", gzip(bytes)?),
    ])
}

fn brotli(bytes: &[u8], quality: i32) -> Result<Vec<u8>> {
    let parameters = BrotliEncoderParams {
        quality,
        size_hint: bytes.len(),
        ..BrotliEncoderParams::default()
    };
    let mut squeezed = Vec::new();
    brotli::BrotliCompress(&mut Cursor::new(bytes), &mut squeezed, &parameters)?;
    Ok(squeezed)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn both_forms_hold_the_same_bytes() {
        let bytes = b"a word, a word, a word".repeat(40);
        let [(_, br), (_, gz)] = siblings(&bytes, 11).expect("it compresses");
        let mut from_br = Vec::new();
        brotli::BrotliDecompress(&mut Cursor::new(&br), &mut from_br).expect("it is brotli");
        let mut from_gz = Vec::new();
        flate2::read::GzDecoder::new(gz.as_slice())
            .read_to_end(&mut from_gz)
            .expect("it is gzip");
        assert_eq!(from_br, bytes);
        assert_eq!(from_gz, bytes);
        assert!(br.len() < bytes.len() / 4);
    }

    #[test]
    fn nothing_compresses_to_something_readable() {
        let [(_, br), (_, gz)] = siblings(b"", 11).expect("it compresses");
        assert!(!br.is_empty());
        assert!(!gz.is_empty());
    }
}
