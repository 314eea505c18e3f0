// What ends within a few milliseconds is a change, not a movement, however late it comes.
const moves = (animation) => {
  const { duration, iterations } = animation.effect.getComputedTiming();
  return duration * iterations > 10;
};
const found = root.getAnimations().filter(moves).map((animation) => called(animation.effect.target) + ' ' + (animation.animationName || animation.transitionProperty));
for (const element of root.querySelectorAll('.root, .root *')) {
  const style = getComputedStyle(element);
  if (style.scrollBehavior === 'smooth') found.push(called(element) + ' scrolls smoothly');
  if (style.transitionDuration.split(',').some((time) => parseFloat(time) > 0.01)) found.push(called(element) + ' transitions ' + style.transitionProperty);
}
return found;
