//! The relay, in this process, on ports of its own.

use std::ops::Deref;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use juttu_relay::app::App;
use juttu_relay::clock::Clock;
use juttu_relay::config::{Config, DataKey, Sources};
use juttu_relay::ident::keys::File;
use juttu_relay::random::Random;
use juttu_relay::seal::Keyring;
use juttu_relay::sign_in::account;
use juttu_relay::store::accounts::NewAgent;
use juttu_relay::{serve, start};
use juttu_shared::id::ServiceId;
use juttu_shared::rules::state::Role;
use serde_json::json;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use zeroize::Zeroizing;

use super::{Agent, Authenticator, Doors, NOW_MS, PASSWORD, soon};

/// How a relay is started.
#[derive(Clone)]
pub(crate) struct Setup {
    /// Laid over the demo's configuration, such as `("JUTTU__LIMITS__WAITING_PER_SERVICE", "1")`.
    pub(crate) environment: Vec<(&'static str, String)>,
    /// Whether desk and figures have a listener of their own.
    pub(crate) two_listeners: bool,
    /// Where the clock stands.
    pub(crate) now_ms: i64,
    /// What is changed of the configuration once it is read, such as that this is no demo.
    pub(crate) adjust: fn(&mut Config),
}

impl Setup {
    /// The usual one, with these variables.
    pub(crate) fn with(environment: &[(&'static str, &str)]) -> Self {
        let environment = environment.iter();
        Self {
            environment: environment
                .map(|(name, text)| (*name, (*text).to_owned()))
                .collect(),
            two_listeners: false,
            now_ms: NOW_MS,
            adjust: |_| {},
        }
    }
}

/// A running relay. It is gone when dropped.
pub(crate) struct Relay {
    pub(crate) app: Arc<App>,
    doors: Doors,
    setup: Setup,
    key: Zeroizing<String>,
    folder: TempDir,
    stop: Option<oneshot::Sender<()>>,
    served: JoinHandle<()>,
}

impl Relay {
    /// A relay as the demo is, everything on one listener.
    pub(crate) async fn start() -> Self {
        Self::start_with(Setup::with(&[])).await
    }

    /// A relay with a setup of its own.
    pub(crate) async fn start_with(setup: Setup) -> Self {
        let key = Keyring::generate(&Random::System);
        let folder = TempDir::new().unwrap();
        Self::start_on(setup, key, folder).await
    }

    async fn start_on(setup: Setup, key: Zeroizing<String>, folder: TempDir) -> Self {
        let public = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let internal = match setup.two_listeners {
            true => Some(TcpListener::bind("127.0.0.1:0").await.unwrap()),
            false => None,
        };
        let public_address = public.local_addr().unwrap();
        let internal_address = internal
            .as_ref()
            .map_or(public_address, |listener| listener.local_addr().unwrap());

        let environment = setup.environment.iter();
        let environment = environment.map(|(name, text)| ((*name).to_owned(), text.clone()));
        let sources = Sources {
            demo: true,
            file: None,
            environment: environment.collect(),
        };
        let mut config = Config::read(&sources).unwrap();
        if config.public_url.is_empty() {
            config.public_url = format!("http://{public_address}");
        }
        if config.desk_url.is_empty() {
            config.desk_url = format!("http://{internal_address}");
        }
        config.listen_public = public_address;
        config.database = folder.path().join("juttu.sqlite");
        config.data_key = DataKey::Given(key.clone());
        config.keys_file.get_or_insert_with(keys_file);
        (setup.adjust)(&mut config);

        let clock = Clock::standing_at(setup.now_ms);
        let app = start::start(config, clock, Random::System).await.unwrap();
        let (stop, stopped) = oneshot::channel();
        let shutdown = async {
            // A dropped sender stops it as well.
            let _ = stopped.await;
        };
        let served = tokio::spawn(serve::run(Arc::clone(&app), public, internal, shutdown));
        let doors = Doors {
            public: public_address,
            internal: internal_address,
            origin: app.config.public_url.clone(),
            desk: app.config.desk_url.clone(),
        };
        Self {
            app,
            doors,
            setup,
            key,
            folder,
            stop: Some(stop),
            served,
        }
    }

    /// The same, with the configuration changed in this way.
    pub(crate) async fn restart_as(mut self, adjust: fn(&mut Config)) -> Self {
        self.setup.adjust = adjust;
        self.restart().await
    }

    /// Tells it to stop, and waits until it has.
    pub(crate) async fn stop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
            soon("the relay to stop", &mut self.served).await.unwrap();
        }
    }

    /// Stops it, and starts another on the same data, on other ports.
    pub(crate) async fn restart(mut self) -> Self {
        self.stop().await;
        let Self {
            app,
            setup,
            key,
            folder,
            ..
        } = self;
        let setup = Setup {
            now_ms: app.clock.now_ms(),
            ..setup
        };
        drop(app);
        Self::start_on(setup, key, folder).await
    }

    /// Its clock.
    pub(crate) fn clock(&self) -> &Clock {
        &self.app.clock
    }

    /// An agent of every service, signed in, connected and welcomed.
    pub(crate) async fn agent(&self, name: &str) -> Agent {
        let services: Vec<_> = self
            .app
            .config
            .services
            .iter()
            .map(|it| it.id.0.as_str())
            .collect();
        self.add_agent(name, Role::Agent, &services).await;
        Agent::come(self, name, PASSWORD).await
    }

    /// An agent of these services alone.
    pub(crate) async fn agent_of(&self, name: &str, services: &[&str]) -> Agent {
        self.add_agent(name, Role::Agent, services).await;
        Agent::come(self, name, PASSWORD).await
    }

    /// Adds an account with [`PASSWORD`], unless it is there already.
    pub(crate) async fn add_agent(&self, name: &str, role: Role, services: &[&str]) {
        let store = self.app.store.as_ref();
        if account::find(store, name).await.is_ok() {
            return;
        }
        let token = self.invite(name, role, services).await;
        let set = account::set_password(&self.app, &token, PASSWORD.to_owned()).await;
        assert!(set.unwrap(), "the link works");
    }

    /// Adds an account without a password, and gives the token that sets it.
    pub(crate) async fn invite(&self, name: &str, role: Role, services: &[&str]) -> String {
        let store = self.app.store.as_ref();
        let services = services.iter().map(|id| ServiceId((*id).to_owned()));
        let now_ms = self.app.clock.now_ms();
        let new = NewAgent {
            login: name.to_owned(),
            name: name.to_owned(),
            role,
            services: services.collect(),
            now_ms,
        };
        let agent = account::add(store, new).await.unwrap();
        let App {
            keyring, random, ..
        } = self.app.as_ref();
        account::password_token(store, keyring, random, agent, now_ms)
            .await
            .unwrap()
    }

    /// Sets up the second factor of one who is signed in with this cookie.
    pub(crate) async fn set_up_second_factor(&self, cookie: &str) -> Authenticator {
        let authenticator = self.offered_second_factor(cookie).await;
        let code = json!({ "code": authenticator.code(self.clock()) });
        let ask = self
            .post_desk("/desk/api/second-factor/confirm")
            .json(&code);
        let answer = ask.header("cookie", cookie).send().await;
        assert_eq!(answer.status, 204, "{}", answer.text());
        authenticator
    }

    /// The application of one to whom a second factor is offered, which does not count yet.
    pub(crate) async fn offered_second_factor(&self, cookie: &str) -> Authenticator {
        let ask = self.post_desk("/desk/api/second-factor").json(&json!({}));
        let answer = ask.header("cookie", cookie).send().await;
        Authenticator::of(&answer.json())
    }

    /// Signs in with [`PASSWORD`], and gives the cookie as a browser would send it.
    pub(crate) async fn sign_in(&self, name: &str) -> String {
        self.doors.sign_in(name, PASSWORD).await
    }
}

impl Deref for Relay {
    type Target = Doors;

    fn deref(&self) -> &Doors {
        &self.doors
    }
}

/// The relay's own keys for identification: the same ones for every test, since they take long to
/// make.
fn keys_file() -> PathBuf {
    static MADE: OnceLock<TempDir> = OnceLock::new();
    let folder = MADE.get_or_init(|| {
        let folder = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let keys = File::generate().unwrap();
        keys.create(&folder.path().join("ident.keys")).unwrap();
        folder
    });
    folder.path().join("ident.keys")
}

/// Holds the database so that nothing can be written. Let go when dropped.
pub(crate) struct Locked(rusqlite::Connection);

impl Locked {
    /// From now on nothing can be written.
    pub(crate) fn database_of(relay: &Relay) -> Self {
        let database = rusqlite::Connection::open(&relay.app.config.database).unwrap();
        database.execute_batch("begin immediate").unwrap();
        Self(database)
    }
}

impl Drop for Locked {
    fn drop(&mut self) {
        self.0.execute_batch("rollback").unwrap();
    }
}
