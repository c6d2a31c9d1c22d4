/*
 * Uploads by the API, file by file, so that content never lies readable on the server's disk (a multipart form would be spooled
 * there). Texts come from data attributes; names go to the page as text only.
 */
(() => {
  'use strict';

  const panel = document.getElementById('upload');
  if (!panel) {
    return;
  }

  const PARALLEL = 2;
  const SPEED_WINDOW = 5000;
  const IN_ORDER_WITHIN = 2000;
  /* From this size on, a file is sent so that it can go on after a broken connection, a closed laptop or a reload (tus 1.0). */
  const RESUMABLE_FROM = 8 * 1024 * 1024;
  /* Documents of one call: the most that the API takes, and few enough that progress is seen. */
  const TOLD_IN_ONE_MAIL = 1000;
  const LOOKED_AT_TOGETHER = 50;
  const TUS = { 'Tus-Resumable': '1.0.0' };
  const PATIENCE = [1, 2, 4, 8, 15, 30];
  /* A question without content that is not answered for so long never will be. */
  const ANSWER_WITHIN = 30 * 1000;
  const GIVE_UP_AFTER = 30 * 60 * 1000;
  const text = (name, ...values) =>
    values.reduce((line, value, i) => line.replace(`{${i}}`, () => value), panel.dataset[`text${name}`]);
  const byId = (id) => document.getElementById(id);
  const foldersAllowed = panel.dataset.foldersAllowed === 'true';
  const ask = byId('uploadAsk');

  let jobs = [];
  let running = 0;
  let answerForAll = null;
  let asking = Promise.resolve();
  let sentLately = [];
  let totalIsDue = false;
  let changed = false;
  let foldersMade = new Map();

  const place = (segments) =>
    panel.dataset.folder.split('/').filter(Boolean).concat(segments).map((segment) => segment.normalize('NFC'));

  const address = (kind, segments) => {
    const path = place(segments).map((segment) =>
      encodeURIComponent(segment).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`));
    return `${panel.dataset.base}/${kind}/${path.join('/')}`;
  };

  const size = (bytes) => {
    const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
    const unit = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
    const value = bytes / 2 ** (10 * unit);
    return `${value.toLocaleString(document.documentElement.lang, { maximumFractionDigits: unit && value < 100 ? 1 : 0 })} ${units[unit]}`;
  };

  const duration = (seconds) => {
    const whole = Math.ceil(seconds);
    const two = (n) => String(n).padStart(2, '0');
    return `${whole >= 3600 ? `${Math.floor(whole / 3600)}:` : ''}${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  };

  /* One line per file */

  const button = (label, action) => {
    const element = document.createElement('button');
    element.type = 'button';
    element.className = 'fbk-plain-button';
    element.textContent = label;
    element.addEventListener('click', action);
    return element;
  };

  const addLine = (job) => {
    const name = document.createElement('span');
    name.className = 'fbk-upload-name';
    name.textContent = job.segments.join('/');
    job.bar = document.createElement('progress');
    job.bar.max = 1;
    job.bar.setAttribute('aria-label', name.textContent);
    job.note = document.createElement('small');
    job.cancel = button(text('Cancel'), () => cancel(job));
    job.retry = button(text('Retry'), () => retry(job));
    [job.cancel, job.retry].forEach((each) => each.setAttribute('aria-label', `${each.textContent}: ${name.textContent}`));
    const line = document.createElement('li');
    line.append(name, job.bar, job.note, job.cancel, job.retry);
    byId('uploadList').append(line);
    job.line = line;
    setState(job, 'waiting', text('Waiting'));
  };

  const setState = (job, state, note) => {
    job.state = state;
    job.note.textContent = note;
    job.bar.value = state === 'done' ? 1 : job.loaded / Math.max(1, job.file.size);
    job.cancel.hidden = state !== 'waiting' && state !== 'running';
    job.retry.hidden = state !== 'failed' && state !== 'cancelled';
    job.line.className = `fbk-upload-${state}`;
    totalChanged();
  };

  /* Once per picture: with thousands of files, once per change would be too much. */
  const totalChanged = () => {
    if (!totalIsDue) {
      totalIsDue = true;
      window.requestAnimationFrame(() => {
        totalIsDue = false;
        showTotal();
      });
    }
  };

  const noteSent = (bytes) => {
    const now = Date.now();
    sentLately = sentLately.filter((each) => now - each.at < SPEED_WINDOW).concat({ at: now, bytes });
  };

  const speedNow = () => {
    const passed = Date.now() - (sentLately.length ? sentLately[0].at : 0);
    return sentLately.reduce((sum, each) => sum + each.bytes, 0) / Math.max(0.5, passed / 1000);
  };

  const showTotal = () => {
    const counted = jobs.filter((job) => job.state !== 'cancelled' && job.state !== 'skipped');
    const done = counted.filter((job) => job.state === 'done');
    const all = counted.reduce((sum, job) => sum + job.file.size, 0);
    const sent = counted.reduce((sum, job) => sum + (job.state === 'done' ? job.file.size : job.loaded), 0);
    const speed = speedNow();
    const parts = [text('Total', done.length, counted.length)];
    if (running && speed > 0) {
      parts.push(text('Speed', size(speed)), text('Left', duration((all - sent) / speed)));
    }
    byId('uploadBar').value = all ? sent / all : Number(done.length === counted.length);
    byId('uploadTotal').textContent = parts.join(' · ');
    byId('uploadStop').hidden = running === 0;
    byId('uploadClose').hidden = running > 0;
    byId('uploadActions').hidden = running > 0 || !done.some((job) => !job.folder);
  };

  /* Sending */

  const request = (method, url, headers, body, job, from = 0) => new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open(method, url);
    Object.entries(headers).forEach(([name, value]) => xhr.setRequestHeader(name, value));
    xhr.onload = () => resolve(xhr);
    xhr.onerror = () => reject(new Error(text('Failed')));
    xhr.onabort = () => reject(new Error(text('Cancelled')));
    xhr.ontimeout = xhr.onerror;
    xhr.timeout = body ? 0 : ANSWER_WITHIN;
    if (job) {
      job.xhr = xhr;
      xhr.upload.onprogress = (event) => {
        noteSent(from + event.loaded - job.loaded);
        job.loaded = from + event.loaded;
        setState(job, 'running', `${size(job.loaded)} / ${size(job.file.size)}`);
      };
    }
    xhr.send(body);
  });

  const detail = (xhr) => {
    if (xhr.status === 401) {
      return text('Expired');
    }
    try {
      const problem = JSON.parse(xhr.responseText);
      return problem.detail || problem.title || text('Failed');
    } catch (notJson) {
      return text('Failed');
    }
  };

  const makeFolder = async (segments) => {
    const xhr = await request('POST', address('folders', segments), {}, null, null);
    changed = changed || xhr.status === 201;
    // 409: it is there already. If it is not, the file itself is refused, with the reason.
    if (xhr.status >= 400 && xhr.status !== 409) {
      throw new Error(detail(xhr));
    }
  };

  const makeFolders = (segments) => {
    if (segments.length === 0) {
      return Promise.resolve();
    }
    const key = segments.join('/');
    if (!foldersMade.has(key)) {
      foldersMade.set(key, makeFolders(segments.slice(0, -1)).then(() => makeFolder(segments)));
    }
    return foldersMade.get(key);
  };

  /* What a later visit needs to go on with an upload of the same file to the same place. */
  const memory = (job) => `fubako.upload ${place(job.segments).join('/')} ${job.file.size} ${job.file.lastModified}`;

  const base64 = (value) =>
    btoa(Array.from(new TextEncoder().encode(value), (octet) => String.fromCharCode(octet)).join(''));

  const begin = async (job, headers) => {
    const path = base64(`/${place(job.segments).join('/')}`);
    const xhr = await request('POST', `${panel.dataset.base}/uploads`, {
      ...TUS, ...headers, 'Upload-Length': job.file.size, 'Upload-Metadata': `path ${path}`,
    }, null, null);
    if (xhr.status === 201) {
      job.upload = xhr.getResponseHeader('Location');
      localStorage.setItem(memory(job), job.upload);
    }
    return xhr;
  };

  /* How much of an upload the server has; empty when it knows it no more. */
  const offsetOf = async (job) => {
    const xhr = await request('HEAD', job.upload, TUS, null, null);
    if (xhr.status === 401) {
      throw new Error(text('Expired'));
    }
    return xhr.status === 200 ? [Number(xhr.getResponseHeader('Upload-Offset'))] : [];
  };

  const forget = (job) => {
    localStorage.removeItem(memory(job));
    job.upload = null;
  };

  /* Goes on with what an earlier visit has begun. */
  const remembered = async (job) => {
    job.upload = localStorage.getItem(memory(job));
    if (!job.upload) {
      return [];
    }
    const [offset] = await offsetOf(job).catch((failure) => {
      if (failure.message !== text('Failed')) {
        throw failure;
      }
      return reconnect(job);
    });
    if (offset === undefined || offset === job.file.size) {
      forget(job);
      return [];
    }
    return [offset];
  };

  /* Waits until the server answers again. */
  const reconnect = async (job) => {
    const until = Date.now() + GIVE_UP_AFTER;
    for (let tries = 0; Date.now() < until; tries++) {
      setState(job, 'running', text('Reconnecting'));
      await new Promise((resolve) => { setTimeout(resolve, 1000 * PATIENCE[Math.min(tries, PATIENCE.length - 1)]); });
      if (job.state === 'cancelled') {
        throw new Error(text('Cancelled'));
      }
      try {
        return await offsetOf(job);
      } catch (notYet) {
        if (notYet.message !== text('Failed')) {
          throw notYet;
        }
      }
    }
    throw new Error(text('Failed'));
  };

  const putResumable = async (job, headers) => {
    let [offset] = await remembered(job);
    if (offset === undefined) {
      const begun = await begin(job, headers);
      if (begun.status !== 201) {
        return begun;
      }
      offset = 0;
    }
    for (;;) {
      job.loaded = offset;
      let broken = false;
      const xhr = await request('PATCH', job.upload, {
        ...TUS, 'Upload-Offset': offset, 'Content-Type': 'application/offset+octet-stream',
      }, job.file.slice(offset), job, offset).catch((failure) => {
        if (job.state === 'cancelled') {
          request('DELETE', job.upload, TUS, null, null).catch(() => {});
          forget(job);
          throw failure;
        }
        broken = true;
      });
      if (!broken && xhr.status !== 409 && xhr.status !== 503) {
        if (xhr.status !== 401) {
          forget(job);
        }
        return xhr;
      }
      [offset] = await reconnect(job);
      if (offset === undefined) {
        forget(job);
        throw new Error(text('Failed'));
      }
    }
  };

  const put = (job, headers) => {
    job.loaded = 0;
    if (job.file.size >= RESUMABLE_FROM) {
      return putResumable(job, headers);
    }
    const type = { 'Content-Type': job.file.type || 'application/octet-stream' };
    return request('PUT', address('files', job.segments), { ...type, ...headers }, job.file, job);
  };

  const numbered = (segments, number) => {
    const name = segments[segments.length - 1];
    const dot = name.lastIndexOf('.');
    const stem = dot > 0 ? name.slice(0, dot) : name;
    return segments.slice(0, -1).concat(`${stem} (${number})${dot > 0 ? name.slice(dot) : ''}`);
  };

  /* Questions come in the order of the list, as far as a large file further up does not hold them back. */
  const earlierAnswered = (job) => Promise.race([
    Promise.all(jobs.slice(0, jobs.indexOf(job)).filter((each) => each.state === 'running').map((each) => each.answered)),
    new Promise((resolve) => { setTimeout(resolve, IN_ORDER_WITHIN); }),
  ]);

  const answerFor = (job) => {
    const turn = asking.then(() => {
      if (answerForAll || job.state === 'cancelled') {
        return answerForAll || 'skip';
      }
      byId('uploadQuestion').textContent = text('Exists', job.segments[job.segments.length - 1]);
      byId('uploadAll').checked = false;
      ask.returnValue = 'skip';
      ask.showModal();
      return new Promise((resolve) => {
        ask.addEventListener('close', () => {
          answerForAll = byId('uploadAll').checked ? ask.returnValue : null;
          resolve(ask.returnValue);
        }, { once: true });
      });
    });
    asking = turn;
    return turn;
  };

  const send = async (job) => {
    if (job.folder) {
      await makeFolders(job.segments);
      setState(job, 'done', text('Done'));
      return;
    }
    await makeFolders(job.segments.slice(0, -1));
    let xhr = await put(job, { 'If-None-Match': '*' });
    if (xhr.status === 412) {
      await earlierAnswered(job);
      job.noteAnswer();
      const answer = await answerFor(job);
      if (answer === 'skip') {
        setState(job, job.state === 'cancelled' ? 'cancelled' : 'skipped', text('Skipped'));
        return;
      }
      if (answer === 'replace') {
        xhr = await put(job, {});
      }
      const wished = job.segments;
      for (let number = 2; answer === 'both' && xhr.status === 412 && number < 100; number++) {
        job.segments = numbered(wished, number);
        xhr = await put(job, { 'If-None-Match': '*' });
      }
    }
    if (xhr.status >= 300) {
      throw new Error(detail(xhr));
    }
    changed = true;
    setState(job, 'done', text('Done'));
  };

  const pump = () => {
    while (running < PARALLEL) {
      const job = jobs.find((candidate) => candidate.state === 'waiting');
      if (!job) {
        break;
      }
      running++;
      setState(job, 'running', '');
      job.answered = new Promise((resolve) => { job.noteAnswer = resolve; });
      send(job)
        .catch((failure) => setState(job, job.state === 'cancelled' ? 'cancelled' : 'failed', failure.message))
        .finally(() => { running--; job.noteAnswer(); pump(); });
    }
    totalChanged();
    if (running === 0 && changed) {
      changed = false;
      window.fubakoRefresh();
    }
  };

  const cancel = (job) => {
    setState(job, 'cancelled', text('Cancelled'));
    if (job.xhr) {
      job.xhr.abort();
    }
  };

  const retry = (job) => {
    job.loaded = 0;
    foldersMade = new Map();
    setState(job, 'waiting', text('Waiting'));
    pump();
  };

  /** @param {{file: File, segments: string[], folder: boolean}[]} chosen a folder stands there when nothing is in it */
  const start = (chosen) => {
    if (chosen.length === 0) {
      return;
    }
    if (running === 0) {
      sentLately = [];
      answerForAll = null;
      foldersMade = new Map();
      jobs = [];
      byId('uploadList').replaceChildren();
      byId('uploadActed').textContent = '';
    }
    panel.hidden = false;
    chosen.forEach(({ file, segments, folder = false }) => {
      const job = { file, segments, folder, loaded: 0, state: 'waiting' };
      jobs.push(job);
      addLine(job);
      if ((segments.length > 1 || folder) && !foldersAllowed) {
        setState(job, 'failed', text('NoFolders'));
      }
    });
    pump();
  };

  /* Choosing */

  const chooser = (input, segmentsOf) => {
    input.addEventListener('change', () => {
      start(Array.from(input.files, (file) => ({ file, segments: segmentsOf(file) })));
      input.value = '';
    });
  };
  chooser(byId('uploadFiles'), (file) => [file.name]);
  chooser(byId('uploadFolder'), (file) => file.webkitRelativePath.split('/'));

  document.addEventListener('click', (event) => {
    const opener = event.target.closest('[data-upload]');
    if (opener) {
      byId(opener.dataset.upload === 'folder' ? 'uploadFolder' : 'uploadFiles').click();
    }
    const answer = event.target.closest('[data-answer]');
    if (answer) {
      ask.close(answer.dataset.answer);
    }
  });
  byId('uploadStop').addEventListener('click', () => {
    jobs.filter((job) => job.state === 'waiting' || job.state === 'running').forEach(cancel);
  });
  const verdicts = (results) => {
    const names = (verdict) => results.filter((one) => one.virusCheck === verdict).map((one) => one.path.split('/').pop());
    const told = [['infected', 'Infected'], ['unscannable', 'Unscannable'], ['not-scanned', 'Unscanned']]
      .filter(([verdict]) => names(verdict).length > 0)
      .map(([verdict, key]) => text(key, names(verdict).join(', ')));
    return told.length > 0 ? told : [text('Clean')];
  };
  /* What is to be done with this upload alone, whatever the folder says. */
  let acting = null;

  const inPieces = async (run, size, wish) => {
    const results = [];
    for (let at = 0; at < run.paths.length && !run.cancelled; at += size) {
      byId('uploadActed').textContent = text('Total', at, run.paths.length);
      const body = JSON.stringify({ ...wish, paths: run.paths.slice(at, at + size) });
      const xhr = await request('POST', `${panel.dataset.base}/actions`, { 'Content-Type': 'application/json' }, body, null);
      if (xhr.status !== 200) {
        throw new Error(detail(xhr));
      }
      results.push(...JSON.parse(xhr.responseText));
    }
    return results;
  };

  const act = async (run) => {
    const recipients = byId('uploadTellWhom').value.split(/[\s,;]+/).filter(Boolean);
    const wish = { virusCheck: byId('uploadCheck').checked, thumbnail: byId('uploadPicture').checked };
    const told = [];
    if (recipients.length > 0) {
      const results = await inPieces(run, TOLD_IN_ONE_MAIL, { notice: { recipients, language: document.documentElement.lang } });
      told.push(...(results.length > 0 ? [text('Told')] : []));
    }
    if (wish.virusCheck || wish.thumbnail) {
      const results = await inPieces(run, LOOKED_AT_TOGETHER, wish);
      if (results.length > 0) {
        told.unshift(...(wish.virusCheck ? verdicts(results) : [text('Done')]));
      }
    }
    return told.concat(run.cancelled ? [text('Cancelled')] : []).join(' · ') || text('Nothing');
  };
  byId('uploadActions').addEventListener('submit', async (event) => {
    event.preventDefault();
    if (acting) {
      acting.cancelled = true;
      return;
    }
    const button = event.target.querySelector('button');
    const label = button.textContent;
    button.textContent = text('Cancel');
    acting = { paths: jobs.filter((job) => job.state === 'done' && !job.folder).map((job) => `/${place(job.segments).join('/')}`) };
    byId('uploadActed').textContent = await act(acting).catch((failure) => failure.message);
    button.textContent = label;
    acting = null;
  });
  byId('uploadClose').addEventListener('click', () => { panel.hidden = true; });
  window.addEventListener('beforeunload', (event) => {
    if (running > 0) {
      event.preventDefault();
    }
  });

  /* Dropping */

  const readAll = async (reader) => {
    const entries = [];
    for (;;) {
      const some = await new Promise((resolve, reject) => { reader.readEntries(resolve, reject); });
      if (some.length === 0) {
        return entries;
      }
      entries.push(...some);
    }
  };

  const emptyFolder = (segments) => ({ file: { size: 0 }, segments, folder: true });

  const filesBelow = async (entry, parents) => {
    const segments = parents.concat(entry.name);
    if (entry.isFile) {
      const file = await new Promise((resolve, reject) => { entry.file(resolve, reject); });
      return [{ file, segments }];
    }
    const inside = await Promise.all((await readAll(entry.createReader())).map((each) => filesBelow(each, segments)));
    return inside.length > 0 ? inside.flat() : [emptyFolder(segments)];
  };

  let depth = 0;
  const carriesFiles = (event) => event.dataTransfer && Array.from(event.dataTransfer.types).includes('Files');
  const highlight = (change) => {
    depth = Math.max(0, depth + change);
    document.documentElement.classList.toggle('fbk-dropping', depth > 0);
  };
  document.addEventListener('dragenter', (event) => { if (carriesFiles(event)) { highlight(1); } });
  document.addEventListener('dragleave', (event) => { if (carriesFiles(event)) { highlight(-1); } });
  document.addEventListener('dragover', (event) => { if (carriesFiles(event)) { event.preventDefault(); } });
  document.addEventListener('drop', (event) => {
    if (!carriesFiles(event)) {
      return;
    }
    event.preventDefault();
    highlight(-depth);
    const entries = Array.from(event.dataTransfer.items, (item) => item.webkitGetAsEntry()).filter(Boolean);
    Promise.all(entries.map((entry) => filesBelow(entry, []))).then((found) => start(found.flat()));
  });
})();
