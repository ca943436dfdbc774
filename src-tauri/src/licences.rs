//! The list of what is linked, for the window's "About": written down from cargo's and npm's own account. `make bindings` renews it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// What of npm ends up in the page. The rest builds it.
const IN_THE_PAGE: [&str; 6] = [
    "@fontsource-variable/inter",
    "@hpke/core",
    "@lucide/svelte",
    "@tauri-apps/api",
    "bits-ui",
    "svelte",
];

type Parts = BTreeMap<String, BTreeSet<String>>;

#[test]
fn licences_are_up_to_date() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut parts = Parts::new();
    add_crates(&root, &mut parts);
    add_packages(&root, &mut parts);
    let file = root.join("ui/src/features/settings/licences.gen.json");
    let own = std::fs::read_to_string(root.join("LICENSE")).unwrap();
    let now = written(&own, &parts);
    if std::env::var_os("UPDATE_BINDINGS").is_some() {
        std::fs::write(file, now).unwrap();
    } else {
        assert!(
            std::fs::read_to_string(file).is_ok_and(|written| written == now),
            "ui/src/features/settings/licences.gen.json is not what is linked: run `make bindings`"
        );
    }
}

/// Those of every system, as `Cargo.lock` has them.
fn add_crates(root: &Path, parts: &mut Parts) {
    let told = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--offline", "--locked"])
        .current_dir(root)
        .output()
        .unwrap();
    assert!(
        told.status.success(),
        "{}",
        String::from_utf8_lossy(&told.stderr)
    );
    let told: Value = serde_json::from_slice(&told.stdout).unwrap();
    let packages: BTreeMap<&str, &Value> = list(&told["packages"])
        .map(|package| (text(&package["id"]), package))
        .collect();
    let nodes: BTreeMap<&str, &Value> = list(&told["resolve"]["nodes"])
        .map(|node| (text(&node["id"]), node))
        .collect();
    let (program, _) = packages
        .iter()
        .find(|(_, package)| package["name"] == "porchlight")
        .unwrap();
    let (mut seen, mut left) = (BTreeSet::new(), vec![*program]);
    while let Some(id) = left.pop() {
        if !seen.insert(id) {
            continue;
        }
        let linked = list(&nodes[id]["deps"])
            .filter(|dependency| list(&dependency["dep_kinds"]).any(|kind| kind["kind"].is_null()));
        left.extend(linked.map(|dependency| text(&dependency["pkg"])));
        let package = packages[id];
        // Ours have no source.
        if !package["source"].is_null() {
            add(parts, text(&package["name"]), package["license"].as_str());
        }
    }
}

fn add_packages(root: &Path, parts: &mut Parts) {
    for name in IN_THE_PAGE {
        let file = root.join("ui/node_modules").join(name).join("package.json");
        let package: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
        add(parts, name, package["license"].as_str());
    }
}

fn add(parts: &mut Parts, name: &str, licence: Option<&str>) {
    let licences = parts.entry(name.to_owned()).or_default();
    licences.insert(licence.unwrap_or("its own").to_owned());
}

/// As prettier would.
fn written(own: &str, parts: &Parts) -> String {
    let lines: Vec<_> = parts
        .iter()
        .map(|(name, licences)| {
            let licences: Vec<_> = licences.iter().map(String::as_str).collect();
            let name = serde_json::json!(name);
            let licences = serde_json::json!(licences.join(", "));
            format!("    [{name}, {licences}]")
        })
        .collect();
    let (own, lines) = (serde_json::json!(own), lines.join(",\n"));
    format!("{{\n  \"own\": {own},\n  \"parts\": [\n{lines}\n  ]\n}}\n")
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
