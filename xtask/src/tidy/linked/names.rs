//! The names of functions in a WASM: its custom section `name`, subsection 1 (WebAssembly core
//! specification, appendix "Name Section").

use crate::wasm::Bytes;

/// Every function's name; none when the section is missing or broken.
pub(super) fn of_functions(wasm: &[u8]) -> Vec<&str> {
    names(wasm).unwrap_or_default()
}

fn names(wasm: &[u8]) -> Option<Vec<&str>> {
    let mut rest = Bytes(wasm.get(8..)?);
    while let Some(id) = rest.byte() {
        let mut section = Bytes(rest.counted()?);
        if id != 0 || section.counted()? != b"name" {
            continue;
        }
        while let Some(id) = section.byte() {
            let mut map = Bytes(section.counted()?);
            if id == 1 {
                let count = map.number()?;
                return (0..count)
                    .map(|_| {
                        map.number()?;
                        std::str::from_utf8(map.counted()?).ok()
                    })
                    .collect();
            }
        }
    }
    None
}

/// A WASM with these names and nothing else, for tests. Short ones only.
#[cfg(test)]
pub(super) fn wasm_with(names: &[&str]) -> Vec<u8> {
    fn counted(bytes: &[u8]) -> Vec<u8> {
        let length = bytes.len();
        let low = u8::try_from(length % 128).expect("it is below 128") | 0x80;
        let high = u8::try_from(length / 128).expect("it is short");
        [&[low, high], bytes].concat()
    }
    let mut map = vec![u8::try_from(names.len()).expect("there are few")];
    for name in names {
        // An index that reads as a letter, as it may in a real one.
        map.push(b'A');
        map.extend(counted(name.as_bytes()));
    }
    let functions = [vec![1], counted(&map)].concat();
    let section = [counted(b"name"), functions].concat();
    [
        b"\0asm\x01\0\0\0".to_vec(),
        vec![1, 1, 0],
        vec![0],
        counted(&section),
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_one_by_one() {
        assert_eq!(of_functions(&wasm_with(&["one", "two"])), ["one", "two"]);
    }

    #[test]
    fn a_broken_section_has_none() {
        let whole = wasm_with(&["one", "two"]);
        assert!(of_functions(&whole[..whole.len() - 1]).is_empty());
        assert!(of_functions(b"\0asm").is_empty());
    }
}
