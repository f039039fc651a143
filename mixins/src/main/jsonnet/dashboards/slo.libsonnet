// Objectives: how much of each error budget is left, how fast it goes, and on what that judgement rests.
function(mixin) (
  local config = mixin._config;
  local scope = (import '../lib/scope.libsonnet')(mixin).objectives;
  local dashboard = (import '../lib/dashboard.libsonnet')(mixin, scope);
  local panel = (import '../lib/panel.libsonnet')(config, scope);
  local looks = (import '../lib/looks.libsonnet')(config);
  local slo = mixin.signals.slo;

  local objective = ['slo', 'sli'];
  local legend = looks.service + ' {{slo}} {{sli}}';
  local toService = { dashboard: 'telltale-service', title: 'Show the service' };
  local burn(role, name) = slo.burnRate(role + '_long') { name: name, steps: [1, config.slo.burns[role].factor], decimals: 1 };
  local counted(signal, name, description) = signal { name: name, description: description, unit: 'short', expr: signal.increase, range: '$__range' };

  dashboard.new(
    'telltale-slo',
    'SLO and error budget',
    'Every objective: what is left of its error budget, for how long that lasts, how fast it burns, and which events count.',
    [
      dashboard.row('Budgets, emptiest first', [
        panel.table([
          slo.budgetRemaining { steps: looks.budget, lessIsWorse: true, decimals: 1 },
          slo.budgetHistory { name: 'Rests on', decimals: 1 },
          slo.budgetExhaustion { steps: looks.budgetLasts, lessIsWorse: true, decimals: 1 },
          slo.objective { decimals: 3 },
          burn('fast', 'Burn, fast'),
          burn('medium', 'Burn, medium'),
          burn('slow', 'Burn, slow'),
          burn('trend', 'Burn, trend'),
        ], config.identityLabels + objective, {
          title: 'Objectives',
          description: 'What is left of each budget, how much history that rests on, and for how long it lasts at the pace of the last day: empty while nothing is bad. Burns turn red where their alert starts.',
          sort: ['Error budget left'],
          rowLinks: { job: toService },
        }),
      ]),
      dashboard.row('Budget', [
        panel.timeSeries(slo.budgetRemaining { legend: legend }, settings={ min: null, max: 1, width: 12, steps: looks.budget, lessIsWorse: true, link: toService }),
        panel.barGauge(slo.budgetHistory { legend: legend }, settings={ title: 'History', decimals: 1, width: 6 }),
        panel.barGauge(slo.budgetExhaustion { legend: legend }, settings={ steps: looks.budgetLasts, lessIsWorse: true, decimals: 1, width: 6, empty: 'while nothing is bad.' }),
      ]),
      dashboard.row('Burn', [
        panel.timeSeries(
          slo.burnRate(role + '_long') { legend: legend },
          settings={
            title: 'Burn rate, ' + role,
            steps: [1, config.slo.burns[role].factor],
            width: 6,
            link: toService,
          },
        )
        for role in ['fast', 'medium', 'slow', 'trend']
      ]),
      dashboard.row('Events', [
        panel.stat(counted(slo.goodEvents, 'Good', 'Good events in the time range.'), settings={ width: 4, height: 8 }),
        panel.stat(counted(slo.badEvents, 'Bad', 'Bad events in the time range.'), steps=[1, 100], settings={ width: 4, height: 8 }),
        panel.stat(counted(slo.ignoredEvents, 'Ignored', 'Events in the time range that did not count, such as requests that their client gave up.'), settings={ width: 4, height: 8, empty: 'until something is ignored.' }),
        panel.timeSeries([
          slo.goodEvents { legend: 'good' },
          slo.badEvents { legend: 'bad' },
          slo.ignoredEvents { legend: 'ignored' },
        ], settings={ title: 'Good, bad and ignored', description: 'Events per second by what they count for. Many that are ignored make an objective blind: see why below.', width: 12 }),
        panel.timeSeries(slo.baseBadEvents { legend: legend }, settings={ title: 'Bad events by objective', description: 'Bad events per second of each objective, probes included: what its budget goes to.', width: 12, link: toService }),
        panel.timeSeries(slo.ignoredEvents { by: config.identityLabels + ['slo', 'reason'], legend: looks.service + ' {{slo}} {{reason}}' }, settings={ title: 'Ignored events by reason', width: 12, empty: 'until something is ignored.' }),
      ]),
      dashboard.collapsed('How to read this', [
        panel.text('Error budgets in short', |||
          An objective such as 99.9 % allows one event in a thousand to be bad: that is the **error budget**.
          A **burn rate** of 1 spends it in exactly its period, a rate of 10 in a tenth of it.
          The budget **rests on** the history that Prometheus has. With three days of history, what is left says something about three days.
          **Budget lasts** divides what is left by the pace of the last day. It is a guess, and a good one while nothing changes.
        |||, { height: 6, description: 'What budget, burn rate and history mean.' }),
      ]),
    ],
    { related: { fleet: 'Fleet', service: 'Service' }, annotations: [dashboard.releases] },
  )
)
