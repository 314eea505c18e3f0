const found = [];
for (const element of root.querySelectorAll('*')) {
  for (const name of ['aria-labelledby', 'aria-describedby', 'aria-controls', 'aria-owns', 'aria-activedescendant', 'for']) {
    for (const id of (element.getAttribute(name) || '').split(' '))
      if (id && !root.getElementById(id)) found.push(called(element) + ' ' + name + ' ' + id);
  }
  if (element.tabIndex > 0) found.push(called(element) + ' comes before others with Tab');
}
const ids = [...root.querySelectorAll('[id]')].map(({ id }) => id);
for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) found.push('two elements are called ' + id);
return [...new Set(found)];
