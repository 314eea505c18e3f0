//! Canned replies, as an operator writes them.

use juttu_relay::config::{Config, Problems};
use juttu_shared::texts::Language;

use super::services::with;
use super::{read, service};
use juttu_relay::config::DEFAULT;

/// A reply that is right, but for what `rest` says of it.
fn reply(name: &str, rest: &str) -> String {
    format!(
        "[service.a.reply.{name}]\ntitle.fi = \"Hei\"\ntitle.sv = \"Hej\"\ntext.sv = \"Hej\"\n{rest}"
    )
}

fn wrong(rest: &str) -> String {
    let read: Result<Config, Problems> = with(rest);
    read.unwrap_err().to_string()
}

#[test]
fn the_reference_has_two_in_their_order() {
    let config = read(DEFAULT).unwrap();
    let families = config.as_written(&service("perhekeskus")).unwrap();
    let said: Vec<_> = families
        .replies
        .iter()
        .map(|it| (it.id.as_str(), it.ending))
        .collect();
    assert_eq!(said, [("tervehdys", false), ("kiitos", true)]);
    let thanks = families.replies[1].text_of(families, Language::En);
    assert_eq!(
        thanks,
        "Thank you for contacting us. You can also call: 040 123 4567."
    );
    let greeting = families.replies[0].text_of(families, Language::Sv);
    assert!(
        greeting.contains("{agent}"),
        "the desk's to fill: {greeting}"
    );
}

#[test]
fn texts_are_as_messages_are_stored() {
    let rest = "text.fi = \"\"\"\n  Hei\\u202E,\\tolen {agent}.\r\nTerve \"\"\"\n";
    let list = "replies = [\"hei\"]\n";
    let before = super::services::BEFORE;
    let listed = before.replace("[service.a.hours]", &format!("{list}[service.a.hours]"));
    let config = read(&(listed + &reply("hei", rest)));
    let config = config.unwrap();
    let a = config.as_written(&service("a")).unwrap();
    assert_eq!(
        a.replies[0].text_of(a, Language::Fi),
        "Hei, olen {agent}.\nTerve"
    );
}

#[test]
fn everything_wrong_in_a_reply_is_told_with_its_line() {
    let long = "x".repeat(4_000);
    let replies = [
        "[service.a]\nreplies = [\"hei\", \"hei\", \"pitka\", \"otsikko\", \"auki\", \"poissa\"]\n",
        &reply(
            "hei",
            "text.fi = \"Hei, olen {name}.\"\ncolour = \"blue\"\n",
        ),
        &reply(
            "pitka",
            &format!("text.fi = \"{long}\"\nending = \"yes\"\n"),
        ),
        &reply("otsikko", "text.fi = \"Hei {agent}\"\n").replace("Hei\"\nt", "{agent}\"\nt"),
        &reply("auki", "text.fi = \"Soita {telephone\"\n"),
        &reply("Loppu", "text.fi = \"Hei } {\"\n"),
        &reply("puolikas", ""),
    ]
    .concat();
    // The service's own section is open already.
    let replies = replies.replacen("[service.a]\n", "", 1);
    let text = super::services::BEFORE.replace("[service.a.hours]", "@[service.a.hours]");
    let (before, after) = text.split_once('@').unwrap();
    let (list, rest) = replies.split_once('\n').unwrap();
    let problems = read(&format!("{before}{list}\n{after}{rest}")).unwrap_err();
    insta::assert_snapshot!(problems);
}

#[test]
fn there_may_be_many_but_not_any_number() {
    let names: Vec<_> = (0..=200).map(|number| format!("r{number}")).collect();
    let list = names.iter().map(|name| format!("\"{name}\""));
    let list = list.collect::<Vec<_>>().join(", ");
    let sections: String = names
        .iter()
        .map(|name| reply(name, "text.fi = \"Hei\"\n"))
        .collect();
    let head = format!("replies = [{list}]\n");
    let text = super::services::BEFORE.replace("[service.a.hours]", &(head + "[service.a.hours]"));
    let said = read(&(text + &sections)).unwrap_err().to_string();
    assert_eq!(
        said,
        "juttu.toml:17: service.a.replies names more than 200 replies; leave some out"
    );
    assert!(wrong("[service.a.reply]\nhei = 1\n").contains("is a section, not a number"));
}
