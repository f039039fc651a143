// Who hears of an alert, and which alerts keep silent because another says it all.
// In the subset of the language that Alertmanager 0.25 and 0.34 both read.
{
  local mixin = self,

  // Keyed, so that each can be patched, dropped (null) or added.
  alertmanagerInhibitions+:: import 'alertmanager/inhibition.libsonnet',

  // The texts of notifications, beside the configuration that names them.
  alertmanagerTemplates+:: { 'telltale.tmpl': importstr 'alertmanager/telltale.tmpl' },

  alertmanagerConfig+:: (
    local config = mixin._config;
    local settings = config.alertmanager;
    local time = (import 'lib/time.libsonnet')(config);
    local receivers = (import 'alertmanager/receivers.libsonnet')(config);

    // Alertmanager takes labels that both lack for equal: every rule demands the labels that it compares.
    local present(labels) = ['%s=~".+"' % label for label in labels];
    local inhibition(rule) = {
      source_matchers: rule.source + present(rule.labels),
      target_matchers: rule.target + present(rule.labels),
      equal: config.identityLabels + std.filter(function(label) !std.member(config.identityLabels, label), rule.labels),
    };

    local hasHours = std.length(settings.officeHours.weekdays) > 0;
    // Not inherited: every route that is to wait says so.
    local waits = if hasHours then { active_time_intervals: ['office-hours'] } else {};
    local teams(severity, options) = [
      options { matchers: ['team="%s"' % own.team], receiver: own.name }
      for own in receivers.teams
      if own.severity == severity
    ];
    local route(severity, matchers, options={}) = options {
      matchers: matchers,
      receiver: severity,
      [if std.length(teams(severity, options)) > 0 then 'routes']: teams(severity, options),
    };

    {
      [if std.length(std.objectFields(receivers.global)) > 0 then 'global']: receivers.global,
      templates: std.objectFields(mixin.alertmanagerTemplates),

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
            // Shorter than the interval: what was sent a moment less than that ago would not be sent again.
            repeat_interval: time.span(settings.groupWait),
          },
          // The empty alternative is the alert without an environment.
          route(
            'critical',
            ['severity="critical"', 'environment=~"%s"' % std.join('|', [''] + config.pagingEnvironments)],
            // Whatever else of a service burns or breaks, it is one page.
            { group_by: config.identityLabels },
          ),
          route('warning', ['severity=~"critical|warning"'], waits),
        ],
      },

      [if hasHours then 'time_intervals']: [{
        name: 'office-hours',
        time_intervals: [{
          weekdays: settings.officeHours.weekdays,
          times: [{ start_time: settings.officeHours.from, end_time: settings.officeHours.to }],
          location: settings.officeHours.location,
        }],
      }],

      inhibit_rules: [
        inhibition(mixin.alertmanagerInhibitions[name])
        for name in std.objectFields(mixin.alertmanagerInhibitions)
        if mixin.alertmanagerInhibitions[name] != null
      ],

      receivers: receivers.all,
    }
  ),
}
