// The chat without its WASM: where that is blocked, broken or not known, the loader imports this
// file, and a contact request is left by `fetch`. Contact details stand above, and what was written
// before stands in the field. It runs on browsers of 2018; its words come with the public state.
const CSS = `
.fail a, .fail button, .fail .pickup { color: var(--_accent); font-weight: 650; }
.fail a { display: inline-block; padding: .25em 0; }
.fail [hidden] { display: none; }
.fail form { display: grid; gap: 1em; margin: 1.5em 0; }
.fail h3, .fail legend, .fail label { font-weight: 650; }
.fail h3 { font-size: 1.25em; }
.fail fieldset { margin: 0; padding: 0; border: 0; min-width: 0; }
.fail .way { display: flex; align-items: center; gap: .5em; min-height: 2.75em; font-weight: 400; }
.fail .hint { display: block; font-size: .9375em; }
.fail textarea, .fail input:not([type=radio]) { display: block; width: 100%; min-height: 2.75em; padding: .5em; border: 1px solid #7b8895; border-radius: .5em; background: var(--_surface); color: var(--_text); font-size: 1em; }
.fail input[type=radio] { width: 1.25em; height: 1.25em; flex: none; }
.fail [name][aria-invalid=true] { border: 3px solid; }
.fail .error { display: block; font-weight: 650; }
.fail .error::before { content: "! "; }
.fail button { min-height: 2.75em; padding: .5em 1.25em; border: 1px solid; border-radius: .75em; background: none; cursor: pointer; }
.fail .strong { border-color: var(--_accent); background: var(--_accent); color: var(--_on-accent); }
.fail .pickup { font-size: 1.5em; letter-spacing: .04em; }
.fail legend { padding: 0; }
`;
const HETU = /(^|[^0-9a-zåäö])(\d{6}) *[-+a-fu-y\u2010-\u2015\u2212] *(\d{3})([0-9a-y])(?![0-9a-zåäö])/gi;
const CHECK = '0123456789ABCDEFHJKLMNPRSTUVWXY';
const BASE32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const styled = [];
// What empties the form that stands here, and what puts it there again, for a page that is left and
// may come back as it was out of the browser's memory of pages.
let empty, back;
addEventListener('pagehide', () => empty && empty());
addEventListener('pageshow', () => back && back());

/** The text without its personal identity codes: those whose check character is right. */
function withoutHetu(text) {
  return text.replace(HETU, (whole, before, day, number, check) => {
    const isDay = day.slice(0, 2) >= 1 && day.slice(0, 2) <= 31 && day.slice(2, 4) >= 1 && day.slice(2, 4) <= 12;
    return isDay && CHECK[(day + number) % 31] == check.toUpperCase() ? before : whole;
  });
}

/** Random bytes as base64url. */
function key(length) {
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
}

/** A pick-up code: 16 signs of Crockford's base 32. */
const code = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => BASE32[byte % 32]).join('');

/** A number for what is asked (FNV-1a), too short to find a telephone number by. */
const mark = (asked) => [...asked].reduce((hash, sign) => Math.imul(hash ^ sign.codePointAt(0), 16777619), 2166136261) >>> 16;

function make(name, properties, ...children) {
  const element = document.createElement(name);
  for (const key in properties) {
    if (key in element) element[key] = properties[key];
    else element.setAttribute(key, properties[key]);
  }
  element.append(...children);
  return element;
}

/** Puts contact details and the form where the chat would stand. */
export default function leave(options) {
  const { state, service, base, root, fill } = options;
  const { texts, contact } = state;
  const word = (name) => texts[name] || '';
  if (!styled.includes(root)) options.adopt(CSS);
  styled.push(root);
  if (!state.may_chat) console.error('Juttu: add to origins ' + location.origin);

  const kept = () => {
    try {
      return JSON.parse(sessionStorage['juttu:' + service]) || {};
    } catch (none) {
      return {};
    }
  };
  // Brought back to a tab without a session of the chat, it is somebody else's: the relay burns it. A
  // session's own waits for the chat, should it work in time.
  const { result } = options;
  if (result && !kept().secret) {
    const body = JSON.stringify({ result });
    fetch(`${base}/api/v1/ident/stray?service=${service}`, { method: 'POST', keepalive: true, body }).catch(() => {});
  }
  // What is written survives a reload, and the chat finds it when it works again.
  const keep = (draft) => {
    if (!isHere()) return;
    try {
      sessionStorage['juttu:' + service] = JSON.stringify(Object.assign(kept(), { draft, outbox: [] }));
    } catch (none) {
      // Without storage it stands in the field all the same.
    }
  };
  const headers = (secret) => ({ authorization: 'Bearer ' + secret, 'content-type': 'application/json' });
  const address = `${base}/api/v1/commands?service=${service}`;
  const farewell = () => JSON.stringify({ exit: { client_key: key(16) } });
  const tell = (secret, body) => secret && fetch(address, { method: 'POST', keepalive: true, headers: headers(secret), body }).catch(() => {});
  // In a hurry, where there is no frame.js that does it: nothing of the chat stays in sight or in the
  // tab, the relay is told, and the page gives way, whatever fails of that.
  const leaveNow = () => {
    const attempt = (act) => {
      try {
        return act();
      } catch (failed) {
        return undefined;
      }
    };
    const [secret, body] = attempt(options.on_exit) || [kept().secret, farewell()];
    const { host } = root.getRootNode();
    root.parentNode.parentNode.remove();
    for (const ear of host.querySelectorAll('[aria-live]')) ear.remove();
    attempt(() => {
      for (const name of Object.keys(sessionStorage)) if (/^juttu/.test(name)) delete sessionStorage[name];
    });
    attempt(() => tell(secret, body));
    location.replace(state.quick_exit);
  };
  if (!options.unframe) root.parentNode.querySelector('.exit').onclick = leaveNow;
  // What opens a conversation stands in the draft as well, until it is stored.
  const { draft, outbox = [] } = kept();
  const posts = outbox.map(({ message }) => message.post && message.post.text);
  const unsent = [...posts, draft].filter((text) => text).join('\n\n');

  const retry = () => {
    options.busy = false;
    options.begin();
  };
  const again = make('button', { type: 'button', part: 'retry', onclick: retry }, word('try_again'));
  const call = make('a', { href: 'tel:' + contact.telephone.replace(/ /g, '') }, contact.telephone);
  const details = make('p', { part: 'contact' }, call, ' ', contact.telephone_hours, '\n\n', state.plain);
  const trouble = make('b', { part: 'trouble', 'data-screen': 'trouble' }, word('trouble'));
  const show = (...views) => fill(...views, details);
  // Whoever has left wants nothing kept or shown; and another may stand here by now.
  const isHere = () => root.isConnected && root.contains(details);
  if (!state.may_chat) return show(trouble, '\n', unsent && word('your_text') + '\n' + unsent + '\n\n');

  // --- The form: a label, a field, and beside it in words what is wrong -----------------------
  const field = (tag, name, label, properties) => {
    const input = make(tag, Object.assign({ id: name, name, part: name + '-field', 'aria-describedby': name + '-error' }, properties));
    const error = make('span', { id: name + '-error', class: 'error', part: 'error', hidden: true });
    input.oninput = () => object(input, '');
    // What can be done about it describes nothing.
    return [make('label', { htmlFor: name }, word(label)), input, error, make('div', { hidden: true })];
  };
  const object = (input, words, ...actions) => {
    const error = root.querySelector('#' + input.name + '-error');
    error.textContent = words;
    error.hidden = !words;
    const acts = error.nextSibling;
    acts.textContent = '';
    acts.append(...actions);
    acts.hidden = !actions[0];
    input.setAttribute('aria-invalid', !!words);
    if (words) input.focus();
  };
  const pick = (name, value, label, hint, checked) =>
    make('label', { class: 'way' }, make('input', { type: 'radio', name, value, checked, part: name + '-' + value }), make('span', {}, word(label), hint ? make('span', { class: 'hint' }, word(hint)) : ''));
  const group = (legend, ...picks) => make('fieldset', {}, make('legend', {}, word(legend)), ...picks);

  const message = field('textarea', 'message', 'message', { rows: 5, value: unsent, 'aria-describedby': 'message-hint message-error' });
  const text = message[1];
  text.addEventListener('input', () => keep(text.value));
  const phone = field('input', 'phone', 'phone', { type: 'tel', autocomplete: 'tel' });
  const email = field('input', 'email', 'email', { type: 'email', autocomplete: 'email' });
  const safe = make('span', { id: 'safe-error', class: 'error', part: 'error', hidden: true });
  const isSafe = group('is_it_safe', pick('safe', 'yes', 'safe_yes'), pick('safe', 'no', 'safe_no'), safe);
  isSafe.setAttribute('role', 'radiogroup');
  for (const radio of isSafe.querySelectorAll('input')) radio.setAttribute('aria-describedby', 'safe-error');
  const objectSafe = (words) => {
    safe.textContent = words;
    safe.hidden = !words;
    isSafe.setAttribute('aria-invalid', !!words);
  };
  const byPhone = make('div', { hidden: true }, ...phone, isSafe);
  const byEmail = make('div', { hidden: true }, ...email);
  const ways = group('how_to_answer', pick('way', 'code', 'by_code', 'by_code_hint', true), pick('way', 'phone', 'by_phone'), byPhone);
  if (state.tells_by_email) ways.append(pick('way', 'email', 'by_email', 'by_email_hint'), byEmail);
  const send = make('button', { class: 'strong', part: 'send-request' }, word('send'));
  const fate = make('p', { class: 'error', role: 'alert', part: 'error', hidden: true });
  const form = make('form', { part: 'fallback', noValidate: true },
    make('h3', {}, word('leave_message')), message[0], make('span', { id: 'message-hint', class: 'hint' }, word('no_identity_code')), ...message.slice(1), ways, fate, send);

  let pass;
  empty = () => {
    if (!isHere()) return;
    form.reset();
    pass = undefined;
    fill();
    back = () => {
      back = undefined;
      options.busy = false;
      leave(options);
    };
  };

  // Where something is written, or a code is shown, the chat begins again only when it is asked to.
  form.oninput = form.onchange = () => {
    options.busy = true;
  };
  const chosen = (name) => (form.querySelector(`[name=${name}]:checked`) || {}).value;
  ways.onchange = () => {
    byPhone.hidden = chosen('way') != 'phone';
    byEmail.hidden = chosen('way') != 'email';
    objectSafe('');
  };

  // --- Sending -----------------------------------------------------------------------------------
  // The same request goes with the same secret, key and code until it is answered, also after a reload,
  // so that none is left twice. What is asked is not kept for that, but a number made of it.
  const place = 'juttu-left:' + service;
  const passFor = (body) => {
    const asked = mark(JSON.stringify(body));
    try {
      pass = pass || JSON.parse(sessionStorage[place]);
    } catch (none) {
      // None is on its way.
    }
    if (!pass || pass.mark != asked) pass = { mark: asked, secret: key(32), client_key: key(16), code: code() };
    try {
      sessionStorage[place] = JSON.stringify(pass);
    } catch (none) {
      // Without storage it lasts as long as the page.
    }
    return pass;
  };
  // The polite announcer, by way of frame.js where that is there.
  const say = options.say || ((words) => {
    root.getRootNode().host.querySelector('[aria-live=polite]').textContent = words;
  });
  const refusals = {
    text_empty: () => object(text, word('text_empty')),
    text_too_long: () => object(text, word('text_too_long').replace('{n}', text.value.length - 8000)),
    phone_malformed: () => object(phone[1], word('check_phone')),
    email_malformed: () => object(email[1], word('check_email')),
    too_many_conversations: () => fails('busy'),
    blocked: () => fails('blocked'),
  };
  const fails = (name) => {
    fate.textContent = word(name).replace('{telephone}', contact.telephone);
    fate.hidden = false;
  };
  // From now on somebody who leaves in a hurry leaves this request, so that nobody calls; and the
  // conversation that the tab may have besides, once its storage shows that this is no new start.
  const mayBeLeft = (secret, stopper) => {
    options.on_exit = () => {
      stopper.abort();
      const other = kept().secret;
      Promise.resolve().then(() => kept().secret || tell(other, farewell()));
      return [secret, farewell()];
    };
  };
  let isSending, isMeant;
  form.onsubmit = (event) => {
    event.preventDefault();
    if (isSending) return;
    const way = chosen('way');
    const body = { language: state.language, text: text.value };
    fate.hidden = true;
    if (!text.value.trim()) return refusals.text_empty();
    if (!isMeant && withoutHetu(text.value) != text.value) return warnOfHetu();
    if (way == 'phone') {
      if (!phone[1].value.trim()) return object(phone[1], word('phone_empty'));
      if (!/^[-\d ()+./]{5,30}$/.test(phone[1].value.trim())) return refusals.phone_malformed();
      if (!chosen('safe')) {
        objectSafe(word('say_whether_safe'));
        return form.querySelector('[name=safe]').focus();
      }
      body.phone = { number: phone[1].value.trim(), safe_to_call: chosen('safe') == 'yes' };
    }
    if (way == 'email') body.email = email[1].value.trim();
    options.busy = isSending = true;
    send.textContent = word('sending');
    say(word('sending'));
    const { secret, client_key, code } = passFor(body);
    Object.assign(body, { client_key, code });
    const stopper = new AbortController();
    mayBeLeft(secret, stopper);
    fetch(address, { method: 'POST', signal: stopper.signal, headers: headers(secret), body: JSON.stringify({ leave: body }) })
      .then((answer) => answer.json())
      .then((answers) => {
        if (!isHere()) return;
        pass = undefined;
        try {
          delete sessionStorage[place];
        } catch (none) {
          // Nothing was kept.
        }
        const refused = answers.code || [].concat(answers).map((answer) => answer.refused && answer.refused.code).filter(Boolean)[0];
        if (refused) return (refusals[refused] || (() => fails('not_stored')))();
        keep('');
        form.reset();
        isSent(code);
      })
      .catch(() => fails('not_sent'))
      .then(() => {
        isSending = false;
        send.textContent = word('send');
      });
  };
  // Whoever writes decides: it is noticed, and may be sent all the same.
  const warnOfHetu = () => {
    const out = () => {
      text.value = withoutHetu(text.value);
      keep(text.value);
      object(text, '');
      text.focus();
    };
    const anyway = () => {
      isMeant = true;
      object(text, '');
      send.focus();
      send.click();
    };
    object(text, word('hetu'), make('button', { type: 'button', part: 'hetu-out', onclick: out }, word('hetu_out')), ' ', make('button', { type: 'button', part: 'hetu-anyway', onclick: anyway }, word('hetu_anyway')));
  };
  const isSent = (mine) => {
    const title = make('h3', { tabIndex: -1 }, word('request_sent'));
    const grouped = mine.replace(/(.{4})(?=.)/g, '$1 ');
    const shown = make('p', { class: 'pickup', part: 'code', role: 'img', 'aria-label': [...grouped].join(' ').replace(/   /g, ', ') }, grouped);
    const address = word('read_at').replace('{address}', base + '/code');
    show(make('div', { 'data-screen': 'sent' }, title, state.answer_by || '', '\n\n', word('your_code'), shown, word('keep_code'), '\n\n', address, '\n\n', word('shared_device'), '\n\n'));
    title.focus();
  };
  show(trouble, '\n', form, again, '\n\n');
}
