import type { Engine } from "../../engine/engine.ts";
import type { Lane } from "../../lane/lane.ts";
import type { ServedModels } from "../../models/served-model.ts";
import type { ApiSettings } from "../../settings.ts";
import type { BodyBudget } from "../body/body-budget.ts";

/** What routes work with. */
export interface ApiContext {
  models: ServedModels;
  engine: Engine;
  settings: ApiSettings;
  lanes: { classify: Lane; draw: Lane };
  budget: BodyBudget;
}
