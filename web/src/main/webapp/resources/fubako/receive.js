/*
 * Sends files to a receive folder, each in parts that go on after a broken connection, a closed laptop or a reload (tus 1.0). What an
 * earlier visit has sent is found again on the server; where a file is not there in full, it is to be chosen once more and goes on where it
 * was. Texts come from data attributes; names go to the page as text only.
 */
(() => {
  'use strict';

  const panel = document.getElementById('receive');
  if (!panel) {
    return;
  }

  const PARALLEL = 2;
  const TUS = { 'Tus-Resumable': '1.0.0' };
  const PATIENCE = [1, 2, 4, 8, 15, 30];
  const GIVE_UP_AFTER = 30 * 60 * 1000;
  const STALLED_AFTER = 60 * 1000;
  const text = (name) => panel.dataset[`text${name}`];
  const byId = (id) => document.getElementById(id);

  const jobs = [];
  let running = 0;

  const size = (bytes) => {
    const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
    const unit = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
    const value = bytes / 2 ** (10 * unit);
    return `${value.toLocaleString(document.documentElement.lang, { maximumFractionDigits: unit && value < 100 ? 1 : 0 })} ${units[unit]}`;
  };

  const button = (label, name, action) => {
    const element = document.createElement('button');
    element.type = 'button';
    element.className = 'fbk-plain-button';
    element.textContent = label;
    element.setAttribute('aria-label', `${label}: ${name}`);
    element.addEventListener('click', action);
    return element;
  };

  const setState = (job, state, note) => {
    job.state = state;
    job.note.textContent = note;
    job.bar.value = state === 'done' ? 1 : job.loaded / Math.max(1, job.size);
    job.cancel.hidden = state === 'gone';
    job.retry.hidden = state !== 'failed' || !job.file;
    job.line.className = `fbk-upload-${state}`;
    const ready = jobs.length > 0 && jobs.every((each) => each.state === 'done');
    byId('handIn').disabled = !ready;
    byId('receiveState').textContent = jobs.length ? `${jobs.filter((each) => each.state === 'done').length} / ${jobs.length}` : '';
  };

  const add = (job) => {
    const name = document.createElement('span');
    name.className = 'fbk-upload-name';
    name.textContent = job.name;
    job.bar = document.createElement('progress');
    job.bar.max = 1;
    job.bar.setAttribute('aria-label', job.name);
    job.note = document.createElement('small');
    job.cancel = button(text('Cancel'), job.name, () => remove(job));
    job.retry = button(text('Retry'), job.name, () => {
      setState(job, 'waiting', text('Waiting'));
      startNext();
    });
    job.line = document.createElement('li');
    job.line.append(name, job.bar, job.note, job.retry, job.cancel);
    byId('receiveList').append(job.line);
    jobs.push(job);
  };

  const request = (method, url, headers, body, job) => new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open(method, url);
    Object.entries(headers).forEach(([name, value]) => xhr.setRequestHeader(name, value));
    const broken = () => reject(new TypeError(text('Failed')));
    xhr.onload = () => resolve(xhr);
    xhr.onerror = broken;
    xhr.onabort = broken;
    xhr.ontimeout = broken;
    if (job && body) {
      let watch = null;
      const from = job.loaded;
      const expectMore = () => {
        clearTimeout(watch);
        watch = setTimeout(() => xhr.abort(), STALLED_AFTER);
      };
      job.xhr = xhr;
      xhr.upload.onprogress = (event) => {
        expectMore();
        job.loaded = from + event.loaded;
        setState(job, 'running', `${size(job.loaded)} / ${size(job.size)}`);
      };
      xhr.upload.onloadend = () => clearTimeout(watch);
      expectMore();
    } else {
      xhr.timeout = 30 * 1000;
    }
    xhr.send(body);
  });

  const refusal = (xhr) => {
    try {
      const problem = JSON.parse(xhr.responseText);
      return new Error(problem.detail || problem.title || text('Failed'));
    } catch (notJson) {
      return new Error(text('Failed'));
    }
  };

  const base64 = (value) =>
    btoa(Array.from(new TextEncoder().encode(value), (octet) => String.fromCharCode(octet)).join(''));

  const begin = async (job) => {
    const xhr = await request('POST', `${panel.dataset.base}/uploads`, {
      ...TUS, 'Upload-Length': job.size, 'Upload-Metadata': `filename ${base64(job.name)}`,
    }, null, null);
    if (xhr.status !== 201) {
      throw refusal(xhr);
    }
    job.upload = xhr.getResponseHeader('Location');
    job.loaded = 0;
  };

  /* Waits until the server answers again and says how much it has. */
  const reconnect = async (job) => {
    const until = Date.now() + GIVE_UP_AFTER;
    for (let tries = 0; Date.now() < until && job.state === 'running'; tries++) {
      try {
        const xhr = await request('HEAD', job.upload, TUS, null, null);
        if (xhr.status !== 200) {
          job.upload = null;
          throw new Error(text('Failed'));
        }
        job.loaded = Number(xhr.getResponseHeader('Upload-Offset'));
        return;
      } catch (failure) {
        if (!(failure instanceof TypeError)) {
          throw failure;
        }
        setState(job, 'running', text('Reconnecting'));
        await new Promise((resolve) => { setTimeout(resolve, 1000 * PATIENCE[Math.min(tries, PATIENCE.length - 1)]); });
      }
    }
    throw new Error(text('Failed'));
  };

  const send = async (job) => {
    if (job.upload) {
      await reconnect(job);
    } else {
      await begin(job);
    }
    while (job.state === 'running') {
      let answer = null;
      try {
        answer = await request('PATCH', job.upload, {
          ...TUS, 'Upload-Offset': job.loaded, 'Content-Type': 'application/offset+octet-stream',
        }, job.file.slice(job.loaded), job);
      } catch (broken) {
        if (job.state !== 'running') {
          return;
        }
      }
      if (answer && answer.status === 204) {
        setState(job, 'done', text('Done'));
        return;
      }
      if (answer && answer.status !== 409 && answer.status !== 503) {
        if (answer.status === 422) {
          job.upload = null;
        }
        throw refusal(answer);
      }
      await reconnect(job);
    }
  };

  const startNext = () => {
    const next = jobs.find((job) => job.state === 'waiting');
    if (!next || running >= PARALLEL) {
      return;
    }
    running += 1;
    setState(next, 'running', `${size(next.loaded)} / ${size(next.size)}`);
    send(next)
      .catch((failure) => {
        if (next.state === 'running') {
          setState(next, 'failed', failure.message);
        }
      })
      .finally(() => {
        running -= 1;
        startNext();
      });
    startNext();
  };

  const remove = (job) => {
    setState(job, 'gone', '');
    if (job.xhr) {
      job.xhr.abort();
    }
    if (job.upload) {
      request('DELETE', job.upload, TUS, null, null).catch(() => {});
    }
    jobs.splice(jobs.indexOf(job), 1);
    job.line.remove();
    if (jobs.length) {
      setState(jobs[0], jobs[0].state, jobs[0].note.textContent);
    } else {
      byId('handIn').disabled = true;
      byId('receiveState').textContent = '';
    }
    byId('receiveFiles').focus();
  };

  const take = (files) => {
    Array.from(files).forEach((file) => {
      const begun = jobs.find((job) => !job.file && job.state === 'failed' && job.name === file.name.normalize('NFC') && job.size === file.size);
      const job = begun || { name: file.name.normalize('NFC'), size: file.size, loaded: 0, upload: null };
      job.file = file;
      if (!begun) {
        add(job);
      }
      setState(job, 'waiting', text('Waiting'));
    });
    startNext();
  };

  byId('receiveFiles').addEventListener('change', (event) => {
    take(event.target.files);
    event.target.value = '';
  });

  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    take(event.dataTransfer.files);
  });

  window.addEventListener('beforeunload', (event) => {
    if (jobs.some((job) => job.state === 'running' || job.state === 'waiting')) {
      event.preventDefault();
    }
  });

  /* What an earlier visit has sent. */
  request('GET', `${panel.dataset.base}/uploads`, { Accept: 'application/json' }, null, null).then((xhr) => {
    if (xhr.status !== 200) {
      return;
    }
    JSON.parse(xhr.responseText).files.forEach((file) => {
      const job = { name: file.name, size: file.bytes, loaded: file.offset, upload: file.location, file: null };
      add(job);
      if (file.offset === file.bytes) {
        setState(job, 'done', text('Done'));
      } else {
        setState(job, 'failed', text('Unfinished'));
      }
    });
  }).catch(() => {});
})();
