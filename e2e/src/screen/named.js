// Given `arguments`: the place, a role, a name, and a selector of where to look.
const roleOf = (element) => {
  const said = element.getAttribute('role');
  if (said) return said.split(' ')[0];
  const tag = element.localName;
  if (tag === 'button' || tag === 'summary') return 'button';
  if (tag === 'a') return element.hasAttribute('href') ? 'link' : '';
  if (tag === 'textarea') return 'textbox';
  if (tag === 'select') return 'combobox';
  if (tag === 'dialog') return 'dialog';
  if (tag === 'fieldset') return 'group';
  if (tag === 'li') return 'listitem';
  if (tag === 'tr') return 'row';
  if (tag === 'td') return 'cell';
  if (/^h[1-6]$/.test(tag)) return 'heading';
  if (tag === 'section') return element.matches('[aria-label], [aria-labelledby]') ? 'region' : '';
  if (tag === 'nav') return 'navigation';
  if (tag === 'input') {
    const kinds = { checkbox: 'checkbox', radio: 'radio', button: 'button', submit: 'button', search: 'searchbox' };
    return kinds[element.type] || 'textbox';
  }
  return '';
};
const tidy = (text) => (text || '').replace(/\s+/g, ' ').trim();
const nameOf = (element) => {
  const by = element.getAttribute('aria-labelledby');
  if (by) return tidy(by.split(/\s+/).map((id) => document.getElementById(id)?.textContent || '').join(' '));
  const label = element.getAttribute('aria-label');
  if (label) return tidy(label);
  if (element.labels && element.labels.length) return tidy([...element.labels].map((each) => each.innerText).join(' '));
  if (element.localName === 'fieldset') return tidy(element.querySelector('legend')?.innerText);
  return tidy(element.innerText || element.getAttribute('title') || element.getAttribute('placeholder'));
};
const isSeen = (element) =>
  element.checkVisibility({ visibilityProperty: true }) && !element.closest('[aria-hidden="true"], [inert]');
const within = [...document.querySelectorAll(arguments[3])];
const everything = [...new Set(within.flatMap((root) => [...root.querySelectorAll('*')]))];
const all = everything.filter((element) => roleOf(element) === arguments[1] && isSeen(element));
const exact = all.filter((element) => nameOf(element) === arguments[2]);
const found = exact.length ? exact : all.filter((element) => nameOf(element).includes(arguments[2]));
