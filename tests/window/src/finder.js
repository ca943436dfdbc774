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

  return { find, mark, nameOf, tidy, until };
})();
