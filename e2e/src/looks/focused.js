// What has the focus, and whether it can be seen; nothing when the focus is not in the widget.
const element = root.activeElement;
if (!element) return null;
const { left, top, right, bottom } = element.getBoundingClientRect();
// Any of these points in sight will do (WCAG 2.2, 2.4.11), for what is larger than the screen too.
const clamp = (least, value, most) => Math.min(Math.max(least, value), most);
const across = [left + 3, (left + right) / 2, right - 3].map((x) => clamp(1, x, innerWidth - 2));
const down = [top + 3, (top + bottom) / 2, bottom - 3].map((y) => clamp(1, y, innerHeight - 2));
const mine = (found) => found && (element.contains(found) || found.contains(element) && found.matches('label'));
const points = across.flatMap((x) => down.map((y) => mine(root.elementFromPoint(x, y))));
const style = getComputedStyle(element);
return {
  what: called(element),
  is_in_sight: points.some((point) => point),
  outline_px: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
  is_marked: element.matches(':focus-visible'),
};
