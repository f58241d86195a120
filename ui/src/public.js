// Small help for public pages. Every page works without it.

// After a form came back with errors, the summary is read first.
document.querySelector('.govuk-error-summary')?.focus();

// A second press while the first is under way does nothing. The server would apply it once anyway.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = 'yes';
});
// Coming back with the browser's button gives the form back its press.
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent;
});

// The print link is shown only where printing from the page is possible.
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}

// Files are sent with a bar that moves; without scripts the form does the same. A line that breaks loses nothing: the
// files stay chosen, and the button sends them again.
for (const form of document.querySelectorAll('form[data-upload]')) {
  const button = form.querySelector('button');
  form.addEventListener('change', () => {
    if ([...form.querySelectorAll('input[type=file]')].some((field) => field.files.length)) form.requestSubmit(button);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const said = form.querySelector('[role=status]') ?? form.appendChild(document.createElement('p'));
    const bar = document.createElement('progress');
    said.setAttribute('role', 'status');
    said.className = 'mo-files__bar';
    said.replaceChildren(`${form.dataset.upload} `, bar);
    button.disabled = true;
    const sending = new XMLHttpRequest();
    const again = (text) => {
      said.textContent = text;
      button.disabled = false;
      delete form.dataset.sent;
    };
    sending.upload.addEventListener('progress', (at) => {
      if (at.lengthComputable && at.loaded < at.total) [bar.max, bar.value] = [at.total, at.loaded];
      else bar.removeAttribute('value');
    });
    sending.addEventListener('error', () => again(form.dataset.lost));
    sending.addEventListener('load', () => {
      const page = new DOMParser().parseFromString(sending.responseText, 'text/html');
      const fresh = page.querySelector('main');
      const at = new URL(sending.responseURL || location.href);
      if (sending.status < 400 && at.pathname === location.pathname) {
        at.hash = form.closest('section').id;
        if (at.href.split('#')[0] === location.href.split('#')[0]) location.reload();
        else location.replace(at);
      } else if (fresh && sending.status !== 422) {
        location.assign(at);
      } else if (fresh) {
        const section = form.closest('section');
        const place = page.getElementById(section.id) ?? fresh;
        const notes = [...place.querySelectorAll('.mo-note')].map((note) => document.importNode(note, true));
        for (const old of section.querySelectorAll(':scope > .mo-note')) old.remove();
        section.querySelector('h2').after(...notes);
        const list = place.querySelector('ul.mo-rows');
        if (list) {
          section.querySelector('ul.mo-rows')?.remove();
          form.before(document.importNode(list, true));
        }
        const token = place.querySelector('form[data-upload] [name=token]');
        if (token) form.elements.token.value = token.value;
        for (const field of form.querySelectorAll('input[type=file]')) field.value = '';
        again('');
      } else again(form.dataset.lost);
    });
    sending.open('POST', form.action);
    sending.send(new FormData(form));
  });
}
