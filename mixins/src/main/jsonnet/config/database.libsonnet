// When connections run short.
{
  databaseConnectionsExhausted: {
    // Raise it when batch jobs fill the pool for a known time.
    'for': '2m',
    severity: 'warning',
  },
}
