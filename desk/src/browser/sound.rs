//! Two short soft tones, made in the browser: no file is fetched. Browsers refuse sound until the
//! page was touched, so the first touch wakes it.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{AudioContext, AudioContextState, OscillatorType};

/// Which two tones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tune {
    /// Somebody waits: upwards.
    Waiting,
    /// Something in one of the agent's own conversations: downwards, and shorter.
    Own,
}

impl Tune {
    /// The two tones in hertz, and how long each one is in seconds.
    fn tones(self) -> ([f32; 2], f64) {
        match self {
            Self::Waiting => ([587.3, 880.0], 0.22),
            Self::Own => ([784.0, 659.3], 0.13),
        }
    }
}

/// How loud, of 1.
const LOUD: f32 = 0.16;
/// How fast a tone begins and ends, in seconds: without it, it would click.
const SOFT_S: f64 = 0.03;

/// What sounds.
#[derive(Debug, Default)]
pub(crate) struct Sound {
    context: Option<AudioContext>,
    _changed: Option<Closure<dyn FnMut()>>,
}

impl Sound {
    /// Makes it able to sound. Called while the page is being touched; `changed` is called when
    /// that becomes true or is no longer.
    pub(crate) fn wake(&mut self, changed: impl FnMut() + 'static) {
        if self.context.is_none()
            && let Ok(context) = AudioContext::new()
        {
            let changed = Closure::<dyn FnMut()>::new(changed);
            context.set_onstatechange(Some(changed.as_ref().unchecked_ref()));
            self.context = Some(context);
            self._changed = Some(changed);
        }
        self.resume();
    }

    /// Whether it can be heard now.
    pub(crate) fn is_running(&self) -> bool {
        let context = self.context.as_ref();
        context.is_some_and(|context| context.state() == AudioContextState::Running)
    }

    /// Sounds. After a sleep it may have to begin again first; then it sounds as soon as it has.
    pub(crate) fn play(&self, tune: Tune) {
        self.resume();
        let (tones, long_s) = tune.tones();
        for (index, hertz) in tones.into_iter().enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "there are two tones")]
            let after_s = 0.02 + index as f64 * long_s;
            self.tone(hertz, after_s, long_s);
        }
    }

    fn resume(&self) {
        // Refused before the page was touched: the next touch tries again.
        let resumed = self
            .context
            .as_ref()
            .and_then(|context| context.resume().ok());
        if let Some(promise) = resumed {
            wasm_bindgen_futures::spawn_local(async move {
                wasm_bindgen_futures::JsFuture::from(promise).await.ok();
            });
        }
    }

    fn tone(&self, hertz: f32, after_s: f64, long_s: f64) -> Option<()> {
        let context = self.context.as_ref()?;
        let (source, level) = (
            context.create_oscillator().ok()?,
            context.create_gain().ok()?,
        );
        source.set_type(OscillatorType::Sine);
        source.frequency().set_value(hertz);
        let begins_s = context.current_time() + after_s;
        let ends_s = begins_s + long_s;
        let gain = level.gain();
        gain.set_value_at_time(0.0, begins_s).ok()?;
        gain.linear_ramp_to_value_at_time(LOUD, begins_s + SOFT_S)
            .ok()?;
        gain.set_value_at_time(LOUD, ends_s - 2.0 * SOFT_S).ok()?;
        gain.linear_ramp_to_value_at_time(0.0, ends_s).ok()?;
        source.connect_with_audio_node(&level).ok()?;
        level.connect_with_audio_node(&context.destination()).ok()?;
        source.start_with_when(begins_s).ok()?;
        source.stop_with_when(ends_s).ok()
    }
}
