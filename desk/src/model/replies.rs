//! Canned replies: found by a few letters, in the resident's language where there is one, and made
//! ready for the draft.

use juttu_shared::id::ServiceId;
use juttu_shared::wire::v1::desk::Reply;

/// A canned reply as it is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Its name in the configuration.
    pub id: String,
    /// What it is found by.
    pub title: String,
    /// What is inserted.
    pub text: String,
    /// Its language, a BCP 47 tag.
    pub language: String,
    /// Whether it is in the resident's language.
    pub is_own_language: bool,
}

/// For whom replies are looked up.
#[derive(Clone, Copy, Debug)]
pub struct For<'a> {
    /// The service.
    pub service: &'a ServiceId,
    /// The resident's language, a BCP 47 tag.
    pub language: &'a str,
    /// The desk's language, which comes second.
    pub desk_language: &'a str,
    /// Whether those are looked for that are said last.
    pub ending: bool,
    /// Who says it.
    pub agent: &'a str,
    /// The resident's number.
    pub reference: u64,
}

/// The replies of a service in which every word of `sought` begins or stands somewhere, those whose
/// title begins with it first; otherwise in the order of the configuration. Those that exist in the
/// resident's language come before those that don't.
pub fn find(replies: &[Reply], whose: For<'_>, sought: &str) -> Vec<Offer> {
    let sought = fold(sought);
    let words: Vec<&str> = sought.split_whitespace().collect();
    let mut found: Vec<((bool, u8), Offer)> = (replies.iter())
        .filter(|reply| reply.service == *whose.service && reply.ending == whose.ending)
        .filter_map(|reply| offer(reply, whose))
        .filter_map(|offer| {
            let rank = rank(&offer, &words)?;
            Some(((!offer.is_own_language, rank), offer))
        })
        .collect();
    found.sort_by_key(|(order, _)| *order);
    found.into_iter().map(|(_, offer)| offer).collect()
}

/// How well every word is found, the best one 0; none where one is not.
fn rank(offer: &Offer, words: &[&str]) -> Option<u8> {
    let (title, id, text) = (fold(&offer.title), fold(&offer.id), fold(&offer.text));
    let mut worst = 0;
    for word in words {
        let begins = |field: &str| field.split(is_between).any(|part| part.starts_with(word));
        worst = worst.max(match () {
            () if begins(&title) || begins(&id) => 0,
            () if title.contains(word) || id.contains(word) => 1,
            () if begins(&text) => 2,
            () if text.contains(word) => 3,
            () => return None,
        });
    }
    Some(worst)
}

fn is_between(letter: char) -> bool {
    !letter.is_alphanumeric()
}

/// Small letters without their marks: `Päätös` is found by `paatos` too.
fn fold(text: &str) -> String {
    (text.chars())
        .flat_map(char::to_lowercase)
        .map(|letter| match letter {
            'å' | 'ä' | 'à' | 'á' => 'a',
            'ö' | 'ø' | 'ó' => 'o',
            'é' | 'è' => 'e',
            'ü' => 'u',
            'š' => 's',
            'ž' => 'z',
            other => other,
        })
        .collect()
}

/// A reply in the resident's language, or else in the desk's, or else in its first.
fn offer(reply: &Reply, whose: For<'_>) -> Option<Offer> {
    let in_language = |wanted: &str| {
        let mut texts = reply.texts.iter();
        texts.find(|(tag, _)| primary(tag) == primary(wanted))
    };
    let found = in_language(whose.language)
        .or_else(|| in_language(whose.desk_language))
        .or_else(|| reply.texts.iter().next());
    found.map(|(language, text)| Offer {
        id: reply.id.clone(),
        title: text.title.clone(),
        text: fill(&text.text, whose),
        language: language.clone(),
        is_own_language: primary(language) == primary(whose.language),
    })
}

fn primary(tag: &str) -> String {
    let primary = tag.split('-').next().unwrap_or_default();
    primary.to_ascii_lowercase()
}

/// Puts what the desk knows in its place.
fn fill(text: &str, whose: For<'_>) -> String {
    let reference = whose.reference.to_string();
    // A name with a brace in it is not looked into again.
    let parts = text.split("{agent}");
    let parts = parts.map(|part| part.replace("{reference}", &reference));
    parts.collect::<Vec<_>>().join(whose.agent)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use juttu_shared::wire::v1::desk::ReplyText;

    use super::*;

    fn service() -> ServiceId {
        ServiceId("aikuissosiaalityo".into())
    }

    fn reply(id: &str, texts: &[(&str, &str, &str)]) -> Reply {
        let texts = texts.iter().map(|(tag, title, text)| {
            let text = ReplyText {
                title: (*title).into(),
                text: (*text).into(),
            };
            ((*tag).to_owned(), text)
        });
        Reply {
            service: service(),
            id: id.into(),
            ending: false,
            texts: texts.collect::<BTreeMap<_, _>>(),
        }
    }

    fn replies() -> Vec<Reply> {
        vec![
            reply(
                "liitteet",
                &[
                    ("fi", "Liitteet", "Ota mukaan päätös ja tiliote."),
                    ("sv", "Bilagor", "Ta med beslutet och kontoutdraget."),
                ],
            ),
            reply(
                "paatos",
                &[("fi", "Päätöksen aika", "Päätös tulee 7 päivässä.")],
            ),
            reply(
                "tervehdys",
                &[(
                    "fi",
                    "Tervehdys",
                    "Hei, olen {agent}. Numerosi on {reference}.",
                )],
            ),
        ]
    }

    fn ids(language: &str, sought: &str) -> Vec<String> {
        let service = service();
        let found = find(&replies(), whose(&service, language), sought);
        found.into_iter().map(|offer| offer.id).collect()
    }

    fn whose<'a>(service: &'a ServiceId, language: &'a str) -> For<'a> {
        For {
            service,
            language,
            desk_language: "fi",
            ending: false,
            agent: "Maria {reference}",
            reference: 214,
        }
    }

    #[test]
    fn a_few_letters_of_title_text_or_id_find_it() {
        assert_eq!(ids("fi", ""), ["liitteet", "paatos", "tervehdys"]);
        assert_eq!(ids("fi", "terv"), ["tervehdys"]);
        assert_eq!(ids("fi", "tiliot"), ["liitteet"]);
        assert_eq!(ids("fi", "paatos"), ["paatos", "liitteet"], "titles first");
        assert_eq!(ids("fi", "PÄÄTÖS ota"), ["liitteet"], "every word");
        assert_eq!(ids("fi", "iliote"), ["liitteet"], "in the middle too");
        assert!(ids("fi", "xyz").is_empty());
    }

    #[test]
    fn the_residents_language_comes_first_and_another_is_marked() {
        let service = service();
        let found = find(&replies(), whose(&service, "sv-FI"), "");
        assert_eq!(found[0].title, "Bilagor");
        assert!(found[0].is_own_language);
        assert!(!found[1].is_own_language && found[1].language == "fi");
    }

    #[test]
    fn what_the_desk_knows_is_filled_in() {
        let service = service();
        let found = find(&replies(), whose(&service, "fi"), "terv");
        assert_eq!(
            found[0].text,
            "Hei, olen Maria {reference}. Numerosi on 214."
        );
    }

    #[test]
    fn endings_and_other_services_stand_apart() {
        let service = service();
        let mut all = replies();
        all[0].ending = true;
        all[1].service = ServiceId("perhekeskus".into());
        let shown = find(&all, whose(&service, "fi"), "");
        assert_eq!(shown.len(), 1);
        let ending = For {
            ending: true,
            ..whose(&service, "fi")
        };
        assert_eq!(find(&all, ending, "")[0].id, "liitteet");
    }
}
