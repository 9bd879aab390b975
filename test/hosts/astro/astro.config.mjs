import {defineConfig} from 'astro/config';

// The public origin of this site: the page needs the manifest's absolute URL.
export default defineConfig({site: process.env.ORIGIN});
