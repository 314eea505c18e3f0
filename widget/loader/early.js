// The first field, before there is a program. Over a slow line the WASM comes long after all the
// rest, so the start screen down to its field, and its foot, are drawn here as soon as script and
// style are there: one can read and write at once, and the chat takes over what is written. Nothing
// is sent from here, and nothing announced. It is drawn only where the chat will begin with the start
// screen: nothing under way in this tab, nothing turned to, and the service not closed.
//
// To be kept equal: elements, classes, attributes, words and icons with `view/{start,field,guide,
// icon,sheet}.rs`, so that nothing moves when the chat draws over it (a story compares the two); the
// draft with `kept.rs`, where chat and fallback find it. What stands below the field is left to the
// chat, and so is `data-screen`: who waits for a screen waits for the chat. It costs 1.4 KB of what is
// fetched, and is there half a second before the rest.

/** Draws it, and lets the browser show it. Gives what puts the chat in its place. */
async function early(options, signal, heading) {
  const { root } = options;
  const name = 'juttu:' + options.service;
  const kept = () => {
    try {
      return JSON.parse(sessionStorage[name]) || {};
    } catch (none) {
      return {};
    }
  };
  const { secret, page = 'none' } = kept();
  let field, language, wish, isComposing;
  // Taken off the page, or left in a hurry: then nothing is kept or begun any more.
  const isGone = () => signal.aborted || !root.getRootNode().host;
  const make = (name, attributes, ...children) => {
    const element = document.createElementNS('http://www.w3.org/' + (/svg|path/.test(name) ? '2000/svg' : '1999/xhtml'), name);
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    element.append(...children.filter((child) => child));
    return element;
  };
  const hide = (element, isHidden) => {
    element.toggleAttribute('hidden', isHidden);
    return element;
  };
  const write = (event) => {
    isComposing = event.isComposing;
    field.parentNode.setAttribute('data-text', field.value);
    try {
      if (!isGone()) sessionStorage[name] = JSON.stringify({ ...kept(), draft: field.value });
    } catch (none) {
      // Without storage it stands in the field all the same.
    }
  };
  const draw = () => {
    const { texts, guide, queue, availability, identification, language: lang } = options.state;
    if (language == lang || secret || page != 'none' || availability == 'closed') return;
    language = lang;
    const { standing, emergency, announcements } = guide;
    const isOpen = availability == 'open';
    // Where somebody is known again, a code is not the only way to an answer.
    const isKnown = identification && identification.providers.some((way) => way.knows_again);
    const note = (part, words, isHidden) => hide(make('p', { class: 'note', part }, words), isHidden);
    const fact = (d, ...told) => make('li', 0, make('svg', { class: 'icon', 'aria-hidden': true, viewBox: '0 0 24 24' }, make('path', { d })), make(...told));
    const line = ({ text, link }) => {
      const at = link && /^(https|tel):/.test(link.href) ? text.indexOf(link.text) : -1;
      return at < 0 ? make('p', 0, text) : make('p', 0, text.slice(0, at), make('a', { href: link.href }, link.text), text.slice(at + link.text.length));
    };
    const button = (type, look, part, words) => make('button', { class: 'btn ' + look, type, part }, words);
    const start = button('submit', 'strong wide', 'start', texts.start);
    start.setAttribute('aria-disabled', false);
    const written = field ? field.value : kept().draft || '';
    field = make('textarea', { id: 'field', rows: 3, autocomplete: 'off', 'data-hint': 'hint', part: 'start-field', 'aria-describedby': 'hint' });
    field.value = written;
    for (const kind of ['input', 'compositionend']) field.addEventListener(kind, write);
    const form = make('form', { class: 'start', novalidate: 'novalidate' },
      make('div', { class: 'pane' },
        note('nobody', texts.nobody, isOpen),
        note('now-closed', texts.now_closed, true),
        make('ul', { class: 'facts' },
          hide(fact('M12 4a4 4 0 1 0 0 8 4 4 0 1 0 0-8M4.5 20c.8-4 3.8-6 7.5-6s6.7 2 7.5 6', 'span', { part: 'queue' }, queue), !queue),
          standing && fact('M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 1 0 0-17M12 11v5M12 8v.01', 'p', { class: 'small', part: 'standing' }, standing),
          emergency[0] && fact('M5 4h4l1.5 5-2 1.5a11 11 0 0 0 5 5l1.5-2 5 1.5v4a1 1 0 0 1-1 1A15 15 0 0 1 4 5a1 1 0 0 1 1-1z', 'div', { class: 'small', part: 'emergency' }, ...emergency.map(line))),
        announcements[0] && make('ul', { class: 'notes', part: 'announcements' }, ...announcements.map((words) => make('li', { class: 'note' }, words))),
        make('h3', { id: 'title', tabindex: -1 }, make('label', { for: 'field' }, texts.how_can_we_help)),
        make('p', { class: 'hint', id: 'hint' }, texts.anonymous + ' ' + texts.no_identity_code),
        make('div', 0, make('div', { class: 'grow', 'data-text': written }, field))),
      make('div', { class: 'foot talk' },
        start,
        hide(button('button', 'wide', 'leave-message', texts.leave_message), isOpen),
        make('div', { class: 'ends' }, button('button', 'quiet', 'have-code', isKnown ? texts.read_answer : texts.read_with_code))));
    // What is pressed before there is anybody to do it is done then.
    form.onsubmit = (event) => event.preventDefault();
    form.onclick = ({ target }) => {
      if (target.matches('.btn')) wish = target;
      if (wish == start) start.textContent = texts.starting;
    };
    if (root.contains(root.getRootNode().activeElement)) heading.focus();
    root.replaceChildren(make('div', { class: 'chat', lang }, make('div'), make('div', { class: 'page' }, form)));
  };
  // Another language may be chosen meanwhile.
  options.on_change = draw;
  draw();
  // A page that is left holds nothing of it; one that comes back as it was reads the tab again.
  const put = (text = '') => {
    if (!root.contains(field)) return;
    wish = undefined;
    field.value = text;
    field.parentNode.setAttribute('data-text', text);
  };
  addEventListener('pagehide', () => put(), { signal });
  addEventListener('pageshow', ({ persisted }) => persisted && put(kept().draft), { signal });
  // The panel is seen before the program is begun, and that is begun before it draws: neither makes
  // the other wait. In a tab that is not looked at no frame comes.
  const rest = () => new Promise((done) => {
    requestAnimationFrame(() => setTimeout(done));
    setTimeout(done, 300);
  });
  await rest();

  return async () => {
    await rest();
    // What an input method is composing is not torn from it, unless that takes too long.
    if (isComposing) {
      await new Promise((done) => {
        field.addEventListener('compositionend', done);
        setTimeout(done, 3e3);
      });
    }
    if (isGone()) return;
    const find = (part) => root.querySelector(`[part="${part}"]`);
    const part = (element) => element && element.getAttribute('part');
    const focused = root.getRootNode().activeElement;
    const hadFocus = root.contains(focused);
    const pane = root.querySelector('.pane');
    const seen = pane && [pane.scrollTop, field.scrollTop, field.selectionStart, field.selectionEnd];
    root.textContent = '';
    mount(options);
    // The screen is drawn by tasks that are queued before these.
    for (let turn = 0; turn < 9 && !root.querySelector('[id]'); turn++) await 0;
    const next = find('start-field');
    if (seen && next) {
      const [paneTop, top, start, end] = seen;
      next.value = field.value;
      next.dispatchEvent(new Event('input'));
      next.setSelectionRange(start, end);
      next.closest('.pane').scrollTop = paneTop;
      next.scrollTop = top;
    }
    field = undefined;
    if (hadFocus) (find(part(focused)) || heading).focus({ preventScroll: true });
    find(part(wish))?.click();
  };
}
