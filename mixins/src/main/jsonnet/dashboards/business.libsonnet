// What services do for their owners, whatever it is called: no event and no gauge is named here.
function(mixin) (
  local config = mixin._config;
  local scope = (import '../lib/scope.libsonnet')(mixin).fleet;
  local dashboard = (import '../lib/dashboard.libsonnet')(mixin, scope);
  local panel = (import '../lib/panel.libsonnet')(config, scope);
  local signal = import '../lib/signal.libsonnet';
  local business = mixin.signals.business;

  local lastWeek(earlier, legend) = signal.past(earlier, '1w', 'a week before') { look: 'past', legend: legend + ' a week before' };
  local success = config.alerts.lowOrderSuccessRate.threshold;
  local total(of, by, legend) = of { by: by, legend: legend, unit: 'short', expr: of.increase, range: '$__range' };
  local each(of) = of { unit: 'short', expr: of.increase, range: '$interval' };
  local interval = { interval: '$interval' };

  dashboard.new(
    'telltale-business',
    'Business',
    'Events, success and money of every service that counts them, now and a week before.',
    [
      dashboard.row('Now', [
        panel.stat(total(business.events, ['event'], '{{event}}'), settings={ title: 'Events', description: 'Events in the time range, by kind.', width: 8 }),
        panel.stat(business.successRatio { by: ['event'], legend: '{{event}}' }, steps=[success - (1 - success), success], settings={ lessIsWorse: true, width: 8 }),
        panel.stat(total(business.amount, ['event', 'currency'], '{{event}} {{currency}}'), settings={ title: 'Money', description: 'Money in the time range, by event and currency. Currencies are never added up.', width: 8 }),
      ]),
      dashboard.row('Events', [
        panel.bars(each(business.events), ['event', 'outcome'], interval { title: 'Events in each interval', description: 'Events by kind and outcome, counted in each interval that is chosen above. Choose a day to compare weekdays.', width: 12 }),
        panel.timeSeries([
          business.events { by: ['event'], legend: '{{event}}' },
          lastWeek(business.events, '{{event}}') { by: ['event'] },
        ], settings={ title: 'Events against last week', description: 'Events per second, and a week before at the same time. A gap between the two that has no reason is worth a look; the line of the past is missing until there is a week of history.', width: 12 }),
        panel.timeSeries([
          business.successRatio { by: ['event'], legend: '{{event}}' },
          lastWeek(business.successRatio, '{{event}}') { by: ['event'] },
        ], settings={ title: 'Success ratio against last week', description: 'The share of events that succeeded, and a week before. Without events there is none; the line of the past is missing until there is a week of history.', max: 1, width: 12 }),
        panel.timeSeries(business.events { by: config.identityLabels + ['event', 'outcome'], legend: '{{job}} {{event}} {{outcome}}' }, settings={ title: 'Events by service', width: 12, link: { dashboard: 'telltale-service', title: 'Show the service' } }),
      ]),
      dashboard.row('Money', [
        panel.bars(each(business.amount), ['event', 'currency'], interval { title: 'Money in each interval', description: 'Money by event and currency, counted in each interval that is chosen above. Compare bars of one currency only.', width: 12, stack: false }),
        panel.timeSeries([
          business.amount { by: ['event', 'currency'], legend: '{{event}} {{currency}}' },
          lastWeek(business.amount, '{{event}} {{currency}}') { by: ['event', 'currency'] },
        ], settings={ title: 'Money against last week', description: 'Money per second, and a week before. The line of the past is missing until there is a week of history.', width: 12 }),
      ]),
      dashboard.row('Gauges', [
        panel.timeSeries(business.gauges { by: config.identityLabels + ['__name__'], legend: '{{job}} {{__name__}}' }, settings={ width: 24, min: null }),
      ]),
    ],
    {
      variables: [dashboard.interval('interval', 'Interval', ['1m', '5m', '15m', '1h', '1d'], '5m')],
      related: { fleet: 'Fleet', slo: 'Error budgets' },
      annotations: [dashboard.releases],
    },
  )
)
