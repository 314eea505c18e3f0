// Juttu's loader: the one script of a page that has a chat.
//
//   <script async src="https://relay/embed.js" data-service="ID" data-lang="fi"></script>
//
// It draws a real button in a shadow root, and the frame of the panel as soon as that is pressed;
// or the panel itself where the page has <juttu-chat service="ID">. The chat is WASM, which is
// fetched at the first sign of intent, or at once when this tab has a conversation under way; what
// can wait until then is in frame.js. When anything fails, the panel says how else to reach the
// service, and fallback.js leaves a contact request. What a page may say and hear: juttu.d.ts.
// Served as it is, but for white space: no inline style, no innerHTML, no cookie. It runs on
// browsers too old for the chat, and every byte of it is paid by pages where nobody chats.
(() => {
  const page = document;
  // A module has no currentScript.
  const tag = page.currentScript || page.querySelector('script[src*="/embed."]');
  // What a page has put there; or something else of that name, such as an element of that id.
  const before = window.juttu || [];
  // Many tags are safe: the first one has the page.
  if (before.base) return;
  const early = (window.juttu = [].concat(before));
  const base = (early.base = new URL(tag.src).origin);

  // What identification brought back stands in the address no longer than this.
  const [address, result] = location.href.split('#juttu-result=');
  result && history.replaceState(history.state, '', address);

  // The few words that must be here before, or without, the relay's own.
  const native = {
    fi: ['Chat', 'Pienennä', 'Ei yhteyttä'],
    sv: ['Chatt', 'Minimera', 'Ingen förbindelse'],
    en: ['Chat', 'Minimise', 'No connection'],
  };

  // The tokens are those of widget/src/tokens.css that the frame needs: a test compares them.
  // An em is the widget's own unit times the element's size; rem is never used, it is the page's. In
  // a media query it is the reader's own size of text: twice as large makes half a screen of one.
  // Its direction is always left to right, so that the shorter physical names say the same.
  // The order of what has no order is the one that compresses best. What has: .root before print,
  // .float before .left and before the small screen's, .exit's border before its line.
  const small = '(max-width:40em),(max-height:30em)';
  const CSS = `:host{display:block}
:host(:not([service])){all:initial!important}
.panel{background:var(--_surface);border-radius:1em;height:100%;overflow:hidden;border:1px solid #8886;min-height:30em}
.float>.panel{height:40em;max-height:calc(100vh - 1em - var(--_y));width:25em;min-height:0}
.float>*{bottom:var(--_y);right:var(--_x);position:fixed;z-index:var(--juttu-z,999999999);box-shadow:0 4px 24px #0003}
h2{font-size:1.125em}
.launcher::before{border:2px solid;border-radius:.5em .5em .5em 0;height:1em;content:"";width:1.25em}
.head small{padding-left:1em}
.head{padding:.625em .5em .625em 1.25em}
small{font-size:.9375em;min-height:1.4em;display:block}
*{box-sizing:border-box;color:inherit;font:inherit;margin:0}
::slotted(*){all:initial!important;clip-path:inset(50%)!important;position:fixed!important}
.panel,.body{flex-direction:column;display:flex}
.left>*{left:var(--_x);right:auto}
.launcher,.head{align-items:center;line-height:1.3;display:flex}
.fail{padding:1.5em 1.25em;white-space:pre-line;overflow:auto}
.launcher{background:var(--_accent);color:var(--_on-accent);text-align:start;gap:.75em;min-width:14em;border:1px solid;padding:.5em 1.5em;cursor:pointer;min-height:3.5em;border-radius:2em}
.tool,.exit{display:grid;background:none;place-items:center;cursor:pointer;min-height:2.75em;min-width:2.75em;border:0}
.root{all:initial;--_on-accent:var(--juttu-on-accent,#fff);color:var(--_text);color-scheme:light;direction:ltr;display:contents;overflow-wrap:anywhere;--_accent:var(--juttu-accent,#0f4c81);font:400 var(--_u,medium)/1.5 var(--juttu-font,system-ui,sans-serif);--_surface:var(--juttu-surface,#fff);--_text:var(--juttu-text,#1b2530)}
.head div,.body{flex:1;min-height:0}
@media print{.root{display:none}}
@media ${small}{.float>.panel{left:0;border:0;border-radius:0;height:var(--_high,100%);right:0;width:auto;max-height:none;top:var(--_top,0)}}
.head,.exit{border-bottom:1px solid #8886}
[hidden]{display:none!important}
b,h2{font-weight:650}
.root.dark{--_accent:var(--juttu-accent,#8cc4ff);--_surface:var(--juttu-surface,#161c23);--_text:var(--juttu-text,#e9eef3);--_on-accent:var(--juttu-on-accent,#06233d);color-scheme:dark}
:focus-visible{outline:3px solid var(--_accent);outline-offset:2px}`;

  const make = (name, attributes, ...children) => {
    const element = page.createElement(name);
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    element.append(...children);
    return element;
  };
  const part = (name, part, ...children) => make(name, { part, class: part }, ...children);
  const label = make('b');
  const note = make('small');
  const launcher = make('button', { 'aria-expanded': false, class: 'launcher', part: 'launcher' }, make('span', 0, label, note));
  const heading = make('h2', { tabindex: -1, part: 'heading' });
  const status = make('small');
  const language = part('label', 'tool language');
  const minimise = part('button', 'tool minimise', '–');
  const body = part('div', 'body');
  const exit = part('button', 'exit');
  const panel = part('section', 'panel', part('div', 'head', make('div', 0, heading, status), language, minimise), exit, body);
  const wrapper = make('div', { class: 'root' }, make('slot'), launcher, panel);
  const own = make('juttu-chat');
  // Both announcers stand in the light DOM, from the start and for good: a screen reader may be
  // deaf to those in a shadow root, or to those that come together with their text.
  const ears = ['polite', 'assertive'].map((live) => make('div', { 'aria-live': live }));

  // Where the chat stands, and what of it is there.
  let host = own;
  let settling, asking, words, files, lost, lang, state, service, change;
  // A page may have no storage.
  let storage;
  try {
    storage = sessionStorage;
  } catch (none) {
    storage = {};
  }
  const setting = (name) => host.getAttribute(name) || tag.getAttribute('data-' + name);
  const sheets = [];
  const adopt = (css) => {
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      sheets.push(sheet);
      host.shadowRoot.adoptedStyleSheets = sheets;
    } catch (old) {
      wrapper.append(make('style', 0, css));
    }
  };
  // Never with text, names or codes.
  const emit = (kind, detail) => wrapper.dispatchEvent(new CustomEvent('juttu-' + kind, { composed: 1, bubbles: 1, detail }));

  // --- The service's public state ---------------------------------------------------------------
  const get = (path, options) => fetch(base + path, options);
  const text = (answer) => answer.text();
  // Before there is one, its place is held by nothing but a language.
  const draw = (fresh) => {
    const { texts, languages, language: told } = fresh;
    const [chat, shut] = (words = native[told] || native.fi);
    label.textContent = chat;
    panel.setAttribute('aria-label', (heading.textContent = fresh.name || chat));
    // A refusal has no words, and is not taken for a state.
    minimise.setAttribute('aria-label', texts.minimise || shut);
    // Its room is kept until frame.js puts the control there.
    language.hidden = !languages[1];
    exit.hidden = !fresh.quick_exit;
    exit.textContent = texts.quick_exit;
    status.className = fresh.availability;
    status.textContent = fresh.status;
    options.state = state = fresh;
    host.lang = lang = told;
    note.textContent = options.news || fresh.status;
    options.on_change();
  };
  const ask = (cache) => {
    clearTimeout(change);
    const mine = (asking = get(`/api/v1/services/${service}?lang=${lang}`, { cache }).then((answer) => answer.json()).then((fresh) => {
      // Another language, or another service, was asked for since.
      if (mine != asking) return asking;
      const wait = fresh.changes_at_ms - fresh.now_ms;
      // Again at the second of the change, if one is known; a timer holds no more than 24 days.
      if (wait < 2e9) change = setTimeout(ask, wait, 'reload');
      const isNew = !state.id;
      draw(fresh);
      if (isNew) emit('ready');
      if (lost && options.shown) begin();
      lost = 0;
      return fresh;
    }));
    mine.catch(() => {
      if (options.shown) change = setTimeout(ask, 5e3);
      lost = 1;
    });
    return mine;
  };
  const look = () => {
    paint();
    if (service && !page.hidden) ask();
  };

  // --- The chat itself --------------------------------------------------------------------------
  // Script, WASM and style at once; without the WASM the script still sees to language and exit.
  // What stands behind # makes each start a program of its own.
  const prepare = ({ assets }) => (files = files || Promise.all([import(`${base}${assets.script}#${Date.now()}`), get(assets.wasm).catch(() => {}), get(assets.style).then(text)]));
  const preload = () => asking.then(prepare).catch(() => {});
  const load = (again) =>
    (again ? ask('reload') : asking)
      .then(prepare)
      .then(([module, wasm, style]) => {
        adopt(style);
        // The chat may have been taken off the page meanwhile.
        return files && module.frame(options, wasm);
      })
      .catch(() => {
        // A page left open over an upgrade knows paths that are no more: ask once again.
        files = 0;
        if (asking) again ? fail() : load(1);
      });
  const fill = (...views) => {
    if (body.contains(host.shadowRoot.activeElement)) heading.focus();
    body.textContent = '';
    body.append(make('div', { class: 'fail', tabindex: 0, role: 'group', 'aria-label': words[0] }, ...views));
  };
  const begin = () => {
    // A chat, or something written without one, stands there.
    if (options.busy) return;
    fill(state.texts.loading || '…');
    options.busy = load();
  };
  // How else to reach the service, in words, and after that a contact request without the WASM.
  const fail = () => {
    options.busy = files = 0;
    const trouble = state.texts.trouble || words[2];
    const href = setting('fallback-href') || 'tel:112';
    fill(make('b', { part: 'trouble', 'data-screen': 'trouble' }, trouble), part('p', 'contact', state.plain || make('a', { href }, href)));
    // It is tried again and again, and told once.
    if (ears[1].textContent != trouble) {
      ears[1].textContent = trouble;
      emit('error', { code: 'failed' });
    }
    asking.then(({ assets }) => import(base + assets.fallback)).then((module) => module.default(options)).catch(() => {
      lost = 1;
    });
  };

  // --- Open and shut ----------------------------------------------------------------------------
  const show = (open) => {
    open = host != own || !!open;
    paint();
    panel.hidden = !open;
    launcher.hidden = open;
    if (open ^ options.shown) emit(open ? 'opened' : 'closed');
    options.shown = open;
    options.on_change();
  };
  const open = (launcher.onclick = () => {
    show(1);
    heading.focus();
    begin();
  });
  const close = (minimise.onclick = () => {
    show();
    launcher.focus();
  });
  // A finger enters, too, before it presses.
  launcher.onfocus = launcher.onpointerenter = preload;
  // Until frame.js is there, which tells the relay as well, and takes out of the tab what is the
  // chat's alone. A page that goes to another one comes to the end of this function first.
  exit.onclick = () => {
    location.replace(state.quick_exit);
    storage.clear();
  };

  // --- In the page ------------------------------------------------------------------------------
  // Dark or light: 1 and -1; 0 when neither is said, or both.
  const says = (words) => /dark/.test(words) - /light/.test(words);
  const paint = () => {
    const dark = says(setting('theme')) || says(getComputedStyle(page.documentElement).colorScheme) || matchMedia('(prefers-color-scheme:dark)').matches;
    wrapper.className = 'root ' + (dark > 0 ? 'dark ' : '') + (host == own ? 'float ' : '') + (setting('position') || '');
  };
  const stop = () => {
    options.on_exit();
    options.busy = files = asking = 0;
    body.textContent = '';
  };
  // The chat stands in one place: in the first <juttu-chat service> of the page, or at its corner.
  // A router that takes the place away gets it back, or gives it another one.
  const settle = () => {
    settling = 0;
    const spot = page.querySelector('juttu-chat[service]') || (tag.dataset.service && own);
    if (!spot || (host.isConnected && (host != own || host == spot))) return;
    host = spot;
    minimise.hidden = host != own;
    host == own ? page.documentElement.append(own) : own.remove();
    (host.shadowRoot || host.attachShadow({ mode: 'open' })).append(wrapper);
    host.shadowRoot.adoptedStyleSheets = sheets;
    host.append(...ears);
    if (!sheets[0]) {
      adopt(CSS);
      const [x, y = x] = (setting('offset') || '16').split(' ');
      // The size of text that the reader has chosen, whatever the page's root has.
      adopt(`.root{--_u:${getComputedStyle(wrapper).fontSize};--_x:var(--juttu-offset-x,${x}px);--_y:var(--juttu-offset-y,${y}px)}`);
      const theme = (setting('theme') || '').replace(/light|dark| /g, '');
      if (theme) get(`/themes/${theme}.css`).then(text).then(adopt, () => {});
    }
    const isNew = service != setting('service');
    if (isNew) {
      stop();
      options.service = service = setting('service');
      draw({ language: (storage['juttu-lang'] || setting('lang') || page.documentElement.lang).slice(0, 2), texts: {}, languages: [] });
      ask();
    }
    // Looked at as text, so that nothing that stands there can break the page's chat.
    const kept = storage['juttu:' + service];
    const secret = options.result || /"secret"/.test(kept);
    // Nobody's screen is filled unasked, nor a panel opened again that was shut in this tab.
    show(isNew ? !/"open":f/.test(kept) && (secret || (setting('open') != null && !matchMedia(small).matches)) : options.shown);
    if (secret || options.shown) begin();
    else if (setting('preload')) setTimeout(preload, 1e3);
    window.juttu = api;
    api.push(...early.splice(0));
  };
  const api = {
    push: (...calls) => calls.forEach(([name, ...rest]) => api[name](...rest)),
    close,
    on: (kind, hear) => wrapper.addEventListener('juttu-' + kind, hear),
    base,
    destroy() {
      stop();
      observer.disconnect();
      page.removeEventListener('visibilitychange', look);
      [settling, change, clock].map(clearTimeout);
      [wrapper, own, ...ears].map((piece) => piece.remove());
      service = options.shown = window.juttu = 0;
    },
    setLanguage(wanted) {
      storage['juttu-lang'] = lang = wanted;
      ask('reload');
    },
    off: (kind, hear) => wrapper.removeEventListener('juttu-' + kind, hear),
    open,
  };
  // What frame.js, the widget and the fallback see of all this.
  const options = {
    fill,
    on_exit() {},
    begin,
    emit,
    result,
    ask,
    paint,
    fail,
    on_change() {},
    root: body,
    adopt,
    base,
  };
  const observer = new MutationObserver(() => (settling = settling || setTimeout(settle, 99)));
  observer.observe(page, { childList: 1, subtree: 1 });
  page.addEventListener('visibilitychange', look);
  const clock = setInterval(look, 45e3);
  if (page.body) settle();
})();
