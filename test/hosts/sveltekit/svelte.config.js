import adapter from '@sveltejs/adapter-node';

/** @type {import('@sveltejs/kit').Config} */
export default {
  kit: {
    adapter: adapter(),
    csp: {
      directives: {
        'default-src': ['none'],
        'script-src': ['self'],
        'connect-src': ['self'],
        // The digest is that of the `style` attribute with which SvelteKit hides what it announces.
        'style-src': [
          'self',
          'unsafe-hashes',
          'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo=',
        ],
        'img-src': ['data:'],
        'require-trusted-types-for': ['script'],
        'trusted-types': ['svelte-trusted-html', 'lit-html'],
      },
    },
  },
};
