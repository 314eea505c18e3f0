//! What a resident said and left is in nothing that leaves, and in no log; nor is any address,
//! password or key of those who are told.

use juttu_shared::wire::v1::visitor::Phone;
use tempfile::TempDir;

use super::office::{Office, SECRET};
use super::smtp::{Fault, PASSWORD};
use crate::harness::{Agent, Program, SERVICE, Visitor, leave, new_secret, soon};

const WORDS: &str = "Kanarialintu pelkää kotona";
const MORE_WORDS: &str = "Kanarian toinen viesti";
const ANSWER: &str = "Kanarian vastaus ammattilaiselta";
const PHONE: &str = "0405551234";
const ADDRESS: &str = "aino.kanarian.kuja@example.net";

#[tokio::test]
async fn nothing_personal_leaves_and_nothing_is_logged() {
    let office = Office::new()
        .await
        .team("request_left, resident_wrote")
        .channel("request_left, resident_wrote", "standard");
    // First everything fails, with answers that repeat the address.
    office.smtp.fails(Some(Fault::Recipient(450)));
    office.hook.answers(500);

    let folder = TempDir::new().unwrap();
    let mut environment: Vec<(&str, &str)> = office
        .environment()
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    environment.push(("RUST_LOG", "trace"));
    let arguments = ["--now", "2027-01-07T12:30+02:00"];
    let mut program = Program::demo(folder.path(), &arguments, &environment).await;

    let mut visitor = Visitor::come(&program, SERVICE, new_secret(), 0).await;
    let mut request = leave(Some(WORDS));
    request.phone = Some(Phone {
        number: PHONE.to_owned(),
        safe_to_call: true,
    });
    request.email = Some(ADDRESS.to_owned());
    let code = request.code.clone();
    visitor.try_leave(request).await.unwrap();
    visitor.post(MORE_WORDS).await;
    let secret = visitor.secret.clone();
    drop(visitor);
    logged(&program, 4, "trying again").await;

    let password = program.password("Maria");
    let mut agent = Agent::come(&program, "Maria", &password).await;
    let conversation = agent.welcome.waiting[0].conversation;
    agent.claim(conversation).await.unwrap();
    agent.post(conversation, ANSWER).await;
    program.tell("advance 150s");
    logged(&program, 5, "trying again").await;

    // Another, while everyone listens again, so that all that is told is told.
    office.smtp.fails(None);
    office.hook.answers(200);
    let mut visitor = Visitor::come(&program, SERVICE, new_secret(), 0).await;
    visitor.try_leave(leave(Some(WORDS))).await.unwrap();
    program.tell("advance 150s");
    let letters = office.smtp.has(2).await;
    soon("the webhook", async {
        while office.hook.calls().len() < 3 {
            tokio::task::yield_now().await;
        }
    })
    .await;

    let of_the_resident = [
        WORDS,
        MORE_WORDS,
        ANSWER,
        PHONE,
        &secret.0,
        &code.0,
        &code.grouped(),
        "Maria",
    ];
    let mut to_the_resident = 0;
    for letter in &letters {
        let everything = format!("{:?}{}{}", letter.headers, letter.body, letter.whole);
        absent(&everything, &of_the_resident);
        match letter.envelope.1 == [ADDRESS] {
            true => to_the_resident += 1,
            false => absent(&everything, &[ADDRESS]),
        }
    }
    assert_eq!(to_the_resident, 1);
    for call in office.hook.calls() {
        let everything = format!("{}{:?}{}", call.path, call.headers, call.body);
        absent(&everything, &of_the_resident);
        absent(&everything, &[ADDRESS]);
    }
    let log = program.log();
    assert!(
        log.contains("service.perhekeskus.notify.team"),
        "it is a log"
    );
    absent(&log, &of_the_resident[..7]);
    let key = SECRET.strip_prefix("whsec_").unwrap();
    let of_those_told = [ADDRESS, "tiimi@example.fi", "T0ken", PASSWORD, key];
    absent(&log, &of_those_told);
    let figures = program.get("/metrics").send().await.text().to_owned();
    absent(&figures, &of_those_told);
}

/// Waits until the log says something so often.
async fn logged(program: &Program, times: usize, words: &str) {
    soon("the log to say so", async {
        while program.log().matches(words).count() < times {
            tokio::task::yield_now().await;
        }
    })
    .await;
}

fn absent(text: &str, canaries: &[&str]) {
    for canary in canaries {
        assert!(!text.contains(canary), "{canary} in {text}");
    }
}
