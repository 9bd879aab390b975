import {defineConfig} from 'vitepress';

export default defineConfig({
  title: 'Supplier files',
  // Without this, an inline script would change with every build: see README.md.
  metaChunk: true,
  head: [['link', {rel: 'icon', href: 'data:,'}]],
  themeConfig: {
    nav: [
      {text: 'About', link: '/'},
      {text: 'ARQEN', link: '/arqen'},
    ],
  },
  vue: {template: {compilerOptions: {isCustomElement: (tag) => tag.startsWith('arqen-trust-')}}},
});
