// Locks the screen of a desk: the page is covered, the server lets nothing through but the password, and the form below
// stays as it was, typed half or whole. Without scripts the same button locks and leads to the page for the password.
const lock = document.querySelector('form[data-lock]');
// A little before the server locks by itself (15 minutes after the last use that it wrote down).
const IDLE = 14 * 60 * 1000;

if (lock && HTMLDialogElement) {
  const cover = document.createElement('dialog');
  cover.className = 'mo-lock';
  cover.setAttribute('aria-label', lock.textContent);
  cover.addEventListener('cancel', (event) => event.preventDefault());
  // Escape pressed twice closes a dialog all the same.
  cover.addEventListener('close', () => cover.dataset.on && cover.showModal());
  document.body.append(cover);
  const asks = /^\/desk\/(sign-in|second-factor)/;
  const signIn = lock.dataset.lock;

  const read = async (answer) => [new URL(answer.url), new DOMParser().parseFromString(await answer.text(), 'text/html')];

  const lost = () => {
    const said = cover.querySelector('[role=alert]') ?? document.createElement('p');
    said.setAttribute('role', 'alert');
    said.textContent = lock.dataset.lost;
    cover.append(said);
  };

  // Tokens of forms belong to a session, and one that has ended is followed by another.
  const renew = async () => {
    const [, page] = await read(await fetch(location.href));
    // Several forms may post to one address: they are told apart by their order.
    const alike = (all, form) => [...all].filter((other) => other.getAttribute('action') === form.getAttribute('action'));
    for (const form of document.forms) {
      const fresh = alike(page.forms, form)[alike(document.forms, form).indexOf(form)];
      for (const name of ['token', 'accept_token']) {
        const [ours, theirs] = [form, fresh].map((some) => some?.querySelector(`input[type=hidden][name=${name}]`));
        if (ours && theirs) ours.value = theirs.value;
      }
    }
  };

  const open = async () => {
    await renew().catch(() => undefined);
    delete cover.dataset.on;
    cover.close();
    cover.replaceChildren();
    before?.focus();
  };

  const ask = ([at, page]) => {
    const panel = page.querySelector('.mo-panel');
    if (!asks.test(at.pathname) || !panel) return open();
    cover.replaceChildren(document.importNode(panel, true));
    // The page below has its heading of the first rank; this one names the cover.
    const title = document.createElement('h2');
    const said = cover.querySelector('h1');
    title.className = said.className;
    title.id = 'mo-lock-title';
    title.textContent = said.textContent;
    said.replaceWith(title);
    cover.setAttribute('aria-labelledby', title.id);
    const form = cover.querySelector('form');
    (cover.querySelector('input[type=password]') ?? form.querySelector('input:not([type=hidden])'))?.focus();
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      event.stopPropagation();
      const body = new URLSearchParams(new FormData(form));
      await fetch(form.action, { method: 'POST', body }).then(read).then(ask).catch(lost);
    });
  };

  let before;
  const coverUp = async () => {
    if (cover.open) return;
    before = document.activeElement;
    cover.dataset.on = 'yes';
    cover.showModal();
    await fetch(lock.action, { method: 'POST', body: new URLSearchParams(new FormData(lock)) }).catch(() => undefined);
    await fetch(signIn).then(read).then(ask).catch(lost);
  };

  lock.addEventListener('submit', (event) => {
    event.preventDefault();
    event.stopPropagation();
    coverUp();
  });
  let waits;
  const used = () => {
    clearTimeout(waits);
    waits = setTimeout(coverUp, IDLE);
  };
  for (const kind of ['keydown', 'pointerdown', 'scroll']) addEventListener(kind, used, { passive: true, capture: true });
  used();
}
