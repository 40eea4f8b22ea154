/* global document, localStorage, matchMedia */
import { byId, element, icon, link, mark } from './dom.js';

/** What the run was, and how it ended. */
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

const themes = ['auto', 'dark', 'light'];
const storedTheme = 'blendnet-render-theme';

/** Where the page is not allowed to keep anything (a sandbox), it follows the system each time. */
export function readTheme() {
  try {
    const theme = localStorage.getItem(storedTheme);
    return themes.includes(theme) ? theme : 'auto';
  } catch {
    return 'auto';
  }
}

function keepTheme(theme) {
  try {
    localStorage.setItem(storedTheme, theme);
  } catch {
    // Then only this visit has it.
  }
}

export function nextTheme(theme) {
  return themes[(themes.indexOf(theme) + 1) % themes.length];
}

/** Auto follows the system, also when that changes while the page is open. */
export function createTheme(store) {
  const button = byId('theme');
  button.addEventListener('click', () => store.update({ theme: nextTheme(store.state.theme) }));
  store.listen(['theme'], ({ theme }) => {
    document.documentElement.dataset.theme = theme;
    button.replaceChildren(icon('theme'), { auto: 'Auto', dark: 'Dark', light: 'Light' }[theme]);
    button.setAttribute('aria-label', `Theme: ${theme}`);
    keepTheme(theme);
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    store.update({ systemTheme: store.state.systemTheme + 1 });
  });
}
