//! Asking, and what is waited for until it ends.

use super::*;

#[test]
fn a_request_goes_out_once_with_a_ready_reason_or_ones_own() {
    let mut model = identifying(Vec::new());
    assert!(model.may_ask_identification(A));
    let sent = commands(&model.ask_identification(A, Some("Jag bokar en tid åt dig."), key(1)));
    let [ClientMessage::AskIdentification(post)] = &sent[..] else {
        panic!("one request: {sent:?}");
    };
    assert_eq!(post.text, "Jag bokar en tid åt dig.");
    assert_eq!(model.ask_identification(A, Some("x"), key(2)), [], "once");
    let answer = Envelope {
        client_key: Some(key(1)),
        ..event(A, 4, Author::Agent(MARIA), requested())
    };
    assert_eq!(apply(&mut model, ServerMessage::Event(answer)), []);
    assert!(!model.is_doing(A, Deed::AskIdentification) && model.outbox.is_empty());

    model.draft(A, Lane::Purpose, "  omin sanoin ".into(), NOW_MS);
    let sent = commands(&model.ask_identification(A, None, key(3)));
    assert!(
        matches!(&sent[..], [ClientMessage::AskIdentification(post)] if post.text == "omin sanoin")
    );
    let answer = Envelope {
        client_key: Some(key(3)),
        ..event(A, 5, Author::Agent(MARIA), requested())
    };
    apply(&mut model, ServerMessage::Event(answer));
    let found = model.conversation(A).unwrap();
    assert_eq!(found.draft(Lane::Purpose).text, "", "it has gone out");
    assert_eq!(found.asked().unwrap().at_ms, NOW_MS + 5_000, "the newest");
}

#[test]
fn a_reason_of_ones_own_has_its_length() {
    let mut model = identifying(Vec::new());
    for (text, wrong) in [
        (" ".to_owned(), Refusal::TextEmpty),
        ("a".repeat(WHY_CHARS + 1), Refusal::TextTooLong),
    ] {
        model.draft(A, Lane::Purpose, text.clone(), NOW_MS);
        assert_eq!(model.ask_identification(A, None, key(1)), []);
        let draft = model.conversation(A).unwrap().draft(Lane::Purpose).clone();
        assert_eq!((draft.text, draft.refused), (text, Some(wrong)));
    }
    model.draft(A, Lane::Purpose, "a".repeat(WHY_CHARS), NOW_MS);
    assert_eq!(
        commands(&model.ask_identification(A, None, key(1))).len(),
        1
    );
}

#[test]
fn a_reason_is_no_message() {
    let mut model = identifying(Vec::new());
    let told = model.draft(A, Lane::Purpose, "miksi".into(), NOW_MS);
    assert_eq!(told, [], "nor typing");
    assert_eq!(model.send(A, Lane::Purpose, key(1)), []);
    let kept = juttu_client::json::to_text(&model.to_keep());
    let mut again = Model::default();
    again.sign_in(identifies());
    again.put_back(juttu_client::json::from_text(&kept).unwrap());
    apply(&mut again, welcome(Vec::new(), vec![mine(A), mine(B)]));
    let draft = again.conversation(A).unwrap().draft(Lane::Purpose);
    assert_eq!(draft.text, "miksi", "a reload keeps it");
}

#[test]
fn nobody_is_asked_where_nobody_identifies_or_once_somebody_has() {
    assert!(!desk(Vec::new(), vec![mine(A)]).may_ask_identification(A));
    assert!(!identifying(vec![completed(FIRST)]).may_ask_identification(A));
    let asked = Mine {
        hold: Hold::Consulted,
        ..mine(A)
    };
    assert!(!desk_with(vec![asked]).may_ask_identification(A));
    assert!(desk_with(vec![my_request(A)]).may_ask_identification(A));
    let from_elsewhere = Mine {
        door: Some(ServiceId("perhekeskus".into())),
        ..mine(A)
    };
    assert!(!desk_with(vec![from_elsewhere]).may_ask_identification(A));
    let mut over = identifying(Vec::new());
    apply(&mut over, ServerMessage::Event(closed(A, 4, RESIDENT)));
    assert!(!over.may_ask_identification(A));
}

#[test]
fn a_refused_request_is_said_in_its_panel() {
    let mut model = identifying(Vec::new());
    for code in [Refusal::NoIdentification, Refusal::AlreadyIdentified] {
        model.ask_identification(A, Some("syy"), key(1));
        let effects = apply(&mut model, refused(1, code));
        assert_eq!(effects, [Effect::Say(Said::Notice(Notice::Refused(code)))]);
        let found = model.conversation(A).unwrap();
        assert_eq!(found.deed_refused, Some((Deed::AskIdentification, code)));
        assert!(model.outbox.is_empty());
    }
}

#[test]
fn what_is_waited_for_ends_with_an_answer_or_with_the_conversation() {
    let asked = |model: &Model| model.conversation(A).unwrap().asked();
    let mut model = identifying(vec![requested()]);
    let pending = asked(&model).unwrap();
    assert_eq!((pending.at_ms, pending.failed), (NOW_MS + 4_000, None));
    for (seq, cause) in [(5, FailureCause::Cancelled), (6, FailureCause::Unavailable)] {
        let effects = happens(&mut model, seq, Author::Relay, failed(cause));
        assert_eq!(effects, [said(Step::Failed(cause))]);
        assert_eq!(asked(&model).unwrap().failed, Some(cause), "may try again");
    }
    let effects = happens(&mut model, 7, RESIDENT, declined());
    assert_eq!(effects, [said(Step::Declined)]);
    let found = model.conversation(A).unwrap();
    assert_eq!(
        (found.asked(), found.declined_ms()),
        (None, Some(NOW_MS + 7_000))
    );
    happens(&mut model, 8, Author::Agent(MARIA), requested());
    let found = model.conversation(A).unwrap();
    assert!(found.asked().is_some() && found.declined_ms().is_none());
    let effects = happens(&mut model, 9, RESIDENT, completed(FIRST));
    assert_eq!(effects, [said(Step::Completed(Level::Substantial))]);
    let found = model.conversation(A).unwrap();
    assert!(found.asked().is_none() && found.is_identified());

    let mut over = identifying(vec![requested()]);
    apply(&mut over, ServerMessage::Event(closed(A, 5, RESIDENT)));
    assert_eq!(asked(&over), None);
}

#[test]
fn every_step_stands_in_the_log() {
    let model = identifying(vec![
        requested(),
        failed(FailureCause::Elsewhere),
        declined(),
        completed(FIRST),
        forgotten(FIRST),
        Kind::CodeMade(CodeMade {}),
    ]);
    let steps: Vec<Step> = (model.rows_of(A).into_iter())
        .filter_map(|row| match row.what {
            What::Identification(step) if row.state == RowState::Sent => Some(step),
            _ => None,
        })
        .collect();
    let reason = "Varaan sinulle ajan.".to_owned();
    assert_eq!(
        steps,
        [
            Step::Asked(reason),
            Step::Failed(FailureCause::Elsewhere),
            Step::Declined,
            Step::Completed(Level::Substantial),
            Step::Forgotten,
            Step::CodeMade,
        ]
    );
}

#[test]
fn how_an_answer_is_read_follows_who_the_resident_is() {
    let reach = |model: &Model| model.conversation(A).unwrap().reach;
    let request = Mine {
        reach: Reach {
            code: true,
            ..Reach::default()
        },
        ..my_request(A)
    };
    let mut model = desk_with(vec![request]);
    happens(&mut model, 4, RESIDENT, completed(FIRST));
    assert_eq!(
        (reach(&model).code, reach(&model).identification),
        (false, true)
    );
    happens(&mut model, 5, Author::Agent(MARIA), forgotten(FIRST));
    assert!(!reach(&model).is_possible());
    happens(&mut model, 6, RESIDENT, Kind::CodeMade(CodeMade {}));
    assert!(reach(&model).code);
}

#[test]
fn an_answer_and_another_person_are_unread_until_they_are_looked_at() {
    for answer in [declined(), completed(FIRST)] {
        let mut model = identifying(vec![requested()]);
        model.watch(true);
        model.open(B);
        let unread = |model: &Model| model.conversation(A).unwrap().unread();
        happens(
            &mut model,
            5,
            Author::Relay,
            failed(FailureCause::Cancelled),
        );
        assert_eq!(unread(&model), 0, "it is still waited for");
        happens(&mut model, 6, RESIDENT, answer);
        assert_eq!(unread(&model), 1);
        warned(&mut model, 1);
        assert_eq!(unread(&model), 2);
        model.open(A);
        assert_eq!(unread(&model), 0);
    }
}

#[test]
fn only_who_takes_part_has_a_field_to_answer_in() {
    let mut model = identifying(Vec::new());
    assert!(model.may_answer());
    let consulted = Mine {
        hold: Hold::Consulted,
        ..mine(A)
    };
    model = desk_with(vec![consulted]);
    assert!(!model.may_answer());
}
