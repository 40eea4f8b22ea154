/* global document */

/*
 * Elements are made of tags, attributes and text given apart, never of markup: nothing from outside becomes a tag.
 */

/** @returns {HTMLElement} the element of page.html with this id */
export function byId(id) {
  return document.getElementById(id);
}

/** Makes an element. Attributes that are undefined or false are left out; `onclick` and such take functions. */
export function element(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same for drawings. */
export function drawing(tag, attributes = {}, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
}

function fill(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...children.filter((child) => child !== undefined && child !== null));
  return made;
}

/** One of the symbols in page.html. */
export function icon(name) {
  return drawing('svg', { 'aria-hidden': 'true', class: 'icon' }, drawing('use', { href: `#icon-${name}` }));
}

/** The mark of a frame's state: form and colour, so that neither alone has to tell it. */
export function mark(state) {
  const made = icon(state);
  made.dataset.state = state;
  return made;
}

/** A link for an https address, and plain text for any other. */
export function link(text, url) {
  if (!url?.startsWith('https://')) return text;
  return element('a', { href: url, rel: 'noopener noreferrer', target: '_blank' }, text);
}

/** A group of buttons of which one is chosen. Gives back the function that shows the choice. */
export function createChoice(group, options, choose) {
  const buttons = options.map(({ value, label, title }) => {
    const button = element('button', { type: 'button', title, onclick: () => choose(value) }, ...[label].flat());
    button.value = value;
    return button;
  });
  group.replaceChildren(...buttons);
  return (chosen, isAvailable = () => true) => {
    for (const button of buttons) {
      button.setAttribute('aria-pressed', String(button.value === chosen));
      button.disabled = !isAvailable(button.value);
    }
  };
}
