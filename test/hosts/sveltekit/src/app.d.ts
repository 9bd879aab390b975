/// <reference types="@arqen/trust-center/svelte" />
