// When logs and traces get lost on their way.
{
  lokiDiscardsLines: {
    // Lines within the window that are too few to care.
    minLines: 100,
    window: '15m',
    'for': '5m',
    severity: 'warning',
  },
  tempoDiscardsSpans: {
    // Spans within the window that are too few to care.
    minSpans: 100,
    window: '15m',
    'for': '5m',
    severity: 'warning',
  },
  collectorLosesData: {
    // Spans or log records within the window that are too few to care.
    minItems: 100,
    window: '15m',
    'for': '5m',
    severity: 'warning',
  },
}
