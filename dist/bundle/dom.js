/*
 * Elements are made of tags, attributes and text given apart, never of markup: nothing from outside becomes a tag.
 */

/**
 * Attributes that are undefined or false are left out; `onclick` and such take functions.
 * @typedef {Record<string, string | number | boolean | (() => void) | undefined>} Attributes
 */

/**
 * What is undefined is left out.
 * @typedef {Node | string | undefined} Child
 */

/**
 * The element of page.html with this id.
 * @param {string} id
 */
export function byId(id) {
  return typedById(id, HTMLElement);
}

/**
 * The same for one that has properties of its own, such as an input.
 * @template {HTMLElement} Kind
 * @param {string} id
 * @param {new () => Kind} kind
 * @returns {Kind}
 */
export function typedById(id, kind) {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new Error(`The page has no ${kind.name} "${id}"`);
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {Child[]} children
 */
export function element(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/**
 * The same for drawings.
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {Child[]} children
 */
export function drawing(tag, attributes = {}, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
}

/**
 * @template {Element} Made
 * @param {Made} made
 * @param {Attributes} attributes
 * @param {Child[]} children
 */
function fill(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/**
 * What draws on a canvas.
 * @param {HTMLCanvasElement} canvas
 * @param {CanvasRenderingContext2DSettings} [settings]
 */
export function contextOf(canvas, settings) {
  const context = canvas.getContext('2d', settings);
  if (context) return context;
  throw new Error('This browser draws on no canvas');
}

/**
 * One of the symbols in page.html.
 * @param {string} name
 */
export function icon(name) {
  return drawing('svg', { 'aria-hidden': 'true', class: 'icon' }, drawing('use', { href: `#icon-${name}` }));
}

/**
 * The mark of a frame's state: form and colour, so that neither alone has to tell it.
 * @param {string} state
 */
export function mark(state) {
  const made = icon(state);
  made.dataset.state = state;
  return made;
}

/**
 * A link for an https address, and plain text for any other.
 * @param {string} text
 * @param {string | undefined} url
 */
export function link(text, url) {
  if (!url?.startsWith('https://')) return text;
  return element('a', { href: url, rel: 'noopener noreferrer', target: '_blank' }, text);
}

/**
 * A group of buttons of which one is chosen. Gives back the function that shows the choice.
 * @template {string} Value
 * @param {HTMLElement} group
 * @param {{ value: Value, label: Child | Child[], title?: string }[]} options
 * @param {(value: Value) => void} choose
 */
export function createChoice(group, options, choose) {
  const buttons = options.map(({ value, label, title }) => ({
    value,
    button: element('button', { type: 'button', value, title, onclick: () => choose(value) }, ...[label].flat()),
  }));
  group.replaceChildren(...buttons.map(({ button }) => button));
  /**
   * @param {string | undefined} chosen
   * @param {(value: Value) => boolean} isAvailable
   */
  return (chosen, isAvailable) => {
    for (const { value, button } of buttons) {
      button.setAttribute('aria-pressed', String(value === chosen));
      button.disabled = !isAvailable(value);
    }
  };
}
