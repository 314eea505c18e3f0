//! The people of the test bank: invented, with personal identity codes whose checksums are right.

/// Somebody invented.
#[derive(Debug)]
pub(super) struct Someone {
    pub(super) personal_code: &'static str,
    pub(super) given_names: &'static str,
    pub(super) family_name: &'static str,
    /// As it is shown.
    pub(super) name: &'static str,
}

/// All of them.
pub(super) const PEOPLE: [Someone; 5] = [
    Someone {
        personal_code: "210281-9988",
        given_names: "Aino Tuulikki",
        family_name: "Testinen",
        name: "Aino Testinen",
    },
    Someone {
        personal_code: "010170-999R",
        given_names: "Matti Olavi",
        family_name: "Koemäki",
        name: "Matti Koemäki",
    },
    Someone {
        personal_code: "070770-905D",
        given_names: "Bo Erik",
        family_name: "Testström",
        name: "Bo Testström",
    },
    Someone {
        personal_code: "291292-918R",
        given_names: "Sanna Maria",
        family_name: "Mallila",
        name: "Sanna Mallila",
    },
    Someone {
        personal_code: "010100-969P",
        given_names: "Eino Armas",
        family_name: "Esimerkki",
        name: "Eino Esimerkki",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_personal_identity_code_has_its_checksum() {
        for someone in &PEOPLE {
            let code = someone.personal_code;
            let digits: u32 = format!("{}{}", &code[..6], &code[7..10]).parse().unwrap();
            let check = b"0123456789ABCDEFHJKLMNPRSTUVWXY"[digits as usize % 31];
            assert_eq!(char::from(check), code.chars().last().unwrap(), "{code}");
            assert!(&code[7..10] >= "900", "{code} may be somebody's");
        }
    }
}
