//! `[sign_in]`: how the staff sign in, and what their organisation's groups let them do.

use juttu_shared::id::ServiceId;
use juttu_shared::rules::state::Role;

use super::problem::Place;
use super::read::{Section, Written};
use super::{Provider, Service, provider};

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const IDLE_MINUTES: u32 = 30;
const ABSOLUTE_HOURS: u32 = 12;

/// Of several roles the first one here is somebody's. Whoever answers residents does not audit that as
/// well, and keeps no accounts.
const ROLES: [Role; 4] = [
    Role::Supervisor,
    Role::Agent,
    Role::Auditor,
    Role::Administrator,
];

/// How the staff sign in.
#[derive(Clone, Debug, Default)]
pub struct SignIn {
    /// Whether local accounts sign in, with their passwords.
    pub passwords: bool,
    /// What the groups of each provider let its people do, by the provider's id.
    pub groups: Vec<(String, Vec<Group>)>,
}

/// What a group of the organisation lets its people do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What the provider calls it, to the letter.
    pub id: String,
    /// What they may do.
    pub role: Role,
    /// The services that they answer for; none for a role that answers nobody.
    pub services: Vec<ServiceId>,
}

/// What somebody may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rights {
    /// As what.
    pub role: Role,
    /// For which services, in order.
    pub services: Vec<ServiceId>,
}

impl SignIn {
    /// What the groups of one provider's person let them do; none when no group is one that may use
    /// the desk. Of several roles [`ROLES`] decides; the services are those of the groups that give
    /// that role, so that nobody supervises a service by being an agent of it.
    pub fn rights(&self, provider: &str, groups: &[String]) -> Option<Rights> {
        let (_, known) = self.groups.iter().find(|(id, _)| id == provider)?;
        let own = known.iter().filter(|group| groups.contains(&group.id));
        let own: Vec<_> = own.collect();
        let has = |role: &Role| own.iter().any(|group| group.role == *role);
        let role = ROLES.into_iter().find(has)?;
        let giving = own.iter().filter(|group| group.role == role);
        let mut services: Vec<_> = giving.flat_map(|group| group.services.clone()).collect();
        services.sort_unstable();
        services.dedup();
        Some(Rights { role, services })
    }
}

/// What `[sign_in]` says.
pub(super) struct Parsed {
    pub(super) idle_ms: i64,
    pub(super) absolute_ms: i64,
    pub(super) sign_in: SignIn,
    pub(super) providers: Vec<Provider>,
}

/// Reads the section. The services are those of the configuration.
pub(super) fn sign_in(
    mut section: Section<'_>,
    services: &[Service],
    has_keys_file: bool,
    is_demo: bool,
) -> Parsed {
    let idle_minutes = section.number("idle_minutes", IDLE_MINUTES, 1_440);
    let absolute_hours = section.number("absolute_hours", ABSOLUTE_HOURS, 24);
    let idle_ms = i64::from(idle_minutes) * MINUTE_MS;
    let absolute_ms = i64::from(absolute_hours) * HOUR_MS;
    if idle_ms > absolute_ms {
        let words = "sign_in.idle_minutes is longer than sign_in.absolute_hours; make it shorter";
        section.complain(&section.place, words);
    }
    let passwords = section.flag("passwords", true);
    let mut all = section.section("provider").every_section();
    let (mut providers, mut groups) = (Vec::new(), Vec::new());
    for (id, section) in &mut all {
        let own = groups_of(section.section("groups"), &section.path, services);
        groups.push((id.clone(), own));
        providers.extend(provider::staff(id, section, has_keys_file, is_demo));
    }
    if !passwords && all.is_empty() {
        let words = "sign_in.passwords is false and there is no [sign_in.provider.ID], so nobody \
                     could sign in; write one, or passwords = true";
        section.complain(&section.place, words);
    }
    for (_, section) in all {
        section.finish();
    }
    section.finish();
    Parsed {
        idle_ms,
        absolute_ms,
        sign_in: SignIn { passwords, groups },
        providers,
    }
}

fn groups_of(mut all: Section<'_>, of: &str, services: &[Service]) -> Vec<Group> {
    let sections = all.every_section();
    if sections.is_empty() {
        let words = format!(
            "{of}.groups is missing, so nobody could come in; write [{of}.groups] and in it \
             \"the group's id\" = {{ role = \"agent\", services = [\"…\"] }}"
        );
        all.complain(&all.place, words);
    }
    let group = |(id, section)| group(id, section, services);
    sections.into_iter().filter_map(group).collect()
}

fn group(id: String, mut section: Section<'_>, services: &[Service]) -> Option<Group> {
    let role = role(&mut section);
    let written = section.texts("services");
    if let Some(role) = role {
        let path = section.path_of("services");
        if role.answers() && written.is_empty() {
            let words = format!("{path} is missing: {} answers for a service", role.name());
            section.complain(&section.place, words);
        }
        if !role.answers() && !written.is_empty() {
            let words = format!(
                "{path} is written, but {} answers for no service; leave it out",
                role.name()
            );
            section.complain(&section.place, words);
        }
    }
    let known = |Written { place, text }: Written| known(&section, &place, &text, services);
    let own = written.into_iter().filter_map(known).collect();
    section.finish();
    Some(Group {
        id,
        role: role?,
        services: own,
    })
}

fn role(section: &mut Section<'_>) -> Option<Role> {
    let names = Role::ALL.map(Role::name).join(", ");
    let written = section.required_text("role", "role = \"agent\"")?;
    let role = Role::from_name(&written.text);
    if role.is_none() {
        let words = format!("{} is one of {names}", section.path_of("role"));
        section.complain(&written.place, words);
    }
    role
}

fn known(
    section: &Section<'_>,
    place: &Place,
    written: &str,
    services: &[Service],
) -> Option<ServiceId> {
    let found = services.iter().find(|service| service.id.0 == written);
    if found.is_none() {
        let ids: Vec<_> = services.iter().map(|it| it.id.0.as_str()).collect();
        let words = format!(
            "there is no service \"{written}\" for {}; there are: {}",
            section.path_of("services"),
            ids.join(", ")
        );
        section.complain(place, words);
    }
    found.map(|service| service.id.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(id: &str, role: Role, services: &[&str]) -> Group {
        let services = services.iter().map(|id| ServiceId((*id).to_owned()));
        Group {
            id: id.to_owned(),
            role,
            services: services.collect(),
        }
    }

    fn rights(groups: &[&str]) -> Option<(Role, Vec<String>)> {
        let sign_in = SignIn {
            passwords: true,
            groups: vec![
                ("other".to_owned(), vec![group("x", Role::Agent, &["a"])]),
                (
                    "entra".to_owned(),
                    vec![
                        group("answers-a", Role::Agent, &["a"]),
                        group("answers-b", Role::Agent, &["b", "a"]),
                        group("leads-b", Role::Supervisor, &["b"]),
                        group("audits", Role::Auditor, &[]),
                        group("keeps", Role::Administrator, &[]),
                    ],
                ),
            ],
        };
        let groups: Vec<_> = groups.iter().map(|id| (*id).to_owned()).collect();
        let rights = sign_in.rights("entra", &groups)?;
        let services = rights.services.into_iter().map(|id| id.0);
        Some((rights.role, services.collect()))
    }

    #[test]
    fn groups_say_what_somebody_may_do() {
        let of = |role, services: &[&str]| {
            let services = services.iter().map(|id| (*id).to_owned());
            Some((role, services.collect::<Vec<_>>()))
        };
        for (groups, expected) in [
            (&[][..], None),
            (&["strangers"][..], None),
            // Another provider's group.
            (&["x"][..], None),
            // To the letter.
            (&["Answers-a"][..], None),
            (&["answers-a", "strangers"][..], of(Role::Agent, &["a"])),
            (
                &["answers-b", "answers-a"][..],
                of(Role::Agent, &["a", "b"]),
            ),
            // Nobody supervises a service by being an agent of it.
            (&["answers-a", "leads-b"][..], of(Role::Supervisor, &["b"])),
            (&["audits", "answers-a"][..], of(Role::Agent, &["a"])),
            (&["audits", "leads-b"][..], of(Role::Supervisor, &["b"])),
            (&["keeps", "audits"][..], of(Role::Auditor, &[])),
            (&["keeps"][..], of(Role::Administrator, &[])),
        ] {
            assert_eq!(rights(groups), expected, "{groups:?}");
        }
    }
}
