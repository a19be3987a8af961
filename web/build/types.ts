/**
 * The types of the API's answers, written from `crates/serve/openapi.json`: one definition for server and page.
 *
 * `npm test` compares what this writes with `src/api/types.ts`; `UPDATE=1 npm test` writes it anew.
 */
interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  items?: Schema;
  prefixItems?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  description?: string;
}

function comment(schema: Schema, indent: string): string {
  return schema.description ? `${indent}/** ${schema.description.replaceAll("*/", "* /").trim()} */\n` : "";
}

function type(schema: Schema | undefined, indent: string): string {
  if (!schema) return "unknown";
  if (schema.$ref) return schema.$ref.split("/").pop() ?? "unknown";
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return [...new Set(either.map((one) => type(one, indent)))].join(" | ");
  if (schema.allOf) return schema.allOf.map((one) => type(one, indent)).join(" & ");
  const kinds = Array.isArray(schema.type) ? schema.type : schema.type === undefined ? [] : [schema.type];
  if (kinds.length === 0) return schema.properties ? object(schema, indent) : "unknown";
  return kinds.map((kind) => single(kind, schema, indent)).join(" | ");
}

function single(kind: string, schema: Schema, indent: string): string {
  switch (kind) {
    case "integer":
    case "number":
      return "number";
    case "string":
    case "boolean":
    case "null":
      return kind;
    case "array": {
      if (schema.prefixItems) return `[${schema.prefixItems.map((item) => type(item, indent)).join(", ")}]`;
      const item = type(schema.items, indent);
      return /[|&]/.test(item) && !item.startsWith("{") ? `(${item})[]` : `${item}[]`;
    }
    default:
      return object(schema, indent);
  }
}

function object(schema: Schema, indent: string): string {
  const inner = `${indent}  `;
  const lines = Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const optional = schema.required?.includes(name) === true ? "" : "?";
    const key = /^\w+$/.test(name) ? name : JSON.stringify(name);
    return `${comment(property, inner)}${inner}${key}${optional}: ${type(property, inner)};\n`;
  });
  const rest = schema.additionalProperties;
  if (lines.length === 0) return `Record<string, ${typeof rest === "object" ? type(rest, inner) : "unknown"}>`;
  return `{\n${lines.join("")}${indent}}`;
}

/** The TypeScript of all schemas of an OpenAPI document. */
export function types(document: { components: { schemas: Record<string, unknown> } }): string {
  const all = Object.entries(document.components.schemas).map(([name, value]) => {
    const schema = value as Schema;
    return `${comment(schema, "")}export type ${name} = ${type(schema, "")};\n`;
  });
  return `/**\n * What the API answers. Written from \`crates/serve/openapi.json\` by \`build/types.ts\`; do not edit.\n */\n\n${all.join("\n")}`;
}
