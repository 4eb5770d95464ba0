//! Holds JSON against a JSON Schema (draft 7). It knows the keywords that the schema of SARIF has; any other fails the test, so
//! that nothing is passed over.

use serde_json::Value;

/// All that breaks the schema, each with its path; none where the value is valid.
pub fn breaches(schema: &Value, value: &Value) -> Vec<String> {
    let mut held = Held { root: schema, breaches: Vec::new() };
    held.rule(schema, value, "");
    held.breaches
}

struct Held<'s> {
    root: &'s Value,
    breaches: Vec<String>,
}

impl<'s> Held<'s> {
    fn rule(&mut self, rule: &'s Value, value: &Value, at: &str) {
        let properties = rule["properties"].as_object();
        for (keyword, stated) in rule.as_object().expect("a rule") {
            let holds = match keyword.as_str() {
                "$ref" => {
                    let to =
                        stated.as_str().and_then(|to| to.strip_prefix('#')).expect("a place in the schema");
                    self.rule(self.root.pointer(to).expect(to), value, at);
                    true
                }
                "type" => is_of(value, stated.as_str().expect("one type")),
                "enum" => stated.as_array().expect("values").contains(value),
                "minimum" => value.as_i64().is_none_or(|value| Some(value) >= stated.as_i64()),
                "maximum" => value.as_i64().is_none_or(|value| Some(value) <= stated.as_i64()),
                "minItems" => items(value).len() as u64 >= stated.as_u64().expect("a number"),
                "uniqueItems" => {
                    (1..items(value).len()).all(|n| !items(value)[..n].contains(&items(value)[n]))
                }
                "pattern" => {
                    value.as_str().is_none_or(|text| fits(text, stated.as_str().expect("a pattern")))
                }
                "format" => {
                    value.as_str().is_none_or(|text| is_written_as(text, stated.as_str().expect("a format")))
                }
                "items" => {
                    let each = items(value).iter().enumerate();
                    each.for_each(|(n, item)| self.rule(stated, item, &format!("{at}/{n}")));
                    true
                }
                "required" => stated
                    .as_array()
                    .expect("names")
                    .iter()
                    .all(|name| !value[name.as_str().unwrap()].is_null()),
                "anyOf" => self.branches(stated, value) > 0,
                "oneOf" => self.branches(stated, value) == 1,
                "properties" | "additionalProperties" => true,
                "description" | "title" | "default" | "definitions" | "$schema" | "$id" => true,
                other => panic!("a keyword that is not known here: {other}"),
            };
            if !holds {
                self.breaches.push(format!("{at}: {keyword} {stated}: {value}"));
            }
        }
        for (key, inner) in value.as_object().into_iter().flatten() {
            let at = format!("{at}/{key}");
            match (properties.and_then(|properties| properties.get(key)), &rule["additionalProperties"]) {
                (Some(rule), _) | (None, rule @ Value::Object(_)) => self.rule(rule, inner, &at),
                (None, Value::Bool(false)) => self.breaches.push(format!("{at}: no such property")),
                (None, _) => {}
            }
        }
    }

    /// How many of the branches hold.
    fn branches(&self, branches: &'s Value, value: &Value) -> usize {
        let holds = |branch: &&'s Value| {
            let mut held = Held { root: self.root, breaches: Vec::new() };
            held.rule(branch, value, "");
            held.breaches.is_empty()
        };
        items(branches).iter().filter(holds).count()
    }
}

fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn is_of(value: &Value, kind: &str) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        other => panic!("a type that is not known here: {other}"),
    }
}

/// The one pattern that our logs meet: a language begins with its two letters.
fn fits(text: &str, pattern: &str) -> bool {
    assert!(pattern.starts_with("^[a-zA-Z]{2}|"), "a pattern that is not known here: {pattern}");
    text.chars().take(2).filter(char::is_ascii_alphabetic).count() == 2
}

fn is_written_as(text: &str, format: &str) -> bool {
    let plain = text.chars().all(|c| c.is_ascii_graphic() && !"<>\"{}|\\^`".contains(c));
    match format {
        "uri" => plain && text.split_once(':').is_some_and(|(scheme, _)| !scheme.is_empty()),
        "uri-reference" => plain,
        other => panic!("a format that is not known here: {other}"),
    }
}
