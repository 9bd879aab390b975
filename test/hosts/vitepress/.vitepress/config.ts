import {defineConfig} from 'vitepress';

export default defineConfig({
  title: 'Supplier files',
  // What else would be an inline script that is another with each build: see README.md.
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
