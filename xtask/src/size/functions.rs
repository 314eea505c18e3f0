//! The functions of a WASM, with their names and sizes: the sections `import`, `code` and `name`
//! (WebAssembly core specification, "Binary Format" and the appendix on names).

use std::collections::BTreeMap;

use crate::wasm::Bytes;

/// Every function of the WASM itself: its name, empty when it has none, and its bytes of code.
/// None when this is no WASM that can be read.
pub(super) fn of(wasm: &[u8]) -> Option<Vec<(&str, usize)>> {
    let mut rest = Bytes(wasm.get(8..)?);
    let (mut imported, mut sizes, mut names) = (0, Vec::new(), BTreeMap::new());
    while let Some(id) = rest.byte() {
        let mut section = Bytes(rest.counted()?);
        match id {
            0 if section.counted()? == b"name" => names = named(section)?,
            2 => imported = imports(section)?,
            10 => {
                let count = section.number()?;
                let lengths = (0..count).map(|_| section.counted().map(<[u8]>::len));
                sizes = lengths.collect::<Option<_>>()?;
            }
            _ => {}
        }
    }
    let all = sizes.into_iter().enumerate();
    let all = all.map(|(place, size)| {
        let name = names.get(&(imported + place)).copied();
        (name.unwrap_or_default(), size)
    });
    Some(all.collect())
}

/// How many functions are imported: they come first in the numbering.
fn imports(mut section: Bytes<'_>) -> Option<usize> {
    let mut functions = 0;
    for _ in 0..section.number()? {
        section.counted()?;
        section.counted()?;
        match section.byte()? {
            0 => {
                functions += 1;
                section.number()?;
            }
            // A table's type, then its limits like a memory's.
            1 => {
                section.byte()?;
                limits(&mut section)?;
            }
            2 => limits(&mut section)?,
            _ => {
                section.byte()?;
                section.byte()?;
            }
        }
    }
    Some(functions)
}

fn named(mut section: Bytes<'_>) -> Option<BTreeMap<usize, &str>> {
    while let Some(id) = section.byte() {
        let mut map = Bytes(section.counted()?);
        if id == 1 {
            let count = map.number()?;
            return (0..count)
                .map(|_| Some((map.number()?, std::str::from_utf8(map.counted()?).ok()?)))
                .collect();
        }
    }
    Some(BTreeMap::new())
}

/// A table's or a memory's limits.
fn limits(section: &mut Bytes<'_>) -> Option<()> {
    let has_most = section.byte()? & 1 == 1;
    section.number()?;
    if has_most {
        section.number()?;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_skip_what_is_imported() {
        let wasm = [
            b"\0asm\x01\0\0\0".as_slice(),
            // One import, the function `a` of `m`.
            b"\x02\x07\x01\x01m\x01a\0\0",
            // Two functions, of two and of three bytes.
            b"\x0a\x08\x02\x02\0\x0b\x03\0\x01\x0b",
            // Their names: the second function is number 2.
            b"\0\x0f\x04name\x01\x08\x02\0\x01a\x02\x02to",
        ]
        .concat();
        assert_eq!(of(&wasm), Some(vec![("", 2), ("to", 3)]));
        assert_eq!(of(&wasm[..wasm.len() - 1]), None);
    }
}
