//! Puts what a browser downloads into the binary: the folder that `JUTTU_ASSETS` names, laid out
//! as URLs, with `.br` and `.gz` beside each file. Without it nothing is put in, and the relay
//! says so where those files would be.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use sha2::{Digest, Sha256};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-env-changed=JUTTU_ASSETS");
    let mut files = Vec::new();
    let folder = env::var_os("JUTTU_ASSETS").map(PathBuf::from);
    if let Some(folder) = &folder {
        println!("cargo::rerun-if-changed={}", folder.display());
        collect(folder, &mut files)?;
        files.sort();
    }
    let mut code = String::from("&[\n");
    for file in &files {
        let Some(folder) = &folder else { continue };
        let bytes = fs::read(file)?;
        if matches!(extension(file), "br" | "gz") {
            continue;
        }
        let url = file
            .strip_prefix(folder)
            .map_err(io::Error::other)?
            .to_string_lossy()
            .replace('\\', "/");
        let sibling = |suffix: &str| {
            let path = PathBuf::from(format!("{}.{suffix}", file.display()));
            if files.contains(&path) {
                format!("Some(include_bytes!({path:?}))")
            } else {
                "None".to_owned()
            }
        };
        let hash = Sha256::digest(&bytes);
        let hash = hash.iter().take(8).fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        let _ = writeln!(
            code,
            "    Embedded {{ path: {:?}, hash: {hash:?}, plain: include_bytes!({file:?}), br: {}, gz: {} }},",
            format!("/{url}"),
            sibling("br"),
            sibling("gz"),
        );
    }
    code.push_str("]\n");
    let out = env::var_os("OUT_DIR")
        .map(PathBuf::from)
        .unwrap_or_default();
    fs::write(out.join("embedded.rs"), code)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            println!("cargo::rerun-if-changed={}", path.display());
            files.push(path);
        }
    }
    Ok(())
}

fn extension(path: &Path) -> &str {
    path.extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or_default()
}
