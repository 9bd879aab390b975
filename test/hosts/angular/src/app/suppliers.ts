import {Component} from '@angular/core';
import {RouterLink} from '@angular/router';

@Component({
  selector: 'app-suppliers',
  imports: [RouterLink],
  template: `
    <h1>Supplier files</h1>
    <p>The files that we keep on our suppliers: <a routerLink="/arqen">ARQEN</a>.</p>
  `,
})
export class Suppliers {}
