/** @type {import('@docusaurus/types').Config} */
export default {
  title: 'Supplier files',
  url: 'https://portal.example',
  baseUrl: '/',
  favicon: 'data:,',
  // Otherwise every page starts with an inline script and style that check `baseUrl`.
  baseUrlIssueBanner: false,
  plugins: [
    '@docusaurus/plugin-content-pages',
    // Lets the site load its chunks under `require-trusted-types-for 'script'`.
    () => ({
      name: 'trusted-types',
      configureWebpack: (_, isServer) =>
        isServer ? {} : {output: {trustedTypes: {policyName: 'docusaurus'}}},
    }),
  ],
  themes: [['@docusaurus/theme-classic', {customCss: './src/css/site.css'}]],
  themeConfig: {
    colorMode: {respectPrefersColorScheme: true},
    navbar: {
      title: 'Supplier files',
      items: [{to: '/arqen', label: 'ARQEN'}],
    },
  },
};
