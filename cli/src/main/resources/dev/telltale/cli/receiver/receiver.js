// Shows what arrived and what Alertmanager knows now. Everything that comes from outside becomes a text node:
// this file never writes markup.

const POLL_MILLIS = 1000;
const REQUEST_MILLIS = 4000;
const CARDS_PER_STEP = 100;
const MAX_CARDS = 2000;
const ALERTS_PER_CARD = 5;
const HEARTBEAT = 'Watchdog';
const SEVERITIES = ['critical', 'warning', 'info'];

const byId = (id) => document.getElementById(id);

const state = {
  startedAt: null,
  lastId: 0,
  cards: [],
  seen: new Set(),
  heartbeats: [],
  receiver: '',
  shown: CARDS_PER_STEP,
  summary: null,
  loaded: false,
};

function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) {
      node.setAttribute(name, value);
    }
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

// Replaces only what differs, so that focus and selection survive a poll that brought nothing new.
function show(container, ...children) {
  const next = container.cloneNode(false);
  next.append(...children.filter((child) => child !== null));
  if (!container.isEqualNode(next)) {
    container.replaceChildren(...next.childNodes);
  }
}

function link(text, address) {
  try {
    const url = new URL(address);
    if (url.protocol === 'http:' || url.protocol === 'https:') {
      return element('a', { href: url.href, target: '_blank', rel: 'noopener noreferrer' }, text);
    }
  } catch {
    // Not an address: no link.
  }
  return null;
}

function labelsText(labels, except = []) {
  return Object.entries(labels)
    .filter(([name]) => !except.includes(name))
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join('  ');
}

function labelElement(text) {
  return text ? element('span', { class: 'label' }, text) : null;
}

// For a measured span, where tenths of a second matter.
function exactSpan(millis) {
  const seconds = Math.max(0, millis / 1000);
  if (seconds < 9.95) {
    return `${seconds.toFixed(1)} s`;
  }
  const minutes = Math.floor(seconds / 60);
  return minutes >= 1 && minutes < 10 ? `${minutes} min ${Math.floor(seconds % 60)} s` : span(millis);
}

function span(millis) {
  const seconds = Math.max(0, Math.round(millis / 1000));
  if (seconds < 60) {
    return `${seconds} s`;
  }
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) {
    return `${minutes} min`;
  }
  const hours = Math.floor(minutes / 60);
  if (hours < 24) {
    return minutes % 60 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
  }
  return `${Math.floor(hours / 24)} d`;
}

function ago(instant) {
  return `${span(Date.now() - Date.parse(instant))} ago`;
}

function timeElement(instant, text) {
  return element('time', { datetime: instant, title: new Date(instant).toLocaleString() }, text);
}

function isHeartbeat(payload) {
  return payload.alerts.length > 0 && payload.alerts.every((alert) => alert.labels?.alertname === HEARTBEAT);
}

function worstSeverity(alerts) {
  const severities = alerts.map((alert) => alert.labels?.severity);
  return SEVERITIES.find((severity) => severities.includes(severity)) ?? 'none';
}

function tone(status, severity) {
  return status === 'resolved' ? 'resolved' : severity;
}

function capitalized(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function title(payload) {
  const names = [...new Set(payload.alerts.map((alert) => alert.labels?.alertname ?? 'Alert without a name'))];
  const text = names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
  return payload.alerts.length > names.length ? `${text} × ${payload.alerts.length}` : text;
}

// A firing alert that this receiver was told of before is a repetition: its delay says nothing.
function timing(alert, entry) {
  const starts = Date.parse(alert.startsAt);
  const arrived = Date.parse(entry.receivedAt);
  if (alert.status === 'resolved' && alert.endsAt && Date.parse(alert.endsAt) > 0) {
    const ended = Date.parse(alert.endsAt);
    return `Fired for ${exactSpan(ended - starts)}, arrived ${exactSpan(arrived - ended)} after it ended`;
  }
  const key = `${entry.receiver}/${alert.fingerprint}/${alert.startsAt}`;
  if (state.seen.has(key)) {
    return `Repeated, firing for ${exactSpan(arrived - starts)}`;
  }
  state.seen.add(key);
  return `Arrived ${exactSpan(arrived - starts)} after it started`;
}

function alertElement(alert, entry) {
  const payload = entry.payload;
  const annotations = alert.annotations ?? {};
  const own = Object.fromEntries(Object.entries(alert.labels ?? {}).filter(([name]) => !Object.hasOwn(payload.commonLabels ?? {}, name)));
  return element('div', { class: 'alert' },
    annotations.summary ? element('p', { class: 'summary' }, annotations.summary) : null,
    annotations.description ? element('p', { class: 'description' }, annotations.description) : null,
    element('p', { class: 'under' },
      payload.alerts.length > 1 && alert.status !== payload.status ? element('span', {}, capitalized(alert.status)) : null,
      labelElement(labelsText(own)),
      element('span', {}, timing(alert, entry)),
      element('span', { class: 'links' },
        link('Dashboard', annotations.dashboard_url),
        link('Runbook', annotations.runbook_url),
        link('Query', alert.generatorURL))));
}

function payloadElement(entry) {
  const text = element('pre', { tabindex: '0' });
  const details = element('details', {}, element('summary', {}, 'Payload'), text);
  details.addEventListener('toggle', () => {
    text.textContent = details.open ? JSON.stringify(entry.payload, null, 2) : '';
  });
  return details;
}

function card(entry, arriving) {
  const payload = entry.payload;
  const common = payload.commonLabels ?? {};
  const severity = worstSeverity(payload.alerts);
  const time = timeElement(entry.receivedAt, ago(entry.receivedAt));
  const hidden = payload.alerts.length - ALERTS_PER_CARD + (payload.truncatedAlerts ?? 0);
  const node = element('li', { class: arriving ? 'card arriving' : 'card', 'data-tone': tone(payload.status, severity) },
    element('div', { class: 'card-head' },
      element('span', { class: 'state' }, capitalized(payload.status)),
      element('h3', {}, title(payload)),
      time),
    element('p', { class: 'facts' },
      common.job ? element('span', {}, 'job ', element('b', {}, common.job)) : null,
      severity === 'none' ? null : element('span', {}, 'severity ', element('b', {}, severity)),
      element('span', {}, 'to ', element('b', {}, entry.receiver)),
      labelElement(labelsText(common, ['alertname', 'job', 'severity']))),
    ...payload.alerts.slice(0, ALERTS_PER_CARD).map((alert) => alertElement(alert, entry)),
    hidden > 0 ? element('p', { class: 'facts' }, `and ${hidden} more ${hidden === 1 ? 'alert' : 'alerts'}, see the payload`) : null,
    payloadElement(entry));
  return { entry, node, time };
}

function receive(answer) {
  if (answer.startedAt !== state.startedAt) {
    const again = state.startedAt !== null;
    Object.assign(state, { startedAt: answer.startedAt, lastId: 0, cards: [], seen: new Set(), heartbeats: [], loaded: false });
    byId('list').replaceChildren();
    // Asked with the old server's last id: ask again from the start.
    if (again) {
      return;
    }
  }
  for (const entry of answer.notifications) {
    if (entry.id <= state.lastId) {
      continue;
    }
    state.lastId = entry.id;
    if (isHeartbeat(entry.payload)) {
      state.heartbeats.push({ at: Date.parse(entry.receivedAt), status: entry.payload.status });
      state.heartbeats = state.heartbeats.slice(-6);
      continue;
    }
    const fresh = card(entry, state.loaded);
    state.cards.push(fresh);
    byId('list').prepend(fresh.node);
    if (state.loaded) {
      byId('announcement').textContent = `${title(entry.payload)} ${entry.payload.status}, sent to ${entry.receiver}`;
    }
  }
  for (const { node } of state.cards.splice(0, state.cards.length - MAX_CARDS)) {
    node.remove();
  }
  state.loaded = true;
  renderList();
}

function renderList() {
  const receivers = [...new Set(state.cards.map(({ entry }) => entry.receiver))].sort();
  if (!receivers.includes(state.receiver)) {
    state.receiver = '';
  }
  const focused = document.activeElement?.closest('#filters button') ? document.activeElement.dataset.receiver : null;
  show(byId('filters'), ...(receivers.length < 2 ? [] : ['', ...receivers].map(filterButton)));
  if (focused !== null) {
    byId('filters').querySelector(`[data-receiver="${focused}"]`)?.focus();
  }
  let matching = 0;
  for (let i = state.cards.length - 1; i >= 0; i--) {
    const { entry, node, time } = state.cards[i];
    const matches = state.receiver === '' || entry.receiver === state.receiver;
    node.hidden = !matches || matching >= state.shown;
    if (matches) {
      matching++;
    }
    if (!node.hidden) {
      time.textContent = ago(entry.receivedAt);
    }
  }
  const older = byId('older');
  older.hidden = matching <= state.shown;
  older.textContent = `Show ${Math.min(CARDS_PER_STEP, matching - state.shown)} older`;
  byId('empty').hidden = state.cards.length > 0;
  show(byId('empty'),
    element('p', {}, 'No notification yet.'),
    element('p', {}, 'Break the service as ', element('code', {}, './telltale up'), ' shows.'));
  renderHeartbeat();
}

function filterButton(receiver) {
  const count = state.cards.filter(({ entry }) => receiver === '' || entry.receiver === receiver).length;
  return element('button', { type: 'button', 'data-receiver': receiver, 'aria-pressed': String(state.receiver === receiver) },
    receiver || 'All', ' ', element('span', {}, String(count)));
}

function renderHeartbeat() {
  const node = byId('heartbeat');
  const last = state.heartbeats.at(-1);
  node.toggleAttribute('data-overdue', false);
  if (!last) {
    node.textContent = 'no heartbeat yet';
    node.title = `${HEARTBEAT} always fires: once it arrives, the way from Prometheus to this page is proved`;
    return;
  }
  const age = Date.now() - last.at;
  const gaps = state.heartbeats.slice(1).map(({ at }, i) => at - state.heartbeats[i].at);
  const overdue = last.status === 'resolved' || (gaps.length > 0 && age > 2.5 * Math.min(...gaps) + 10_000);
  node.toggleAttribute('data-overdue', overdue);
  node.textContent = last.status === 'resolved' ? `heartbeat stopped ${span(age)} ago` : `heartbeat ${span(age)} ago`;
  node.title = overdue
    ? `${HEARTBEAT} should have come again: check that Prometheus and Alertmanager run`
    : `${HEARTBEAT} arrived: the way from Prometheus to this page works`;
}

function renderTrouble() {
  const { refused, lastRefusal, skippedLines } = state.summary;
  show(byId('trouble'),
    refused > 0 ? element('p', { class: 'notice' }, `${refused} ${refused === 1 ? 'request was' : 'requests were'} refused, last: ${lastRefusal}`) : null,
    skippedLines > 0 ? element('p', { class: 'notice' }, `${skippedLines} ${skippedLines === 1 ? 'line' : 'lines'} of the file could not be read and ${skippedLines === 1 ? 'was' : 'were'} skipped`) : null);
}

function nameOf(alert) {
  return alert.labels.alertname ?? 'Alert without a name';
}

function joined(texts) {
  return [...new Set(texts)].join(' and ');
}

function why(alert, alerts, silences) {
  const { state: alertState, inhibitedBy = [], silencedBy = [], mutedBy = [] } = alert.status;
  const reasons = [];
  if (inhibitedBy.length > 0) {
    reasons.push(`inhibited by ${joined(inhibitedBy.map((id) => (alerts.has(id) ? nameOf(alerts.get(id)) : 'an alert that is gone')))}`);
  }
  if (silencedBy.length > 0) {
    reasons.push(`silenced by ${joined(silencedBy.map((id) => (silences.has(id) ? `${silences.get(id).createdBy}: ${silences.get(id).comment}` : 'a silence')))}`);
  }
  if (mutedBy.length > 0) {
    reasons.push(`muted by time interval ${joined(mutedBy)}`);
  }
  if (reasons.length > 0) {
    return reasons.join(', ');
  }
  const age = span(Date.now() - Date.parse(alert.startsAt));
  return alertState === 'unprocessed' ? 'not processed yet' : `firing for ${age}`;
}

function groupElement(group, alerts, silences) {
  const common = Object.keys(group.labels);
  return element('div', { class: 'group' },
    element('div', { class: 'group-head' },
      element('p', {}, labelElement(labelsText(group.labels) || 'one group for all')),
      element('p', {}, `to ${group.receiver.name}`)),
    element('ul', {}, ...group.alerts.map((alert) => element('li',
      { 'data-state': alert.status.state, 'data-tone': worstSeverity([alert]) },
      element('p', {}, element('span', { class: 'name' }, nameOf(alert)), ' ', labelElement(labelsText(alert.labels, [...common, 'alertname', 'severity']))),
      element('p', { class: 'why' }, `${capitalized(alert.status.state)}, ${why(alert, alerts, silences)}`)))));
}

// The most severe first, suppressed ones last. Sorting is stable: equal ones stay in Alertmanager's order.
function urgency(group) {
  const active = group.alerts.filter((alert) => alert.status.state !== 'suppressed');
  const severity = SEVERITIES.indexOf(worstSeverity(active.length > 0 ? active : group.alerts));
  return (active.length > 0 ? 0 : 10) + (severity < 0 ? SEVERITIES.length : severity);
}

function renderGroups(groups, silences) {
  const alerts = new Map(groups.flatMap((group) => group.alerts).map((alert) => [alert.fingerprint, alert]));
  const byIdentity = new Map(silences.map((silence) => [silence.id, silence]));
  const visible = groups
    .map((group) => ({ ...group, alerts: group.alerts.filter((alert) => nameOf(alert) !== HEARTBEAT) }))
    .filter((group) => group.alerts.length > 0)
    .sort((one, other) => urgency(one) - urgency(other));
  show(byId('groups'),
    element('h3', {}, 'Alert groups'),
    visible.length > 0
      ? element('div', { class: 'panel' }, ...visible.map((group) => groupElement(group, alerts, byIdentity)))
      : element('p', { class: 'quiet' }, 'No alert. Nothing to do.'));
}

function matcherText({ name, value, isRegex, isEqual = true }) {
  return `${name}${isEqual ? '=' : '!'}${isRegex ? '~' : isEqual ? '' : '='}${JSON.stringify(value)}`;
}

function silenceElement(silence) {
  const pending = silence.status.state === 'pending';
  const remaining = Date.parse(pending ? silence.startsAt : silence.endsAt) - Date.now();
  return element('div', { class: 'silence' },
    element('p', {}, labelElement(silence.matchers.map(matcherText).join('  '))),
    element('p', { class: 'why' }, `${silence.createdBy}: ${silence.comment}, ${pending ? 'starts' : 'ends'} in ${span(remaining)}`));
}

function renderSilences(silences) {
  const current = silences.filter((silence) => silence.status.state !== 'expired');
  show(byId('silences'),
    element('h3', {}, 'Silences'),
    current.length > 0
      ? element('div', { class: 'panel' }, ...current.map(silenceElement))
      : element('p', { class: 'quiet' }, 'No silence. To add one: ', element('code', {},
        `amtool --alertmanager.url=${state.summary.alertmanager} silence add alertname=HighErrorRate --comment=deploying`)));
}

// Without groups, while Alertmanager is away, only what was delivered is known.
function renderReceivers(groups) {
  const counts = state.summary.receivers;
  const names = [...new Set([...Object.keys(counts), ...(groups ?? []).map((group) => group.receiver.name)])].sort();
  show(byId('receivers'),
    element('h3', {}, 'Receivers'),
    names.length > 0
      ? element('div', { class: 'panel' }, element('table', {},
        element('thead', {}, element('tr', {}, element('th', { scope: 'col' }, 'Receiver'),
          element('th', { scope: 'col', class: 'number' }, 'Groups'), element('th', { scope: 'col', class: 'number' }, 'Firing'),
          element('th', { scope: 'col', class: 'number' }, 'Resolved'), element('th', { scope: 'col', class: 'number' }, 'Last'))),
        element('tbody', {}, ...names.map((name) => receiverRow(name, Object.hasOwn(counts, name) ? counts[name] : null, groups)))))
      : element('p', { class: 'quiet' }, 'No receiver has an alert or got a notification.'));
}

function receiverRow(name, counts, groups) {
  const current = groups?.filter((group) => group.receiver.name === name).length ?? '–';
  return element('tr', {},
    element('th', { scope: 'row' }, name),
    element('td', { class: 'number' }, String(current)),
    element('td', { class: 'number' }, String(counts?.firing ?? 0)),
    element('td', { class: 'number' }, String(counts?.resolved ?? 0)),
    element('td', { class: 'number' }, counts ? ago(counts.lastReceivedAt) : 'never'));
}

function renderAlertmanager({ groups, silences, status }) {
  const failure = [groups, silences, status].find((part) => part instanceof Error);
  const away = failure !== undefined;
  byId('groups').hidden = away;
  byId('silences').hidden = away;
  show(byId('away'), away ? element('p', { class: 'notice', role: 'alert' }, failure.message) : null);
  show(byId('version'), away ? null : `${status.versionInfo.version} at `, away ? null : link(new URL(state.summary.alertmanager).host, state.summary.alertmanager));
  renderReceivers(away ? null : groups);
  if (!away) {
    renderGroups(groups, silences);
    renderSilences(silences);
  }
}

async function get(path, signal) {
  const response = await fetch(path, { signal, headers: { Accept: 'application/json' } });
  const answer = await response.json();
  if (!response.ok) {
    throw new Error(answer.error);
  }
  return answer;
}

function connection(name, text) {
  const node = byId('connection');
  node.dataset.state = name;
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

async function poll(signal) {
  const orError = (promise) => promise.catch((error) => error);
  const [notifications, summary, groups, silences, status] = await Promise.all([
    get(`api/notifications?since=${state.lastId}`, signal),
    get('api/summary', signal),
    orError(get('api/alertmanager/alerts/groups', signal)),
    orError(get('api/alertmanager/silences', signal)),
    orError(get('api/alertmanager/status', signal)),
  ]);
  state.summary = summary;
  receive(notifications);
  renderTrouble();
  renderAlertmanager({ groups, silences, status });
  connection('live', 'Live');
}

let running = null;

async function run() {
  const controller = new AbortController();
  running = controller;
  while (running === controller) {
    const request = new AbortController();
    const abort = () => request.abort();
    const timer = setTimeout(abort, REQUEST_MILLIS);
    controller.signal.addEventListener('abort', abort);
    try {
      await poll(request.signal);
    } catch {
      if (running === controller) {
        connection('away', 'Receiver away. Start it: ./telltale up');
        renderList();
      }
    } finally {
      clearTimeout(timer);
      controller.signal.removeEventListener('abort', abort);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLIS));
  }
}

function pause() {
  running?.abort();
  running = null;
  connection('paused', 'Paused');
}

byId('filters').addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (button) {
    state.receiver = button.dataset.receiver;
    state.shown = CARDS_PER_STEP;
    renderList();
  }
});

byId('older').addEventListener('click', () => {
  state.shown += CARDS_PER_STEP;
  renderList();
});

document.addEventListener('visibilitychange', () => {
  if (document.hidden) {
    pause();
  } else if (running === null) {
    run();
  }
});

run();
