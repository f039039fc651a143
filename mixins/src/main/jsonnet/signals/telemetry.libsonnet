// What telemetry costs, and what of it is lost.
local signal = import '../lib/signal.libsonnet';

function(config) {
  local telemetry = self,

  logEvents: signal.counter(
    'Log events',
    'cps',
    'Lines logged per second, by level.',
    'logback_events_total',
  ),
  logErrors: signal.counter(
    'Errors logged',
    'cps',
    'Lines logged per second with the level error.',
    'logback_events_total',
    ['level="error"'],
  ),
  logEventsDropped: signal.counter(
    'Log events dropped',
    'cps',
    'Lines per second that were lost because console or file was too slow, full or broken.',
    'telltale_log_events_dropped_total',
  ),
  spansExported: signal.counter(
    'Spans exported',
    'cps',
    'Spans per second that were delivered.',
    'telltale_spans_exported_total',
  ),
  spansDropped: signal.counter(
    'Spans dropped',
    'cps',
    'Spans per second that were lost, by reason.',
    'telltale_spans_dropped_total',
  ),
  spanLossRatio: signal.new(
    'Span loss',
    'percentunit',
    'The share of spans that were lost. Without sampled requests there is none.',
    'ratio',
    function(view) '%(dropped)s / (%(dropped)s + %(exported)s > 0)' % {
      dropped: telemetry.spansDropped.expr(view),
      exported: telemetry.spansExported.expr(view),
    },
  ),
  collapsed: signal.counter(
    'Look-ups collapsed',
    'cps',
    'Look-ups per second that count as "other", because a tag of their meter has more values than its limit, or the meter more series (tag "*").',
    'telltale_cardinality_collapsed_total',
  ),
  collapsedTags: signal.gauge(
    'Tags collapsed',
    'short',
    'Tags of meters that have had more values than their limit since the start.',
    'telltale_cardinality_collapsed_tags',
  ),

  scrapeDuration: signal.gauge(
    'Scrape duration',
    's',
    'How long the slowest instance takes to answer a scrape.',
    'scrape_duration_seconds',
  ),
  samples: signal.gauge(
    'Samples a scrape',
    'short',
    'Samples that a scrape of the biggest instance brings.',
    'scrape_samples_scraped',
  ),
  series: signal.gauge(
    'Series',
    'short',
    'Series of all instances together that are kept after relabelling.',
    'scrape_samples_post_metric_relabeling',
    aggregate='sum',
  ),
  seriesAdded: signal.gauge(
    'Series added',
    'short',
    'New series with the last scrapes of all instances together. More than none for long is churn: a label that never repeats.',
    'scrape_series_added',
    aggregate='sum',
  ),
  // Prometheus tells the limit with its feature extra-scrape-metrics only; without a limit it is 0.
  sampleLimit: signal.gauge(
    'Sample limit',
    'short',
    'Samples a scrape may bring before Prometheus refuses all of it. There where Prometheus runs with the feature extra-scrape-metrics.',
    'scrape_sample_limit',
  ),
  sampleLimitUsed: signal.fullness(
    'Sample limit used',
    'The share of the sample limit that a scrape takes. There where Prometheus runs with the feature extra-scrape-metrics and a limit is set.',
    'scrape_samples_post_metric_relabeling',
    'scrape_sample_limit',
  ),
}
