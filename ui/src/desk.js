// Keys of the desks: function keys, Ctrl+Enter and Alt with a letter; never a bare letter, since
// Vietnamese typing programs (Telex) eat those. Every act is also a link or a button that can be
// reached by tabbing, so that nothing here is needed.
import './public.js';
import './lock.js';

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
document.addEventListener('keydown', (event) => {
  if (!['ArrowDown', 'ArrowUp'].includes(event.key)) return;
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  // From a search box down into what it found; other fields keep their arrows.
  const fromSearch = event.key === 'ArrowDown' && event.target.matches('input[type=search]');
  if (!fromSearch && event.target.matches('input:not([type=checkbox]),select,textarea')) return;
  const rows = [...document.querySelectorAll('[data-row],[data-pick]')];
  if (!rows.length) return;
  const here = rows.findIndex((row) => row === document.activeElement || row.closest('tr,li').contains(document.activeElement));
  const next = rows[Math.max(0, Math.min(rows.length - 1, here + (event.key === 'ArrowDown' ? 1 : -1)))];
  event.preventDefault();
  next.focus();
});

// A form that is filled in at a counter begins at its first empty field; where all are filled, at its button, so
// that Enter goes on.
const first = document.querySelector('form[data-first]');
if (first && !document.querySelector('.govuk-error-summary')) {
  const fields = [...first.querySelectorAll('input:not([type=hidden]),select,textarea')];
  const isOpen = (field) =>
    /^(radio|checkbox)$/.test(field.type)
      ? !fields.some((other) => other.name === field.name && other.checked)
      : !field.value && !field.closest('.mo-reveal') && !field.closest('.govuk-form-group')?.querySelector('.mo-optional');
  (fields.find(isOpen) ?? first.querySelector('.mo-acts button'))?.focus();
}

// What a search finds is shown while it is typed; without scripts its button asks for the same page.
for (const form of document.querySelectorAll('form[data-live]')) {
  const place = document.getElementById(form.dataset.live);
  let waits;
  let asked = 0;
  form.addEventListener('input', (event) => {
    if (event.isComposing) return;
    clearTimeout(waits);
    waits = setTimeout(async () => {
      const turn = (asked += 1);
      const answer = await fetch(`${form.action}?${new URLSearchParams(new FormData(form))}`).catch(() => undefined);
      if (!answer?.ok || turn !== asked) return;
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const found = page.getElementById(place.id);
      if (found && turn === asked) place.replaceChildren(...found.childNodes);
    }, 180);
  });
}

// A value is copied with one press; the button says so for a moment. Without scripts the value is a field of its own,
// and what a field holds is chosen by going there.
for (const button of document.querySelectorAll('[data-copy]')) {
  const field = document.getElementById(button.dataset.copy);
  const says = button.textContent;
  let waits;
  button.hidden = false;
  button.setAttribute('aria-live', 'polite');
  button.addEventListener('click', async () => {
    let done = true;
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      // Where the page may not write there, the old way is left, and last of all the keys.
      field.focus();
      field.select();
      done = document.execCommand('copy');
      if (done) button.focus();
    }
    if (!done) return;
    button.textContent = button.dataset.done;
    button.classList.add('is-done');
    clearTimeout(waits);
    waits = setTimeout(() => {
      button.textContent = says;
      button.classList.remove('is-done');
    }, 1800);
  });
}

// On a wide screen a file opens beside the dossier; else in a tab of its own, as without scripts.
document.addEventListener('click', (event) => {
  const link = event.target.closest('a[data-beside]');
  const place = link && document.getElementById(link.dataset.beside);
  if (!place || event.ctrlKey || event.metaKey || !matchMedia('(min-width:70em)').matches) return;
  event.preventDefault();
  place.hidden = false;
  const frame = place.querySelector('iframe');
  if (frame.src !== link.href) frame.src = link.href;
  place.scrollIntoView({ block: 'nearest' });
});
