window.called = { tones: 0, notifications: [] };
window.looksAway = false;
document.hasFocus = () => !window.looksAway;
Object.defineProperty(document, 'visibilityState', { get: () => (window.looksAway ? 'hidden' : 'visible') });
Object.defineProperty(document, 'hidden', { get: () => window.looksAway });
const value = () => ({ value: 0, setValueAtTime() {}, linearRampToValueAtTime() {}, exponentialRampToValueAtTime() {} });
const node = (more) => ({ connect: (to) => to, disconnect() {}, ...more });
window.AudioContext = class {
  state = 'running';
  currentTime = 0;
  destination = node({});
  onstatechange = null;
  constructor() {
    queueMicrotask(() => this.onstatechange?.());
  }
  resume() {
    return Promise.resolve();
  }
  close() {
    return Promise.resolve();
  }
  createGain() {
    return node({ gain: value() });
  }
  createOscillator() {
    return node({ type: '', frequency: value(), start: () => window.called.tones++, stop() {} });
  }
};
window.Notification = class {
  static permission = 'granted';
  static requestPermission() {
    return Promise.resolve('granted');
  }
  onclick = null;
  constructor(title, options) {
    window.called.notifications.push(JSON.stringify([title, options]));
  }
  close() {}
  addEventListener() {}
};
