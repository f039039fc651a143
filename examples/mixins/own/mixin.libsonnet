// What this service alone knows how to watch, beside the rules and dashboards that every service has.
local own = import 'telltale/mixin/own.libsonnet';

own {
  local mixin = self,
  local lib = mixin.lib,
  local bookings = mixin.signals.business.of('booking'),
  local refused = lib.signal.ratio(
    'Refused bookings', 'The share of bookings that were refused. Without bookings there is none.', bookings.failures, bookings.events
  ),

  _config+:: {
    service: 'orders-desk',
    alerts+: {
      bookingsRefused: {
        // The share of bookings that may be refused. Raise it when the house is often full.
        threshold: 0.2,
        window: '5m',
        'for': '2m',
        // Bookings in the window that are too few to mean anything.
        minBookings: 10,
        severity: 'warning',
      },
    },
  },

  prometheusAlerts+:: {
    bookings: {
      BookingsRefused: {
        local settings = mixin._config.alerts.bookingsRefused,
        local window = lib.time.range(settings.window),
        local view = lib.view(window),

        severity: settings.severity,
        expr: |||
          %s > %g
          and
          # Few bookings mean nothing. Half a booking less, because increases are extrapolated.
          %s > %d - 0.5
        ||| % [refused.expr(view), settings.threshold, bookings.events.increase(view), settings.minBookings],
        'for': lib.time.patience(settings['for']),
        dashboard: 'bookings',
        summary: 'Too many bookings are refused.',
        description: '{{ $labels.job }} refused {{ $value | humanizePercentage }} of its bookings over the last %s; the threshold is %s.' %
                     [window, lib.text.percentage(settings.threshold)],
      },
    },
  },

  // What the service exports, case by case, and when the alert fires then. Each mistake in the alert fails one of them.
  alertTests+:: {
    bookings: {
      local case(booked, refused, firing) = {
        interval: '15s',
        series: lib.emitted.business('orders-desk', 'booking', success=booked, failure=refused),
        firing: firing,
      },
      local alert = { job: 'orders-desk', severity: 'warning' },

      BookingsRefused: {
        'one booking in four is refused': case('0+3x40', '0+1x40', { '2m': [], '6m': [alert] }) {
          says: 'orders-desk refused 25% of its bookings over the last 5m; the threshold is 20%.',
        },
        'one booking in six is refused': case('0+5x40', '0+1x40', { '6m': [], '10m': [] }),
        'twelve bookings are all there is, and are refused': case('0x60', '0x8 12x52', { '5m': [alert], '10m': [] }),
        'eight bookings are all there is, and are refused': case('0x60', '0x8 8x52', { '5m': [], '10m': [] }),
      },
    },
  },

  grafanaDashboards+:: {
    'bookings.json': lib.dashboard.new('bookings', 'Bookings', 'What customers book, and what is refused.', [
      lib.dashboard.row('Bookings', [
        lib.panel.timeSeries(bookings.events, ['outcome'], { title: 'Bookings', description: 'Bookings per second, by outcome.', width: 12 }),
        lib.panel.timeSeries(refused, settings={ width: 12, max: 1 }),
      ]),
    ], { annotations: [lib.dashboard.releases] }),
  },
}
