//! Every word on a screen, in every language.
//!
//! The tables live in the relay alone: it serves the words of one language beside the public state
//! and the desk's start, so that no client carries three, and the loader reads the same ones. In a
//! client only the keys are linked. A key without a word in some language does not compile.

pub mod code;
pub mod dates;
pub mod desk;
pub mod ident;
pub mod notices;
pub mod relay;
pub mod report;
pub mod widget;

/// A language the screens speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Finnish.
    Fi,
    /// Swedish.
    Sv,
    /// English.
    En,
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 3] = [Self::Fi, Self::Sv, Self::En];

    /// Its BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Fi => "fi",
            Self::Sv => "sv",
            Self::En => "en",
        }
    }

    /// The language of a BCP 47 tag such as `sv` or `sv-FI`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split('-').next().unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|language| language.tag().eq_ignore_ascii_case(primary))
    }
}

/// Names a text. The words come from the relay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key(pub &'static str);

/// A text in every language. `{name}` stands for what the client puts there, under the same name
/// in each. A text with `one | many` holds both numbers' forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    /// The key.
    pub key: &'static str,
    /// Finnish.
    pub fi: &'static str,
    /// Swedish.
    pub sv: &'static str,
    /// English.
    pub en: &'static str,
}

impl Text {
    /// The words in one language.
    pub fn words(&self, language: Language) -> &'static str {
        match language {
            Language::Fi => self.fi,
            Language::Sv => self.sv,
            Language::En => self.en,
        }
    }
}

/// Defines a table: a constant [`Key`] for each text, and `ALL` with the words.
macro_rules! texts {
    ($($name:ident $key:literal { $fi:literal $sv:literal $en:literal })*) => {
        $(
            #[doc = concat!("“", $en, "”")]
            pub const $name: $crate::texts::Key = $crate::texts::Key($key);
        )*
        /// Every text of this table.
        pub static ALL: &[$crate::texts::Text] = &[
            $($crate::texts::Text { key: $key, fi: $fi, sv: $sv, en: $en },)*
        ];
    };
}
pub(crate) use texts;

#[cfg(test)]
mod tests {
    use super::*;

    fn placeholders(text: &str) -> Vec<&str> {
        let mut found: Vec<&str> = text
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
            .collect();
        found.sort_unstable();
        found
    }

    fn tables() -> [Vec<&'static Text>; 9] {
        let table = |texts: &'static [Text]| texts.iter().collect();
        [
            table(widget::ALL),
            desk::all().collect(),
            table(notices::ALL),
            table(relay::ALL),
            table(code::ALL),
            table(report::ALL),
            table(ident::ALL),
            table(desk::reasons::ALL),
            table(desk::purposes::ALL),
        ]
    }

    #[test]
    fn every_text_is_whole_in_every_language() {
        for table in tables() {
            for text in table {
                for language in Language::ALL {
                    let words = text.words(language);
                    assert!(!words.trim().is_empty(), "{} in {language:?}", text.key);
                    assert_eq!(placeholders(words), placeholders(text.fi), "{}", text.key);
                    assert_eq!(
                        words.contains(" | "),
                        text.fi.contains(" | "),
                        "{}",
                        text.key
                    );
                    assert!(!words.contains('!'), "no exclamation marks: {}", text.key);
                }
            }
        }
    }

    #[test]
    fn keys_are_told_apart() {
        for table in tables() {
            let mut keys: Vec<_> = table.iter().map(|text| text.key).collect();
            keys.sort_unstable();
            keys.dedup();
            assert_eq!(keys.len(), table.len());
        }
    }

    #[test]
    fn every_closing_day_has_a_name() {
        for holiday in crate::rules::hours::Holiday::ALL {
            let named = relay::ALL.iter().any(|text| text.key == holiday.key());
            assert!(named, "{holiday:?}");
        }
    }

    #[test]
    fn a_region_does_not_change_the_language() {
        assert_eq!(Language::from_tag("sv-FI"), Some(Language::Sv));
        assert_eq!(Language::from_tag("FI"), Some(Language::Fi));
        assert_eq!(Language::from_tag("fil"), None);
        assert_eq!(Language::from_tag(""), None);
    }
}
