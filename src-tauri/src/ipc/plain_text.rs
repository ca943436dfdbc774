//! What may come from the page as it is. Whoever adds a place where text can come in is asked here whether somebody's secret may be
//! in it: then it is a [`crate::typed::Typed`].

use std::collections::{BTreeMap, BTreeSet};

use super::tests::bindings;

/// Arguments as `command.argument`, fields as `Type.field`, and types that are text as a whole. All of them lie in the database or are
/// shown; nobody types a secret there.
const HARMLESS: &[&str] = &[
    "AlertCursorRequest.id",
    "CameraId",
    "ClientId",
    "ConnectionId",
    "EmailChangeId",
    "IntegrationId",
    "LinkRequestId",
    "NetworkName.id",
    "NetworkName.name",
    "ProviderId",
    "ReleasedCamera.name",
    "SessionId",
    // The words of a page that is printed.
    "Sheet.hint",
    "Sheet.owner",
    "Sheet.title",
    "add_camera.account",
    "add_camera.address",
    "advise_password.email",
    "begin_password_recovery.email",
    "change_email.email",
    "connect_service.address",
    "dismiss_integration.client",
    "finish_setup.nickname",
    "finish_setup.room",
    "join_camera.name",
    "keep_authenticator.account",
    "keep_authenticator.issuer",
    "mark_alert_read.id",
    "open_exposure_advisory.exposure",
    "prepare_account.email",
    "reach_camera.port",
    "rename_camera.nickname",
    "set_room.room",
    // The last four characters of a number that is printed on the camera.
    "setup_code.mark",
    "sign_in.account",
    "sign_in_to_camera.account",
    "sign_in_to_camera.address",
];

#[test]
fn no_secret_can_come_from_the_page_as_it_is() {
    let bindings = without_comments(&bindings());
    let types = types(&bindings);
    let mut taken = BTreeSet::new();
    for (command, arguments) in commands(&bindings) {
        for (argument, kind) in fields(&arguments) {
            if is_text(&kind) {
                taken.insert(format!("{command}.{argument}"));
            }
            within(&kind, &types, &mut BTreeSet::new(), &mut taken);
        }
    }
    let taken: Vec<_> = taken.iter().map(String::as_str).collect();
    assert_eq!(
        taken, HARMLESS,
        "text can come in at another place: is nobody's secret in it? See `crate::typed`"
    );
}

/// Places for text in `kind`, and in what it is made of.
fn within(
    kind: &str,
    types: &BTreeMap<String, String>,
    seen: &mut BTreeSet<String>,
    taken: &mut BTreeSet<String>,
) {
    for name in words(kind) {
        let Some(definition) = types.get(&name) else {
            continue;
        };
        // Sealed text is text of the page's making.
        if name == "Sealed" || !seen.insert(name.clone()) {
            continue;
        }
        let fields = fields(definition);
        if fields.is_empty() && is_text(definition) {
            taken.insert(name.clone());
        }
        for (field, kind) in fields {
            if is_text(&kind) {
                taken.insert(format!("{name}.{field}"));
            }
        }
        within(definition, types, seen, taken);
    }
}

/// `any` and `unknown` would take text as well.
fn is_text(kind: &str) -> bool {
    words(kind).any(|word| ["string", "any", "unknown", "object"].contains(&word.as_str()))
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
}

/// `name: type`, also within braces within braces.
fn fields(text: &str) -> Vec<(String, String)> {
    text.split([',', ';', '{', '}', '|', '&'])
        .scan(None, |last: &mut Option<String>, part| {
            // What stands alone belongs to the field before it, as in `a: b | null`.
            Some(match part.split_once(':') {
                Some((name, kind)) => {
                    let name = name.trim().trim_end_matches('?').to_owned();
                    *last = Some(name.clone());
                    Some((name, kind.to_owned()))
                }
                None => last.clone().map(|name| (name, part.to_owned())),
            })
        })
        .flatten()
        .collect()
}

fn commands(bindings: &str) -> Vec<(String, String)> {
    let found: Vec<_> = bindings
        .lines()
        .filter_map(|line| {
            let (before, call) = line.split_once("__TAURI_INVOKE<")?;
            let arguments = before.split_once(": (")?.1.rsplit_once(") =>")?.0;
            let name = call.split_once(">(\"")?.1.split('"').next()?;
            Some((name.to_owned(), arguments.to_owned()))
        })
        .collect();
    assert_eq!(found.len(), super::tests::NAMES.len());
    found
}

fn types(bindings: &str) -> BTreeMap<String, String> {
    bindings
        .split("export type ")
        .skip(1)
        .filter_map(|text| {
            let (name, definition) = text.split_once('=')?;
            let end = definition.find(";\n\n").unwrap_or(definition.len());
            Some((name.trim().to_owned(), definition[..end].to_owned()))
        })
        .collect()
}

fn without_comments(bindings: &str) -> String {
    let mut left = String::new();
    let mut rest = bindings;
    while let Some((before, comment)) = rest.split_once("/**") {
        left.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    left.push_str(rest);
    left
}
