// Receivers by name, each with the channels that `_config.alertmanager` gives it.
function(config) (
  local settings = config.alertmanager;
  // What a receiver may have, with defaults.
  local defaults = (import '../config/alertmanager.libsonnet').receivers.critical;

  // The checks of _config's own keys, for teams, of which any may stand there.
  local complete(path, given, known) =
    local strangers = [key for key in std.objectFields(given) if !std.objectHas(known, key)];
    if std.type(given) != std.type(known) then
      error '_config.alertmanager.%s must be of type %s, not %s' % [path, std.type(known), std.type(given)]
    else if !std.isObject(known) then given
    else if std.length(strangers) > 0 then
      error '_config.alertmanager.%s has no key "%s": it has %s' % [path, strangers[0], std.join(', ', std.objectFields(known))]
    else {
      [key]: if std.objectHas(given, key) then complete(path + '.' + key, given[key], known[key]) else known[key]
      for key in std.objectFields(known)
    };

  local credentials(file) = if file == '' then {} else { http_config: { authorization: { credentials_file: file } } };

  // The first alert stands for its group: the links of all of them are in the text.
  local orAlertmanager(annotation) = '{{ or (index .Alerts 0).Annotations.%s .ExternalURL }}' % annotation;
  local text(name) = '{{ template "telltale.%s" . }}' % name;

  // How each channel says it; the Alertmanager's webhook has a form of its own.
  local forms = {
    webhook(channel, common): {
      [if channel.url != '' then 'webhook_configs']: [common + credentials(channel.credentialsFile) + { url: channel.url }],
    },
    slack(channel, common): {
      [if channel.apiUrlFile != '' then 'slack_configs']: [common {
        api_url_file: channel.apiUrlFile,
        [if channel.channel != '' then 'channel']: channel.channel,
        color: text('slack.color'),
        title: text('title'),
        title_link: orAlertmanager('dashboard_url'),
        text: text('slack.text'),
        fallback: text('title'),
        mrkdwn_in: ['text'],
      }],
    },
    pagerduty(channel, common): {
      [if channel.routingKeyFile != '' then 'pagerduty_configs']: [common {
        routing_key_file: channel.routingKeyFile,
        [if channel.url != '' then 'url']: channel.url,
        description: text('title'),
        severity: text('pagerduty.severity'),
        client: 'Telltale',
        client_url: orAlertmanager('dashboard_url'),
        component: '{{ .CommonLabels.job }}',
        group: '{{ .CommonLabels.team }}',
        class: '{{ .CommonLabels.alertname }}',
        details: { alerts: text('text') },
        links: [
          { href: orAlertmanager(link.annotation), text: link.text }
          for link in [
            { annotation: 'dashboard_url', text: 'Dashboard', known: config.grafanaUrl != '' },
            { annotation: 'runbook_url', text: 'Runbook', known: config.runbookUrlPattern != '' },
          ]
          if link.known
        ] + [{ href: text('silence'), text: 'Silence' }],
      }],
    },
    email(channel, common): {
      [if channel.to != '' then 'email_configs']: [common {
        to: channel.to,
        headers: { subject: text('title') },
        html: text('email'),
        text: text('text'),
      }],
    },
  };

  local receiver(name, path, given, resolved=true) =
    local channels = complete(path, given, defaults);
    // A receiver that hears nothing of the end of what it heard the beginning of would be left with it.
    local common = { send_resolved: resolved };
    assert channels.email.to == '' || settings.smtp.smarthost != '' :
           '_config.alertmanager.smtp.smarthost must be set: %s.email needs it' % path;
    std.foldl(function(sum, channel) sum + forms[channel](channels[channel], common), std.objectFields(forms), { name: name });

  local names = ['critical', 'warning'];
  local own(team) =
    local given = settings.teams[team];
    local channels = complete('teams.' + team, given, { [severity]: defaults for severity in names });
    [
      { team: team, severity: severity, name: '%s-%s' % [team, severity], channels: channels[severity] }
      for severity in std.objectFields(channels)
      if std.objectHas(given, severity)
    ];
  local teams = std.flatMap(own, std.objectFields(settings.teams));

  {
    // The teams' receivers: { team, severity, name }.
    teams: teams,

    all:
      [receiver(name, 'receivers.' + name, settings.receivers[name]) for name in names] +
      // A heartbeat that stops is its message: its end needs no other.
      [receiver('heartbeat', 'receivers.heartbeat', settings.receivers.heartbeat, resolved=false)] +
      [receiver(team.name, 'teams.%s.%s' % [team.team, team.severity], team.channels) for team in teams] +
      [{ name: 'none' }],

    global: {
      [if settings.smtp.smarthost != '' then 'smtp_smarthost']: settings.smtp.smarthost,
      [if settings.smtp.smarthost != '' then 'smtp_from']:
        if settings.smtp.from != '' then settings.smtp.from
        else error '_config.alertmanager.smtp.from must be set: mail needs a sender',
      [if settings.smtp.username != '' then 'smtp_auth_username']: settings.smtp.username,
      [if settings.smtp.passwordFile != '' then 'smtp_auth_password_file']: settings.smtp.passwordFile,
      [if settings.smtp.smarthost != '' then 'smtp_require_tls']: settings.smtp.requireTls,
    },
  }
)
