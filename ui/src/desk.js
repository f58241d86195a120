// Keys of the desks: function keys, Ctrl+Enter and Alt with a letter; never a bare letter, since
// Vietnamese typing programs (Telex) eat those. Every act is also a link or a button that can be
// reached by tabbing, so that nothing here is needed.
import './public.js';

// "Alt+B", "F8", "Ctrl+Enter": compared by the place of the key, since Alt changes what a letter gives.
function pressed(event) {
  let name = event.code.startsWith('Key') ? event.code.slice(3) : event.key;
  if (event.altKey) name = `Alt+${name}`;
  if (event.ctrlKey || event.metaKey) name = `Ctrl+${name}`;
  return name;
}

document.addEventListener('keydown', (event) => {
  if (event.isComposing || event.repeat) return;
  const name = pressed(event);
  if (!/^(F\d+|Alt\+[A-Z]|Ctrl\+Enter)$/.test(name)) return;
  const target = document.querySelector(`[data-key="${name}"]:not([disabled])`);
  if (!target) return;
  event.preventDefault();
  target.focus();
  if (target.matches('a,button,summary')) target.click();
});

// Arrows walk through the rows of a list, outside of fields; Enter opens by itself, since the row is a link.
const rows = [...document.querySelectorAll('[data-row]')];
document.addEventListener('keydown', (event) => {
  if (!rows.length || !['ArrowDown', 'ArrowUp'].includes(event.key)) return;
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.target.matches('input:not([type=checkbox]),select,textarea')) return;
  const here = rows.findIndex((row) => row === document.activeElement || row.closest('tr').contains(document.activeElement));
  const next = rows[Math.max(0, Math.min(rows.length - 1, here + (event.key === 'ArrowDown' ? 1 : -1)))];
  event.preventDefault();
  next.focus();
});
