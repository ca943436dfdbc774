// Finds what is visible by role and accessible name, the way assistive technology does. Defined once in each page, so that the engine
// compiles it once: `window.finder`.
window.finder = (() => {
const SELECTORS = {
  alert: "[role=alert]",
  alertdialog: "[role=alertdialog]",
  article: "article,[role=article]",
  button: "button,[role=button],summary",
  checkbox: "input[type=checkbox],[role=checkbox],[role=switch]",
  combobox: "select,[role=combobox]",
  dialog: "dialog,[role=dialog],[role=alertdialog]",
  group: "fieldset,[role=group]",
  heading: "h1,h2,h3,h4,[role=heading]",
  link: "a[href],[role=link]",
  listitem: "li,[role=listitem]",
  menuitem: "[role=menuitem]",
  option: "option,[role=option]",
  radio: "input[type=radio],[role=radio],[role=menuitemradio]",
  region: "section[aria-label],section[aria-labelledby],[role=region]",
  status: "[role=status],output",
  textbox:
    "textarea,[role=textbox],[role=searchbox],input:not([type]),input[type=text],input[type=email],input[type=password],input[type=search],input[type=url]",
};

const tidy = (text) => (text || "").replace(/\s+/g, " ").trim();

function textOf(ids) {
  return tidy(
    ids
      .split(/\s+/)
      .map((id) => document.getElementById(id))
      .filter(Boolean)
      .map((e) => e.textContent)
      .join(" "),
  );
}

function nameOf(element) {
  const by = element.getAttribute("aria-labelledby");
  if (by && textOf(by)) return textOf(by);
  const label = tidy(element.getAttribute("aria-label"));
  if (label) return label;
  if (element.labels && element.labels.length > 0) {
    return tidy([...element.labels].map((l) => l.textContent).join(" "));
  }
  if (element.matches("input,textarea")) return tidy(element.title || element.placeholder);
  return tidy(spoken(element).textContent) || tidy(element.title);
}

// Without what is drawn only.
function spoken(element) {
  if (!element.querySelector("[aria-hidden=true]")) return element;
  const clone = element.cloneNode(true);
  clone.querySelectorAll("[aria-hidden=true]").forEach((hidden) => hidden.remove());
  return clone;
}

function isVisible(element) {
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  return (
    (box.width > 0 || box.height > 0 || element.matches("input[type=radio],input[type=checkbox]")) &&
    style.visibility === "visible" &&
    style.display !== "none"
  );
}

function find(role, name) {
  // Names first: to ask what is visible makes the engine lay the page out.
  const fitting = [...document.querySelectorAll(SELECTORS[role] || `[role=${role}]`)]
    .map((element) => ({ element, is: nameOf(element) }))
    .filter(({ element, is }) => is.startsWith(name) && isVisible(element));
  // What stands in a layer over the screen is reached before what lies under it.
  const layer = [...document.querySelectorAll("[aria-modal=true]")].filter(isVisible).pop();
  const within = layer ? fitting.filter(({ element }) => layer.contains(element)) : [];
  const named = (some) => some.find(({ is }) => is === name) || some[0];
  return (named(within) || named(fitting) || { element: null }).element;
}

function mark(role, name, number) {
  const element = find(role, name);
  if (element) element.setAttribute("data-found", `${element.getAttribute("data-found") || ""} ${number}`);
  return element !== null;
}

// Resolves to true as soon as the condition holds, to false when patience is over.
function until(condition, patience) {
  const end = performance.now() + patience;
  return new Promise((resolve) => {
    const look = () => {
      let held = false;
      try {
        held = Boolean(condition());
      } catch {
        held = false;
      }
      if (held) resolve(true);
      else if (performance.now() > end) resolve(false);
      else setTimeout(look, 15);
    };
    look();
  });
}

function layer() {
  return [...document.querySelectorAll("dialog[open],[aria-modal=true]")].filter(isVisible).pop() || document.body;
}

// The largest box that shows only a part of what it holds.
function scroller() {
  const within = layer();
  const scrolls = (e) => /auto|scroll/.test(getComputedStyle(e).overflowY) && e.scrollHeight - e.clientHeight > 1;
  const area = (e) => e.clientHeight * e.clientWidth;
  return [within, ...within.querySelectorAll("*")].filter(scrolls).sort((a, b) => area(b) - area(a))[0];
}

// For the eye: what is there for those who listen is not, nor what is folded away.
function isDrawn(box) {
  if (box.checkVisibility && !box.checkVisibility()) return false;
  for (let one = box; one; one = one.parentElement) if (getComputedStyle(one).clipPath !== "none") return false;
  return isVisible(box);
}

function scrollToPart(part) {
  const found = scroller();
  if (!found) return part === 1;
  const step = Math.max(40, found.clientHeight - 40);
  if (part > 1 && (part - 2) * step >= found.scrollHeight - found.clientHeight) return false;
  found.scrollTo({ top: (part - 1) * step, behavior: "instant" });
  return true;
}

// Words that stand in more lines than they could, and boxes that hide at the side what nobody can scroll to.
function misfits() {
  const found = [];
  const within = layer();
  const words = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (words.nextNode()) {
    const node = words.currentNode;
    const box = node.parentElement;
    if (!box || box.closest("[aria-hidden=true],script,style") || !isDrawn(box)) continue;
    for (const { 0: word, index } of node.data.matchAll(/[\p{L}\p{N}]+/gu)) {
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const lines = new Set([...range.getClientRects()].filter((r) => r.width > 0).map((r) => Math.round(r.top)));
      const across = range.getBoundingClientRect();
      if (across.width < 2) continue;
      if (lines.size > 1 && word.length < 25) found.push(`“${word}” stands in ${lines.size} lines`);
      if (across.right > innerWidth + 1 || across.left < -1) found.push(`“${word}” sticks out of the window`);
    }
  }
  for (const box of [within, ...within.querySelectorAll("*")]) {
    if (!isDrawn(box) || box.closest("svg") || box.matches("select,option,input,textarea")) continue;
    const style = getComputedStyle(box);
    const aside = box.scrollWidth - box.clientWidth;
    const below = box.scrollHeight - box.clientHeight;
    const name = `${box.tagName.toLowerCase()}.${[...box.classList].filter((c) => !c.startsWith("svelte-")).join(".")}`;
    if (box.clientWidth < 8 || box.clientHeight < 8) continue;
    if (aside > 1 && style.overflowX !== "visible") found.push(`${name} hides ${aside} px at its side: ${tidy(box.textContent).slice(0, 40)}`);
    if (below > 2 && /hidden|clip/.test(style.overflowY)) found.push(`${name} cuts off ${below} px: ${tidy(box.textContent).slice(0, 40)}`);
  }
  return [...new Set(found)];
}

  return { find, mark, misfits, nameOf, scrollToPart, tidy, until };
})();
