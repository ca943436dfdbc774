//! The words of tray and notifications, from the catalogue that the window shares.

use std::sync::LazyLock;

use porchlight_core::ports::desktop::Notice;
use porchlight_core::view::{Language, Preferences};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Words {
    pub app_name: String,
    pub all_is_well: String,
    pub needs_you: String,
    pub not_connected: String,
    pub open: String,
    pub quit: String,
    signed_out_title: String,
    signed_out_body: String,
    new_sign_in_title: String,
    new_sign_in_body: String,
    new_sign_in_body_unknown: String,
}

static ENGLISH: LazyLock<Words> =
    LazyLock::new(|| parse(include_str!("../../ui/src/i18n/desktop.en.json")));
static ITALIAN: LazyLock<Words> =
    LazyLock::new(|| parse(include_str!("../../ui/src/i18n/desktop.it.json")));

#[expect(
    clippy::expect_used,
    reason = "part of the program itself, and read by a test"
)]
fn parse(catalogue: &str) -> Words {
    serde_json::from_str(catalogue).expect("the catalogue has every word")
}

pub(crate) fn words(language: Language) -> &'static Words {
    match language {
        Language::En => &ENGLISH,
        Language::It => &ITALIAN,
    }
}

/// The owner's choice, or the desktop's language where we speak it.
pub(crate) fn language(preferences: &Preferences) -> Language {
    preferences.language.unwrap_or_else(desktop_language)
}

pub(crate) fn desktop_language() -> Language {
    // The order of POSIX: the first one that is set decides.
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty());
    of_locale(locale.as_deref())
}

fn of_locale(locale: Option<&str>) -> Language {
    match locale.and_then(|locale| locale.split(['_', '.', '-']).next()) {
        Some("it") => Language::It,
        _ => Language::En,
    }
}

/// Title and body. Plain text: what comes from a service is not markup.
pub(crate) fn notice(notice: &Notice, language: Language) -> (String, String) {
    let words = words(language);
    match notice {
        Notice::SignedOut { service, .. } => (
            words.signed_out_title.clone(),
            words.signed_out_body.replace("{service}", service),
        ),
        Notice::NewSignIn { place: Some(place) } => (
            words.new_sign_in_title.clone(),
            words.new_sign_in_body.replace("{place}", place),
        ),
        Notice::NewSignIn { place: None } => (
            words.new_sign_in_title.clone(),
            words.new_sign_in_body_unknown.clone(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_there_in_both_languages() {
        for language in [Language::En, Language::It] {
            let words = words(language);
            assert!(words.signed_out_body.contains("{service}"));
            assert!(words.new_sign_in_body.contains("{place}"));
        }
    }

    #[test]
    fn the_desktops_language_is_used_where_we_speak_it() {
        for (locale, expected) in [
            (Some("it_IT.UTF-8"), Language::It),
            (Some("it"), Language::It),
            (Some("de_DE.UTF-8"), Language::En),
            (Some("C"), Language::En),
            (None, Language::En),
        ] {
            assert_eq!(of_locale(locale), expected, "{locale:?}");
        }
        let chosen = Preferences {
            language: Some(Language::It),
            ..Preferences::default()
        };
        assert_eq!(language(&chosen), Language::It);
    }

    #[test]
    fn a_notice_says_who_or_where() {
        let (_, body) = notice(
            &Notice::NewSignIn {
                place: Some("Lyon".into()),
            },
            Language::En,
        );
        assert!(body.contains("Lyon"));
        let (title, _) = notice(&Notice::NewSignIn { place: None }, Language::It);
        assert!(title.contains("accesso"));
    }
}
