/* Buttons that copy a field: data-copies names its id, data-done what the button says then. */
(() => {
  'use strict';

  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-copies]');
    if (!button) {
      return;
    }
    const field = document.getElementById(button.dataset.copies);
    field.select();
    /* without TLS, or where it is not allowed, scripts have no clipboard */
    const written = navigator.clipboard ? navigator.clipboard.writeText(field.value) : Promise.reject();
    const done = written.catch(() => document.execCommand('copy') || Promise.reject(new Error('no clipboard')));
    done.then(() => {
      button.querySelector('.ui-button-text').textContent = button.dataset.done;
    }).catch((failure) => window.console.warn(failure));
  });
})();
