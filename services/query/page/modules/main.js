// Where the parts are put together: the list first, then, once it is painted, the map and the timeline.

import { listen, state } from "./address.js";
import * as filters from "./filters.js";
import * as list from "./list.js";
import * as map from "./map.js";
import * as opened from "./opened.js";
import * as overview from "./overview.js";
import * as theme from "./theme.js";
import * as timeline from "./timeline.js";

theme.offer(document.getElementById("theme"));
filters.begin();
timeline.begin();
overview.add(timeline.show);
list.onPointed(map.light);
listen((now) => {
  overview.show(now);
  opened.follow(now);
  map.light(null);
});
overview.show(state());
opened.follow(state());
requestAnimationFrame(() => setTimeout(async () => {
  await map.begin();
  overview.add(map.show);
}));
