/// <reference types="@arqen/trust-center/vue" />
