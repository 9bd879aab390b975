import {defineConfig} from 'astro/config';

// Where readers see this site: the page must know the manifest's whole address.
export default defineConfig({site: process.env.ORIGIN});
