/// <reference types="vite/client" />
/// <reference types="@arqen/trust-center/svelte" />
