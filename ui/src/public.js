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
