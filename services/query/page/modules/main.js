// Where everything is put together.

import { FILTERS, given, listen, state } from "./address.js";
import { get } from "./api.js";
import * as list from "./list.js";
import * as opened from "./opened.js";
import { signIn } from "./session.js";
import * as theme from "./theme.js";

theme.offer(document.getElementById("theme"));
listen(opened.follow);
begin();

async function begin() {
  for (;;) {
    try {
      list.show((await get("/v1/incidents", { ...given([...FILTERS, "as_of"]), limit: 50 })).incidents);
      break;
    } catch (error) {
      if (error.status !== 401) throw error;
      await signIn(document.getElementById("list"));
    }
  }
  opened.follow(state());
}
