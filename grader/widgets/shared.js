// Shared by every widget: building the page from text only, counting words, the browser's copy, the theme.
// What people wrote reaches the page as text nodes and never as HTML.

/** Whatever can have the focus keeps its keys to itself: in a notebook "b" on a button would add a cell. */
const FOCUSABLE = new Set(["a", "button", "input", "select", "summary", "textarea"]);

/** An element: `el("p", {class: "x", onclick: f}, "text", child, …)`. Strings become text; null is left out. */
function el(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, String(value));
  }
  if (FOCUSABLE.has(tag) || "tabindex" in (props ?? {})) node.setAttribute("data-lm-suppress-shortcuts", "true");
  node.append(...children.flat().filter((child) => child != null && child !== ""));
  return node;
}

/** Take everything out of a node and put these children in. */
function fill(node, ...children) {
  node.replaceChildren(...children.flat().filter((child) => child != null && child !== ""));
  return node;
}

/** The number of words, counted as the grader counts them. */
function countWords(text) {
  return (text.normalize("NFC").match(/[\p{L}\p{N}]+(?:['’‛´`\-–—‒−][\p{L}\p{N}]+)*/gu) ?? []).length;
}

/** A name for this view of a widget: two views of one desk must not take each other's answers for their own. */
function newView() {
  return Array.from(crypto.getRandomValues(new Uint32Array(2)), (n) => n.toString(36)).join("");
}

/** The browser's own copy under one name. `write` says whether the browser could keep it. */
function openMirror(key) {
  return {
    read() {
      try {
        const found = JSON.parse(localStorage.getItem(key));
        return found && typeof found.text === "string" ? found : null;
      } catch {
        return null;
      }
    },
    write(value) {
      try {
        localStorage.setItem(key, JSON.stringify(value));
        return true;
      } catch {
        return false;
      }
    },
  };
}

/** Light or dark as the paper really is, also in themes that don't say which they are. Returns a clean-up. */
function watchTheme(root) {
  const probe = el("span", { style: "color: var(--jp-layout-color1)", hidden: true });
  const look = () => {
    const known = getComputedStyle(root).getPropertyValue("--jp-layout-color1").trim();
    const [r, g, b] = (getComputedStyle(probe).color.match(/[\d.]+/g) ?? []).map(Number);
    root.style.colorScheme = known === "" ? "" : 0.299 * r + 0.587 * g + 0.114 * b > 128 ? "light" : "dark";
  };
  root.append(probe);
  const observer = new MutationObserver(() => requestAnimationFrame(look));
  for (const node of [document.documentElement, document.body])
    observer.observe(node, { attributes: true, attributeFilter: ["class", "data-jp-theme-light", "data-jp-theme-name"] });
  observer.observe(document.head, { childList: true });
  requestAnimationFrame(look);
  return () => observer.disconnect();
}

/** A widget's root: named for assistive technology and for tests. */
function makeRoot(node, name, label) {
  node.classList.add("ek", name);
  for (const [key, value] of [["role", "group"], ["aria-label", label], ["data-testid", name],
    ["data-lm-suppress-shortcuts", "true"], ["data-jp-suppress-context-menu", "true"]]) node.setAttribute(key, value);
  for (const kind of ["keydown", "keypress", "keyup"]) node.addEventListener(kind, (event) => event.stopPropagation());
  return node;
}
