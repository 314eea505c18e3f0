// Runs in every document before anything else. It watches what is on the screen and what the page's
// thread does, and changes nothing, but that it puts the focus into the field once there is one.
(() => {
  // [name, whether in the page itself rather than in a frame of it, a selector for each shadow root]
  const marks = WATCHED.filter(([, inPage]) => inPage === (window === window.top));
  const seen = { origin: performance.timeOrigin, marks: {}, paint: null, tap: null, tasks: [], shifts: [] };
  const found = {};
  const waiting = {};
  const heard = (type, each) =>
    new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true });
  heard('paint', ({ name, startTime }) => {
    if (name === 'first-contentful-paint') seen.paint = startTime;
  });
  heard('longtask', ({ startTime, duration }) => seen.tasks.push([startTime, duration]));
  heard('layout-shift', ({ startTime, value, hadRecentInput }) => seen.shifts.push([startTime, value, hadRecentInput]));
  addEventListener('pointerdown', (event) => (seen.tap ??= event.timeStamp), { capture: true, passive: true });

  const find = (path) => {
    let at = document;
    for (const css of path) {
      at = (at.shadowRoot || at).querySelector(css);
      if (!at) return undefined;
    }
    return at;
  };
  // What was found may have been drawn anew since.
  const now = (name) => find(marks.find(([mark]) => mark === name)[2]);
  const visible = (element) => {
    const { width, height, right, bottom, left, top } = element.getBoundingClientRect();
    const within = width > 0 && height > 0 && right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
    return within && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  };
  const takesText = (element) => {
    if (element.disabled || element.readOnly) return false;
    element.focus({ preventScroll: true });
    return element.getRootNode().activeElement === element;
  };
  const look = () => {
    for (const [name, , path] of marks) {
      if (found[name]) continue;
      const element = find(path);
      if (!element || !visible(element) || (name === 'field' && !takesText(element))) continue;
      found[name] = element;
      // After this frame has been drawn, and once the page's thread is free again.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        seen.marks[name] = performance.now();
        if (waiting[name]) waiting[name]();
      };
      port2.postMessage(0);
    }
    if (marks.some(([name]) => !found[name])) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);

  Object.defineProperty(window, 'benchProbe', {
    value: {
      seen,
      wait: (name, done) => {
        waiting[name] = done;
        if (name in seen.marks) done();
      },
      middle: (name) => {
        const { x, y, width, height } = found[name].getBoundingClientRect();
        return [x + width / 2, y + height / 2];
      },
      takesText: () => takesText(now('field')),
      text: () => now('field').value ?? now('field').textContent,
    },
  });
})();
