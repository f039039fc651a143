// Who hears of an alert, and which alerts keep silent because another says it all.
// In the subset of the language that Alertmanager 0.25 and 0.34 both read.
{
  local mixin = self,

  alertmanagerConfig+:: {
    local config = mixin._config,
    local settings = config.alertmanager,
    local time = (import 'lib/time.libsonnet')(config),

    local receiver(name) = {
      name: name,
      [if settings.receivers[name] != '' then 'webhook_configs']: [{
        url: settings.receivers[name],
        // A heartbeat that stops is its message: its end needs no other.
        send_resolved: name != 'heartbeat',
      }],
    },

    // Alertmanager takes labels that both lack for equal: every rule demands the labels that it compares.
    local present(labels) = ['%s=~".+"' % label for label in labels],
    local inhibition(source, target, labels) = {
      source_matchers: source + present(labels),
      target_matchers: target + present(labels),
      equal: config.identityLabels + std.filter(function(label) !std.member(config.identityLabels, label), labels),
    },

    route: {
      // Info and none end here, as does whatever carries no severity.
      receiver: 'none',
      group_by: config.identityLabels + ['alertname', 'slo'],
      group_wait: time.span(settings.groupWait),
      group_interval: time.span(settings.groupInterval),
      repeat_interval: time.span(settings.repeatInterval),
      routes: [
        {
          matchers: ['alertname="Watchdog"'],
          receiver: 'heartbeat',
          group_interval: time.span(settings.heartbeatInterval),
          repeat_interval: time.span(settings.heartbeatInterval),
        },
        {
          // The empty alternative is the alert without an environment.
          matchers: ['severity="critical"', 'environment=~"%s"' % std.join('|', [''] + config.pagingEnvironments)],
          receiver: 'critical',
          // Whatever else of a service burns or breaks, it is one page.
          group_by: config.identityLabels,
        },
        {
          matchers: ['severity=~"critical|warning"'],
          receiver: 'warning',
        },
      ],
    },

    inhibit_rules: [
      // A service that is down explains everything else about it.
      inhibition(['alertname="ServiceDown"'], ['alertname!~"ServiceDown|Watchdog"'], ['job']),
      // A fast burn explains the slow ones of the same objective.
      inhibition(
        ['alertname="SloErrorBudgetBurn"', 'severity="critical"'],
        ['alertname="SloErrorBudgetBurn"', 'severity="warning"'],
        ['job', 'slo', 'sli'],
      ),
      // A budget that burns says more than a threshold.
      inhibition(
        ['alertname="SloErrorBudgetBurn"', 'severity="critical"'],
        ['alertname=~"HighErrorRate|HighLatency"'],
        ['job'],
      ),
    ],

    receivers: [receiver(name) for name in ['critical', 'warning', 'heartbeat']] + [{ name: 'none' }],
  },
}
