// @ts-check
import { ScreenView } from './screen_view.js';
import { start } from './page.js';
import { fragment } from './lists.js';

start({
  hello: { version: 1, screen: fragment() },
  seat: () => 'screen',
  ui: {},
  view: ScreenView,
  act: () => ({}),
});
