// A text's lines, against every box around it that hides what leaves it, and against the button,
// the label or the bubble that it stands in.
const found = [];
const hides = (style, axis) => /hidden|clip/.test(axis === 'x' ? style.overflowX : style.overflowY);
const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const text = walker.currentNode;
  const element = text.parentElement;
  if (!text.data.trim() || !element || element.closest('style, option, select') || !seen(element)) continue;
  const range = document.createRange();
  range.selectNodeContents(text);
  const lines = [...range.getClientRects()];
  for (let around = element; around && around !== panel && root.contains(around); around = around.parentElement) {
    const style = getComputedStyle(around);
    const holds = around.matches('button, .text, .pick, .banner, .note, .slip');
    const box = around.getBoundingClientRect();
    for (const line of lines) {
      const x = (holds || hides(style, 'x')) && (line.left < box.left - 1 || line.right > box.right + 1);
      const y = (holds || hides(style, 'y')) && (line.top < box.top - 1 || line.bottom > box.bottom + 1);
      if (x || y) found.push(JSON.stringify(text.data.slice(0, 40)) + ' leaves ' + called(around));
    }
  }
}
// A field hides what it has no room for, and lets it be scrolled to: one line of it has to be seen.
for (const field of root.querySelectorAll('textarea, input:not([type="radio"])')) {
  if (seen(field) && field.clientHeight < parseFloat(getComputedStyle(field).fontSize) * 1.2) found.push(called(field) + ' is lower than a line');
}
return [...new Set(found)];
