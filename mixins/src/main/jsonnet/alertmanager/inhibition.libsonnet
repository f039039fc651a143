// Which alerts keep silent because another says it all, by what explains them. A rule has
//   source, target  matchers of the alert that explains and of those that keep silent
//   labels          that both must carry, with the same value; the identity labels need only be equal
{
  // A service that is down explains everything else about it.
  outage: {
    source: ['alertname="ServiceDown"'],
    target: ['alertname!~"ServiceDown|Watchdog"'],
    labels: ['job'],
  },
  // A fast burn explains the slow ones of the same objective.
  fastBurn: {
    source: ['alertname="SloErrorBudgetBurn"', 'severity="critical"'],
    target: ['alertname="SloErrorBudgetBurn"', 'severity="warning"'],
    labels: ['job', 'slo', 'sli'],
  },
  // A budget that burns says more than a threshold.
  budget: {
    source: ['alertname="SloErrorBudgetBurn"', 'severity="critical"'],
    target: ['alertname=~"HighErrorRate|HighLatency"'],
    labels: ['job'],
  },
}
