//! What a provider is called is known in its own folder, in the registry, and in the words of the window.

use std::fs;
use std::path::{Path, PathBuf};

use crate::scale::providers;

/// Where no provider is named. The window's words for people may name a maker.
const ROOMS: [&str; 3] = ["../core/src", "../../src", "../../../ui/src"];
const WORDS: &str = "i18n";
/// What the product is called as well: it is a provider's name where it stands alone.
const PRODUCT: &str = "porchlight";

#[test]
fn no_room_but_its_own_knows_what_a_provider_is_called() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut names: Vec<String> = providers()
        .iter()
        .filter_map(|folder| Some(folder.file_name()?.to_str()?.to_owned()))
        .collect();
    names.push(porchlight_providers::registry::DEMO_HOME.to_owned());
    let mut looked_at = 0;
    for room in ROOMS {
        for file in sources(&here.join(room)) {
            let text = fs::read_to_string(&file).unwrap();
            looked_at += 1;
            for name in &names {
                let quoted = [format!("\"{name}\""), format!("'{name}'")];
                let named = if name == PRODUCT {
                    // The program, its folder and its log are called so too.
                    room.ends_with("core/src") && quoted.iter().any(|name| text.contains(name))
                } else if *name == porchlight_providers::registry::DEMO_HOME {
                    quoted.iter().any(|name| text.contains(name))
                } else {
                    text.to_lowercase().contains(name.as_str())
                };
                assert!(!named, "{name} in {}", file.display());
            }
        }
    }
    assert!(looked_at > 300, "{looked_at}");
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let kind = path.extension().and_then(|kind| kind.to_str());
        if path.is_dir() {
            if !path.ends_with(WORDS) {
                found.extend(sources(&path));
            }
        } else if matches!(kind, Some("rs" | "ts" | "svelte")) {
            found.push(path);
        }
    }
    found
}
