//! Every provider has a scale beside its code (`src/<name>/scale.toml`): what it must do to be trusted, and the tests that show it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// What each asks, for whoever writes the next scale. Alphabetical.
const RULES: [(&str, &str); 18] = [
    (
        "address-follows-the-device",
        "a device that has another address today is found again, and no other is taken for it",
    ),
    (
        "certificates",
        "whom it talks to is checked, and what is not is said",
    ),
    ("contract", "`provider_contract!` runs over it"),
    (
        "credentials-tried-before-they-are-kept",
        "what an owner typed is tried before any of it is kept",
    ),
    (
        "end-of-a-session-is-proved",
        "a session is over when that is certain by this provider's evidence, never by bad luck",
    ),
    (
        "guesses-are-marked",
        "what is not documented by its maker is marked where it is used",
    ),
    (
        "identity-by-a-stable-id",
        "a camera is known again by something that neither name nor address changes",
    ),
    (
        "killed-at-each-step",
        "the program may end at any moment, and nothing typed is lost",
    ),
    (
        "late-answers",
        "an answer that comes late, or twice, changes nothing that is newer",
    ),
    (
        "no-secret-is-said",
        "no error, log or picture says a secret",
    ),
    (
        "rate-limits-are-obeyed",
        "who is told to wait waits, and asks no more often than allowed",
    ),
    (
        "rotated-secrets-are-durable-before-they-are-used",
        "a new token is in the keychain before it is used",
    ),
    (
        "same-account-is-checked",
        "who comes back as somebody else does not get the first one's things",
    ),
    ("several-accounts", "two accounts at one place do not mix"),
    (
        "signing-in-again-happens-over-the-running-screen",
        "nothing half typed is lost by it",
    ),
    (
        "tested-against-what-is-not-ours",
        "a client, server or validator that nobody here wrote agrees",
    ),
    (
        "trouble-is-of-one-camera",
        "one camera's trouble is shown at that camera",
    ),
    (
        "trouble-is-of-one-place",
        "one place's trouble is shown at that place",
    ),
];

/// Folders of `src` that serve all providers.
const SHARED: [&str; 2] = ["breach_lists", "transport"];

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
enum Held {
    Done(Vec<String>),
    Exempt(String),
}

#[test]
fn every_provider_says_of_each_rule_which_tests_hold_it_or_why_it_is_exempt() {
    let rules: BTreeSet<&str> = RULES.map(|(rule, _)| rule).into();
    let providers = providers();
    assert!(!providers.is_empty());
    let toy = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/providers/toy");
    for provider in providers.into_iter().chain([toy]) {
        let scale = provider.join("scale.toml");
        let text = fs::read_to_string(&scale).unwrap_or_else(|_| panic!("{}", scale.display()));
        let held: BTreeMap<String, Held> = toml::from_str(&text).unwrap();
        let said: BTreeSet<&str> = held.keys().map(String::as_str).collect();
        assert_eq!(said, rules, "{}", scale.display());
        for (rule, held) in held {
            match held {
                Held::Exempt(why) => assert!(why.len() > 20, "{rule}: no reason"),
                Held::Done(tests) => {
                    assert!(!tests.is_empty(), "{rule}: no test");
                    for test in tests {
                        assert!(is_there(&test), "{rule}: there is no test {test}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_test_that_was_renamed_is_missed() {
    assert!(is_there(
        "core::resets::no_failure_of_reach_signs_anybody_out"
    ));
    assert!(!is_there("core::resets::no_failure_of_reach"));
    assert!(!is_there(
        "core::names::no_failure_of_reach_signs_anybody_out"
    ));
    assert!(!is_there("core::scene::soon"), "it is no test");
    assert!(!is_there("contract::account::it_is_good"));
    assert!(!is_there("providers::contract::theirs"));
}

pub(crate) fn providers() -> Vec<PathBuf> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let entries = fs::read_dir(src)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    entries
        .filter(|path| path.is_dir())
        .filter(|path| !SHARED.iter().any(|shared| path.ends_with(shared)))
        .collect()
}

/// `where::file::test`; of the contract `contract::area::line`, and `providers::contract::name` for the whole of it over one provider.
fn is_there(test: &str) -> bool {
    let [place, file, name] = test.split("::").collect::<Vec<_>>().try_into().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    let folder = match place {
        "contract" => "tests/provider-contract/src",
        "core" => "src-tauri/crates/core/tests/core",
        "journeys" => "tests/journeys/tests/journeys",
        "providers" => "src-tauri/crates/providers/tests/providers",
        "service" => "src-tauri/crates/service/tests/service",
        "window" => "tests/window/tests/window",
        other => panic!("tests of {other}?"),
    };
    let read = |file: &str| {
        let path = root.join(folder).join(file).with_extension("rs");
        fs::read_to_string(path).unwrap_or_default()
    };
    let text = read(file);
    match (place, file) {
        // A line of the contract is a test by being in its list.
        ("contract", area) => {
            text.contains(&format!("fn {name}<"))
                && read("lib").contains(&format!("{area}::{name},"))
        }
        ("providers", _) if text.contains(&format!("provider_contract!({name}: ")) => true,
        _ => ["fn", "async fn"].iter().any(|function| {
            ["#[test]", "#[tokio::test]"]
                .iter()
                .any(|test| text.contains(&format!("{test}\n{function} {name}(")))
        }),
    }
}
