// Builds what the binary embeds: dist/<name>-<hash>.<ext>, each text file also packed (brotli, gzip), and
// dist/names.json that tells which name became which file.
import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { resolve } from 'node:path';
import { defineConfig } from 'vite';
import { karst, drum, mark, sprite } from './src/shapes.js';

const here = (path) => resolve(import.meta.dirname, path);
const entries = ['public.scss', 'desk.scss', 'paper.scss', 'public.js', 'desk.js'];

// The twins that browsers are given: brotli where they take it, else gzip.
function pack(build, fileName, text) {
  build.emitFile({ type: 'asset', fileName: `${fileName}.br`, source: brotliCompressSync(text) });
  build.emitFile({ type: 'asset', fileName: `${fileName}.gz`, source: gzipSync(text, { level: 9 }) });
}

function forTheBinary() {
  const drawn = { 'sprite.svg': sprite, 'karst.svg': karst, 'drum.svg': drum, 'mark.svg': mark };
  return {
    name: 'for-the-binary',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const names = {};
        for (const [name, draw] of Object.entries(drawn)) {
          const source = draw((file) => readFileSync(here(`src/art/${file}`), 'utf8'));
          const hash = createHash('sha256').update(source).digest('base64url').slice(0, 8);
          const fileName = name.replace('.', `-${hash}.`);
          this.emitFile({ type: 'asset', fileName, source });
          pack(this, fileName, source);
          names[name] = fileName;
        }
        for (const file of Object.values(bundle)) {
          if (Object.values(names).includes(file.fileName) || /\.(gz|br)$/.test(file.fileName)) continue;
          // "public-Ab12Cd34.css" was "public.css"; fonts keep their own names.
          const name = file.fileName.replace(/-[\w-]{8}(\.\w+)$/, '$1');
          names[name] = file.fileName;
        }
        for (const file of [...Object.values(bundle)]) {
          if (!/\.(css|js)$/.test(file.fileName)) continue;
          const text = file.type === 'chunk' ? file.code : file.source;
          pack(this, file.fileName, text);
        }
        const sorted = Object.fromEntries(Object.entries(names).sort());
        this.emitFile({ type: 'asset', fileName: 'names.json', source: `${JSON.stringify(sorted, null, 1)}\n` });
      },
    },
  };
}

export default defineConfig({
  root: here('src'),
  base: '/assets/',
  publicDir: false,
  css: {
    preprocessorOptions: { scss: { loadPaths: [here('node_modules')], quietDeps: true } },
  },
  build: {
    outDir: here('dist'),
    emptyOutDir: true,
    assetsInlineLimit: 0, // data: addresses are not allowed by the content policy
    cssMinify: 'lightningcss',
    target: ['chrome107', 'firefox104', 'safari16'],
    modulePreload: false,
    rollupOptions: {
      input: entries.map((entry) => here(`src/${entry}`)),
      output: {
        entryFileNames: '[name]-[hash].js',
        chunkFileNames: '[name]-[hash].js',
        assetFileNames: '[name]-[hash][extname]',
      },
    },
  },
  plugins: [forTheBinary()],
});
