//! What a service promises in its `openapi.json` (OpenAPI 3.1), held against what it answers. What the document does not name, a
//! status, a header that clients act on, a field, is as wrong as what it names and is not there.

pub mod log;
mod route;
mod strict;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use jsonschema::{Draft, Validator};
use reqwest::header::HeaderMap;
use serde_json::{Map, Value, json};
use url::form_urlencoded;

use log::Logged;
use route::Route;

/// What clients act on.
const TOLD: [&str; 7] = [
    "allow",
    "etag",
    "location",
    "refresh",
    "retry-after",
    "set-cookie",
    "www-authenticate",
];

/// A request and its answer.
#[derive(Clone, Copy, Debug)]
pub struct Exchange<'a> {
    pub method: &'a str,
    /// Path and query.
    pub target: &'a str,
    pub asked: Message<'a>,
    pub status: u16,
    pub answered: Message<'a>,
}

#[derive(Clone, Copy, Debug)]
pub struct Message<'a> {
    pub headers: &'a HeaderMap,
    /// `None`: it goes on, or was broken off, and is not looked at.
    pub body: Option<&'a [u8]>,
}

#[derive(Debug, thiserror::Error)]
#[error("{method} {target} was answered {status}, and openapi.json does not say so: {what}")]
pub struct Broken {
    method: String,
    target: String,
    status: u16,
    pub what: What,
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum What {
    #[error("it has no such path, and there is an answer that is not for whatever is not there")]
    Path,
    #[error("it has no such method, and there is an answer that is not for whatever is not there")]
    Method,
    #[error("it has no such status")]
    Status,
    #[error("it promises the header {0}, which is not there")]
    HeaderMissing(String),
    #[error("it does not name the header {0}")]
    HeaderUnnamed(&'static str),
    #[error("the header {name}: {why}")]
    Header { name: String, why: String },
    #[error("it names other methods than {0}")]
    Allowed(String),
    #[error("it does not name the media type {0}")]
    MediaType(String),
    #[error("the body is not as it says: {0}")]
    Body(String),
    #[error("the request was good without {0}, which it wants")]
    Wanted(String),
    #[error("the request was good, and its body is not as it says: {0}")]
    Request(String),
}

#[derive(Debug, thiserror::Error)]
#[error("this is not a document that describes a service: {0} is missing")]
pub struct NoContract(&'static str);

/// The document, ready to be held against answers.
pub struct Contract {
    document: Value,
    /// The same, where no field goes unnamed.
    strict: Value,
    routes: Vec<Route>,
    /// By schema; made when they are needed first.
    judges: Mutex<HashMap<String, Arc<Validator>>>,
}

impl Contract {
    /// # Errors
    /// When there are no paths in it.
    pub fn read(document: Value) -> Result<Self, NoContract> {
        let paths = document["paths"].as_object().ok_or(NoContract("paths"))?;
        let routes = route::sorted(paths.keys().map(String::as_str));
        let mut strict = document.clone();
        strict::no_more_than_named(&mut strict);
        Ok(Self {
            document,
            strict,
            routes,
            judges: Mutex::default(),
        })
    }

    /// Every path with the methods that it takes, as the document has them.
    pub fn paths(&self) -> impl Iterator<Item = (&str, Vec<String>)> {
        let paths = self.routes.iter();
        paths.map(|route| (route.template(), self.methods(route)))
    }

    /// # Errors
    /// [`Broken`], by what is found first
    pub fn check(&self, exchange: &Exchange<'_>) -> Result<(), Broken> {
        self.find(exchange).map_err(|what| Broken {
            method: exchange.method.into(),
            target: exchange.target.into(),
            status: exchange.status,
            what,
        })
    }

    /// As far as a log tells: the status.
    ///
    /// # Errors
    /// [`Broken`]
    pub fn check_logged(&self, logged: Logged<'_>) -> Result<(), Broken> {
        // A path may have slashes, which OpenAPI cannot say.
        let route = logged.route.replace("{*", "{");
        let method = match logged.method {
            "HEAD" => "get".into(),
            other => other.to_ascii_lowercase(),
        };
        let operation = &self.document["paths"][&route][&method];
        let there = if operation.is_null() {
            self.elsewhere(logged.status).is_some()
        } else {
            operation["responses"][logged.status.to_string()].is_object()
        };
        if there {
            return Ok(());
        }
        Err(Broken {
            method: logged.method.into(),
            target: route,
            status: logged.status,
            what: What::Status,
        })
    }

    fn find(&self, exchange: &Exchange<'_>) -> Result<(), What> {
        let (path, query) = exchange
            .target
            .split_once('?')
            .unwrap_or((exchange.target, ""));
        let Some(route) = self.routes.iter().find(|route| route.leads(path)) else {
            let elsewhere = self
                .elsewhere(exchange.status)
                .filter(|_| exchange.status != 405);
            return self.answered(elsewhere.ok_or(What::Path)?, exchange);
        };
        // RFC 9110 §9.3.2
        let method = match exchange.method {
            "HEAD" => "get".into(),
            other => other.to_ascii_lowercase(),
        };
        let operation = &self.strict["paths"][route.template()][&method];
        if operation.is_null() {
            let elsewhere = self
                .elsewhere(exchange.status)
                .filter(|_| exchange.status != 404);
            self.answered(elsewhere.ok_or(What::Method)?, exchange)?;
            return self.allows(route, exchange);
        }
        let response = &operation["responses"][exchange.status.to_string()];
        self.answered(self.meant(response).ok_or(What::Status)?, exchange)?;
        if exchange.status < 300 {
            let operation = &self.document["paths"][route.template()][&method];
            self.asked(operation, query, exchange.asked)?;
        }
        Ok(())
    }

    /// What is answered whatever is asked: in `components`, by its status.
    fn elsewhere(&self, status: u16) -> Option<&Value> {
        self.strict["components"]["responses"].get(status.to_string())
    }

    fn meant<'a>(&'a self, value: &'a Value) -> Option<&'a Value> {
        let meant = match value["$ref"].as_str() {
            Some(reference) => self.strict.pointer(reference.strip_prefix('#')?)?,
            None => value,
        };
        meant.is_object().then_some(meant)
    }

    fn methods(&self, route: &Route) -> Vec<String> {
        let item = self.document["paths"][route.template()].as_object();
        let methods = item.into_iter().flat_map(Map::keys);
        let mut methods: Vec<_> = methods.map(|method| method.to_ascii_uppercase()).collect();
        if methods.iter().any(|method| method == "GET") {
            methods.push("HEAD".into());
        }
        methods.sort();
        methods
    }

    /// RFC 9110 §15.5.6
    fn allows(&self, route: &Route, exchange: &Exchange<'_>) -> Result<(), What> {
        if exchange.status != 405 {
            return Ok(());
        }
        let said = text(exchange.answered.headers, "allow").unwrap_or_default();
        let mut allowed: Vec<_> = said.split(',').map(|one| one.trim().to_owned()).collect();
        allowed.sort();
        if allowed == self.methods(route) {
            Ok(())
        } else {
            Err(What::Allowed(said))
        }
    }

    fn answered(&self, response: &Value, exchange: &Exchange<'_>) -> Result<(), What> {
        let Message { headers, body } = exchange.answered;
        self.headers(&response["headers"], headers)?;
        let said = media_type(headers);
        let Some(content) = response["content"].as_object() else {
            return match (said, body) {
                (Some(said), _) => Err(What::MediaType(said)),
                (None, Some([]) | None) => Ok(()),
                (None, Some(_)) => Err(What::Body("there is none".into())),
            };
        };
        let said = said.unwrap_or_default();
        let schema = &content
            .get(&said)
            .ok_or_else(|| What::MediaType(said.clone()))?["schema"];
        match body {
            Some(body) if exchange.method != "HEAD" => {
                let value = read(&said, body).map_err(What::Body)?;
                self.fits(schema, &self.strict, &value).map_err(What::Body)
            }
            Some(_) | None => Ok(()),
        }
    }

    fn headers(&self, promised: &Value, headers: &HeaderMap) -> Result<(), What> {
        let promised = promised.as_object();
        for (name, header) in promised.into_iter().flatten() {
            let Some(said) = text(headers, name) else {
                if header["required"] == false {
                    continue;
                }
                return Err(What::HeaderMissing(name.clone()));
            };
            // A header is text; where a number is promised, its text is one.
            let number = said.parse::<u64>().ok();
            let value = match number.filter(|_| header["schema"]["type"] == "integer") {
                Some(number) => json!(number),
                None => json!(said),
            };
            self.fits(&header["schema"], &self.strict, &value)
                .map_err(|why| What::Header {
                    name: name.clone(),
                    why,
                })?;
        }
        let named = |told: &str| {
            let mut all = promised.into_iter().flat_map(Map::keys);
            all.any(|name| name.eq_ignore_ascii_case(told))
        };
        match TOLD
            .into_iter()
            .find(|told| headers.contains_key(*told) && !named(told))
        {
            Some(unnamed) => Err(What::HeaderUnnamed(unnamed)),
            None => Ok(()),
        }
    }

    /// Of a request that was good, what the document wants was there, and as it says.
    fn asked(&self, operation: &Value, query: &str, asked: Message<'_>) -> Result<(), What> {
        let parameters = operation["parameters"].as_array();
        for parameter in parameters.into_iter().flatten() {
            let name = parameter["name"].as_str().unwrap_or_default();
            let there = match parameter["in"].as_str() {
                Some("header") => asked.headers.contains_key(name),
                Some("query") => {
                    form_urlencoded::parse(query.as_bytes()).any(|(other, _)| other == name)
                }
                Some(_) | None => true,
            };
            if parameter["required"] == true && !there {
                return Err(What::Wanted(name.into()));
            }
        }
        let (Some(content), Some(body)) =
            (operation["requestBody"]["content"].as_object(), asked.body)
        else {
            return Ok(());
        };
        let said = media_type(asked.headers).unwrap_or_default();
        let schema = &content
            .get(&said)
            .ok_or_else(|| What::Request(format!("it is of the media type {said}")))?["schema"];
        let value = read(&said, body).map_err(What::Request)?;
        self.fits(schema, &self.document, &value)
            .map_err(What::Request)
    }

    fn fits(&self, schema: &Value, document: &Value, value: &Value) -> Result<(), String> {
        let judge = self.judge(schema, document)?;
        let all: Vec<_> = judge
            .iter_errors(value)
            .map(|error| format!("{error} at {:?}", error.instance_path().to_string()))
            .collect();
        if all.is_empty() {
            Ok(())
        } else {
            Err(all.join("; "))
        }
    }

    fn judge(&self, schema: &Value, document: &Value) -> Result<Arc<Validator>, String> {
        let mut judges = self.judges.lock().unwrap_or_else(PoisonError::into_inner);
        let name = format!("{} {schema}", std::ptr::eq(document, &self.strict));
        if let Some(judge) = judges.get(&name) {
            return Ok(Arc::clone(judge));
        }
        let mut whole = schema.clone();
        if let Some(whole) = whole.as_object_mut() {
            whole.insert("components".into(), document["components"].clone());
        }
        let judge = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .should_validate_formats(true)
            .build(&whole)
            .map_err(|error| format!("its schema is none: {error}"))?;
        let judge = Arc::new(judge);
        judges.insert(name, Arc::clone(&judge));
        Ok(judge)
    }
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?;
    Some(value.to_owned())
}

/// Without parameters.
fn media_type(headers: &HeaderMap) -> Option<String> {
    let said = text(headers, "content-type")?;
    let (said, _) = said.split_once(';').unwrap_or((&said, ""));
    Some(said.trim().to_ascii_lowercase())
}

/// A body as the value that a schema is about.
fn read(media_type: &str, body: &[u8]) -> Result<Value, String> {
    if media_type.ends_with("json") {
        return serde_json::from_slice(body).map_err(|error| error.to_string());
    }
    if media_type == "application/x-www-form-urlencoded" {
        let fields = form_urlencoded::parse(body).into_owned();
        return Ok(fields
            .map(|(name, value)| (name, Value::String(value)))
            .collect());
    }
    let text = std::str::from_utf8(body).map_err(|error| error.to_string())?;
    Ok(json!(text))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "what goes wrong here fails the test")]
mod tests;
