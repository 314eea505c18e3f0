// Each of these scrolled to: whether it is then seen, and how many lines of a message are.
const reached = (element) => {
  element.scrollIntoView({ block: 'center' });
  const { left, top, width, height } = element.getBoundingClientRect();
  return element.contains(root.elementFromPoint(left + width / 2, top + height / 2));
};
const texts = [...root.querySelectorAll('.text')];
const text = texts.sort((one, other) => other.clientHeight - one.clientHeight)[0];
text.scrollIntoView({ block: 'center' });
const { left, top, bottom } = text.getBoundingClientRect();
let seen_px = 0;
for (let y = Math.ceil(top); y < bottom; y++) if (y >= 0 && y < innerHeight && text.contains(root.elementFromPoint(left + 20, y))) seen_px++;
const lines = seen_px / parseFloat(getComputedStyle(text).lineHeight);
return { lines, field: reached(root.querySelector('textarea')), send: reached(root.querySelector('[part~="send"]')) };
