import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['*/src/**/*.test.ts'],
          environment: 'node',
          // Written for bundlers: Node alone does not find what they import.
          server: { deps: { inline: [/@grafana\//] } },
        },
      },
      // Against real servers and a real browser, which the Java tests start.
      {
        test: {
          name: 'browser',
          include: ['browser/*.test.ts'],
          environment: 'node',
          testTimeout: 30_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
