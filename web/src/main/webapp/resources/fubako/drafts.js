/*
 * Keeps what somebody has typed into a dialog or a row until it is saved or given up: over a session that has ended, a page whose state
 * is too old, a line that broke. It lies in this window's storage only, for one day, under the account and the page. Texts come from data
 * attributes; what was typed goes to the page as text only.
 */
(() => {
  'use strict';

  const KEY = 'fubako.drafts';
  const A_DAY = 24 * 60 * 60 * 1000;
  const ANSWERED_WITHIN = 20_000;
  const SEEN_WITHIN = 1_000;
  const TYPED = ['text', 'email', 'number', 'date', 'tel', 'url', 'checkbox', 'radio', 'textarea', 'select-one', 'select-multiple'];

  const shelf = document.getElementById('drafts');
  const page = window.location.pathname;
  const byId = (id) => document.getElementById(id);
  const plain = (value) => value.replace(/\s+/g, ' ').trim();
  const text = (key, ...values) => values.reduce((done, value, at) => done.replace(`{${at}}`, () => value), shelf.dataset[`text${key}`]);

  /* What is kept */

  /* A browser that lets pages keep nothing is no reason to stop working. */
  const read = () => {
    try {
      const kept = JSON.parse(window.sessionStorage.getItem(KEY) || '{}');
      return kept.login === shelf.dataset.login ? kept : { login: shelf.dataset.login, pages: {} };
    } catch (failure) {
      return { login: shelf.dataset.login, pages: {} };
    }
  };
  const write = (kept) => {
    try {
      if (Object.keys(kept.pages).length > 0) {
        window.sessionStorage.setItem(KEY, JSON.stringify(kept));
      } else {
        window.sessionStorage.removeItem(KEY);
      }
    } catch (failure) {
      window.console.warn(failure);
    }
  };

  const draft = () => read().pages[page] || {};
  const setDraft = (next) => {
    const kept = read();
    delete kept.pages[page];
    if (next.dialogs || next.rename || next.note) {
      kept.pages[page] = { ...next, at: Date.now() };
    }
    write(kept);
  };

  /* Also drops what another account has left in this window. */
  const dropOld = () => {
    const kept = read();
    const young = Object.entries(kept.pages).filter(([, { at }]) => Date.now() - at < A_DAY);
    write({ ...kept, pages: Object.fromEntries(young) });
  };

  /* What was typed */

  const hasTokens = (field) => field.matches('.ui-autocomplete');
  const tokensOf = (field) => Array.from(field.querySelectorAll('select[id$="_hinput"] > option'), (option) => option.value);
  const sentTokens = new WeakMap();

  const valueOf = (field) => {
    if (hasTokens(field)) {
      return tokensOf(field);
    }
    if (field.type === 'checkbox' || field.type === 'radio') {
      return field.checked;
    }
    return field.type === 'select-multiple' ? Array.from(field.selectedOptions, (option) => option.value) : field.value;
  };

  const sentValueOf = (field) => {
    if (hasTokens(field)) {
      return sentTokens.get(field) || [];
    }
    if (field.type === 'checkbox' || field.type === 'radio') {
      return field.defaultChecked;
    }
    if (field.options) {
      const sent = Array.from(field.options).filter((option) => option.defaultSelected).map((option) => option.value);
      return field.multiple ? sent : (sent[0] ?? field.options[0]?.value ?? '');
    }
    return field.defaultValue;
  };

  const shownValueOf = (field) => {
    const value = valueOf(field);
    if (typeof value === 'boolean') {
      return value ? '☑' : '☐';
    }
    return field.options ? Array.from(field.selectedOptions, (option) => option.text).join(', ') : [value].flat().join(', ');
  };

  /* With the text of its row, so that nothing is filled in for somebody else whose row has taken the place. */
  const labelOf = (field) => {
    const own = field.getAttribute('aria-label')
      || field.labels?.[0]?.textContent
      || document.querySelector(`label[for^="${CSS.escape(field.id)}"]`)?.textContent
      || field.closest('.fbk-choice, .ui-chkbox, td')?.textContent
      || field.title;
    const row = field.closest('tr')?.querySelector('td')?.textContent || '';
    return plain(`${row} ${own}`);
  };

  const isKept = (field) => field.id
    && (hasTokens(field) || (TYPED.includes(field.type) && !field.matches('.ui-autocomplete select')))
    && !field.closest('[data-drafts="off"]');

  const fieldsOf = (dialog) => Array.from(dialog.querySelectorAll('input, textarea, select, .ui-autocomplete')).filter(isKept);

  const rowsOf = (list) => Array.from(list.querySelectorAll('tbody tr'), (row) => plain(row.querySelector('td').textContent));
  const sentRows = new WeakMap();

  /* What was brought in by another dialog and is known to the lost state of the page alone: it can only be told. */
  const addedRows = (dialog) => Array.from(dialog.querySelectorAll('[data-drafts-rows]'))
    .flatMap((list) => rowsOf(list)
      .filter((row) => !(sentRows.get(dialog) || []).includes(row))
      .map((row) => ({ id: '', label: list.dataset.draftsRows, value: row, shown: row })));

  const noteSent = (dialog) => {
    fieldsOf(dialog).filter(hasTokens).forEach((field) => sentTokens.set(field, tokensOf(field)));
    sentRows.set(dialog, Array.from(dialog.querySelectorAll('[data-drafts-rows]')).flatMap(rowsOf));
  };

  const typedIn = (dialog) => fieldsOf(dialog)
    .filter((field) => JSON.stringify(valueOf(field)) !== JSON.stringify(sentValueOf(field)))
    .map((field) => ({ id: field.id, label: labelOf(field), value: valueOf(field), shown: shownValueOf(field) }))
    .concat(addedRows(dialog));

  /* Dialogs and what had opened them */

  const titleOf = (dialog) => plain(dialog.querySelector('.ui-dialog-title').textContent);
  const isOpen = (dialog) => dialog.getAttribute('aria-hidden') === 'false';
  /* Rows by their keys, and where in the list the first of them stands. */
  const placeOf = (rows) => ({ keys: rows.map((row) => row.dataset.rk), at: Number(rows[0]?.dataset.ri || 0) });
  const chosenRows = () => placeOf(Array.from(document.querySelectorAll('[id="files:rows_data"] > tr[aria-selected="true"]')));

  /* Numbers of rows change; what stands in them does not. */
  const rowName = (row) => row.dataset.rk || row.querySelector('a[href]')?.getAttribute('href') || plain(row.textContent);
  const tail = (id) => id.slice(id.lastIndexOf(':') + 1);

  let pressed = null;
  document.addEventListener('click', (event) => {
    const button = event.target.closest('button[id], a[id]');
    if (button) {
      const row = button.closest('tr');
      pressed = {
        id: button.id,
        text: plain(button.textContent),
        row: row ? rowName(row) : '',
        chosen: button.closest('[id="files:chosen"]') ? chosenRows() : placeOf([]),
      };
    }
  }, true);

  const openerOf = ({ id, text: label, row }) => {
    const found = row
      ? Array.from(document.querySelectorAll('tr'))
        .filter((each) => rowName(each) === row)
        .flatMap((each) => Array.from(each.querySelectorAll('button[id], a[id]')))
        .find((each) => tail(each.id) === tail(id))
      : byId(id);
    return found && plain(found.textContent) === label && !found.disabled ? found : null;
  };

  /* In the order in which they were opened. */
  let open = [];
  let restoring = false;

  const renameField = () => document.querySelector('input.fbk-rename');
  /* Whether it was sent or given up; otherwise a field that is gone was taken away by somebody else. */
  let nameEnded = false;

  const typedName = () => {
    const field = renameField();
    const was = field && field.closest('.fbk-what').querySelector(':scope > a').textContent;
    return field && field.value !== was
      ? { chosen: placeOf([field.closest('tr')]), fields: [{ label: was, shown: field.value, value: field.value }], title: field.getAttribute('aria-label') }
      : undefined;
  };

  const keep = () => {
    if (restoring) {
      return;
    }
    const dialogs = open.map(({ dialog, opener }) => ({ id: dialog.id, title: titleOf(dialog), opener, fields: typedIn(dialog) }));
    setDraft({
      dialogs: dialogs.some(({ fields }) => fields.length > 0) ? dialogs : undefined,
      rename: renameField() || nameEnded ? typedName() : draft().rename,
      note: draft().note,
    });
  };
  const keepSoon = () => window.setTimeout(keep, 0);

  const dropNotices = (place) => place.querySelectorAll('.fbk-drafts-notice').forEach((notice) => notice.remove());

  const dialogChanged = (dialog) => {
    const known = open.some((each) => each.dialog === dialog);
    if (isOpen(dialog) && !known) {
      noteSent(dialog);
      open.push({ dialog, opener: pressed });
    } else if (!isOpen(dialog) && known) {
      open = open.filter((each) => each.dialog !== dialog);
      dropNotices(dialog);
      keep();
    }
  };

  /* Where the eye is: in the dialog that is open, otherwise above the page. */
  const say = (words, { problem }) => {
    const top = open[open.length - 1];
    const notice = document.createElement('p');
    notice.className = `fbk-drafts-notice ${problem ? 'fbk-problem' : 'fbk-notice'}`;
    notice.setAttribute('role', problem ? 'alert' : 'status');
    notice.textContent = words;
    if (top) {
      top.dialog.querySelector('.ui-dialog-content').prepend(notice);
    } else {
      shelf.prepend(notice);
    }
  };

  /* What cannot be filled in again */

  const showNote = () => {
    shelf.querySelectorAll('.fbk-drafts-note').forEach((old) => old.remove());
    const { note } = draft();
    if (!note) {
      return;
    }
    const box = document.createElement('section');
    box.className = 'fbk-notice fbk-drafts-note';
    box.setAttribute('role', 'status');
    const words = document.createElement('p');
    words.textContent = text('Note', note.title);
    const typed = document.createElement('textarea');
    typed.readOnly = true;
    typed.value = note.fields.length === 1 ? note.fields[0].shown : note.fields.map(({ label, shown }) => (label ? `${label}: ${shown}` : shown)).join('\n');
    typed.rows = Math.min(8, typed.value.split('\n').length);
    typed.setAttribute('aria-label', note.title);
    const answers = document.createElement('div');
    answers.className = 'fbk-toolbar';
    const button = (label, action) => {
      const made = document.createElement('button');
      made.type = 'button';
      made.className = 'ui-button ui-button-outlined';
      made.textContent = label;
      made.addEventListener('click', () => action(made));
      answers.append(made);
    };
    button(text('Copy'), (made) => {
      typed.select();
      // without TLS a browser has no other way
      const written = navigator.clipboard ? navigator.clipboard.writeText(typed.value) : Promise.reject();
      const done = written.catch(() => document.execCommand('copy') || Promise.reject(new Error('no clipboard')));
      done.then(() => { made.textContent = text('Copied'); }, () => typed.select());
    });
    button(text('Discard'), () => {
      setDraft({ ...draft(), note: undefined });
      showNote();
    });
    box.append(words, typed, answers);
    shelf.append(box);
  };

  const tell = (title, fields) => {
    const { note } = draft();
    if (fields.length > 0) {
      setDraft({ ...draft(), note: { title, fields: (note ? note.fields : []).concat(fields) } });
      showNote();
    }
  };

  /* Filling in again */

  /* What is looked for, once the page has it; null when it has not come soon after the last answer that is waited for. */
  const until = (find) => new Promise((resolve) => {
    const answers = window.jQuery(document);
    let wait = 0;
    const end = (found) => {
      window.clearTimeout(wait);
      answers.off('pfAjaxComplete.drafts', answered);
      resolve(found);
    };
    const look = (within) => {
      const found = find();
      window.clearTimeout(wait);
      if (found) {
        end(found);
      } else {
        wait = window.setTimeout(() => end(find() || null), within);
      }
    };
    const answered = () => window.setTimeout(() => look(window.PrimeFaces.ajax.Queue.isEmpty() ? SEEN_WITHIN : ANSWERED_WITHIN), 0);
    answers.on('pfAjaxComplete.drafts', answered);
    look(ANSWERED_WITHIN);
  });

  const setTokens = (field, values) => {
    const widget = window.PrimeFaces.getWidgetById(field.id);
    // otherwise a token is there until it has faded, and the next one is taken for it
    window.jQuery.fx.off = true;
    tokensOf(field).filter((value) => !values.includes(value)).forEach((value) => widget.removeItem(value));
    values.forEach((value) => widget.addItem(value));
    window.jQuery.fx.off = false;
  };

  const fill = (field, value) => {
    if (hasTokens(field)) {
      setTokens(field, value);
    } else if (typeof value === 'boolean') {
      if (field.checked !== value) {
        field.click();
      }
    } else if (field.type === 'select-multiple') {
      Array.from(field.options).forEach((option) => { option.selected = value.includes(option.value); });
    } else {
      field.value = value;
    }
  };

  /* Those that have no place any more. */
  const fillAll = (fields) => fields.filter(({ id, label, value }) => {
    const field = id && byId(id);
    if (!field || field.disabled || labelOf(field) !== label) {
      return true;
    }
    fill(field, value);
    return JSON.stringify(valueOf(field)) !== JSON.stringify(value);
  });

  /* Of a long list only what is seen is on the page: there the list brings its rows itself. */
  const reach = (at) => {
    const rows = Array.from(byId('files:rows_data').querySelectorAll(':scope > tr[data-ri]'));
    if (rows.length === 0) {
      return false;
    }
    const { top } = rows[0].getBoundingClientRect();
    const height = (rows[rows.length - 1].getBoundingClientRect().bottom - top) / rows.length;
    window.scrollTo(0, window.scrollY + top + at * height - window.innerHeight / 2);
    return at >= rows.length;
  };

  const choose = async ({ keys, at }) => {
    const table = byId('files:rows_data') && window.PF('rows');
    const found = () => {
      const rows = keys.map((key) => document.querySelector(`[id="files:rows_data"] > tr[data-rk="${CSS.escape(key)}"]`));
      return rows.includes(null) ? null : rows;
    };
    const rows = table && (found() || (reach(at) && await until(found)));
    if (!rows) {
      return false;
    }
    table.unselectAllRows();
    rows.forEach((row, at) => table.selectRow(window.jQuery(row), at < rows.length - 1));
    return true;
  };

  const openAgain = async ({ id, opener }) => {
    const dialog = byId(id);
    const byRows = opener && opener.chosen.keys.length > 0;
    if (!dialog || !opener || (byRows && !await choose(opener.chosen))) {
      return false;
    }
    const button = await (byRows ? until(() => openerOf(opener)) : openerOf(opener));
    if (button) {
      button.click();
    }
    return button && until(() => isOpen(dialog) && open.some((each) => each.dialog === dialog));
  };

  const restoreDialogs = async (dialogs) => {
    const missed = [];
    let reached = true;
    let filled = false;
    for (const each of dialogs) {
      reached = reached && await openAgain(each);
      const left = reached ? fillAll(each.fields) : each.fields;
      filled = filled || left.length < each.fields.length;
      missed.push(...left);
    }
    if (filled) {
      say(text('Filled'), { problem: false });
    }
    return { title: dialogs[dialogs.length - 1].title, missed };
  };

  const restoreName = async ({ chosen, title, fields }) => {
    const button = await choose(chosen) && await until(() => document.querySelector('[id="files:chosen"] [data-rename]'));
    if (button) {
      button.click();
    }
    const field = renameField();
    if (field) {
      field.value = fields[0].value;
    }
    return { title, missed: field ? [] : fields };
  };

  /* Dialogs that had been open one above the other come back in that order. What is kept stays as it is until all is done. */
  const restore = async () => {
    const { dialogs, rename } = draft();
    showNote();
    if (!window.PrimeFaces) {
      // the page itself has gone; only an error is shown in its place
      [...(dialogs || []), ...(rename ? [rename] : [])].forEach(({ title, fields }) => tell(title, fields));
      setDraft({ note: draft().note });
      return;
    }
    if (dialogs || rename) {
      restoring = true;
      const { title, missed } = await (dialogs ? restoreDialogs(dialogs) : restoreName(rename));
      restoring = false;
      nameEnded = renameField() === null;
      tell(title, missed);
      keep();
    }
  };

  const watch = () => {
    document.querySelectorAll('.ui-dialog[id]').forEach((dialog) => {
      new MutationObserver(() => dialogChanged(dialog)).observe(dialog, { attributeFilter: ['aria-hidden'] });
      dialogChanged(dialog);
    });
    ['input', 'change', 'click', 'keyup'].forEach((type) => document.addEventListener(type, (event) => {
      nameEnded = nameEnded && !(type === 'input' && event.target.matches('input.fbk-rename'));
      if (open.length > 0 || renameField() || draft().rename) {
        keepSoon();
      }
    }));
    window.addEventListener('pagehide', keep);
    document.addEventListener('keydown', (event) => {
      if (event.target.matches('input.fbk-rename')) {
        nameEnded = !event.isComposing && ['Enter', 'Escape'].includes(event.key);
      }
    }, true);
    window.jQuery(document)
      .on('pfAjaxSend', () => document.querySelectorAll('.fbk-drafts-notice.fbk-problem').forEach((notice) => notice.remove()))
      .on('pfAjaxError', () => say(text('Connection'), { problem: true }))
      .on('pfAjaxComplete', () => window.setTimeout(() => {
        // the list was drawn anew for another reason while a name was being typed in it
        if (draft().rename && !renameField() && !nameEnded && !restoring) {
          restore();
        } else {
          keep();
        }
      }, 0));
  };

  document.addEventListener('submit', (event) => {
    if (event.target.action.endsWith('/signout')) {
      window.removeEventListener('pagehide', keep);
      write({ ...read(), pages: {} });
    }
  });

  if (shelf.dataset.login) {
    dropOld();
    if (window.jQuery) {
      // when the components are there
      window.jQuery(() => window.setTimeout(() => {
        watch();
        restore();
      }, 0));
    } else {
      restore();
    }
  }
  /* The components leave the button of a request that was never answered disabled. Error pages have no components. */
  window.jQuery?.(document).on('pfAjaxError', () => {
    document.querySelectorAll('button.ui-state-loading').forEach((button) => {
      const widget = window.PrimeFaces.getWidgetById(button.id);
      if (widget) {
        widget.ajaxCount = 0;
        window.PrimeFaces.buttonEndAjaxDisabled(widget, widget.jq);
      }
    });
  });
})();
