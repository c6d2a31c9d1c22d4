/* Opens and closes folders in the tree beside the page: one command for all of them, instead of one in each line. */
(() => {
  'use strict';

  document.addEventListener('click', (event) => {
    const branch = event.target.closest('[data-branch]');
    if (branch) {
      const name = branch.getAttribute('aria-expanded') === 'true' ? 'close' : 'open';
      window.fubakoToggle([{ name, value: branch.dataset.branch }]);
    }
  });
})();
