//! The files that the build put into the binary.

/// A file and its compressed forms.
pub(super) struct Embedded {
    /// The path of its URL.
    pub(super) path: &'static str,
    /// Of its content, 16 hexadecimal digits.
    pub(super) hash: &'static str,
    pub(super) plain: &'static [u8],
    pub(super) br: Option<&'static [u8]>,
    pub(super) gz: Option<&'static [u8]>,
}

/// All of them, by path; empty when the relay was built without them.
pub(super) static EMBEDDED: &[Embedded] = include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// The file of a path.
pub(super) fn find(path: &str) -> Option<&'static Embedded> {
    EMBEDDED.iter().find(|file| file.path == path)
}
