// A quiet button is underlined as a link is.
const isEdged = (element) => {
  const style = getComputedStyle(element);
  const bordered = ['Top', 'Bottom'].some((side) => parseFloat(style[`border${side}Width`]) >= 1
    && style[`border${side}Style`] !== 'none' && style[`border${side}Color`] !== getComputedStyle(panel || document.body).backgroundColor);
  return bordered || style.textDecorationLine.includes('underline') || element.matches('.tool');
};
return [...root.querySelectorAll('button, .text, input:not([type="radio"]), textarea, select')].filter(seen).filter((element) => !isEdged(element)).map(called);
