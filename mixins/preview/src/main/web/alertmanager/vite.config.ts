import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// Alertmanager serves index.html, script.js and what is in lib from its folder of the user interface, and nothing else.
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: {
    outDir: '../../../../target/web/alertmanager',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: false,
    license: { fileName: 'lib/licenses.md' },
    rolldownOptions: {
      output: {
        entryFileNames: 'script.js',
        chunkFileNames: 'lib/[name].js',
        assetFileNames: 'lib/[name][extname]',
      },
    },
  },
});
