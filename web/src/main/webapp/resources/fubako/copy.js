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
    /* without TLS browsers have no clipboard for scripts */
    const done = navigator.clipboard ? navigator.clipboard.writeText(field.value) : Promise.resolve(document.execCommand('copy'));
    done.then(() => {
      button.querySelector('.ui-button-text').textContent = button.dataset.done;
    }).catch((failure) => window.console.warn(failure));
  });
})();
