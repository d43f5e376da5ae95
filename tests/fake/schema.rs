//! Discord's own description of its interface, where a copy lies beside the repository, and just enough of JSON Schema to hold a body
//! against it: the keywords that the description uses for the requests of a bot. Without the copy nothing is checked here.
//!
//! A crate for it would bring some forty others for a hundred lines. What the description leaves out is in `rules`.

use std::sync::OnceLock;

use serde_json::Value;

use super::Request;

/// Everything in which a request differs from the description.
pub fn check(request: &Request) -> Option<String> {
    let description = description()?;
    let Some(operation) = operation(description, request) else {
        return Some("no operation of Discord".to_owned());
    };
    let content = &operation["requestBody"]["content"]["application/json"]["schema"];
    if request.body.is_null() || content.is_null() {
        return (operation["requestBody"]["required"] == true && request.body.is_null())
            .then(|| "its body is missing".to_owned());
    }
    fault(description, content, &request.body, "body")
}

fn description() -> Option<&'static Value> {
    static DESCRIPTION: OnceLock<Option<Value>> = OnceLock::new();
    let read = || {
        let path = super::root().join("../shared/discord/openapi.json");
        serde_json::from_slice(&std::fs::read(path).ok()?).ok()
    };
    DESCRIPTION.get_or_init(read).as_ref()
}

/// The operation of a request. Paths that say a part literally go before those with a placeholder for it.
fn operation<'d>(description: &'d Value, request: &Request) -> Option<&'d Value> {
    let parts: Vec<&str> = request.path.split('/').collect();
    let fits = |template: &str| {
        let template: Vec<&str> = template.split('/').collect();
        let same = |(wanted, part): (&&str, &&str)| {
            wanted == part || (wanted.starts_with('{') && !part.is_empty())
        };
        template.len() == parts.len() && template.iter().zip(&parts).all(same)
    };
    let paths = description["paths"]
        .as_object()?
        .iter()
        .filter(|(template, _)| fits(template));
    let literal = |template: &str| template.matches('{').count();
    let (_, path) = paths.min_by_key(|(template, _)| literal(template))?;
    path.get(request.method.to_ascii_lowercase())
}

/// The first thing in which `value` does not fit `schema`.
fn fault(description: &Value, schema: &Value, value: &Value, at: &str) -> Option<String> {
    if let Some(reference) = schema["$ref"].as_str() {
        return match description.pointer(reference.trim_start_matches('#')) {
            Some(target) => fault(description, target, value, at),
            None => Some(format!("{at}: {reference} is not in the description")),
        };
    }
    let itself = wrong_kind(schema, value)
        .or_else(|| wrong_union(description, schema, value))
        .or_else(|| wrong_form(schema, value))
        .or_else(|| wrong_size(schema, value));
    itself
        .map(|what| format!("{at}: {value} {what}"))
        .or_else(|| fault_inside(description, schema, value, at))
}

fn list<'s>(schema: &'s Value, key: &str) -> &'s [Value] {
    schema[key]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default()
}

fn wrong_kind(schema: &Value, value: &Value) -> Option<String> {
    let allowed = list(schema, "enum");
    if schema
        .get("type")
        .is_some_and(|kind| !is_of_type(kind, value))
    {
        Some(format!("is not of type {}", schema["type"]))
    } else if !allowed.is_empty() && !allowed.contains(value) {
        Some(format!("is none of {}", schema["enum"]))
    } else if schema
        .get("const")
        .is_some_and(|constant| constant != value)
    {
        Some(format!("is not {}", schema["const"]))
    } else {
        None
    }
}

fn wrong_union(description: &Value, schema: &Value, value: &Value) -> Option<String> {
    let fits = |schema: &Value| fault(description, schema, value, "").is_none();
    let (all, any, one) = (
        list(schema, "allOf"),
        list(schema, "anyOf"),
        list(schema, "oneOf"),
    );
    if !all.iter().all(fits) {
        Some(format!("does not fit all of {}", schema["allOf"]))
    } else if !any.is_empty() && !any.iter().any(fits) {
        Some(format!("fits none of {}", schema["anyOf"]))
    // Discord's unions mean exactly one.
    } else if !one.is_empty() && one.iter().filter(|schema| fits(schema)).count() != 1 {
        Some(format!("does not fit exactly one of {}", schema["oneOf"]))
    } else {
        None
    }
}

fn wrong_form(schema: &Value, value: &Value) -> Option<String> {
    let text = value.as_str()?;
    let is_right = match schema["format"].as_str()? {
        "snowflake" => text.parse::<u64>().is_ok(),
        "uri" => text.starts_with("https://") || text.starts_with("http://"),
        _ => true,
    };
    (!is_right).then(|| format!("is no {}", schema["format"]))
}

fn wrong_size(schema: &Value, value: &Value) -> Option<String> {
    let (size, least, most) = match value {
        Value::String(text) => (text.chars().count() as f64, "minLength", "maxLength"),
        Value::Array(items) => (items.len() as f64, "minItems", "maxItems"),
        Value::Object(fields) => (fields.len() as f64, "minProperties", "maxProperties"),
        number => (number.as_f64()?, "minimum", "maximum"),
    };
    let below = schema[least].as_f64().is_some_and(|least| size < least);
    let above = schema[most].as_f64().is_some_and(|most| size > most);
    (below || above).then(|| format!("has the size {size}"))
}

fn fault_inside(description: &Value, schema: &Value, value: &Value, at: &str) -> Option<String> {
    match value {
        Value::Object(fields) => {
            let mut required = list(schema, "required").iter().filter_map(Value::as_str);
            if let Some(key) = required.find(|key| !fields.contains_key(*key)) {
                return Some(format!("{at}: {value} lacks `{key}`"));
            }
            let known = schema["properties"].as_object();
            fields.iter().find_map(|(key, value)| {
                let schema = known
                    .and_then(|known| known.get(key))
                    .or_else(|| schema.get("additionalProperties"))?;
                match schema {
                    Value::Bool(false) => Some(format!("{at}: `{key}` is not allowed")),
                    Value::Bool(true) => None,
                    schema => fault(description, schema, value, &format!("{at}.{key}")),
                }
            })
        }
        Value::Array(items) => {
            let is_distinct = (1..items.len()).all(|place| !items[..place].contains(&items[place]));
            if schema["uniqueItems"] == true && !is_distinct {
                return Some(format!("{at}: {value} holds something twice"));
            }
            let schema = schema.get("items")?;
            let mut each = items.iter().enumerate();
            each.find_map(|(place, item)| {
                fault(description, schema, item, &format!("{at}[{place}]"))
            })
        }
        _ => None,
    }
}

/// Whether the value is of the type, or of one of the types. Integers may be written as digits in a text.
fn is_of_type(kind: &Value, value: &Value) -> bool {
    match kind {
        Value::Array(kinds) => kinds.iter().any(|kind| is_of_type(kind, value)),
        Value::String(kind) => match kind.as_str() {
            "null" => value.is_null(),
            "boolean" => value.is_boolean(),
            "string" => value.is_string(),
            "array" => value.is_array(),
            "object" => value.is_object(),
            "number" => value.is_number(),
            "integer" => {
                value.is_i64()
                    || value.is_u64()
                    || value
                        .as_str()
                        .is_some_and(|digits| digits.parse::<i64>().is_ok())
            }
            _ => false,
        },
        _ => true,
    }
}
