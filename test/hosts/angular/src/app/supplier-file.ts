import {Component, CUSTOM_ELEMENTS_SCHEMA, signal} from '@angular/core';
import {RouterLink} from '@angular/router';
import '@arqen/trust-center';
import type {TrustLoadEvent, TrustRequestEvent} from '@arqen/trust-center';

@Component({
  selector: 'app-supplier-file',
  imports: [RouterLink],
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <h1>Supplier file: ARQEN</h1>
    <p>
      Before we order, we read what the supplier says of its security.
      <a routerLink="/">All suppliers</a>
      @if (version(); as version) {
        The supplier’s manifest is version {{ version }}.
      }
      @if (wanted(); as wanted) {
        We have noted that you ask for “{{ wanted }}”.
      }
    </p>
    <arqen-trust-center
      src="/trust.json"
      [headingLevel]="2"
      (trust-load)="loaded($event)"
      (trust-request)="requested($event)"
    >
      <p>
        To report a vulnerability, write to
        <a href="mailto:security@arqen-ai.com">security@arqen-ai.com</a>.
      </p>
    </arqen-trust-center>
  `,
})
export class SupplierFile {
  readonly version = signal('');
  readonly wanted = signal('');

  loaded(event: TrustLoadEvent) {
    this.version.set(event.manifest.version);
  }

  /** Handles a reader’s request for a document that is not public. */
  requested(event: TrustRequestEvent) {
    event.preventDefault();
    this.wanted.set(event.item.title);
  }
}
