import { byId, element, icon, link, mark } from './dom.js';
/** @import { PageData } from '../page-model.ts' */
/** @import { Store } from './store.js' */

/**
 * What the run was, and how it ended.
 * @param {PageData} data
 */
export function showHeader({ run, counts }) {
  byId('outcome').append(
    ...counts.map(([state, text]) => element('span', { class: 'badge', 'data-state': state }, mark(state), text)),
  );
  byId('facts').append(
    ...run.facts.map(([name, text, url]) =>
      element('div', {}, element('dt', {}, name), element('dd', {}, link(text, url))),
    ),
  );
  byId('notice').hidden = !run.notice;
  byId('notice').textContent = run.notice ?? '';
}

const themes = /** @type {const} */ (['auto', 'dark', 'light']);
const themeTitles = { auto: 'Auto', dark: 'Dark', light: 'Light' };
const storedTheme = 'blendnet-render-theme';

/** @typedef {typeof themes[number]} Theme */

/**
 * Where the page is not allowed to keep anything (a sandbox), it follows the system each time.
 * @returns {Theme}
 */
export function readTheme() {
  try {
    const kept = localStorage.getItem(storedTheme);
    return themes.find((theme) => theme === kept) ?? 'auto';
  } catch {
    return 'auto';
  }
}

/** @param {Theme} theme */
function keepTheme(theme) {
  try {
    localStorage.setItem(storedTheme, theme);
  } catch {
    // Then only this visit has it.
  }
}

/** @param {Theme} theme */
export function nextTheme(theme) {
  return themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'auto';
}

/**
 * Auto follows the system, also when that changes while the page is open.
 * @param {Store} store
 */
export function createTheme(store) {
  const button = byId('theme');
  button.addEventListener('click', () => store.update({ theme: nextTheme(store.state.theme) }));
  store.listen(['theme'], ({ theme }) => {
    document.documentElement.dataset.theme = theme;
    button.replaceChildren(icon('theme'), themeTitles[theme]);
    button.setAttribute('aria-label', `Theme: ${theme}`);
    keepTheme(theme);
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    store.update({ systemTheme: store.state.systemTheme + 1 });
  });
}
