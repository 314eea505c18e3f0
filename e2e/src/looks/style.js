// Custom properties are the page's own way in, and are left out; so is where what nobody sees
// lies, the host, its wrapper and the announcers, and which way their text would run.
const lies = /size$|^width|^height|inset|^top|^left|^right|^bottom|origin|^direction|bidi|^x$|^y$/;
const of = (element, pseudo, leave) => {
  const style = getComputedStyle(element, pseudo);
  const all = {};
  for (const name of style) if (!name.startsWith('--') && !(leave && leave.test(name))) all[name] = style.getPropertyValue(name);
  return all;
};
const all = {};
const note = (name, element) => {
  if (!root.contains(element) || element.matches('.root')) {
    all[name] = of(element, null, lies);
    return;
  }
  all[name] = of(element);
  for (const pseudo of ['::before', '::after']) {
    if (getComputedStyle(element, pseudo).content !== 'none') all[name + pseudo] = of(element, pseudo);
  }
};
note('host', host);
[...host.children].forEach((ear, index) => note('announcer ' + index, ear));
[...root.querySelectorAll('*')].forEach((element, index) => {
  if (element.tagName !== 'OPTION') note(index + ' ' + element.tagName + ' ' + (element.getAttribute('class') || ''), element);
});
return all;
