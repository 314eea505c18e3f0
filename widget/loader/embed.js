// Juttu's loader: the one script of a page that has a chat.
//
//   <script async src="https://relay/embed.js" data-service="ID" data-lang="fi"></script>
//
// It draws a real button in a shadow root, and the frame of the panel as soon as that is pressed.
// The chat itself is WASM, which is fetched at the first sign of intent, or at once when this tab
// has a conversation under way. When anything fails, the panel says how else to reach the service.
// Served as it is, but for white space: no inline style, no innerHTML, no eval, no cookie.
(() => {
  const page = document;
  const tag = page.currentScript;
  // Many tags are safe: the first one has the page.
  if (!tag || page.juttuChat) return;
  page.juttuChat = 1;

  const { service, lang: wanted, fallbackHref } = tag.dataset;
  const base = new URL(tag.src).origin;
  // The few words that must be here before, or without, the relay's own.
  const native = {
    fi: ['Chat', 'Pienennä', 'Yritä uudelleen', 'Chat ei juuri nyt toimi.', 'Yhteystiedot ovat palvelun sivulla. Hätätilanteessa soita 112.'],
    sv: ['Chatt', 'Minimera', 'Försök igen', 'Chatten fungerar inte just nu.', 'Kontaktuppgifterna finns på tjänstens sida. Ring 112 i en nödsituation.'],
    en: ['Chat', 'Minimise', 'Try again', 'The chat is not working just now.', 'Contact details are on the page of the service. In an emergency, call 112.'],
  };
  const asked = (wanted || page.documentElement.lang).slice(0, 2);
  const lang = native[asked] ? asked : 'fi';
  const [CHAT, MINIMISE, AGAIN, TROUBLE, CONTACT] = native[lang];

  // The tokens are those of widget/src/tokens.css that the frame needs: a test compares them.
  // An em is the widget's own unit times the element's size; rem is never used, it is the page's.
  const CSS = `:host{all:initial!important;display:block!important;direction:ltr!important}
::slotted(*){all:initial!important;position:fixed!important;inline-size:1px!important;overflow:hidden!important;clip-path:inset(50%)!important}
.root{--_u:16px;--_accent:var(--juttu-accent,#0f4c81);--_on-accent:var(--juttu-on-accent,#fff);--_surface:var(--juttu-surface,#fff);--_text:var(--juttu-text,#1b2530);--_muted:#4f5d6b;--_hairline:#d5dde5;--_good:#17694a;--_radius:var(--juttu-radius,calc(var(--_u)*.75));--_font:var(--juttu-font,system-ui,sans-serif);color-scheme:light dark;color:var(--_text);font:400 var(--_u)/1.5 var(--_font);-webkit-text-size-adjust:100%;overflow-wrap:anywhere}
@media(prefers-color-scheme:dark){.root{--_accent:var(--juttu-accent,#8cc4ff);--_on-accent:var(--juttu-on-accent,#06233d);--_surface:var(--juttu-surface,#161c23);--_text:var(--juttu-text,#e9eef3);--_muted:#b0bbc6;--_hairline:#33404c;--_good:#7fd0a9}}
.root *{box-sizing:border-box;margin:0;font:inherit;color:inherit}
.root [hidden]{display:none}
.root b,.root h2{font-weight:650}
:focus-visible{outline:3px solid var(--_accent)}
.launcher,.panel{position:fixed;z-index:var(--juttu-z,2147483000);inset-inline-end:var(--juttu-offset-x,16px);inset-block-end:var(--juttu-offset-y,16px);box-shadow:0 4px 24px #0003}
.launcher,.again{display:flex;align-items:center;gap:.75em;min-block-size:2.75em;padding:.5em 1.5em;border:1px solid var(--_on-accent);border-radius:2em;background:var(--_accent);cursor:pointer}
.root .launcher,.root .again{color:var(--_on-accent)}
.launcher{min-block-size:3.5em;min-inline-size:10em;text-align:start;line-height:1.25}
.launcher::before{content:"";inline-size:1.25em;block-size:1em;border:2px solid;border-radius:.35em .35em .35em 0}
.launcher:focus-visible{box-shadow:0 0 0 2px var(--_surface)}
.launcher small{display:block;font-size:.9375em}
.panel{display:flex;flex-direction:column;inline-size:25em;block-size:40em;max-block-size:calc(100vh - 32px);border:1px solid var(--_hairline);border-radius:1em;overflow:hidden;background:var(--_surface)}
.head{display:flex;align-items:center;padding:.625em .5em .625em 1.25em;border-block-end:1px solid var(--_hairline)}
.head div{flex:1;min-inline-size:0;line-height:1.3}
.head h2{font-size:1.125em}
.head p{min-block-size:1.4em;font-size:.9375em;color:var(--_muted)}
.open::before{content:"";display:inline-block;margin-inline-end:.4em;border:.375em solid var(--_good);border-radius:50%}
.tool{display:grid;place-items:center;inline-size:2.75em;block-size:2.75em;border:0;border-radius:var(--_radius);background:none;cursor:pointer}
.tool::before{content:"";inline-size:.7em;block-size:.7em;margin-block-end:.3em;border:solid;border-width:0 2px 2px 0;transform:rotate(45deg)}
.body{flex:1;min-block-size:0;display:flex;flex-direction:column}
.fail{display:grid;gap:1em;justify-items:start;padding:1.5em 1.25em;overflow:auto;font-size:1.0625em;white-space:pre-line}
.fail a{display:block;font-weight:650;color:var(--_accent)}
@media(max-width:640px),(max-height:480px){.panel{inset:var(--_top,0) 0 auto;inline-size:auto;block-size:var(--_high,100vh);max-block-size:none;border:0;border-radius:0}}`;

  const make = (name, attributes, ...children) => {
    const element = page.createElement(name);
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    element.append(...children);
    return element;
  };
  // Both announcers stand in the light DOM, from the start and for good: a screen reader may be
  // deaf to those in a shadow root, or to those that come together with their text.
  // The same words twice are spoken twice; words that come together are spoken together.
  const host = make('juttu-chat', { lang });
  const speaker = (role, live) => {
    const ear = make('div', { role, 'aria-live': live });
    let words = '';
    let timer;
    host.append(ear);
    return (text) => {
      words += text + ' ';
      clearTimeout(timer);
      ear.textContent = '';
      timer = setTimeout(() => {
        ear.textContent = words;
        words = '';
        timer = setTimeout(() => (ear.textContent = ''), 8e3);
      }, 120);
    };
  };
  const say = speaker('status', 'polite');
  const warn = speaker('alert', 'assertive');
  const root = host.attachShadow({ mode: 'open' });

  const note = make('small');
  const launcher = make('button', { part: 'launcher', class: 'launcher' }, make('span', {}, make('b', {}, CHAT), note));
  const heading = make('h2', { part: 'heading', id: 'name', tabindex: -1 }, CHAT);
  const status = make('p');
  const minimise = make('button', { part: 'minimise', class: 'tool', 'aria-label': MINIMISE });
  const body = make('div', { class: 'body' });
  const panel = make('div', { part: 'panel', class: 'panel', 'aria-labelledby': 'name' },
    make('div', { class: 'head' }, make('div', {}, heading, status), minimise), body);
  const wrapper = make('div', { class: 'root' }, make('slot'), launcher, panel);
  const fills = matchMedia('(max-width:640px),(max-height:480px)');

  const adopt = (css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    return sheet;
  };

  const kept = () => {
    try {
      return JSON.parse(sessionStorage['juttu:' + service]);
    } catch (none) {
      return {};
    }
  };

  // --- The service's public state ---------------------------------------------------------------
  let state, asking, unread, change;
  const omit = { credentials: 'omit' };
  const good = (answer) => (answer.ok ? answer : Promise.reject());
  const word = (key, otherwise) => (state ? state.texts[key] : otherwise);
  const ask = (cache) => {
    clearTimeout(change);
    asking = fetch(`${base}/api/v1/services/${service}?lang=${lang}`, { ...omit, cache })
      .then(good)
      .then((answer) => answer.json())
      .then((fresh) => {
        const wait = fresh.changes_at_ms - fresh.now_ms;
        options.state = state = fresh;
        host.lang = fresh.language;
        heading.textContent = fresh.name;
        options.unread(unread);
        status.textContent = fresh.status;
        status.className = fresh.availability;
        // Again at the second of the change, if one is known; a timer holds no more than 24 days.
        if (wait < 2e9) change = setTimeout(ask, wait, 'reload');
        tell();
        return fresh;
      });
    asking.catch(() => {});
    return asking;
  };
  const look = () => {
    if (!page.hidden) ask();
  };

  // --- The chat itself --------------------------------------------------------------------------
  let files, loading, styled;
  let tries = 0;
  const options = {
    root: body,
    base,
    service,
    say,
    warn,
    ask,
    fail,
    unread(text) {
      unread = text;
      note.textContent = text || (state && state.status);
    },
  };
  const tell = () => options.on_change && options.on_change();
  // Script, WASM and style at once. What stands behind # makes a module that failed load anew.
  const prepare = ({ assets, may_chat }) => {
    if (!may_chat) throw console.error('Juttu: add to origins ' + location.origin);
    const get = (path) => fetch(base + path, omit).then(good);
    files = files || Promise.all([import(`${base}${assets.script}#${tries}`), get(assets.wasm), get(assets.style).then((answer) => answer.text())]);
    return files;
  };
  const preload = () => asking.then(prepare).catch(() => {});
  const load = (again) =>
    (again ? ask('reload') : asking)
      .then(prepare)
      .then(async ([module, module_or_path, style]) => {
        styled = styled || adopt(style);
        await module.default({ module_or_path });
        module.on_trap(fail);
        body.textContent = '';
        module.mount(options);
      })
      .catch(() => {
        // A page left open over an upgrade knows paths that are no more: ask once again.
        files = 0;
        tries++;
        if (again) fail();
        else load(1);
      });
  const begin = () => {
    if (loading) return;
    fill(make('p', { class: 'fail' }, word('loading', '…')));
    loading = load();
  };
  const fill = (view) => {
    if (body.contains(root.activeElement)) heading.focus();
    body.textContent = '';
    body.append(view);
  };

  function fail() {
    const text = word('trouble', TROUBLE);
    const number = state && state.contact.telephone;
    const href = state ? 'tel:' + number.replace(/ /g, '') : fallbackHref;
    const contact = make('p', { part: 'contact' }, make(href ? 'a' : 'b', { href }, number || CONTACT), state && state.plain || '');
    const { draft, outbox = [] } = kept();
    // What opens a conversation stands in the draft as well, until it is stored.
    const unsent = [...outbox.map(({ message: { post } }) => post && post.text), draft].filter((text) => text).join('\n\n');
    const again = make('button', { part: 'retry', class: 'again' }, word('try_again', AGAIN));
    again.onclick = begin;
    loading = files = options.on_change = 0;
    tries++;
    fill(make('div', { class: 'fail', 'data-screen': 'trouble' }, make('b', { part: 'trouble' }, text), contact, unsent && word('your_text', '') + '\n' + unsent, again));
    warn(text);
  }

  // --- Open and shut ----------------------------------------------------------------------------
  const show = (open) => {
    panel.hidden = !open;
    launcher.hidden = open;
    launcher.setAttribute('aria-expanded', !!open);
    panel.setAttribute('role', fills.matches ? 'dialog' : 'region');
    options.shown = open;
    tell();
  };
  launcher.onclick = () => {
    show(true);
    heading.focus();
    begin();
  };
  const hide = () => {
    show();
    launcher.focus();
  };
  minimise.onclick = hide;
  panel.onkeydown = (event) => {
    if (event.key == 'Escape' && !event.isComposing) hide();
  };
  // A finger enters, too, before it presses.
  launcher.onpointerenter = launcher.onfocus = preload;

  const stand = () => {
    page.body.append(host);
    const rule = adopt(CSS).cssRules[2].style;
    root.append(wrapper);
    show();
    // The size of text that the reader has chosen, whatever the page's root has.
    rule.setProperty('--_u', getComputedStyle(host).fontSize);
    // The part of the screen that the keyboard leaves.
    const view = visualViewport;
    for (const kind of ['resize', 'scroll'])
      view.addEventListener(kind, () => {
        rule.setProperty('--_high', view.height + 'px');
        rule.setProperty('--_top', view.offsetTop + 'px');
      });
    // Where the panel fills the screen, focus does not go behind it.
    page.addEventListener('focusin', (event) => {
      if (!panel.hidden && fills.matches && event.target != host) heading.focus();
    });
    page.addEventListener('visibilitychange', look);
    setInterval(look, 45e3);
    ask();
    const { secret, open } = kept();
    if (secret) {
      if (open) show(true);
      begin();
    }
  };
  if (page.body) stand();
  else page.addEventListener('DOMContentLoaded', stand);
})();
