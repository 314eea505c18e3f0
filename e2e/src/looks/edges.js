// A quiet button is underlined as a link is.
const isEdged = (element) => {
  const style = getComputedStyle(element);
  const bordered = ['Top', 'Bottom'].some((side) => parseFloat(style[`border${side}Width`]) >= 1
    && style[`border${side}Style`] !== 'none' && style[`border${side}Color`] !== getComputedStyle(panel || document.body).backgroundColor);
  return bordered || style.textDecorationLine.includes('underline') || element.matches('.tool');
};
// A row of the desk's lists, and a day of its calendar, is a button as a whole, and has its line.
const isRow = (element) => {
  const row = !host && element.closest('li, td');
  return row && isEdged(row);
};
return [...root.querySelectorAll('button, .text, input:not([type="radio"]), textarea, select')].filter(seen).filter((element) => !isEdged(element) && !isRow(element)).map(called);
