//! What binds a row to the one before it.

use super::*;

fn entry() -> Entry {
    Entry {
        id: 1,
        segment: Segment(202_701),
        number: 1,
        at_ms: 1_799_317_800_000,
        agent: 5,
        name: "Maria".into(),
        role: "agent".into(),
        service: "talous".into(),
        conversation: 7,
        what: "identity".into(),
        why: Some("Hakemus".into()),
        to: None,
        success: true,
        person: Some(vec![7; 32]),
    }
}

#[test]
fn a_row_is_hashed_as_the_documentation_says() {
    // Made by hand with another program: nobody may change the encoding without noticing.
    let link = entry().link(BEGINNING).to_string();
    assert_eq!(
        link,
        "48bdf7f8e3fbcc437162789c2b3dac27d0da41a69af47a0b3b1b2cca07071137"
    );
}

#[test]
fn every_field_counts_and_none_can_be_moved_into_its_neighbour() {
    let first = entry();
    let link = first.link(BEGINNING);
    let change = |change: &dyn Fn(&mut Entry)| {
        let mut other = first.clone();
        change(&mut other);
        other
    };
    let others = [
        change(&|it| it.id = 2),
        change(&|it| it.segment = Segment(202_702)),
        change(&|it| it.number = 2),
        change(&|it| it.at_ms += 1),
        change(&|it| it.agent = 6),
        change(&|it| it.name = "Marja".into()),
        change(&|it| it.role = "auditor".into()),
        change(&|it| it.service = "muu".into()),
        change(&|it| it.conversation = 8),
        change(&|it| it.what = "contact".into()),
        change(&|it| it.why = None),
        change(&|it| it.why = Some(String::new())),
        change(&|it| it.to = Some(String::new())),
        change(&|it| it.success = false),
        change(&|it| it.person = None),
        change(&|it| it.person = Some(vec![8; 32])),
        change(&|it| {
            it.name = "Mari".into();
            it.role = "aagent".into();
        }),
        change(&|it| {
            it.to = it.why.take();
        }),
    ];
    let mut links: Vec<_> = others.iter().map(|it| it.link(BEGINNING).0).collect();
    links.extend([link.0, first.link(link).0]);
    let all = links.len();
    links.sort_unstable();
    links.dedup();
    assert_eq!(links.len(), all);
}

#[test]
fn a_row_stands_behind_the_one_before_and_in_its_month() {
    let first = entry();
    let link = first.link(BEGINNING);
    let mut end = End::default();
    end.step(&first, BEGINNING, link).unwrap();
    let second = Entry {
        id: 2,
        number: 2,
        ..entry()
    };
    let good = second.link(link);
    assert_eq!(end.clone().step(&second, link, good), Ok(()));
    let step = |row: &Entry, before: Link, own: Link| end.clone().step(row, before, own);
    let skipped = Entry {
        id: 3,
        ..second.clone()
    };
    let missing = Err(Flaw::Missing { expected: 2 });
    assert_eq!(step(&skipped, link, skipped.link(link)), missing);
    assert_eq!(step(&second, link, link), Err(Flaw::Changed));
    let elsewhere = second.link(BEGINNING);
    assert_eq!(step(&second, BEGINNING, elsewhere), Err(Flaw::Unlinked));
    for misplaced in [
        Entry {
            number: 3,
            ..second.clone()
        },
        Entry {
            segment: Segment(202_702),
            ..second.clone()
        },
        Entry {
            segment: Segment(202_702),
            number: 1,
            ..second.clone()
        },
    ] {
        let own = misplaced.link(link);
        assert_eq!(step(&misplaced, link, own), Err(Flaw::Misplaced));
    }
}

#[test]
fn a_month_is_one_of_utc_and_never_goes_back() {
    // 2027-01-31T23:59:59.999Z and the next millisecond.
    let last_ms = 1_801_439_999_999;
    assert_eq!(Segment::of(last_ms), Segment(202_701));
    assert_eq!(Segment::of(last_ms + 1), Segment(202_702));
    let end = End {
        segment: Segment(202_702),
        number: 4,
        ..End::default()
    };
    assert_eq!(end.next(last_ms), (Segment(202_702), 5));
    assert_eq!(end.next(last_ms + 31 * 86_400_000), (Segment(202_703), 1));
}

#[test]
fn a_month_is_over_when_whole_years_have_passed_since_its_end() {
    let january = Segment(201_501);
    // 2027-01-31T23:59:59.999Z and the next millisecond.
    assert!(!january.is_over(12, 1_801_439_999_999));
    assert!(january.is_over(12, 1_801_440_000_000));
    assert!(!Segment(202_702).is_over(12, 1_801_440_000_000));
}

#[test]
fn heads_are_read_as_they_were_written() {
    let head = Head {
        segment: Segment(202_701),
        number: 12,
        link: entry().link(BEGINNING),
        purged_at_ms: None,
    };
    assert_eq!(Head::parse(&head.to_string()), Some(head));
    for wrong in [
        "",
        "2027-01 12",
        "2027-13 12 00",
        "2027-01 0 00",
        "2027-01 12 xyz",
    ] {
        assert_eq!(Head::parse(wrong), None, "{wrong}");
    }
    assert_eq!(Head::parse(&format!("{head} more")), None);
}
