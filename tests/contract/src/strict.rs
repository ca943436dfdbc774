//! A document leaves clients room for fields that come later. Who looks whether it is complete leaves none: wherever it says what a whole
//! value is, nothing may be in that value that it does not name (`unevaluatedProperties`, JSON Schema 2020-12 §11.3).

use serde_json::{Map, Value};

/// Parts of one value, which do not have to name all of it.
const PARTS: [&str; 3] = ["allOf", "anyOf", "oneOf"];

pub(crate) fn no_more_than_named(document: &mut Value) {
    let schemas = document["components"]["schemas"].as_object_mut();
    for schema in schemas.into_iter().flat_map(Map::values_mut) {
        // Whole only where it is used: another schema may add to it.
        inside(schema);
    }
    contents(document);
}

/// Whatever stands in a body.
fn contents(value: &mut Value) {
    match value {
        Value::Array(all) => all.iter_mut().for_each(contents),
        Value::Object(all) => {
            for (name, value) in all {
                match (name.as_str(), value) {
                    ("content", Value::Object(media)) => {
                        media
                            .values_mut()
                            .filter_map(|media| media.get_mut("schema"))
                            .for_each(whole);
                    }
                    ("schemas", _) => {}
                    (_, value) => contents(value),
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn whole(schema: &mut Value) {
    inside(schema);
    let Some(schema) = schema.as_object_mut() else {
        return;
    };
    let names_something = ["$ref", "properties"].iter().chain(&PARTS);
    if names_something
        .into_iter()
        .any(|name| schema.contains_key(*name))
    {
        schema.insert("unevaluatedProperties".into(), false.into());
    }
}

fn inside(schema: &mut Value) {
    let Some(schema) = schema.as_object_mut() else {
        return;
    };
    for (name, value) in schema {
        match name.as_str() {
            "properties" => {
                let fields = value.as_object_mut();
                fields.into_iter().flat_map(Map::values_mut).for_each(whole);
            }
            "items" | "additionalProperties" => whole(value),
            name if PARTS.contains(&name) => {
                let parts = value.as_array_mut();
                parts.into_iter().flatten().for_each(inside);
            }
            _ => {}
        }
    }
}
