import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { jsonSchemas } from "../json-schemas.ts";

/** A JSON Schema validator of a kind of document, such as "tiny-cats/manifest". Unknown keywords in the schema are errors. */
export function jsonSchemaValidator(name: string): ValidateFunction {
  const schema = jsonSchemas()[name.slice(name.indexOf("/") + 1)];
  return new Ajv2020({ strict: true, strictTypes: false, strictRequired: false }).compile(schema);
}
