/*
 * Accounts from a file: looked at first, then done. The file goes to the API as it is; while it is done, the API tells line by line how far
 * it has come, and stops when nobody listens any more.
 */
(() => {
  'use strict';

  const form = document.getElementById('import');
  const part = (id) => document.getElementById(id);
  const show = (id, shown) => { part(id).hidden = !shown; };
  let running = null;

  /** Text by the pattern of a bundle, of which numbers in braces are all that is used here. */
  const say = (name, ...values) => values.reduce(
    (text, value, at) => text.replace(new RegExp(`\\{${at}(,number)?\\}`, 'g'), value.toLocaleString(form.dataset.language)),
    form.dataset[name]);

  const isUtf8 = (bytes) => {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes);
      return true;
    } catch (notUtf8) {
      return false;
    }
  };

  /** What is to be sent, and as what it is to be read: a file if there is one, else what was pasted. */
  const content = async () => {
    const file = part('file').files[0];
    return file
      ? { body: await file.arrayBuffer(), charset: part('charset').value }
      : { body: new TextEncoder().encode(part('pasted').value), charset: 'UTF-8' };
  };

  const send = async (dryRun, signal) => {
    const { body, charset } = await content();
    return fetch(`${form.dataset.address}?charset=${charset}&dryRun=${dryRun}`, {
      method: 'POST',
      body,
      signal,
      headers: {
        'Content-Type': 'text/plain',
        Accept: dryRun ? 'application/json' : 'application/x-ndjson',
        'Accept-Language': form.dataset.language,
      },
    });
  };

  const fail = (text) => {
    part('problem').textContent = text;
    show('problem', true);
  };

  /** Whether it was taken; if not, the page says why. */
  const taken = async (answer) => {
    if (answer.ok) {
      return true;
    }
    const problem = await answer.json().catch(() => ({}));
    fail(problem.detail || form.dataset.textConnection);
    return false;
  };

  const tell = (name, report) => {
    part('summary').textContent = say(name, report.created, report.changed, report.refused);
    const body = part('refusals').querySelector('tbody');
    body.replaceChildren(...report.refusals.map((refusal) => {
      const row = document.createElement('tr');
      [refusal.line, refusal.name, refusal.detail].forEach((text) => {
        row.insertCell().textContent = text;
      });
      return row;
    }));
    show('refusals', report.refusals.length > 0);
  };

  const begin = () => {
    show('report', true);
    ['problem', 'progress', 'start', 'stop', 'refusals'].forEach((id) => show(id, false));
    part('summary').textContent = '';
  };

  part('file').addEventListener('change', async () => {
    const file = part('file').files[0];
    if (file) {
      part('charset').value = isUtf8(await file.arrayBuffer()) ? 'UTF-8' : 'CP932';
    }
  });

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    begin();
    try {
      const answer = await send(true);
      if (await taken(answer)) {
        const report = await answer.json();
        tell('textWould', report);
        show('start', report.created + report.changed > 0);
      }
    } catch (broken) {
      fail(form.dataset.textConnection);
    }
  });

  const advance = (news) => {
    if (news.refusals) {
      tell('textDone', news);
    } else {
      part('progress').max = news.of;
      part('progress').value = news.done;
      part('summary').textContent = say('textProgress', news.done, news.of);
    }
  };

  /** Each line of the answer as it comes: how far it is, and the report in the end. */
  const follow = async (answer) => {
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      const lines = (rest + piece.value).split('\n');
      rest = lines.pop();
      lines.filter((line) => line).map(JSON.parse).forEach(advance);
    }
  };

  part('start').addEventListener('click', async () => {
    begin();
    show('progress', true);
    show('stop', true);
    running = new AbortController();
    try {
      const answer = await send(false, running.signal);
      if (await taken(answer)) {
        await follow(answer);
      }
    } catch (broken) {
      fail(running.signal.aborted ? form.dataset.textStopped : form.dataset.textConnection);
    }
    show('progress', false);
    show('stop', false);
  });

  part('stop').addEventListener('click', () => running.abort());
})();
