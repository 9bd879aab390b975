import {provideZonelessChangeDetection, type ApplicationConfig} from '@angular/core';
import {provideClientHydration} from '@angular/platform-browser';
import {provideRouter} from '@angular/router';
import {SupplierFile} from './supplier-file';
import {Suppliers} from './suppliers';

export const config: ApplicationConfig = {
  providers: [
    provideZonelessChangeDetection(),
    provideClientHydration(),
    provideRouter([
      {path: '', component: Suppliers},
      {path: 'arqen', component: SupplierFile},
    ]),
  ],
};
