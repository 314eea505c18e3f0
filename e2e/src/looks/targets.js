// A radio button is pressed by the whole of its label.
const pressed = (element) => element.matches('[type="radio"], [type="checkbox"]') ? element.closest('label') || element : element;
return [...root.querySelectorAll('button, a[href], input, select, textarea, summary')].filter(seen).map((element) => {
  const { width, height } = pressed(element).getBoundingClientRect();
  return {
    what: called(element), width, height,
    is_in_text: element.matches('a'), is_quiet: element.matches('.btn.quiet'),
    field_text_px: element.matches('input:not([type="radio"]), select, textarea') ? parseFloat(getComputedStyle(element).fontSize) : null,
  };
});
