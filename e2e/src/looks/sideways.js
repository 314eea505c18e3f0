const found = [];
const page = document.scrollingElement;
if (page.scrollWidth > page.clientWidth + 1) found.push('the page itself: ' + page.scrollWidth + ' in ' + page.clientWidth);
const frame = panel && seen(panel) ? panel.getBoundingClientRect() : { left: 0, right: innerWidth };
for (const element of root.querySelectorAll(within)) {
  if (!seen(element)) continue;
  const style = getComputedStyle(element);
  const scrolls = /auto|scroll/.test(style.overflowX);
  if (scrolls && element.scrollWidth > element.clientWidth + 1) found.push(called(element) + ' scrolls: ' + element.scrollWidth + ' in ' + element.clientWidth);
  const { left, right } = element.getBoundingClientRect();
  if (left < frame.left - 1 || right > frame.right + 1 || left < -1 || right > innerWidth + 1)
    found.push(called(element) + ' from ' + left + ' to ' + right + ' in ' + frame.left + ' to ' + frame.right);
}
return found;
