//! A story's stage: a relay, the network before it, a county's pages, and the people.

use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result};
use futures_util::FutureExt;
use tempfile::TempDir;
use tokio::sync::Semaphore;

use crate::agent::Agent;
use crate::axe::finds_nothing;
use crate::county::County;
use crate::driver::Driver;
use crate::engine::Engine;
use crate::front::Front;
use crate::provider::{Place as ProviderPlace, Plan, Provider};
use crate::relay::{Login, Relay, RelayPlan};
use crate::resident::Resident;
use crate::scene::Scene;
use crate::screen::{Place, Screen};
use crate::served::Served;
use crate::settings::Settings;
use crate::wait::{until, whether};

/// The service that stories ask.
pub const SERVICE: &str = "aikuissosiaalityo";

/// Stories that run at once: each has several browsers.
static SEATS: Semaphore = Semaphore::const_new(2);

/// Where a story takes place.
#[derive(Debug)]
pub struct Stage {
    /// The relay. Its own, with its own data.
    pub relay: Relay,
    /// The network before the relay.
    pub front: Front,
    /// A county's pages, whose origin the relay's services know.
    pub county: County,
    /// The same pages on an origin that they do not know.
    pub stranger: County,
    /// The providers of the scene, in its order.
    pub providers: Vec<Provider>,
    engine: Engine,
    driver: Driver,
    axe: String,
    people: Arc<Mutex<Vec<Screen>>>,
    data: TempDir,
    remains: PathBuf,
}

/// Tells a story on a stage of its own, at an hour when the service is open. When it fails, what
/// was on the screens is left under `target/e2e/<engine>/<name>`.
///
/// # Panics
/// When the story fails: this is a test's whole body.
pub fn story(name: &str, tell: impl AsyncFnOnce(&mut Stage) -> Result<()>) {
    story_in(&Scene::default(), name, tell);
}

/// As [`story`], in a scene of its own.
///
/// # Panics
/// When the story fails.
pub fn story_in(scene: &Scene, name: &str, tell: impl AsyncFnOnce(&mut Stage) -> Result<()>) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build();
    let told = runtime
        .context("a runtime")
        .and_then(|runtime| runtime.block_on(tell_it(scene, name, tell)));
    if let Err(error) = told {
        let engine = std::env::var("JUTTU_BROWSER").unwrap_or_default();
        panic!("{name} in {engine}: {error:#}");
    }
}

async fn tell_it(
    scene: &Scene,
    name: &str,
    tell: impl AsyncFnOnce(&mut Stage) -> Result<()>,
) -> Result<()> {
    let _seat = SEATS.acquire().await?;
    let settings = Settings::read()?;
    let remains = settings.remains.join(settings.engine.name()).join(name);
    let _ = std::fs::remove_dir_all(&remains);
    std::fs::create_dir_all(&remains)?;

    let mut stage = Stage::set(scene, &settings, &remains).await?;
    let told = AssertUnwindSafe(tell(&mut stage)).catch_unwind().await;
    let people = std::mem::take(&mut *lock(&stage.people));
    if !matches!(told, Ok(Ok(()))) {
        for screen in &people {
            screen.leave_remains(&remains).await;
        }
        eprintln!(
            "{name}: what was on the screens is in {}",
            remains.display()
        );
    }
    for screen in people {
        let _ = screen.web().clone().quit().await;
    }
    stage.strike().await?;
    match told {
        Ok(told) => told,
        Err(panic) => resume_unwind(panic),
    }
}

impl Stage {
    async fn set(scene: &Scene, settings: &Settings, remains: &Path) -> Result<Self> {
        let data = tempfile::tempdir()?;
        let front = Front::open().await?;
        let county = County::open(&front.base()).await?;
        let stranger = County::open(&front.base()).await?;
        let places = scene
            .providers
            .iter()
            .map(|_| ProviderPlace::find(data.path()));
        let places = places.collect::<Result<Vec<_>>>()?;
        let relay = Relay::start(RelayPlan {
            binary: settings.relay.clone(),
            before: Vec::new(),
            data: data.path().join("data"),
            base: Some(front.base()),
            config: Some(scene.overlay(data.path(), &county.origin(), &places)?),
            now: Some(scene.now.clone()),
            log: remains.join("relay.log"),
            env: Vec::new(),
        })
        .await?;
        front.lead_to(relay.greeting().listen);
        let mut providers = Vec::new();
        for (kind, place) in scene.providers.iter().zip(&places) {
            let plan = Plan {
                kind: *kind,
                relay: &front.base(),
                listen: relay.greeting().listen.to_string(),
                now_ms: relay.now_ms().await?,
            };
            providers.push(Provider::start(place, &plan).await?);
        }
        Ok(Self {
            providers,
            relay,
            front,
            county,
            stranger,
            engine: settings.engine,
            driver: Driver::start(settings, data.path()).await?,
            axe: std::fs::read_to_string(&settings.axe)?,
            people: Arc::default(),
            data,
            remains: remains.to_owned(),
        })
    }

    /// What the people's browsers are made of.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// A resident with a browser.
    ///
    /// # Errors
    /// When no browser opens.
    pub async fn resident(&self) -> Result<Resident> {
        Ok(Resident::new(self.screen(Place::Widget, "resident").await?))
    }

    /// A resident whose browser knows no WebAssembly.
    ///
    /// # Errors
    /// When no browser opens.
    pub async fn resident_without_wasm(&self) -> Result<Resident> {
        let resident = self.resident().await?;
        let source = "delete globalThis.WebAssembly";
        resident.screen().runs_first(source).await?;
        Ok(resident)
    }

    /// A professional with a browser: the demo account number `index` of those who answer for
    /// [`SERVICE`].
    ///
    /// # Errors
    /// When there is no such account, or no browser opens.
    pub async fn agent(&self, index: usize) -> Result<Agent> {
        let login = self.relay.login(SERVICE, index)?;
        let screen = self.screen(Place::Desk, &format!("agent-{index}")).await?;
        Ok(Agent::new(screen, &self.front.base(), login))
    }

    /// A professional with a browser: the demo account of the person of that name.
    ///
    /// # Errors
    /// When there is no such account, or no browser opens.
    pub async fn professional(&self, name: &str) -> Result<Agent> {
        let login = self.relay.login_of(name)?;
        let screen = self.screen(Place::Desk, name).await?;
        Ok(Agent::new(screen, &self.front.base(), login))
    }

    /// A relay beside the story's own, which is no demo.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn served(&self) -> Result<Served> {
        Served::start(self.data.path(), &self.remains).await
    }

    /// A professional with a browser, at the desk that is reached at `base`.
    ///
    /// # Errors
    /// When no browser opens.
    pub async fn professional_at(&self, base: &str, login: &Login) -> Result<Agent> {
        let screen = self.screen(Place::Desk, &login.name).await?;
        Ok(Agent::new(screen, base, login))
    }

    /// Runs axe on what a person has before her.
    ///
    /// # Errors
    /// When it finds something.
    pub async fn is_accessible(&self, screen: &Screen, whose: &str) -> Result<()> {
        finds_nothing(screen.web(), &self.axe, whose).await
    }

    /// Ends every process, and lets nothing of the story stay on the disk.
    async fn strike(mut self) -> Result<()> {
        // A relay that has ended already is as well.
        let _ = self.relay.kill_9().await;
        self.driver.end().await?;
        let folder = self.data.keep();
        // A browser's last processes may write for a moment longer.
        until("the story's folder to go", async || {
            let removed = std::fs::remove_dir_all(&folder);
            whether(!folder.exists(), || format!("{removed:?}"))
        })
        .await
    }

    async fn screen(&self, place: Place, whose: &str) -> Result<Screen> {
        let screen = Screen::new(self.driver.browser().await?, self.engine, place, whose);
        lock(&self.people).push(screen.clone());
        Ok(screen)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
