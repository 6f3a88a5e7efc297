import * as emotionCss from '@emotion/css';
import * as emotionReact from '@emotion/react';
import * as data from '@grafana/data';
import * as runtime from '@grafana/runtime';
import * as ui from '@grafana/ui';
import i18next from 'i18next';
import lodash from 'lodash';
import moment from 'moment';
import * as React from 'react';
import * as ReactDOM from 'react-dom';
import * as ReactDOMClient from 'react-dom/client';
import * as jsxDevRuntime from 'react/jsx-dev-runtime';
import * as jsxRuntime from 'react/jsx-runtime';
import * as reactRedux from 'react-redux';
import * as routerV5 from 'react-router-dom';
import * as routerCompat from 'react-router-dom-v5-compat';
import * as redux from 'redux';
import * as rxjs from 'rxjs';
import * as operators from 'rxjs/operators';

/** A module that CommonJS code takes as a whole. */
const whole = (module: object): object => ({ ...module, default: module, __useDefault: true });

/** Hands the plugin the same modules as the host has, under the names that core lends them. */
export function lendSharedModules(): void {
  const lent: Record<string, object> = {
    react: whole(React),
    'react/jsx-runtime': jsxRuntime,
    'react/jsx-dev-runtime': jsxDevRuntime,
    'react-dom': whole(ReactDOM),
    'react-dom/client': ReactDOMClient,
    // Core lends version 6 under the name of version 5's core, too.
    'react-router': routerCompat,
    'react-router-dom': routerV5,
    'react-redux': reactRedux,
    redux,
    lodash: whole(lodash),
    moment: whole(moment),
    rxjs,
    'rxjs/operators': operators,
    i18next: whole(i18next),
    '@emotion/css': emotionCss,
    '@emotion/react': emotionReact,
    '@grafana/data': data,
    '@grafana/ui': ui,
    '@grafana/runtime': runtime,
  };
  for (const [name, module] of Object.entries(lent)) System.set(`app:${name}`, { ...module });
}
