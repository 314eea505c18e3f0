/**
 * What Juttu's loader gives to a page. Served by the relay as `/juttu.d.ts`; described in
 * `docs/embed.md`. Nothing here ever carries the text of a message, a name or a code.
 */
export {};

/** A language of the widget, as a BCP 47 tag. */
export type JuttuLanguage = "fi" | "sv" | "en";

/** What each event brings in its `detail`. */
export interface JuttuDetails {
  /** The service's state is there: the launcher says whether the chat is open. Once. */
  ready: null;
  /** The panel was opened. Not told of an element in the page, which is always open. */
  opened: null;
  /** The panel was shut; a conversation goes on. */
  closed: null;
  /** A conversation began, or a contact request was left. */
  started: null;
  /** A professional wrote. `unread`: how many messages have come while the panel was shut. */
  message: { from: "agent"; unread: number };
  /** The conversation ended. */
  ended: null;
  /** The chat gave way to the contact details, or a command was refused. Says nothing of anybody. */
  error: { code: string };
}

/** The name of an event, without `juttu-`. */
export type JuttuEvent = keyof JuttuDetails;

/** The interface of the one chat on a page. */
export interface Juttu {
  /** Opens the panel and moves focus to its heading. */
  open(): void;
  /** Shuts the panel, as the resident's own button does. A conversation goes on. */
  close(): void;
  /** Hears an event from now on. */
  on<Kind extends JuttuEvent>(kind: Kind, hear: (event: CustomEvent<JuttuDetails[Kind]>) => void): void;
  /** Hears it no longer. */
  off<Kind extends JuttuEvent>(kind: Kind, hear: (event: CustomEvent<JuttuDetails[Kind]>) => void): void;
  /** Changes the language of everything in the chat, for as long as the tab lives. */
  setLanguage(language: JuttuLanguage): void;
  /**
   * Takes the chat off the page: element, listeners, timers. A conversation stays in the tab, and a
   * tag that is inserted later takes it up again.
   */
  destroy(): void;
  /** Calls methods by name. Works on the array that stands in for the interface, too. */
  push(...calls: JuttuCall[]): void;
}

/** A method's name, and what it is given. */
export type JuttuCall =
  | ["open"]
  | ["close"]
  | ["destroy"]
  | ["setLanguage", JuttuLanguage]
  | {
      [Kind in JuttuEvent]: ["on" | "off", Kind, (event: CustomEvent<JuttuDetails[Kind]>) => void];
    }[JuttuEvent];

/** The attributes of `<juttu-chat>`; a script tag has the same with `data-` in front. */
export interface JuttuAttributes {
  /** The service's id in the relay's configuration. */
  service: string;
  /** The language; if left out the tab's choice, then the page's own `lang`, then Finnish. */
  lang?: JuttuLanguage;
  /** Opens the panel at once, where it does not fill the screen. */
  open?: "";
  /** `idle`: fetches the chat a moment after the page, before anybody touches it. */
  preload?: "idle";
  /** A page with contact details, linked when the relay can't be reached. */
  "fallback-href"?: string;
  /** `light` or `dark`, the name of a theme, or both: `dark lakeus`. */
  theme?: string;
  /** The corner at the lower left; the lower right if left out. */
  position?: "left";
  /** How far the launcher stands from the edges, in px: `24`, or to the side and below: `16 80`. */
  offset?: string;
}

declare global {
  interface Window {
    /** The interface; before the loader is there, an array of calls to make. */
    juttu: Juttu | JuttuCall[];
  }
  interface HTMLElementTagNameMap {
    "juttu-chat": HTMLElement;
  }
  interface HTMLElementEventMap extends JuttuEvents {}
  interface DocumentEventMap extends JuttuEvents {}
}

/** The same events as they bubble from the element: `juttu-opened`. */
export type JuttuEvents = {
  [Kind in JuttuEvent as `juttu-${Kind}`]: CustomEvent<JuttuDetails[Kind]>;
};
