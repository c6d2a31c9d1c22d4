/* What every page needs beyond the components: closing dialogs, and a word when the server does not answer. */
(() => {
  'use strict';

  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-close]');
    if (button) {
      window.PF(button.dataset.close).hide();
    }
    document.querySelectorAll('details.fbk-account[open]').forEach((menu) => {
      menu.open = menu.contains(event.target);
    });
  });

  if (window.jQuery) {
    const broken = document.getElementById('broken');
    window.jQuery(document)
      .on('pfAjaxError', () => { broken.hidden = false; })
      .on('pfAjaxSuccess', () => { broken.hidden = true; });
  }
})();
