//! What the demo says of itself when it is ready.

use std::io::Write as _;
use std::net::SocketAddr;

use anyhow::Result;
use juttu_shared::texts::Language;
use serde::Serialize;

use super::staff::LOGINS;
use crate::config::Config;
use crate::http::demo_page;

/// The first line of standard output with `--json`.
#[derive(Serialize)]
pub(super) struct Greeting {
    base: String,
    listen: SocketAddr,
    services: Vec<Service>,
    logins: Vec<Login>,
}

#[derive(Serialize)]
struct Service {
    id: String,
    name: String,
    page: String,
}

#[derive(Serialize)]
struct Login {
    name: &'static str,
    password: &'static str,
    role: &'static str,
    services: Vec<String>,
}

impl Greeting {
    /// What there is to say.
    pub(super) fn of(config: &Config, listen: SocketAddr) -> Self {
        let base = &config.public_url;
        let services: Vec<_> = config
            .services
            .iter()
            .map(|service| Service {
                id: service.id.0.clone(),
                name: service.name(Language::Fi).to_owned(),
                page: format!("{base}{}", demo_page(&service.id.0)),
            })
            .collect();
        let logins = LOGINS.iter().map(|login| Login {
            name: login.name,
            password: login.password,
            role: login.role.name(),
            services: login.services(config).into_iter().map(|id| id.0).collect(),
        });
        Self {
            logins: logins.collect(),
            base: base.clone(),
            listen,
            services,
        }
    }

    /// Says it, for machines or for people.
    pub(super) fn print(&self, json: bool) -> Result<()> {
        let mut out = std::io::stdout().lock();
        if json {
            writeln!(out, "{}", serde_json::to_string(self)?)?;
        } else {
            writeln!(out, "\nJuttu's demo is running. Ctrl-C stops it.\n")?;
            writeln!(out, "  The county's pages   {}/demo/", self.base)?;
            writeln!(out, "  The desk             {}/desk/\n", self.base)?;
            writeln!(
                out,
                "  The chat keeps its hours. To find it open: --now 2027-01-07T12:30+02:00\n"
            )?;
            writeln!(
                out,
                "  Sign in at the desk with one of these; they are the demo's alone:"
            )?;
            for login in &self.logins {
                let Login {
                    name,
                    password,
                    role,
                    services,
                } = login;
                let only = match services.as_slice() {
                    [only] if self.services.len() > 1 => format!(", {only} alone"),
                    _ => String::new(),
                };
                writeln!(out, "    {name:<8} {password:<22} {role}{only}")?;
            }
            writeln!(out)?;
        }
        out.flush()?;
        Ok(())
    }
}
