import {mergeApplicationConfig} from '@angular/core';
import {bootstrapApplication, type BootstrapContext} from '@angular/platform-browser';
import {provideServerRendering, RenderMode, withRoutes} from '@angular/ssr';
import {App} from './app/app';
import {config} from './app/config';

const rendering = withRoutes([{path: '**', renderMode: RenderMode.Prerender}]);
const serverConfig = mergeApplicationConfig(config, {
  providers: [provideServerRendering(rendering)],
});

export default (context: BootstrapContext) => bootstrapApplication(App, serverConfig, context);
