// The names that the scripts beside this one use: of the widget, or of the desk where there is none.
const host = document.querySelector('juttu-chat');
const root = host ? host.shadowRoot : document;
const within = host ? '.root *' : 'body *';
const panel = root.querySelector('[part~="panel"]');
const seen = (element) => element.checkVisibility({ visibilityProperty: true })
  && element.getClientRects().length > 0 && !element.closest('.unseen, .on-paper, .aloud');
// What an element is called in what is reported.
const called = (element) => (element.getAttribute('part') || element.id || element.className || element.tagName)
  + ' ' + JSON.stringify((element.getAttribute('aria-label') || element.innerText || '').slice(0, 40));
