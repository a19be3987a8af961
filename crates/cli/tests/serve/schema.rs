//! As much of JSON Schema as `openapi.json` uses. A field that the schema does not name is a fault too:
//! the file is to be whole.

use serde_json::Value;

/// What is wrong with a value under a schema of this document.
pub fn faults(document: &Value, schema: &Value, value: &Value) -> Vec<String> {
    let mut found = vec![];
    check(document, schema, value, "$", &mut found);
    found
}

fn check(document: &Value, schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    if let Some(name) = schema["$ref"].as_str() {
        let target = document.pointer(name.trim_start_matches('#')).expect("a known schema");
        return check(document, target, value, at, found);
    }
    if let Some(any) = schema["anyOf"].as_array() {
        let each = any.iter().map(|one| {
            let mut faults = vec![];
            check(document, one, value, at, &mut faults);
            faults
        });
        // The one that comes nearest is the one that was meant.
        found.extend(each.min_by_key(|faults: &Vec<String>| faults.len()).unwrap_or_default());
        return;
    }
    for one in schema["allOf"].as_array().into_iter().flatten() {
        check(document, one, value, at, found);
    }
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
        _ => vec![],
    };
    if !types.is_empty() && !types.iter().any(|one| is(one, value)) {
        let value: String = value.to_string().chars().take(80).collect();
        found.push(format!("{at}: {types:?} expected, {value}"));
        return;
    }
    if let Some(words) = schema["enum"].as_array()
        && !value.is_null()
        && !words.contains(value)
    {
        found.push(format!("{at}: {value} is none of {words:?}"));
    }
    if let (Some(fields), Some(properties)) = (value.as_object(), schema["properties"].as_object())
    {
        for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !fields.contains_key(name) {
                found.push(format!("{at}: lacks {name}"));
            }
        }
        for (name, field) in fields {
            match properties.get(name) {
                Some(schema) => check(document, schema, field, &format!("{at}.{name}"), found),
                None if schema["additionalProperties"].is_null() => {
                    found.push(format!("{at}: {name} is not described"));
                }
                None => {}
            }
        }
    }
    if let (Some(items), schema @ Value::Object(_)) = (value.as_array(), &schema["items"]) {
        for (index, item) in items.iter().enumerate() {
            check(document, schema, item, &format!("{at}[{index}]"), found);
        }
    }
}

fn is(kind: &str, value: &Value) -> bool {
    match kind {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "object" => value.is_object(),
        "array" => value.is_array(),
        "null" => value.is_null(),
        _ => false,
    }
}
