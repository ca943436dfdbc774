// Where the keyboard goes on when what had the focus is gone: engines put it at the top of the window and say nothing.

const FOCUSABLE =
  'a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea:not([disabled])';
/** What lies over a screen for a while. */
const OVER = 'section.toasts, [role="dialog"], [role="alertdialog"]';
/** How many elements are remembered: a short message comes and goes with a few. */
const REMEMBERED = 6;

type Path = readonly Element[];

/**
 * Follows the focus. When the focused element is taken away, the nearest of what is left in its place gets the
 * focus; after a short message or a layer, what had it before; on another screen, its heading. Whoever puts the focus somewhere of
 * their own is left alone. Returns what ends it.
 */
export function keepFocus(): () => void {
  const root = document.body;
  let history: Path[] = [];

  function onfocusin({ target }: FocusEvent) {
    if (!(target instanceof Element)) return;
    const path: Element[] = [];
    for (let at: Element | null = target; at && at !== root; at = at.parentElement) path.push(at);
    history = [path, ...history.filter(([element]) => element !== target)].slice(0, REMEMBERED);
  }

  let asked = false;
  const watch = new MutationObserver(() => {
    const [last] = history;
    if (asked || !last?.[0] || last[0].isConnected) return;
    asked = true;
    // After whoever took it away had the chance to say where it goes on.
    setTimeout(() => {
      asked = false;
      if (lost()) goOn(last, history.slice(1));
    });
  });

  root.addEventListener('focusin', onfocusin);
  watch.observe(root, { childList: true, subtree: true });
  return () => {
    root.removeEventListener('focusin', onfocusin);
    watch.disconnect();
  };
}

const lost = (): boolean => document.activeElement === null || document.activeElement === document.body;

function goOn(path: Path, before: readonly Path[]): void {
  const over = path.some((one) => one.matches(OVER));
  const near = over ? undefined : besides(path);
  const earlier = over ? before.map(([element]) => element).find((one) => one?.isConnected) : undefined;
  const target = near ?? earlier;
  if (target instanceof HTMLElement) target.focus({ preventScroll: true });
  else toHeading();
}

/** In the narrowest of what is left around it. */
function besides(path: Path): Element | undefined {
  for (const around of path) {
    if (!around.isConnected) continue;
    // Whoever loses all of it is on another screen.
    if (around.matches('main') || around.querySelector('main')) return undefined;
    const found = around.querySelector(FOCUSABLE);
    if (found) return found;
  }
  return undefined;
}

/** The screen's name: what a screen reader says of it, and where the keyboard goes on. */
export function toHeading(): void {
  const heading = document.querySelector<HTMLElement>('main h1');
  if (!heading) return;
  if (!heading.hasAttribute('tabindex')) heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}
