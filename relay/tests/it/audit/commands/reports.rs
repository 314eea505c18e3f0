//! `juttu-relay audit report`: what a registrar gives out of one person.

use super::*;

#[tokio::test]
async fn a_report_says_who_saw_what_of_one_person_in_their_language() {
    let mut place = Place::new().await;
    // Before anybody was identified in the same conversation.
    place.row(JANUARY_MS - MONTH_MS, |row| {
        row.name = "Tuula".into();
        row.what = "contact".into();
        row.person = None;
    });
    place.months();
    place.row(JANUARY_MS + 3 * MONTH_MS, |row| {
        row.name = "Pekka".into();
        row.what = "personal_code".into();
        row.success = false;
    });
    place.row(JANUARY_MS + 4 * MONTH_MS, |row| {
        row.name = "Toinen".into();
        row.conversation = 2;
        row.person = Some(vec![7; 32]);
    });
    // When it was forgotten who it is, and in another conversation.
    place.row(JANUARY_MS + 5 * MONTH_MS, |row| {
        row.name = "Unto".into();
        row.person = None;
    });
    place.row(JANUARY_MS + 6 * MONTH_MS, |row| {
        row.name = "Ville".into();
        row.conversation = 3;
        row.person = None;
    });
    let (made, page, said) = place.run(&["report"], " 010170-999r\n");
    assert!(made, "{said}");
    for words in [
        "<html lang=\"fi\">",
        "Pohjan &amp; Rannan hyvinvointialue",
        "15.1.2027 klo 10",
        "<td>Maria</td><td>ammattilainen</td><td>Perhekeskuksen chat</td><td>1</td><td>katsoi keskustelun</td><td></td>",
        "<td>Anna &lt;b&gt;</td><td>esihenkilö</td>",
        "<td>katsoi nimen</td><td>Valitus</td>",
        "antoi keskustelun eteenpäin: Jukka",
        "katsoi henkilötunnuksen – ei onnistunut, tietoja ei näytetty",
        "<td>Tuula</td>",
        "5 merkintää",
        "Europe/Helsinki",
    ] {
        assert!(page.contains(words), "{words} is not in {page}");
    }
    for words in ["Toinen", "Unto", "Ville", "Kanaria", CODE, "999R", "{"] {
        let (_, body) = page.split_once("</style>").unwrap();
        assert!(!body.contains(words), "{words} is in {page}");
    }
    assert!(!page.contains("teki selvityksen"), "{page}");
    let (made, page, _) = place.run(&["report", "--language", "sv"], CODE);
    assert!(made && page.contains("<html lang=\"sv\">") && page.contains("Välfärdsområdet"));
    assert!(page.contains("såg namnet"), "{page}");
    let (made, page, _) = place.run(&["report", "--language", "en"], "291292-918R");
    assert!(
        made && page.contains("The log has no entries about this person."),
        "{page}"
    );
    assert!(!page.contains("<table>"));
    for wrong in [
        "",
        "Aino",
        "210281-998",
        "210281-9988 ja muut",
        "21028119988",
    ] {
        let (made, page, said) = place.run(&["report"], wrong);
        assert!(!made && page.is_empty(), "{wrong}");
        assert!(said.contains("that is no personal identity code"), "{said}");
        assert!(wrong.is_empty() || !said.contains(wrong), "{said}");
    }
}

#[tokio::test]
async fn a_report_is_in_the_log_before_it_is_printed() {
    let mut place = Place::new().await;
    place.row(JANUARY_MS, |_| {});
    // Of nobody whom the log knows: that it was asked for is there, and not of whom.
    let other = "291292-918R";
    let (made, _, said) = place.run(&["report"], other);
    assert!(made, "{said}");
    for _ in 0..2 {
        let (made, _, said) = place.run(&["report"], CODE);
        assert!(made, "{said}");
    }
    let (made, page, _) = place.run(&["report"], CODE);
    assert!(made);
    let row = "<td>pääkäyttäjä</td><td></td><td></td><td>teki selvityksen</td><td></td>";
    assert_eq!(page.matches(row).count(), 2, "{page}");
    assert!(page.contains("3 merkintää"), "{page}");
    let (_, page, _) = place.run(&["report"], other);
    assert!(page.contains("ei ole merkintöjä"), "{page}");

    let rows = place.reported();
    let by = &rows[0].0;
    assert!(!by.is_empty() && page.contains("Selvitys"));
    let person = |code| code_hash(&place.keyring, code).0.to_vec();
    let unknown = (by.clone(), false, None);
    let known = (by.clone(), true, Some(person(CODE)));
    assert_eq!(
        rows,
        [
            unknown.clone(),
            known.clone(),
            known.clone(),
            known,
            unknown
        ]
    );
    let (holds, said, _) = place.run(&["verify"], "");
    assert!(holds && said.contains("rows: 6"), "{said}");
}
