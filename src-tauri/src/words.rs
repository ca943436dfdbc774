//! The words of tray and notifications, from the catalogue that the window shares.

use std::sync::LazyLock;

use porchlight_core::ports::desktop::Notice;
use porchlight_core::view::{Language, Preferences};
use porchlight_service::demo::DEMO_NAME;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Words {
    pub app_name: String,
    demo_home: String,
    pub all_is_well: String,
    pub needs_you: String,
    pub not_connected: String,
    pub asking: String,
    cameras_offline: String,
    cameras_offline_one: String,
    pub no_cameras: String,
    pub partly_connected: String,
    pub open: String,
    pub quit: String,
    signed_out_title: String,
    signed_out_body: String,
    new_sign_in_title: String,
    new_sign_in_body: String,
    new_sign_in_body_unknown: String,
    account_changed_title: String,
    account_changed_body: String,
    recovery_activated_title: String,
    recovery_activated_body: String,
    pub unread: String,
    pub unread_one: String,
    unnamed_camera: String,
    camera_changed_title: String,
    camera_changed_body: String,
    camera_gone_title: String,
    camera_gone_body: String,
    camera_removed_title: String,
    camera_removed_body: String,
    corrected_title: String,
    corrected_body: String,
    exposed_title: String,
    exposed_body: String,
    integration_linked_title: String,
    integration_linked_body: String,
    integration_unlinked_title: String,
    integration_unlinked_body: String,
    pub closing_title: String,
    pub closing_body: String,
    pub closing_stay: String,
    kept_back_title: String,
    kept_back_body: String,
    kept_back_body_one: String,
    listed_breach_title: String,
    listed_breach_body: String,
    while_away_title: String,
    while_away_body: String,
    while_away_important: String,
    several_title: String,
    several_title_one: String,
    several_body: String,
    several_body_one: String,
    two_factor_still_off_title: String,
    two_factor_still_off_body: String,
    /// Heads the file that holds everything a service keeps about its owner.
    pub your_data: String,
    pub your_data_opened: String,
    link_requested_title: String,
    link_requested_body: String,
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
    let (title, body) = match notice {
        Notice::AccountChanged { .. } => {
            (&words.account_changed_title, &words.account_changed_body)
        }
        Notice::CameraChanged { .. } => (&words.camera_changed_title, &words.camera_changed_body),
        Notice::CameraGone { .. } => (&words.camera_gone_title, &words.camera_gone_body),
        Notice::CameraRemoved { .. } => (&words.camera_removed_title, &words.camera_removed_body),
        Notice::Corrected { .. } => (&words.corrected_title, &words.corrected_body),
        Notice::Exposed { .. } => (&words.exposed_title, &words.exposed_body),
        Notice::IntegrationLinked { .. } => (
            &words.integration_linked_title,
            &words.integration_linked_body,
        ),
        Notice::IntegrationUnlinked { .. } => (
            &words.integration_unlinked_title,
            &words.integration_unlinked_body,
        ),
        Notice::KeptBack { count: 1 } => (&words.kept_back_title, &words.kept_back_body_one),
        Notice::KeptBack { .. } => (&words.kept_back_title, &words.kept_back_body),
        Notice::LinkRequested { .. } => (&words.link_requested_title, &words.link_requested_body),
        Notice::ListedBreach => (&words.listed_breach_title, &words.listed_breach_body),
        Notice::NewSignIn { place: Some(_), .. } => {
            (&words.new_sign_in_title, &words.new_sign_in_body)
        }
        Notice::NewSignIn { place: None, .. } => {
            (&words.new_sign_in_title, &words.new_sign_in_body_unknown)
        }
        Notice::RecoveryActivated { .. } => (
            &words.recovery_activated_title,
            &words.recovery_activated_body,
        ),
        Notice::Several { count: 1 } => (&words.several_title_one, &words.several_body_one),
        Notice::Several { .. } => (&words.several_title, &words.several_body),
        Notice::WhileAway { important: 0, .. } => (&words.while_away_title, &words.while_away_body),
        Notice::WhileAway { .. } => (&words.while_away_title, &words.while_away_important),
        Notice::SignedOut { .. } => (&words.signed_out_title, &words.signed_out_body),
        Notice::TwoFactorStillOff { .. } => (
            &words.two_factor_still_off_title,
            &words.two_factor_still_off_body,
        ),
    };
    let filled = |sentence: &String| {
        let fill = |said: String, (gap, filling): &(&str, String)| said.replace(gap, filling);
        fillings(notice, words).iter().fold(sentence.clone(), fill)
    };
    (filled(title), filled(body))
}

/// What a sentence says with something of the notice's own.
fn fillings(notice: &Notice, words: &Words) -> Vec<(&'static str, String)> {
    let camera = |camera: &String| match camera.as_str() {
        "" => ("{camera}", words.unnamed_camera.clone()),
        name => ("{camera}", name.to_owned()),
    };
    let service = |service: &String| match service.as_str() {
        DEMO_NAME => ("{service}", words.demo_home.clone()),
        name => ("{service}", name.to_owned()),
    };
    match notice {
        Notice::CameraChanged { camera: name }
        | Notice::CameraGone { camera: name }
        | Notice::CameraRemoved { camera: name } => vec![camera(name)],
        Notice::AccountChanged { service: name }
        | Notice::Corrected { service: name }
        | Notice::Exposed { service: name }
        | Notice::RecoveryActivated { service: name }
        | Notice::SignedOut { service: name, .. }
        | Notice::TwoFactorStillOff { service: name } => vec![service(name)],
        Notice::IntegrationLinked {
            client,
            service: name,
        }
        | Notice::IntegrationUnlinked {
            client,
            service: name,
        } => vec![service(name), ("{client}", client.clone())],
        Notice::KeptBack { count }
        | Notice::Several { count }
        | Notice::WhileAway { count, .. } => vec![("{count}", count.to_string())],
        Notice::LinkRequested { client } => vec![("{client}", client.clone())],
        Notice::ListedBreach => Vec::new(),
        Notice::NewSignIn {
            place,
            service: name,
        } => {
            let place = place.clone().map(|place| ("{place}", place));
            [service(name)].into_iter().chain(place).collect()
        }
    }
}

pub(crate) fn cameras_offline(count: u32, language: Language) -> String {
    let words = words(language);
    match count {
        1 => words.cameras_offline_one.clone(),
        _ => words.cameras_offline.replace("{count}", &count.to_string()),
    }
}

/// `None` when everything is read.
pub(crate) fn unread(count: u32, language: Language) -> Option<String> {
    let words = words(language);
    match count {
        0 => None,
        1 => Some(words.unread_one.clone()),
        _ => Some(words.unread.replace("{count}", &count.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_there_in_both_languages() {
        for language in [Language::En, Language::It] {
            let words = words(language);
            assert!(words.account_changed_body.contains("{service}"));
            assert!(words.your_data_opened.contains("readableOnlyHere"));
            assert!(words.link_requested_title.contains("{client}"));
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
    fn no_sentence_is_left_with_a_gap() {
        let (service, client) = (|| "Porch".to_owned(), || "Alexa".to_owned());
        let camera = || "Attic".to_owned();
        let notices = [
            Notice::AccountChanged { service: service() },
            Notice::CameraChanged { camera: camera() },
            Notice::CameraGone { camera: camera() },
            Notice::CameraGone {
                camera: String::new(),
            },
            Notice::CameraRemoved { camera: camera() },
            Notice::Corrected { service: service() },
            Notice::Exposed { service: service() },
            Notice::IntegrationLinked {
                client: client(),
                service: service(),
            },
            Notice::IntegrationUnlinked {
                client: client(),
                service: service(),
            },
            Notice::KeptBack { count: 1 },
            Notice::KeptBack { count: 4 },
            Notice::ListedBreach,
            Notice::NewSignIn {
                place: None,
                service: service(),
            },
            Notice::RecoveryActivated { service: service() },
            Notice::Several { count: 10_000 },
            Notice::WhileAway {
                count: 7,
                important: 0,
            },
            Notice::WhileAway {
                count: 7,
                important: 2,
            },
            Notice::TwoFactorStillOff { service: service() },
        ];
        for language in [Language::En, Language::It] {
            for one in &notices {
                let (title, body) = notice(one, language);
                assert!(
                    !title.contains('{') && !body.contains('{'),
                    "{title}: {body}"
                );
                assert!(!title.starts_with(' ') && !body.is_empty());
            }
        }
        let (title, _) = notice(&Notice::Several { count: 10_000 }, Language::En);
        assert_eq!(title, "10000 new alerts");
    }

    #[test]
    fn an_owner_who_reads_italian_is_told_of_the_demo_home_in_italian() {
        let exposed = Notice::Exposed {
            service: DEMO_NAME.into(),
        };
        let (title, _) = notice(&exposed, Language::It);
        assert_eq!(title, "Dati esposti presso Casa di prova");
        let (title, _) = notice(&exposed, Language::En);
        assert_eq!(title, "Demo home exposed account data");
    }

    #[test]
    fn unread_alerts_are_counted_in_words() {
        assert_eq!(unread(0, Language::En), None);
        assert_eq!(
            unread(1, Language::It).as_deref(),
            Some("1 avviso da leggere")
        );
        assert_eq!(unread(3, Language::En).as_deref(), Some("3 unread alerts"));
    }

    #[test]
    fn a_notice_says_from_where_and_at_which_account() {
        let mut sign_in = Notice::NewSignIn {
            place: Some("Lyon".into()),
            service: "Porch · anna@example.org".into(),
        };
        let (_, body) = notice(&sign_in, Language::En);
        assert!(body.starts_with("At Porch · anna@example.org, from Lyon."));
        if let Notice::NewSignIn { place, .. } = &mut sign_in {
            *place = None;
        }
        let (title, body) = notice(&sign_in, Language::It);
        assert!(title.contains("accesso"));
        assert!(body.contains("anna@example.org"));
    }
}
