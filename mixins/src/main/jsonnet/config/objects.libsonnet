// How everything becomes objects of the Prometheus Operator and of Grafana's sidecar.
{
  // Where the operator, or Grafana, looks for them. Change it when yours only look into another namespace. It must be
  // that of the Alertmanager object, whose `alertmanagerConfiguration` is to name the AlertmanagerConfig and to mount
  // the templates: one that is only selected by its labels sees, by default, alerts of this namespace alone.
  namespace: 'monitoring',
  // Labels that the operator selects rules and configurations by, such as { release: 'kube-prometheus-stack' }.
  labels: {},
  // The label that Grafana's sidecar selects dashboards by.
  dashboardLabel: 'grafana_dashboard',
  // The Secret that holds what stands in files elsewhere, each under the name of its file without the folder:
  // `apiUrlFile: '/etc/alertmanager/slack-url'` is its key slack-url.
  secret: 'telltale-alertmanager',
}
