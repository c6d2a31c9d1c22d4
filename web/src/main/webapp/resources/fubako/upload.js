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
  /* A line on which nothing of a content moves for so long is dead, though nobody has said so: another network, a sleeping router. */
  const STALLED_AFTER = 60 * 1000;
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
  /* The page's own state went with the session: to refresh the list loads the page again, and what is to be sent is forgotten. */
  let sessionLost = false;

  const place = (into, segments) =>
    into.split('/').filter(Boolean).concat(segments).map((segment) => segment.normalize('NFC'));

  const address = (kind, into, segments) => {
    const path = place(into, segments).map((segment) =>
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

  const setLabel = (element, label, name) => {
    if (element.textContent !== label) {
      element.textContent = label;
      element.setAttribute('aria-label', `${label}: ${name}`);
    }
  };

  const addLine = (job) => {
    const name = document.createElement('span');
    name.className = 'fbk-upload-name';
    const elsewhere = job.into === panel.dataset.folder ? [] : job.into.split('/').slice(-1);
    name.textContent = elsewhere.concat(job.segments).join('/');
    job.name = name.textContent;
    job.bar = document.createElement('progress');
    job.bar.max = 1;
    job.bar.setAttribute('aria-label', name.textContent);
    job.note = document.createElement('small');
    job.hold = button('', () => (job.state === 'paused' ? resume(job) : pause(job)));
    job.cancel = button('', () => cancel(job));
    job.retry = button('', () => retry(job));
    setLabel(job.cancel, text('Cancel'), job.name);
    setLabel(job.retry, text('Retry'), job.name);
    const line = document.createElement('li');
    line.append(name, job.bar, job.note, job.hold, job.cancel, job.retry);
    byId('uploadList').append(line);
    job.line = line;
    setState(job, 'waiting', text('Waiting'));
  };

  const isIn = (...states) => (job) => states.includes(job.state);
  const isResumable = (job) => job.file.size >= RESUMABLE_FROM;
  /* A small file is sent from its beginning after a pause, a large one from where it was. */
  const kept = (job) => (isResumable(job) ? job.loaded : 0);

  /* What is sent in full is left to end: whether the server has it already, nobody could tell. */
  const isPausable = (job) => job.state === 'waiting' || (job.state === 'running' && job.loaded < job.file.size);

  const setState = (job, state, note) => {
    job.state = state;
    job.note.textContent = note;
    job.bar.value = state === 'done' ? 1 : job.loaded / Math.max(1, job.file.size);
    job.hold.hidden = state !== 'paused' && !isPausable(job);
    setLabel(job.hold, text(state === 'paused' ? 'Resume' : 'Pause'), job.name);
    job.cancel.hidden = !isIn('waiting', 'running', 'paused')(job);
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

  /* Something is still to come, be it held back or not. */
  const isUnderWay = () => running > 0 || jobs.some(isIn('paused'));

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
    const pausable = jobs.some(isPausable);
    const paused = jobs.some(isIn('paused'));
    if (running && speed > 0) {
      parts.push(text('Speed', size(speed)), text('Left', duration((all - sent) / speed)));
    } else if (paused) {
      parts.push(text('Paused'));
    }
    byId('uploadBar').value = all ? sent / all : Number(done.length === counted.length);
    byId('uploadTotal').textContent = parts.join(' · ');
    byId('uploadPause').hidden = !pausable && !paused;
    byId('uploadPause').textContent = text(pausable ? 'PauseAll' : 'ResumeAll');
    byId('uploadStop').hidden = !isUnderWay();
    byId('uploadClose').hidden = isUnderWay();
    byId('uploadActions').hidden = isUnderWay() || !done.some((job) => !job.folder);
  };

  /* Sending */

  /* Ends what is being sent for a job that was paused or cancelled meanwhile. */
  const requireRunning = (job) => {
    if (job.state !== 'running') {
      throw new Error(text('Cancelled'));
    }
  };

  const request = (method, url, headers, body, job, from = 0) => new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open(method, url);
    Object.entries(headers).forEach(([name, value]) => xhr.setRequestHeader(name, value));
    let watch = null;
    let stalled = false;
    xhr.onload = () => resolve(xhr);
    xhr.onerror = () => reject(new Error(text('Failed')));
    xhr.onabort = () => reject(new Error(text(stalled ? 'Failed' : 'Cancelled')));
    xhr.ontimeout = xhr.onerror;
    xhr.onloadend = () => clearTimeout(watch);
    const expectMore = () => {
      clearTimeout(watch);
      watch = setTimeout(() => {
        stalled = true;
        xhr.abort();
      }, STALLED_AFTER);
    };
    xhr.timeout = body ? 0 : ANSWER_WITHIN;
    if (job) {
      requireRunning(job);
      job.xhr = xhr;
      xhr.upload.onprogress = (event) => {
        expectMore();
        noteSent(from + event.loaded - job.loaded);
        job.loaded = from + event.loaded;
        setState(job, 'running', `${size(job.loaded)} / ${size(job.file.size)}`);
      };
    }
    if (job && body) {
      expectMore();
      // what is sent in full may be looked at for long
      xhr.upload.onloadend = () => clearTimeout(watch);
    }
    xhr.send(body);
  });

  class Expired extends Error {}

  const refusal = (xhr) => {
    if (xhr.status === 401) {
      return new Expired(text('Expired'));
    }
    try {
      const problem = JSON.parse(xhr.responseText);
      return new Error(problem.detail || problem.title || text('Failed'));
    } catch (notJson) {
      return new Error(text('Failed'));
    }
  };

  const makeFolder = async (into, segments) => {
    const xhr = await request('POST', address('folders', into, segments), {}, null, null);
    changed = changed || xhr.status === 201;
    // 409: it is there already. If it is not, the file itself is refused, with the reason.
    if (xhr.status >= 400 && xhr.status !== 409) {
      throw refusal(xhr);
    }
  };

  const makeFolders = (into, segments) => {
    if (segments.length === 0) {
      return Promise.resolve();
    }
    const key = place(into, segments).join('/');
    if (!foldersMade.has(key)) {
      foldersMade.set(key, makeFolders(into, segments.slice(0, -1)).then(() => makeFolder(into, segments)));
    }
    return foldersMade.get(key);
  };

  /* What a later visit needs to go on with an upload of the same file to the same place. */
  const memory = (job) => `fubako.upload ${place(job.into, job.segments).join('/')} ${job.file.size} ${job.file.lastModified}`;

  const base64 = (value) =>
    btoa(Array.from(new TextEncoder().encode(value), (octet) => String.fromCharCode(octet)).join(''));

  const begin = async (job, headers) => {
    const path = base64(`/${place(job.into, job.segments).join('/')}`);
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
    const xhr = await request('HEAD', job.upload, TUS, null, job);
    if (xhr.status === 401) {
      throw refusal(xhr);
    }
    return xhr.status === 200 ? [Number(xhr.getResponseHeader('Upload-Offset'))] : [];
  };

  const forget = (job) => {
    localStorage.removeItem(memory(job));
    job.upload = null;
  };

  /* Throws away what the server has of a job that is given up. */
  const drop = (job) => {
    if (job.upload) {
      request('DELETE', job.upload, TUS, null, null).catch(() => {});
      forget(job);
    }
  };

  /* Goes on with what was begun before a pause, or by an earlier visit. */
  const remembered = async (job) => {
    const own = Boolean(job.upload);
    job.upload = job.upload || localStorage.getItem(memory(job));
    if (!job.upload) {
      return [];
    }
    const [offset] = await offsetOf(job).catch((failure) => {
      if (failure.message !== text('Failed')) {
        throw failure;
      }
      return reconnect(job);
    });
    // what an earlier visit has sent in full may have been replaced since; what this one has, is only to be finished
    if (offset === undefined || (offset === job.file.size && !own)) {
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
      await new Promise((resolve) => {
        job.wake = resolve;
        setTimeout(resolve, 1000 * PATIENCE[Math.min(tries, PATIENCE.length - 1)]);
      });
      requireRunning(job);
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
        if (job.state !== 'running') {
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
    if (isResumable(job)) {
      return putResumable(job, headers);
    }
    job.loaded = 0;
    const type = { 'Content-Type': job.file.type || 'application/octet-stream' };
    return request('PUT', address('files', job.into, job.segments), { ...type, ...headers }, job.file, job);
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
      if (answerForAll || job.state !== 'running') {
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
      await makeFolders(job.into, job.segments);
      requireRunning(job);
      setState(job, 'done', text('Done'));
      return;
    }
    await makeFolders(job.into, job.segments.slice(0, -1));
    requireRunning(job);
    let xhr = await put(job, { 'If-None-Match': '*' });
    if (xhr.status === 412) {
      await earlierAnswered(job);
      job.noteAnswer();
      const answer = await answerFor(job);
      requireRunning(job);
      if (answer === 'skip') {
        setState(job, 'skipped', text('Skipped'));
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
      throw refusal(xhr);
    }
    changed = true;
    setState(job, 'done', text('Done'));
  };

  const stopped = (job, failure) => {
    if (job.state !== 'running') {
      return;
    }
    if (!(failure instanceof Expired)) {
      setState(job, 'failed', failure.message);
      return;
    }
    sessionLost = true;
    job.loaded = kept(job);
    setState(job, 'paused', failure.message);
    job.line.classList.add('fbk-upload-expired');
    const link = document.createElement('a');
    link.href = panel.dataset.signIn;
    link.target = '_blank';
    link.textContent = text('SignIn');
    job.note.append(' ', link);
    // each of the others would hear the same
    jobs.filter(isIn('waiting')).forEach(pause);
  };

  const refresh = () => {
    if (changed && !(sessionLost && jobs.some(isIn('waiting', 'running', 'paused', 'failed')))) {
      changed = false;
      window.fubakoRefresh();
    }
  };

  const pump = () => {
    while (running < PARALLEL) {
      const job = jobs.find((candidate) => candidate.state === 'waiting' && !candidate.busy);
      if (!job) {
        break;
      }
      running++;
      job.busy = true;
      setState(job, 'running', '');
      job.answered = new Promise((resolve) => { job.noteAnswer = resolve; });
      send(job)
        .catch((failure) => stopped(job, failure))
        .finally(() => {
          running--;
          job.busy = false;
          job.noteAnswer();
          if (job.state === 'cancelled') {
            drop(job);
          }
          pump();
        });
    }
    totalChanged();
    if (running === 0) {
      refresh();
    }
  };

  /* Breaks off what is being sent for a job whose state says already why. */
  const breakOff = (job) => {
    if (job.xhr) {
      job.xhr.abort();
    }
    if (job.wake) {
      job.wake();
    }
  };

  const cancel = (job) => {
    setState(job, 'cancelled', text('Cancelled'));
    breakOff(job);
    if (!job.busy) {
      drop(job);
    }
  };

  const pause = (job) => {
    job.loaded = kept(job);
    setState(job, 'paused', job.loaded > 0
      ? `${text('Paused')} · ${size(job.loaded)} / ${size(job.file.size)}`
      : text('Paused'));
    breakOff(job);
  };

  const again = (some) => {
    foldersMade = new Map();
    some.forEach((job) => setState(job, 'waiting', text('Waiting')));
    pump();
  };

  const resume = (job) => again([job]);
  const retry = (job) => again([job]);

  /**
   * @param {{file: File, segments: string[], folder: boolean}[]} chosen a folder stands there when nothing is in it
   * @param {string} into the path of the folder that they go to
   */
  const start = (chosen, into) => {
    if (chosen.length === 0) {
      return;
    }
    if (!isUnderWay()) {
      sentLately = [];
      answerForAll = null;
      foldersMade = new Map();
      jobs = [];
      byId('uploadList').replaceChildren();
      byId('uploadActed').textContent = '';
    }
    panel.hidden = false;
    chosen.forEach(({ file, segments, folder = false }) => {
      const job = { file, segments, folder, into, loaded: 0, state: 'waiting' };
      jobs.push(job);
      addLine(job);
      // of other folders the server knows
      if ((segments.length > 1 || folder) && !foldersAllowed && into === panel.dataset.folder) {
        setState(job, 'failed', text('NoFolders'));
      }
    });
    pump();
  };

  /* Choosing */

  const chooser = (input, segmentsOf) => {
    input.addEventListener('change', () => {
      start(Array.from(input.files, (file) => ({ file, segments: segmentsOf(file) })), panel.dataset.folder);
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
    jobs.filter(isIn('waiting', 'running', 'paused')).forEach(cancel);
  });
  byId('uploadPause').addEventListener('click', () => {
    const pausable = jobs.filter(isPausable);
    if (pausable.length > 0) {
      pausable.forEach(pause);
    } else {
      again(jobs.filter(isIn('paused')));
    }
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
        throw refusal(xhr);
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
    const giving = byId('uploadGive')?.checked && !run.cancelled && run.paths.length > 0;
    if (giving) {
      // joined as the page takes paths apart again
      window.fubakoGiveOut([{ name: 'paths', value: run.paths.join('/') }]);
    }
    return told.concat(run.cancelled ? [text('Cancelled')] : [], giving ? [text('Giving')] : []).join(' · ') || text('Nothing');
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
    acting = { paths: jobs.filter((job) => job.state === 'done' && !job.folder).map((job) => `/${place(job.into, job.segments).join('/')}`) };
    byId('uploadActed').textContent = await act(acting).catch((failure) => failure.message);
    button.textContent = label;
    acting = null;
  });
  byId('uploadClose').addEventListener('click', () => {
    panel.hidden = true;
    jobs = [];
    refresh();
  });
  window.addEventListener('beforeunload', (event) => {
    if (isUnderWay()) {
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
  let goal = null;
  const carriesFiles = (event) => event.dataTransfer && Array.from(event.dataTransfer.types).includes('Files');
  const highlight = (change) => {
    depth = Math.max(0, depth + change);
    document.documentElement.classList.toggle('fbk-dropping', depth > 0);
  };
  /* The folder's link, or the row or card that it stands in: what is dropped there goes into that folder. */
  const goalOf = (event) => {
    const at = event.target instanceof Element ? event.target : event.target.parentElement;
    const around = at && (at.closest('[data-into]') || at.closest('tr, li'));
    const link = around && (around.matches('[data-into]') ? around : around.querySelector('[data-into]'));
    return link && link.dataset.into ? { around, into: link.dataset.into } : null;
  };
  const setGoal = (next) => {
    if (goal?.around !== next?.around) {
      goal?.around.classList.remove('fbk-into');
      next?.around.classList.add('fbk-into');
    }
    goal = next;
  };
  document.addEventListener('dragenter', (event) => {
    if (carriesFiles(event)) {
      highlight(1);
      setGoal(goalOf(event));
    }
  });
  document.addEventListener('dragleave', (event) => {
    if (carriesFiles(event)) {
      highlight(-1);
      if (depth === 0) {
        setGoal(null);
      }
    }
  });
  document.addEventListener('dragover', (event) => { if (carriesFiles(event)) { event.preventDefault(); } });
  document.addEventListener('drop', (event) => {
    if (!carriesFiles(event)) {
      return;
    }
    event.preventDefault();
    const into = goalOf(event)?.into ?? panel.dataset.folder;
    highlight(-depth);
    setGoal(null);
    const entries = Array.from(event.dataTransfer.items, (item) => item.webkitGetAsEntry()).filter(Boolean);
    Promise.all(entries.map((entry) => filesBelow(entry, []))).then((found) => start(found.flat(), into));
  });
})();
