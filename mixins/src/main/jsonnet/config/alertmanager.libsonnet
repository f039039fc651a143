// Who is told, how soon, and through which channel. Secrets stand in files that the Alertmanager reads, never here.
local channels = {
  // A POST of the Alertmanager's own JSON. `credentialsFile` holds a bearer token.
  webhook: { url: '', credentialsFile: '' },
  // `apiUrlFile` holds the address of an incoming webhook. `channel` is for apps that may choose one.
  slack: { apiUrlFile: '', channel: '' },
  // `routingKeyFile` holds the integration key of an Events API v2 integration. Set `url` in PagerDuty's EU region.
  pagerduty: { routingKeyFile: '', url: '' },
  // Addresses, separated by commas. Sent through `smtp` below.
  email: { to: '' },
};

{
  // The first notification of a group waits for its companions, so that one fault is one message.
  groupWait: '30s',
  // News of a group that was notified already, its resolution included, comes this often.
  groupInterval: '5m',
  // Lower it when unanswered pages shall come back sooner.
  repeatInterval: '4h',
  // How often the heartbeat must be heard. Set the dead man's switch that listens to three times as much.
  heartbeatInterval: '5m',

  // The channels of each receiver, any number of them. A receiver without one notifies nobody: set them.
  receivers: { critical: channels, warning: channels, heartbeat: channels },

  // Receivers of the alerts that carry the label `team`, by its value and by severity, with channels as above:
  // { shop: { critical: { pagerduty: { routingKeyFile: … } } } }. What a team leaves out goes to `receivers`.
  teams: {},

  // The mail server. Set `requireTls` to false only for a relay on the same machine.
  smtp: { smarthost: '', from: '', username: '', passwordFile: '', requireTls: true },

  // When warnings are delivered, such as weekdays: ['monday:friday']; without weekdays always. What still fires
  // when the hours begin is told then. Pages come at any hour.
  officeHours: { weekdays: [], from: '09:00', to: '17:00', location: 'UTC' },
}
