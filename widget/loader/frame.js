// What of the panel can wait for the first touch, and the one wrapper between JavaScript and the
// WASM. The builder puts this file into the widget's glue, whose `__wbg_init` starts the WASM and
// whose `mount` puts the chat into the frame that the loader has drawn.

/** Starts the WASM in the loader's frame. What both see of each other is `options`. */
export async function frame(options, wasm) {
  // From another page nothing can be sent: the fallback says what is missing.
  if (!options.state.may_chat) throw Error('foreign_origin');
  const { root, base, result, service } = options;
  const panel = root.parentNode;
  const wrapper = panel.parentNode;
  const tree = root.getRootNode();
  const find = (names) => wrapper.querySelector(names);
  const isCorner = () => wrapper.classList.contains('float');
  const heading = find('h2');
  const minimise = find('.minimise');
  const fills = matchMedia('(max-width:40em),(max-height:30em)');
  const over = new AbortController();
  const { signal } = over;
  const hear = (target, kinds, heard, more) => {
    for (const kind of kinds.split(' ')) target.addEventListener(kind, heard, { signal, ...more });
  };
  const painter = new MutationObserver(options.paint);
  let kept;
  try {
    kept = sessionStorage['juttu:' + service];
  } catch (none) {
    // A page may have no storage.
  }
  // Brought back to a tab without a session of the chat, it is somebody else's: the relay burns it.
  if (result && !/"secret"/.test(kept)) {
    const body = JSON.stringify({ result });
    fetch(`${base}/api/v1/ident/stray?service=${service}`, { method: 'POST', keepalive: true, body }).catch(() => {});
  }
  // A chat that stood here before does nothing any more.
  options.on_exit();
  options.unframe = () => {
    over.abort();
    painter.disconnect();
  };

  // The same words twice are spoken twice; words that come together are spoken together. No words
  // take back what is not spoken yet.
  const speaker = (live, role) => {
    const ear = tree.host.querySelector(`:scope>[aria-live=${live}]`);
    let words = '';
    let timer;
    ear.setAttribute('role', role);
    return (text) => {
      words = text && words + text + ' ';
      clearTimeout(timer);
      ear.textContent = '';
      timer = setTimeout(() => {
        ear.textContent = words;
        words = '';
        timer = setTimeout(() => (ear.textContent = ''), 8e3);
      }, 120);
    };
  };
  options.say = speaker('polite', 'status');
  options.warn = speaker('assertive', 'alert');
  options.unread = (text) => {
    options.news = text;
    find('.launcher small').textContent = text || options.state.status;
  };

  // The language: a native control, seen through, over two letters.
  const place = find('.language');
  const letters = document.createElement('b');
  const select = document.createElement('select');
  select.setAttribute('part', 'language');
  letters.setAttribute('aria-hidden', true);
  select.onchange = () => window.juttu.setLanguage(select.value);
  place.replaceChildren(letters, select);
  const draw = () => {
    const { language, languages, texts } = options.state;
    panel.setAttribute('role', isCorner() && fills.matches ? 'dialog' : 'region');
    if (select.options.length != languages.length) {
      select.replaceChildren(...languages.map(({ tag, name }) => {
        const option = new Option(name, tag);
        option.lang = tag;
        return option;
      }));
    }
    letters.textContent = language.toUpperCase();
    select.value = language;
    select.setAttribute('aria-label', texts.language);
  };
  hear(fills, 'change', draw);

  // The loader calls both; the widget writes them.
  let changed, left;
  const accessor = (name, get, set) => Object.defineProperty(options, name, { configurable: true, get: () => get, set });
  accessor('on_change', () => {
    draw();
    if (changed) changed();
  }, (heard) => (changed = heard));
  accessor('on_exit', () => {
    const heard = left;
    changed = left = undefined;
    options.unframe();
    return heard && heard();
  }, (heard) => (left = heard));

  // In a hurry: nothing of the chat stays in sight or in the tab, the relay is told, and the page
  // gives way, whatever fails of that. Where there is no program, what the tab keeps says who left.
  const exit = () => {
    const { service, state } = options;
    options.hurry = 1;
    const attempt = (act) => {
      try {
        return act();
      } catch (failed) {
        return undefined;
      }
    };
    const kept = () => {
      const client_key = [...crypto.getRandomValues(new Uint8Array(22))].map((byte) => (byte % 36).toString(36)).join('');
      const { secret } = JSON.parse(sessionStorage['juttu:' + service]);
      return [secret, JSON.stringify({ exit: { client_key } })];
    };
    const [secret, body] = attempt(options.on_exit) || attempt(kept) || [];
    wrapper.remove();
    for (const ear of tree.host.querySelectorAll('[aria-live]')) ear.remove();
    attempt(() => {
      for (const key of Object.keys(sessionStorage)) if (key.startsWith('juttu')) delete sessionStorage[key];
    });
    const headers = { authorization: 'Bearer ' + secret, 'content-type': 'application/json' };
    if (secret) attempt(() => fetch(`${base}/api/v1/commands?service=${service}`, { method: 'POST', keepalive: true, headers, body }).catch(() => {}));
    // The page itself says what it was about, and the neutral one may be slow.
    attempt(() => document.documentElement.replaceChildren());
    location.replace(state.quick_exit);
  };
  find('.exit').onclick = exit;
  let shifts = [];
  hear(window, 'keydown', ({ key, repeat, timeStamp }) => {
    if (repeat) return;
    shifts = key == 'Shift' ? [...shifts, timeStamp].slice(-3) : [];
    if (shifts.length > 2 && timeStamp - shifts[0] < 1500 && options.state.quick_exit) exit();
  }, { capture: true });

  hear(panel, 'keydown', (event) => {
    if (event.key == 'Escape' && !event.isComposing && isCorner()) minimise.click();
  });
  // Where the panel fills the screen, focus does not go behind it; a dialog of the page's lies above.
  hear(document, 'focusin', (event) => {
    if (options.shown && isCorner() && fills.matches && event.target != tree.host && !event.target.closest('dialog,[role=dialog]')) heading.focus();
  });
  // The part of the screen that the keyboard leaves.
  options.adopt('.root{--_top:0px}');
  const { style } = [...tree.adoptedStyleSheets].pop().cssRules[0];
  hear(visualViewport, 'resize scroll', () => {
    style.setProperty('--_high', visualViewport.height + 'px');
    style.setProperty('--_top', visualViewport.offsetTop + 'px');
  });
  // A page that comes back as it was left has an old state; one that turns dark says so at its root.
  hear(window, 'pageshow', ({ persisted }) => persisted && options.ask('reload'));
  hear(matchMedia('(prefers-color-scheme:dark)'), 'change', options.paint);
  for (const node of [document.documentElement, document.body]) painter.observe(node, { attributes: true });

  draw();
  if (!wasm) throw Error('no_wasm');
  const takeOver = await early(options, signal, heading);
  await __wbg_init({ module_or_path: wasm });
  broken = options.fail;
  // Trouble that is over is not read again.
  tree.host.querySelector('[aria-live=assertive]').textContent = '';
  await takeOver();
  judge(wrapper, tree.host, options.paint);
}

/** Tells a web team whose colours can't be read, once, for readers in the light and in the dark. */
function judge(wrapper, host, paint) {
  const own = getComputedStyle(host);
  if (!['accent', 'on-accent', 'surface', 'text'].some((name) => own.getPropertyValue('--juttu-' + name))) return;
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  // Whatever notation a colour has, drawn it is three numbers. Relative luminance: WCAG 2.2.
  const luminance = (colour) => {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue] = [...canvas.getImageData(0, 0, 1, 1).data].map((value) => (value > 10 ? ((value / 255 + 0.055) / 1.055) ** 2.4 : value / 3294.6));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
  };
  const seen = (names) => getComputedStyle(wrapper.querySelector(names));
  const ratio = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return high / low;
  };
  for (const name of ['light', 'dark']) {
    wrapper.classList.toggle('dark', name == 'dark');
    const { color: onAccent, backgroundColor: accent } = seen('.launcher');
    const { color: text, backgroundColor: surface } = seen('.panel');
    const ratios = [ratio(onAccent, accent), ratio(accent, surface), ratio(text, surface)];
    if (Math.min(...ratios) < 4.5) {
      const [button, link, words] = ratios.map((value) => value.toFixed(1));
      console.warn(`Juttu: text can't be read by everybody when it is ${name}. --juttu-on-accent on --juttu-accent has ${button} : 1, --juttu-accent on --juttu-surface has ${link} : 1, --juttu-text on --juttu-surface has ${words} : 1; each needs 4.5 : 1 (WCAG 2.2, 1.4.3). Change what has less; @media (prefers-color-scheme: dark) sets others for the dark.`);
    }
  }
  paint();
}

// The wrapper stands in front of every export. After a trap nothing of the broken program runs
// again, and the loader is told, once.
let broken;
function guarded(exports) {
  const guards = {};
  let is_broken = false;
  for (const name of Object.keys(exports)) {
    const entry = exports[name];
    guards[name] = typeof entry != 'function' ? entry : (...given) => {
      if (is_broken) return undefined;
      try {
        return entry(...given);
      } catch (error) {
        if (error instanceof WebAssembly.RuntimeError) {
          is_broken = true;
          if (broken) setTimeout(broken);
        }
        throw error;
      }
    };
  }
  return guards;
}
