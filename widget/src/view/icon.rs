//! Line icons in the colour of their text. They say nothing by themselves: words stand beside them.

/// A person.
pub(crate) const PERSON: &str =
    "M12 4a4 4 0 1 0 0 8 4 4 0 1 0 0-8M4.5 20c.8-4 3.8-6 7.5-6s6.7 2 7.5 6";
/// An i in a ring.
pub(crate) const INFO: &str = "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 1 0 0-17M12 11v5M12 8v.01";
/// An exclamation mark in a ring.
pub(crate) const ALERT: &str = "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 1 0 0-17M12 7.5v5.5M12 16v.01";
/// A telephone.
pub(crate) const PHONE: &str =
    "M5 4h4l1.5 5-2 1.5a11 11 0 0 0 5 5l1.5-2 5 1.5v4a1 1 0 0 1-1 1A15 15 0 0 1 4 5a1 1 0 0 1 1-1z";
/// An arrow down.
pub(crate) const DOWN: &str = "M12 5v14M6 13l6 6 6-6";
