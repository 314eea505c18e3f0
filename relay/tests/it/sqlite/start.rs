//! Files that a relay refuses to start on.

use super::*;

#[test]
fn the_wrong_key_is_refused_at_start() {
    let mut file = File::new();
    file.open = None;
    assert!(matches!(file.is_refused(2), OpenError::WrongKey(_)));
    file.reopen();
}

#[test]
fn a_damaged_file_is_refused_at_start() {
    let mut file = File::new();
    file.open = None;
    std::fs::write(
        file.path(),
        b"this is no database, and long enough to be looked at".repeat(40),
    )
    .unwrap();
    assert!(matches!(file.is_refused(1), OpenError::Damaged(_)));
}

#[test]
fn a_database_of_a_newer_relay_is_refused_at_start() {
    let mut file = File::new();
    file.open = None;
    let raw = rusqlite::Connection::open(file.path()).unwrap();
    raw.pragma_update(None, "user_version", 999).unwrap();
    drop(raw);
    assert!(matches!(
        file.is_refused(1),
        OpenError::Newer { found: 999, .. }
    ));
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let mut file = File::new();
    file.open = None;
    let nowhere = file.folder.path().join("nowhere/juttu.db");
    let keys = Keyring::parse(&Keyring::generate(&Random::seeded(1))).unwrap();
    let told = Arc::new(Told::default());
    let refused = Sqlite::open(
        &nowhere,
        Options::default(),
        Arc::new(keys),
        Random::System,
        told,
    );
    let said = refused.err().unwrap().to_string();
    assert!(
        said.contains("nowhere") && said.contains("check that the folder exists"),
        "{said}"
    );
}
