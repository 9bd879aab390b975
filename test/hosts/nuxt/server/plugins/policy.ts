/** Nuxt writes scripts into its pages: gives them a nonce, and the page a policy that allows no others. */
export default defineNitroPlugin((nitro) => {
  nitro.hooks.hook('render:html', (html, {event}) => {
    const nonce = btoa(crypto.randomUUID());
    const withNonce = (part: string) => part.replaceAll('<script', `<script nonce="${nonce}"`);
    html.head = html.head.map(withNonce);
    html.bodyAppend = html.bodyAppend.map(withNonce);
    const policy = [
      "default-src 'none'",
      `script-src 'self' 'nonce-${nonce}'`,
      "connect-src 'self'",
      'img-src data:',
      "require-trusted-types-for 'script'",
      'trusted-types vue lit-html',
    ].join('; ');
    setResponseHeader(event, 'Content-Security-Policy', policy);
  });
});
