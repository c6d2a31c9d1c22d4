/*
 * The logo of the tenant: shown as soon as a file is chosen, sent to the API as it is. What kind of picture it is, the server says.
 */
(() => {
  'use strict';

  const part = (id) => document.getElementById(id);
  const form = part('logo');
  const owner = part('logoShown').querySelector('.fbk-owner');

  const say = (text) => {
    part('logoNews').textContent = text;
    part('logoProblem').hidden = true;
  };

  const fail = (text) => {
    part('logoNews').textContent = '';
    part('logoProblem').textContent = text;
    part('logoProblem').hidden = false;
  };

  /** Nothing is shown for an empty address. */
  const show = (address) => {
    owner.querySelector('img')?.remove();
    if (address) {
      const picture = document.createElement('img');
      picture.alt = owner.textContent.trim();
      picture.src = address;
      owner.prepend(picture);
    }
  };

  const chosen = () => part('logoFile').files[0];

  /** What to say of a file that the server would refuse anyway; empty if it may be sent. */
  const objection = (file) => {
    if (!file) {
      return form.dataset.textNone;
    }
    return file.size > Number(form.dataset.largest) ? form.dataset.textLarge : '';
  };

  const send = async (method, body) => {
    try {
      const answer = await fetch(form.dataset.address, {
        method,
        body,
        headers: { Accept: 'application/json', 'Accept-Language': form.dataset.language, 'Content-Type': 'application/octet-stream' },
      });
      if (answer.ok) {
        return answer;
      }
      const problem = await answer.json().catch(() => ({}));
      fail(problem.detail || form.dataset.textConnection);
    } catch (broken) {
      fail(form.dataset.textConnection);
    }
    return null;
  };

  part('logoFile').addEventListener('change', () => {
    const file = chosen();
    const against = objection(file);
    if (against) {
      fail(against);
      return;
    }
    const reader = new FileReader();
    reader.addEventListener('load', () => {
      show(reader.result);
      say(form.dataset.textPreview);
    });
    reader.readAsDataURL(file);
  });

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const against = objection(chosen());
    if (against) {
      fail(against);
      return;
    }
    const answer = await send('PUT', chosen());
    if (answer) {
      show((form.dataset.root || '') + (await answer.json()).address);
      form.reset();
      say(form.dataset.textSaved);
    }
  });

  part('logoRemove').addEventListener('click', async () => {
    if (await send('DELETE')) {
      show('');
      form.reset();
      say(form.dataset.textRemoved);
    }
  });
})();
