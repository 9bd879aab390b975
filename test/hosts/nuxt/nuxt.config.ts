export default defineNuxtConfig({
  compatibilityDate: '2026-11-01',
  app: {
    head: {
      htmlAttrs: {lang: 'en'},
      title: 'Supplier files',
      link: [{rel: 'icon', href: 'data:,'}],
    },
  },
  // Otherwise Nuxt keeps a timer of its own, and the test expects none where no center is shown.
  experimental: {checkOutdatedBuildInterval: false},
  vue: {compilerOptions: {isCustomElement: (tag) => tag.startsWith('arqen-trust-')}},
  typescript: {tsConfig: {vueCompilerOptions: {strictTemplates: true}}},
});
