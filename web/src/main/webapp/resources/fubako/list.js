/*
 * What a list of files does beyond the table component: a menu for each row, the keyboard, names changed in place, and rows dragged onto
 * folders. All of it presses the buttons above the list or calls the commands of the page, so that what may be done is decided in one
 * place. Names go to the page as text only.
 */
(() => {
  'use strict';

  const byId = (id) => document.getElementById(id);
  const body = () => byId('files:rows_data');
  const bar = () => byId('files:chosen');
  const table = () => window.PF('rows');
  const isList = () => body() !== null;
  const INTO = '[data-into]:not([data-into=""])';
  const DRAGGED = 'application/x-fubako-rows';

  const rowOf = (element) => element.closest && element.closest('[id="files:rows_data"] > tr[data-rk]');
  const isChosen = (row) => row.getAttribute('aria-selected') === 'true';
  const chosenRows = () => Array.from(body().querySelectorAll(':scope > tr[aria-selected="true"]'));
  const linkOf = (row) => row.querySelector('.fbk-what > a');

  /* Once the buttons above the list know what is chosen. */
  const afterAnswer = (action) => {
    window.jQuery(document).one('pfAjaxComplete', () => window.setTimeout(() => whenQuiet(action), 0));
  };
  const whenQuiet = (action) => {
    if (window.PrimeFaces.ajax.Queue.isEmpty()) {
      action();
    } else {
      afterAnswer(action);
    }
  };

  const chooseOnly = (row) => {
    table().unselectAllRows();
    table().selectRow(window.jQuery(row), false);
  };

  const withChosen = (row, action) => {
    if (!isChosen(row)) {
      chooseOnly(row);
    }
    whenQuiet(action);
  };

  /* Menu of a row */

  const menu = document.createElement('div');
  menu.className = 'fbk-menu fbk-row-menu';
  menu.popover = 'auto';
  menu.setAttribute('role', 'menu');

  const itemFor = (button) => {
    const item = document.createElement('button');
    item.type = 'button';
    item.setAttribute('role', 'menuitem');
    item.className = 'fbk-plain-button';
    const icon = button.querySelector('.pi');
    if (icon) {
      const copy = document.createElement('span');
      copy.className = `pi ${Array.from(icon.classList).filter((name) => name.startsWith('pi-')).join(' ')}`;
      copy.setAttribute('aria-hidden', 'true');
      item.append(copy);
    }
    item.append(button.textContent.trim());
    item.addEventListener('click', () => {
      menu.hidePopover();
      button.click();
    });
    return item;
  };

  const showMenu = (x, y) => {
    const buttons = Array.from(bar().querySelectorAll('a.ui-button, button.ui-button'));
    if (buttons.length === 0) {
      return;
    }
    menu.replaceChildren(...buttons.map(itemFor));
    menu.setAttribute('aria-label', bar().dataset.textMenu);
    menu.showPopover();
    const place = menu.getBoundingClientRect();
    menu.style.left = `${Math.max(4, Math.min(x, window.innerWidth - place.width - 4))}px`;
    menu.style.top = `${Math.max(4, Math.min(y, window.innerHeight - place.height - 4))}px`;
    menu.firstElementChild.focus();
  };

  menu.addEventListener('keydown', (event) => {
    const items = Array.from(menu.children);
    const at = items.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      items[(to + items.length) % items.length].focus();
    }
  });

  document.addEventListener('contextmenu', (event) => {
    const row = rowOf(event.target) || (event.target === body() && focusedRow());
    if (!row || event.target.closest('input')) {
      return;
    }
    event.preventDefault();
    const place = row.getBoundingClientRect();
    const byKey = event.clientX === 0 && event.clientY === 0;
    const [x, y] = byKey || event.target === body() ? [place.left + 48, place.bottom] : [event.clientX, event.clientY];
    withChosen(row, () => showMenu(x, y));
  });

  /* The name of a row, changed in place */

  const endRename = (field) => {
    const cell = field.closest('.fbk-what');
    cell.querySelector(':scope > a').hidden = false;
    cell.querySelectorAll('.fbk-rename').forEach((part) => part.remove());
    focusList();
  };

  const sayProblem = (field, problem) => {
    let note = field.parentElement.querySelector('small.fbk-rename');
    if (!note) {
      note = document.createElement('small');
      note.className = 'fbk-rename';
      note.setAttribute('role', 'alert');
      field.after(note);
    }
    note.textContent = problem;
    field.setAttribute('aria-invalid', 'true');
    field.disabled = false;
    field.focus();
  };

  const sendName = (field, row, old) => {
    if (field.disabled) {
      return;
    }
    if (field.value.trim() === old) {
      endRename(field);
      return;
    }
    field.disabled = true;
    window.jQuery(document).one('pfAjaxComplete', (event, xhr, settings, answer) => {
      if (answer && answer.problem) {
        sayProblem(field, answer.problem);
      } else if (field.isConnected) {
        // not answered, or the page says why: what was typed is kept
        field.disabled = false;
      } else {
        focusList();
      }
    });
    window.fubakoRename([{ name: 'key', value: row.dataset.rk }, { name: 'was', value: old }, { name: 'name', value: field.value }]);
  };

  const startRename = (row) => {
    const link = linkOf(row);
    if (link.hidden) {
      return;
    }
    const old = link.textContent;
    const field = document.createElement('input');
    field.type = 'text';
    field.className = 'fbk-rename';
    field.value = old;
    field.autocomplete = 'off';
    field.setAttribute('aria-label', bar().dataset.textRename);
    link.hidden = true;
    link.before(field);
    field.focus();
    const dot = link.dataset.into === undefined ? old.lastIndexOf('.') : -1;
    field.setSelectionRange(0, dot > 0 ? dot : old.length);
    field.addEventListener('keydown', (event) => {
      event.stopPropagation();
      if (event.key === 'Enter' && !event.isComposing) {
        event.preventDefault();
        sendName(field, row, old);
      } else if (event.key === 'Escape') {
        endRename(field);
      }
    });
    ['click', 'mousedown', 'dblclick'].forEach((type) => field.addEventListener(type, (event) => event.stopPropagation()));
    field.addEventListener('blur', () => {
      if (field.isConnected && !field.disabled && field.value.trim() === old) {
        endRename(field);
      }
    });
  };

  /* Keyboard */

  const focusList = () => {
    if (isList() && body().tabIndex === 0) {
      body().focus({ preventScroll: true });
    }
  };
  const focusedRow = () => (table().focusedRow && table().focusedRow[0]) || chosenRows()[0];
  const press = (selector) => {
    const button = bar().querySelector(selector);
    if (button) {
      button.click();
    }
  };
  const isTyping = (element) =>
    element.closest('input:not([type=checkbox]), textarea, select, [contenteditable], .ui-dialog, [popover], dialog') !== null;

  const KEYS = {
    F2: () => chosenRows().length === 1 && bar().querySelector('[data-rename]') && startRename(chosenRows()[0]),
    Delete: () => press('[data-delete]'),
    Escape: () => {
      const chosen = chosenRows();
      if (chosen.length > 0) {
        table().unselectAllRows();
        table().fireRowUnselectEvent(chosen[0].dataset.rk, 'rowUnselect');
      }
    },
    '/': () => byId('files:filter') && byId('files:filter').focus(),
  };

  document.addEventListener('keydown', (event) => {
    if (!isList() || isTyping(event.target) || event.isComposing) {
      return;
    }
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (plain && KEYS[event.key]) {
      event.preventDefault();
      whenQuiet(KEYS[event.key]);
    } else if ((event.ctrlKey || event.metaKey) && event.key === 'a') {
      event.preventDefault();
      const all = document.querySelector('[id="files:rows"] thead .ui-chkbox-box');
      if (all && all.getAttribute('aria-checked') !== 'true') {
        all.click();
      }
    } else if (event.altKey && event.key === 'ArrowUp') {
      const up = document.querySelector('.fbk-crumbs li:last-child a');
      if (up) {
        event.preventDefault();
        up.click();
      }
    }
  });

  /* Tags are a list with a field at its end; the component calls it a list box, which may have neither. */
  const mendTags = () => {
    document.querySelectorAll('.ui-autocomplete-multiple-container').forEach((list) => {
      [list, ...list.querySelectorAll('[role=option]')].forEach((part) => {
        ['role', 'aria-orientation', 'aria-selected'].forEach((name) => part.removeAttribute(name));
      });
    });
  };
  ['pfAjaxComplete', 'keyup', 'click'].forEach((type) => window.jQuery(document).on(type, mendTags));

  /* A tag that nobody has used yet: the component would only close its list of suggestions. */
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.target.id === 'tagsForm:tags_input') {
      const tags = window.PF('tags');
      if (tags.panel.is(':visible') && tags.items.filter('.ui-state-highlight').length === 0) {
        tags.hide();
      }
    }
  }, true);

  /* Before the table takes it for a choice. */
  document.addEventListener('keydown', (event) => {
    if (isList() && event.key === 'Enter' && event.target === body() && focusedRow()) {
      event.preventDefault();
      event.stopPropagation();
      linkOf(focusedRow()).click();
    }
  }, true);

  document.addEventListener('dblclick', (event) => {
    const row = rowOf(event.target);
    if (row && !event.target.closest('a, button, input, .ui-chkbox')) {
      linkOf(row).click();
    }
  });

  document.addEventListener('click', (event) => {
    if (event.target.closest('[data-rename]')) {
      startRename(chosenRows()[0]);
    }
    const undo = event.target.closest('[data-undo]');
    if (undo) {
      window.fubakoUndo([{ name: 'undoing', value: undo.dataset.undo }]);
    }
    if (event.target.closest('[data-dismiss]')) {
      event.target.closest('.fbk-done-note').remove();
    }
  });

  /* Rows dragged onto a folder */

  document.addEventListener('mousedown', (event) => {
    const row = isList() && rowOf(event.target);
    if (row) {
      row.draggable = !event.target.closest('input, .ui-chkbox');
    }
  });

  document.addEventListener('dragstart', (event) => {
    const row = isList() && event.target.closest && rowOf(event.target);
    if (!row) {
      return;
    }
    if (!isChosen(row)) {
      chooseOnly(row);
    }
    event.dataTransfer.setData(DRAGGED, chosenRows().map((each) => each.dataset.rk).join(','));
    event.dataTransfer.effectAllowed = 'copyMove';
    event.dataTransfer.setDragImage(linkOf(row), 0, 0);
  });

  /* The folder below the pointer, unless it is dragged itself. */
  const targetOf = (event) => {
    const carried = event.dataTransfer && Array.from(event.dataTransfer.types).includes(DRAGGED);
    const row = carried && rowOf(event.target);
    if (row && isChosen(row)) {
      return null;
    }
    return carried && (event.target.closest(INTO) || (row && row.querySelector(INTO)));
  };

  let over = null;
  const mark = (element) => {
    if (over) {
      over.classList.remove('fbk-into');
    }
    over = element;
    if (over) {
      over.classList.add('fbk-into');
    }
  };

  document.addEventListener('dragover', (event) => {
    const target = targetOf(event);
    mark(target ? target.closest('tr') || target : null);
    if (target) {
      event.preventDefault();
      event.dataTransfer.dropEffect = event.ctrlKey ? 'copy' : 'move';
    }
  });
  document.addEventListener('dragend', () => mark(null));
  document.addEventListener('drop', (event) => {
    const target = targetOf(event);
    mark(null);
    if (target) {
      event.preventDefault();
      window.fubakoDrop([
        { name: 'keys', value: event.dataTransfer.getData(DRAGGED) },
        { name: 'into', value: target.dataset.into },
        { name: 'copying', value: String(event.ctrlKey) },
      ]);
    }
  });

  /*
   * A long list: the rows around what is seen are on the page, and room is kept for the others. Rows have not all the same height, so
   * that the room is an estimate; a row that stays does not move on the screen.
   */
  const NEAR_THE_END = 25;
  let rowHeight = 0;
  let sliding = false;

  const allRows = () => Array.from(body().querySelectorAll(':scope > tr[data-ri]'));
  const total = () => table().paginator.cfg.rowCount;
  const atOnce = () => table().paginator.cfg.rows;

  const keepRoom = () => {
    const rows = allRows();
    const long = rows.length > 0 && table().paginator !== undefined && total() > rows.length;
    if (!long) {
      return;
    }
    const first = Number(rows[0].dataset.ri);
    // where shift and click count from
    table().paginator.cfg.page = first / atOnce();
    if (rowHeight === 0) {
      rowHeight = (rows[rows.length - 1].getBoundingClientRect().bottom - rows[0].getBoundingClientRect().top) / rows.length;
    }
    body().style.setProperty('--before', `${first * rowHeight}px`);
    byId('files:rows').style.setProperty('--behind', `${(total() - first - rows.length) * rowHeight}px`);
  };

  const slide = () => {
    const rows = isList() ? allRows() : [];
    if (sliding || rows.length === 0 || table().paginator === undefined || total() <= rows.length) {
      return;
    }
    const { top } = rows[0].getBoundingClientRect();
    const first = Number(rows[0].dataset.ri);
    const seenFrom = first - Math.floor(top / rowHeight);
    const seenTo = seenFrom + Math.ceil(window.innerHeight / rowHeight);
    const wanted = (seenFrom < first + NEAR_THE_END && first > 0)
      || (seenTo > first + rows.length - NEAR_THE_END && first + rows.length < total());
    const middle = Math.round((seenFrom + seenTo) / 2);
    const next = Math.max(0, Math.min(middle - atOnce() / 2, total() - atOnce()));
    if (!wanted || next === first) {
      return;
    }
    sliding = true;
    const anchor = rows.find((row) => row.getBoundingClientRect().bottom > 0);
    const kept = anchor && { key: anchor.dataset.rk, top: anchor.getBoundingClientRect().top };
    const focused = document.activeElement === body() && focusedRow() ? focusedRow().dataset.rk : null;
    afterAnswer(() => {
      sliding = false;
      if (!isList()) {
        return;
      }
      keepRoom();
      const find = (key) => allRows().find((row) => row.dataset.rk === key);
      const same = kept && find(kept.key);
      if (same) {
        window.scrollBy(0, same.getBoundingClientRect().top - kept.top);
      }
      const again = focused && find(focused);
      if (again) {
        table().focusedRow = window.jQuery(again);
        table().highlightFocusedRow();
      }
      slide();
    });
    table().paginate({ first: next, rows: atOnce(), page: next / atOnce() });
  };

  let slideIsDue = false;
  window.addEventListener('scroll', () => {
    if (!slideIsDue) {
      slideIsDue = true;
      window.requestAnimationFrame(() => {
        slideIsDue = false;
        slide();
      });
    }
  }, { passive: true });

  /* A row that is reached by the keyboard is seen. */
  document.addEventListener('keydown', (event) => {
    if (isList() && event.target === body() && focusedRow() && ['ArrowUp', 'ArrowDown'].includes(event.key)) {
      focusedRow().scrollIntoView({ block: 'nearest' });
    }
  });

  const begin = () => {
    if (isList() && table() !== undefined) {
      keepRoom();
    }
  };
  window.jQuery(document).on('pfAjaxComplete', () => {
    if (!sliding && isList()) {
      begin();
      slide();
    }
  });
  window.jQuery(begin);

  document.body.append(menu);
})();
