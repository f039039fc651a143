import react from '@vitejs/plugin-react';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Plugin, defineConfig } from 'vite';

/** Grafana's styles ask for these files, which its library does not bring. */
function inter(): Plugin {
  const folder = join(import.meta.dirname, '../node_modules/@fontsource/inter');
  const files = {
    'Inter-Regular.woff2': 'files/inter-latin-400-normal.woff2',
    'Inter-Medium.woff2': 'files/inter-latin-500-normal.woff2',
    LICENSE: 'LICENSE',
  };
  return {
    name: 'inter',
    generateBundle() {
      for (const [fileName, file] of Object.entries(files)) {
        this.emitFile({ type: 'asset', fileName: `fonts/inter/${fileName}`, source: readFileSync(join(folder, file)) });
      }
    },
  };
}

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react(), inter()],
  // Parts of Grafana's library ask for it.
  define: { 'process.env': '{}' },
  build: {
    outDir: '../../../../target/web/dashboards',
    emptyOutDir: true,
    license: { fileName: 'assets/licenses.md' },
    // One file: on loopback one fetch is faster than many.
    chunkSizeWarningLimit: 4000,
  },
});
