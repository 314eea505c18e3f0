//! Several who answer together: what they hand to each other, ask each other and may see, and that
//! no resident learns of it but what is theirs.

mod colleagues;
mod past;
mod promises;
mod quiet;
mod redaction;
mod sees;
mod transfer;
