// When a service is missed, or is not what it was.
{
  serviceDown: {
    // Longer than a restart of a service with one replica, or each deployment pages.
    'for': '2m',
    severity: 'critical',
  },
  targetDown: {
    // The share of a job's targets that may be away. Raise it for fleets on machines that come and go.
    threshold: 0.1,
    // Longer than a rolling deployment.
    'for': '10m',
    severity: 'warning',
  },
  serviceMissing: {
    // How long a service without targets is remembered. It is also how long the alert lasts for one that was
    // taken away for good; widen it when nobody may overlook that.
    memory: '1h',
    // Longer than a deployment that replaces all instances at once.
    'for': '5m',
    // Jobs that run without instances at times, as a regular expression: scaled to zero by night or without work.
    scalesToZero: '',
    severity: 'warning',
  },
  trafficGone: {
    // The share of the requests of a week ago below which traffic is gone.
    threshold: 0.1,
    // Widen it for services with few requests.
    window: '30m',
    'for': '30m',
    // Requests in the window a week ago that a comparison needs to mean anything.
    minEvents: 100,
    // What it is compared with, and the history it takes: one day more, or launch day would be the measure.
    ago: '7d',
    history: '8d',
    // Holidays do this too: nobody is told, it is there for whoever looks.
    severity: 'info',
  },
  trafficTripled: {
    // How many times the requests of a week ago are too many. Raise it where campaigns are usual.
    threshold: 3,
    window: '30m',
    'for': '30m',
    // Requests in the window now that a comparison needs to mean anything.
    minEvents: 100,
    ago: '7d',
    history: '8d',
    severity: 'info',
  },
  serviceRestarting: {
    // Restarts of an instance in the window that are still no loop. Raise it for processes that end on purpose.
    threshold: 2,
    // Kubernetes waits up to five minutes before it starts a crashing container again: a loop of three needs this.
    window: '30m',
    'for': '2m',
    severity: 'warning',
  },
  healthComponentDown: {
    // Longer than a dependency's own restart.
    'for': '2m',
    severity: 'warning',
  },
  healthCheckStale: {
    // Seconds since a check last came to an end. Many times telltale.health.interval (10 s): raise it with that.
    threshold: 300,
    'for': '2m',
    severity: 'warning',
  },
}
