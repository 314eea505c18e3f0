//! Who is where: as each desk is told of the others, and of its services' hours.

use juttu_shared::id::ServiceId;
use juttu_shared::limits::PRESENCE_GRACE_MS;
use juttu_shared::rules::date::LocalTime;
use juttu_shared::rules::state::Role;
use juttu_shared::wire::v1::agent::{ClientMessage, Colleague, Presence, ServerMessage};
use juttu_shared::wire::v1::visitor::Empty;

use super::verbs::{MINUTE, SECOND, pass, pass_with, sign_out, vanishes};
use crate::harness::{Agent, NOW_MS, OTHER_SERVICE, PASSWORD, Relay, SERVICE, Setup, soon};

/// Everything that an agent has been told up to now.
async fn heard(agent: &mut Agent) -> Vec<ServerMessage> {
    agent.socket.say(&ClientMessage::Ping(Empty {})).await;
    let mut heard = Vec::new();
    loop {
        match agent.next().await {
            ServerMessage::Pong(_) => return heard,
            message => heard.push(message),
        }
    }
}

/// What is told of a colleague once it is as wanted, with all that was told of anybody before. The
/// clock goes on meanwhile, since a round of telling comes once a second.
async fn told(
    relay: &Relay,
    agent: &mut Agent,
    name: &str,
    wanted: impl Fn(&Colleague) -> bool,
) -> Vec<Colleague> {
    let mut all = Vec::new();
    soon("a colleague to be told", async {
        loop {
            for message in heard(agent).await {
                if let ServerMessage::Colleague(colleague) = message {
                    all.push(colleague);
                }
            }
            if all.iter().any(|it| it.name == name && wanted(it)) {
                return;
            }
            relay.clock().advance_ms(SECOND);
        }
    })
    .await;
    all
}

fn named<'a>(all: &'a [Colleague], name: &str) -> &'a Colleague {
    let mut all = all.iter();
    all.find(|colleague| colleague.name == name).unwrap()
}

/// Rounds go by; gives what was told of colleagues in them.
async fn rounds(relay: &Relay, agent: &mut Agent) -> Vec<Colleague> {
    let mut all = Vec::new();
    for _ in 0..3 {
        pass(relay, SECOND).await;
        all.extend(heard(agent).await.into_iter().filter_map(|it| match it {
            ServerMessage::Colleague(colleague) => Some(colleague),
            _ => None,
        }));
    }
    all
}

#[tokio::test]
async fn the_welcome_names_all_who_answer_wherever_and_nobody_else() {
    let relay = Relay::start().await;
    relay
        .add_agent("Anna", Role::Supervisor, &[OTHER_SERVICE])
        .await;
    relay.add_agent("Oskari", Role::Auditor, &[SERVICE]).await;
    relay.add_agent("Tuula", Role::Administrator, &[]).await;
    let mut maria = relay.agent_of("Maria", &[SERVICE]).await;
    maria.present(SERVICE, true).await;
    maria.ping().await;
    let maria = maria.again(&relay, Vec::new()).await;
    let staff = maria.welcome.staff.clone();
    let names: Vec<_> = staff.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["Anna", "Maria"]);
    let [anna, maria] = [named(&staff, "Anna"), named(&staff, "Maria")];
    assert_eq!(anna.services, [ServiceId(OTHER_SERVICE.into())]);
    assert!(!anna.connected && anna.present.is_empty());
    assert_eq!(maria.present, [ServiceId(SERVICE.into())]);
    assert!(maria.connected);
}

#[tokio::test]
async fn coming_being_present_and_signing_out_are_told_to_all() {
    let relay = Relay::start().await;
    let mut sari = relay.agent_of("Sari", &[OTHER_SERVICE]).await;
    let mut maria = relay.agent_of("Maria", &[SERVICE]).await;
    told(&relay, &mut sari, "Maria", |it| {
        it.connected && it.present.is_empty()
    })
    .await;
    maria.present(SERVICE, true).await;
    told(&relay, &mut sari, "Maria", |it| {
        it.present == [ServiceId(SERVICE.into())]
    })
    .await;
    maria.present(SERVICE, false).await;
    told(&relay, &mut sari, "Maria", |it| {
        it.connected && it.present.is_empty()
    })
    .await;
    sign_out(&relay, &maria).await;
    told(&relay, &mut sari, "Maria", |it| !it.connected).await;
}

#[tokio::test]
async fn a_reload_is_told_to_nobody_but_being_gone_is() {
    let relay = Relay::start().await;
    let mut sari = relay.agent("Sari").await;
    let maria = relay.agent("Maria").await;
    told(&relay, &mut sari, "Maria", |it| it.connected).await;
    let cookie = Agent {
        socket: maria.again(&relay, Vec::new()).await.socket,
        name: maria.name.clone(),
        cookie: maria.cookie.clone(),
        welcome: maria.welcome.clone(),
    };
    vanishes(&relay, maria).await;
    vanishes(&relay, cookie).await;
    pass_with(
        &relay,
        PRESENCE_GRACE_MS - SECOND,
        &mut [],
        &mut [&mut sari],
    )
    .await;
    assert_eq!(rounds(&relay, &mut sari).await.len(), 1, "after the grace");
    let again = relay.agent("Maria").await;
    let told = told(&relay, &mut sari, "Maria", |it| it.connected).await;
    assert_eq!(told.len(), 1);
    drop(again);
}

#[tokio::test]
async fn what_changes_and_changes_back_within_a_round_is_told_once_or_never() {
    let relay = Relay::start().await;
    let mut sari = relay.agent("Sari").await;
    let mut maria = relay.agent("Maria").await;
    told(&relay, &mut sari, "Maria", |it| it.connected).await;
    // Whatever round goes on ends with a second of the clock, which stands.
    for _ in 0..50 {
        maria.present(SERVICE, true).await;
        maria.present(SERVICE, false).await;
    }
    maria.present(SERVICE, true).await;
    maria.ping().await;
    let told = rounds(&relay, &mut sari).await;
    let last = told.last().unwrap();
    assert_eq!(last.present, [ServiceId(SERVICE.into())]);
    assert!(told.len() <= 2, "{told:?}");
    maria.present(SERVICE, true).await;
    maria.ping().await;
    assert!(rounds(&relay, &mut sari).await.is_empty(), "nothing new");
}

#[tokio::test]
async fn whoever_answers_nobody_is_shown_nobody() {
    let relay = Relay::start().await;
    let mut maria = relay.agent("Maria").await;
    let mut visitor = relay.visitor(SERVICE).await;
    visitor.open("Hei").await;
    for (name, role) in [("Oskari", Role::Auditor), ("Tuula", Role::Administrator)] {
        relay.add_agent(name, role, &[SERVICE]).await;
        let mut other = Agent::come(&relay, name, PASSWORD).await;
        let welcome = other.welcome.clone();
        assert_eq!(welcome.me.role, role);
        assert!(welcome.staff.is_empty() && welcome.presence.is_empty());
        assert!(welcome.waiting.is_empty() && welcome.mine.is_empty());
        relay.visitor(SERVICE).await.open("Minäkin").await;
        other.present(SERVICE, true).await;
        maria.present(SERVICE, true).await;
        maria.present(SERVICE, false).await;
        maria.ping().await;
        for _ in 0..2 {
            pass(&relay, SECOND).await;
            let heard = heard(&mut other).await;
            let harmless = |it: &ServerMessage| matches!(it, ServerMessage::Refused(_));
            assert!(heard.iter().all(harmless), "{heard:?}");
        }
        let service = ServiceId(SERVICE.into());
        assert!(!relay.app.hub.is_staffed(&service));
        assert!(heard(&mut maria).await.iter().all(|it| match it {
            ServerMessage::Colleague(colleague) => colleague.name != name,
            _ => true,
        }));
    }
}

#[tokio::test]
async fn the_desk_hears_when_its_service_closes_and_opens() {
    // Thursday, 12.30: perhekeskus is open until 15.00, and on Friday from 9.00.
    let relay = Relay::start().await;
    let mut maria = relay.agent_of("Maria", &[SERVICE]).await;
    pass(&relay, 0).await;
    let again = maria.again(&relay, Vec::new()).await;
    let of = |all: &[Presence]| all.first().cloned().unwrap();
    let presence = of(&again.welcome.presence);
    assert!(presence.is_open);
    assert_eq!(presence.changes, LocalTime::parse("2027-01-07T15:00"));
    let until_close = 150 * MINUTE - SECOND;
    pass_with(&relay, until_close, &mut [], &mut [&mut maria]).await;
    assert!(presences(&mut maria).await.is_empty());
    changes(&relay, &mut maria, false, "2027-01-08T09:00").await;
    relay.clock().advance_ms(18 * 60 * MINUTE - SECOND);
    let mut maria = relay.agent_of("Maria", &[SERVICE]).await;
    assert!(!of(&maria.welcome.presence).is_open);
    assert!(presences(&mut maria).await.is_empty());
    changes(&relay, &mut maria, true, "2027-01-08T15:00").await;
}

/// What an agent was told of the presence of services.
async fn presences(agent: &mut Agent) -> Vec<Presence> {
    let heard = heard(agent).await.into_iter();
    let presences = heard.filter_map(|it| match it {
        ServerMessage::Presence(presence) => Some(presence),
        _ => None,
    });
    presences.collect()
}

/// In this second the service opens or closes, and its agent is told once.
async fn changes(relay: &Relay, agent: &mut Agent, is_open: bool, changes: &str) {
    pass(relay, SECOND).await;
    let told = presences(agent).await;
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].is_open, is_open);
    assert_eq!(told[0].changes, LocalTime::parse(changes));
}

#[tokio::test]
async fn the_hours_are_known_before_anybody_is_welcomed() {
    let setup = Setup {
        now_ms: NOW_MS + 8 * 60 * MINUTE,
        ..Setup::with(&[])
    };
    let relay = Relay::start_with(setup).await;
    let maria = relay.agent_of("Maria", &[SERVICE]).await;
    let presence = maria.welcome.presence.first().unwrap();
    assert!(!presence.is_open);
    assert_eq!(presence.changes, LocalTime::parse("2027-01-08T09:00"));
}
