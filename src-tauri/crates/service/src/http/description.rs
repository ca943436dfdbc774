//! openapi.json. What an operation answers of its own stands at its handler; what follows from how a request comes in (`edge`, `request`,
//! `admission`) is added here, once for all operations that it is true of.

use std::collections::BTreeMap;

use porchlight_protocol::problem::{MEDIA_TYPE, ProblemType};
use serde::Deserialize as _;
use serde_json::{Map, Value, json};
use utoipa::openapi::OpenApi;

/// At a handler: a list of [`ProblemType`]s, and of such lists. It is not published.
const REFUSALS: &str = "x-refusals";
/// Whatever is asked: a wrong `Host` or a body that breaks off, is too long or does not come, the page of another, a wrong name, too many
/// at once, a fault of ours.
const ALWAYS: [ProblemType; 7] = [
    ProblemType::ContentTooLarge,
    ProblemType::CrossSiteRequest,
    ProblemType::Fault,
    ProblemType::InvalidRequest,
    ProblemType::MisdirectedRequest,
    ProblemType::Overloaded,
    ProblemType::RequestTimeout,
];
/// Where nothing else stands.
const ELSEWHERE: [ProblemType; 2] = [ProblemType::NotFound, ProblemType::MethodNotAllowed];
/// A head that is longer than is read, by the status alone: whatever it asked for was not looked at.
const BY_STATUS_ALONE: [(&str, &str); 2] = [
    ("414", "the target is longer than is read"),
    (
        "431",
        "the header fields are longer, or more, than are read",
    ),
];
/// Of a proof (RFC 9449).
const OF_A_PROOF: [ProblemType; 2] = [ProblemType::ClockSkew, ProblemType::InvalidCredential];
/// What a try at the second factor can come to.
pub(super) const SECOND_FACTOR: [ProblemType; 8] = [
    ProblemType::CodeClock,
    ProblemType::CodeUsed,
    ProblemType::RecoveryKeyNotSet,
    ProblemType::SecondFactorLocked,
    ProblemType::TooManyTries,
    ProblemType::WrongCode,
    ProblemType::WrongRecoveryCode,
    ProblemType::WrongRecoveryKey,
];
/// Headers that do not come with each of the answers that they are described at.
const SOMETIMES: [&str; 2] = ["Refresh", "Set-Cookie"];

/// The document as clients get it.
pub(super) fn published(description: OpenApi) -> Value {
    // Strings, numbers and maps of them: serialising it cannot fail.
    let mut document = serde_json::to_value(description).unwrap_or_default();
    for item in fields(&mut document["paths"]) {
        for operation in fields(item) {
            complete(operation);
        }
    }
    let anywhere = by_status(ALWAYS.into_iter().chain(ELSEWHERE));
    for (status, refusals) in anywhere {
        refuse(&mut document["components"]["responses"], status, &refusals);
    }
    for (status, description) in BY_STATUS_ALONE {
        document["components"]["responses"][status] = json!({ "description": description });
    }
    document["components"]["securitySchemes"] = security_schemes();
    for_readers(&mut document);
    document
}

fn complete(operation: &mut Value) {
    if wants(operation, "session") || wants(operation, "pairing") {
        brings_a_proof(operation);
    }
    let refusals = refusals_of(operation);
    if let Some(operation) = operation.as_object_mut() {
        operation.remove(REFUSALS);
    }
    let responses = &mut operation["responses"];
    for (status, refusals) in by_status(refusals) {
        let (name, mut anywhere) = (status.to_string(), ALWAYS.into_iter().chain(ELSEWHERE));
        if responses.get(&name).is_none() && anywhere.any(|one| refusals == [one]) {
            responses[&name] = as_anywhere(&name);
        } else {
            refuse(responses, status, &refusals);
        }
    }
    for (status, _) in BY_STATUS_ALONE {
        responses[status] = as_anywhere(status);
    }
    for response in fields(responses) {
        let headers = response.get_mut("headers").and_then(Value::as_object_mut);
        for (name, header) in headers.into_iter().flatten() {
            header["required"] = json!(!SOMETIMES.contains(&name.as_str()));
        }
    }
}

fn as_anywhere(status: &str) -> Value {
    json!({ "$ref": format!("#/components/responses/{status}") })
}

fn wants(operation: &Value, scheme: &str) -> bool {
    let schemes = operation["security"].as_array();
    let mut schemes = schemes.into_iter().flatten();
    schemes.any(|one| one.get(scheme).is_some())
}

/// Beside its token.
fn brings_a_proof(operation: &mut Value) {
    let proof = json!({
        "in": "header", "name": "DPoP", "required": true, "schema": { "type": "string" },
        "description": "RFC 9449 proof, with `ath`",
    });
    match operation["parameters"].as_array_mut() {
        Some(parameters) => parameters.push(proof),
        None => operation["parameters"] = json!([proof]),
    }
}

/// Its own, and those of all that it wants.
fn refusals_of(operation: &Value) -> Vec<ProblemType> {
    let mut refusals = ALWAYS.to_vec();
    own_refusals(&operation[REFUSALS], &mut refusals);
    if wants(operation, "session") {
        refusals.push(ProblemType::SessionEnded);
    }
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        if parameter["name"] == "DPoP" {
            refusals.extend(OF_A_PROOF);
        }
        if parameter["in"] == "path" {
            refusals.push(ProblemType::NotFound);
        }
    }
    if operation.get("requestBody").is_some() {
        refusals.push(ProblemType::UnsupportedMediaType);
    }
    refusals
}

fn own_refusals(said: &Value, refusals: &mut Vec<ProblemType>) {
    match said.as_array() {
        Some(all) => all.iter().for_each(|one| own_refusals(one, refusals)),
        None => refusals.extend(ProblemType::deserialize(said)),
    }
}

fn by_status(refusals: impl IntoIterator<Item = ProblemType>) -> BTreeMap<u16, Vec<ProblemType>> {
    let mut all: BTreeMap<u16, Vec<ProblemType>> = BTreeMap::new();
    for refusal in refusals {
        let same = all.entry(refusal.status()).or_default();
        if !same.contains(&refusal) {
            same.push(refusal);
        }
    }
    all
}

/// Adds what refuses to what else is answered with the same status.
fn refuse(responses: &mut Value, status: u16, refusals: &[ProblemType]) {
    let response = &mut responses[status.to_string()];
    let own = response["description"].as_str();
    let titles = refusals.iter().map(|refusal| refusal.title());
    let said: Vec<_> = own.into_iter().chain(titles).collect();
    response["description"] = said.join("; ").into();
    response["content"][MEDIA_TYPE]["schema"] = json!({ "allOf": [
        { "$ref": "#/components/schemas/Problem" },
        { "type": "object", "properties": {
            "status": { "const": status },
            "type": { "enum": refusals },
        } },
    ] });
    if let Some((name, schema, description)) = header_of(status) {
        response["headers"][name] =
            json!({ "required": true, "schema": schema, "description": description });
    }
}

fn header_of(status: u16) -> Option<(&'static str, Value, &'static str)> {
    let text = || json!({ "type": "string" });
    match status {
        401 => Some(("WWW-Authenticate", text(), "RFC 9110 §11.6.1")),
        405 => Some(("Allow", text(), "the methods that this path takes")),
        429 | 503 => {
            let seconds = json!({ "type": "integer", "minimum": 0 });
            Some(("Retry-After", seconds, "seconds"))
        }
        _ => None,
    }
}

/// How requests say who sends them. `Authorization` is not among the parameters, where OpenAPI wants it to be ignored.
fn security_schemes() -> Value {
    json!({
        "session": {
            "type": "http", "scheme": "DPoP",
            "description": "The token of a session, with a proof by its device key in `DPoP` (RFC 9449 §7.1)",
        },
        "pairing": {
            "type": "http", "scheme": "DPoP",
            "description": "The token of a pairing, with a proof by the camera's key in `DPoP`",
        },
        "client": {
            "type": "http", "scheme": "basic",
            "description": "`client_id` and `client_secret`, which may stand in the form as well (RFC 6749 §2.3.1)",
        },
        "access_token": { "type": "http", "scheme": "bearer", "description": "RFC 6750" },
    })
}

/// What was written for readers of the source, without its links into it: ``[`crate::pairing::PairingStatus`]``.
fn for_readers(value: &mut Value) {
    for value in value.as_array_mut().into_iter().flatten() {
        for_readers(value);
    }
    for (name, value) in value.as_object_mut().into_iter().flatten() {
        match value.as_str() {
            Some(text) if name == "description" || name == "summary" => {
                *value = without_links(text).into();
            }
            Some(_) | None => for_readers(value),
        }
    }
}

fn without_links(text: &str) -> String {
    let mut pieces = text.split("[`");
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (link, rest) = piece.split_once("`]").unwrap_or((piece, ""));
        let of_a_module = |name: &&str| name.starts_with(char::is_lowercase);
        let names: Vec<_> = link.split("::").skip_while(of_a_module).collect();
        let (_, last) = link.rsplit_once("::").unwrap_or(("", link));
        let name = if names.is_empty() {
            last
        } else {
            &names.join("::")
        };
        plain.push_str(&format!("`{name}`{rest}"));
    }
    plain
}

fn fields(value: &mut Value) -> impl Iterator<Item = &mut Value> {
    value.as_object_mut().into_iter().flat_map(Map::values_mut)
}
