//! What the owner prefers. What was not written is what it was before it could be chosen.

use std::collections::BTreeSet;

use porchlight_core::alerts::notifying;
use porchlight_core::{listed_breaches, view};
use serde::{Deserialize, Serialize};

use super::Kept;
use super::listed_breaches::Make;
use super::translate::{Translate, translated};

impl Kept for view::Preferences {
    type Format = Preferences;
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(in crate::local_store) struct Preferences {
    language: Option<Language>,
    theme: Theme,
    text_size: u16,
    camera_layout: CameraLayout,
    breaches: BreachWish,
    notifications: NotificationPreferences,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::local_store) enum Language {
    En,
    It,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::local_store) enum Theme {
    System,
    Light,
    Dark,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::local_store) enum CameraLayout {
    Grid,
    List,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::local_store) struct BreachWish {
    on: bool,
    makes: BTreeSet<Make>,
}

#[derive(Serialize, Deserialize)]
pub(in crate::local_store) struct NotificationPreferences {
    cameras: Notify,
    exposures: Notify,
    integrations: Notify,
    security: Notify,
    quiet: QuietHours,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::local_store) enum Notify {
    Always,
    Important,
    Never,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::local_store) struct QuietHours {
    on: bool,
    from: u16,
    to: u16,
    danger_rings: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            language: None,
            theme: Theme::System,
            text_size: 100,
            camera_layout: CameraLayout::Grid,
            breaches: BreachWish::default(),
            notifications: NotificationPreferences {
                cameras: Notify::Important,
                exposures: Notify::Always,
                integrations: Notify::Always,
                security: Notify::Always,
                quiet: QuietHours {
                    on: false,
                    from: 22 * 60,
                    to: 7 * 60,
                    danger_rings: true,
                },
            },
        }
    }
}

translated!(struct Preferences = view::Preferences {
    language,
    theme,
    text_size,
    camera_layout,
    breaches,
    notifications,
});
translated!(enum Language = view::Language { En, It });
translated!(enum Theme = view::Theme { System, Light, Dark });
translated!(enum CameraLayout = view::CameraLayout { Grid, List });
translated!(struct BreachWish = listed_breaches::BreachWish { on, makes });
translated!(struct NotificationPreferences = notifying::NotificationPreferences {
    cameras,
    exposures,
    integrations,
    security,
    quiet,
});
translated!(enum Notify = notifying::Notify { Always, Important, Never });
translated!(struct QuietHours = notifying::QuietHours { on, from, to, danger_rings });
