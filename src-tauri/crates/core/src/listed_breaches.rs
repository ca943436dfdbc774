//! Breaches in a public list, of the makes that the owner has cameras of: which entries are news.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::alerts::DataKind;
use crate::time::Timestamp;

/// Makes whose breaches can be listened for. Alphabetical.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type,
)]
#[serde(rename_all = "snake_case")]
pub enum Make {
    Arlo,
    Blink,
    Eufy,
    Nest,
    Reolink,
    Ring,
    Tapo,
    Ubiquiti,
    Wyze,
}

/// One entry of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ListedBreach {
    /// Names it in the list, and never changes.
    pub name: String,
    /// Plain text.
    pub title: String,
    /// Lower case.
    pub domain: String,
    /// When it happened, as far as the list knows: the day's beginning in UTC.
    pub happened: Timestamp,
    /// When the list took it in.
    pub added: Timestamp,
    /// A number that JavaScript can hold.
    #[specta(type = Option<f64>)]
    pub accounts: Option<u64>,
    /// What of it has a word here.
    pub data: Vec<DataKind>,
    /// What has none, in the list's words. Plain text.
    pub other_data: Vec<String>,
}

/// What the owner wants.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct BreachWish {
    /// Off until the owner turns it on.
    pub on: bool,
    /// Beside the services that are connected.
    pub makes: BTreeSet<Make>,
}

/// What has been looked at, as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BreachWatch {
    /// When the list was asked last.
    pub tried_at: Option<Timestamp>,
    /// When it answered last.
    pub looked_at: Option<Timestamp>,
    /// Not before.
    pub next_at: Option<Timestamp>,
    /// Of the last answer.
    pub version: Option<String>,
    /// Names of what was told, by domain. A domain that is not here has not been looked at.
    pub told: BTreeMap<String, BTreeSet<String>>,
}

/// What a look has found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BreachNews {
    /// Of before the first look, of the last ten years; newest first.
    pub known_before: Vec<ListedBreach>,
    /// In the order in which the list took them in.
    pub new: Vec<ListedBreach>,
}

/// What happened earlier than this before the first look is not told any more: passwords and addresses have moved on.
const TEN_YEARS_MS: i64 = 10 * 365 * 24 * 60 * 60 * 1000;

impl Make {
    pub const ALL: [Self; 9] = [
        Self::Arlo,
        Self::Blink,
        Self::Eufy,
        Self::Nest,
        Self::Reolink,
        Self::Ring,
        Self::Tapo,
        Self::Ubiquiti,
        Self::Wyze,
    ];

    /// As breaches are listed under.
    pub fn domains(self) -> &'static [&'static str] {
        match self {
            Self::Arlo => &["arlo.com"],
            Self::Blink => &["blinkforhome.com"],
            Self::Eufy => &["eufy.com", "eufylife.com"],
            Self::Nest => &["nest.com"],
            Self::Reolink => &["reolink.com"],
            Self::Ring => &["ring.com"],
            Self::Tapo => &["tapo.com", "tp-link.com"],
            Self::Ubiquiti => &["ubnt.com", "ui.com"],
            Self::Wyze => &["wyze.com", "wyzecam.com"],
        }
    }

    /// The make that a model's name begins with.
    pub fn of_model(model: &str) -> Option<Self> {
        let first = model.split_whitespace().next()?;
        let named = |make: &Self| format!("{make:?}").eq_ignore_ascii_case(first);
        Self::ALL.into_iter().find(named)
    }
}

impl BreachWatch {
    /// Notes what a list says about `domains`, and returns what is to be told.
    pub fn hear(
        &mut self,
        domains: &BTreeSet<String>,
        listed: Vec<ListedBreach>,
        now: Timestamp,
    ) -> BreachNews {
        let mut news = BreachNews {
            known_before: Vec::new(),
            new: Vec::new(),
        };
        let first_look: BTreeSet<_> = domains
            .iter()
            .filter(|domain| !self.told.contains_key(*domain))
            .cloned()
            .collect();
        for domain in &first_look {
            self.told.insert(domain.clone(), BTreeSet::new());
        }
        // What is not followed any more is a first look when it is followed again.
        self.told.retain(|domain, _| domains.contains(domain));
        for breach in listed {
            let Some(domain) = watched(domains, &breach.domain) else {
                continue;
            };
            let told = self.told.entry(domain.to_owned()).or_default();
            if !told.insert(breach.name.clone()) {
                continue;
            }
            if !first_look.contains(domain) {
                news.new.push(breach);
            } else if now.0.saturating_sub(breach.happened.0) <= TEN_YEARS_MS {
                news.known_before.push(breach);
            }
        }
        news.known_before
            .sort_by_key(|breach| std::cmp::Reverse(breach.happened));
        news.new.sort_by_key(|breach| breach.added);
        news
    }

    /// The list must be asked in full: there is something that it was never looked through for.
    pub fn is_new_to(&self, domains: &BTreeSet<String>) -> bool {
        domains.iter().any(|domain| !self.told.contains_key(domain))
    }
}

/// The same domain, or one below it: `api.wyze.com` is Wyze's.
fn watched<'a>(domains: &'a BTreeSet<String>, listed: &str) -> Option<&'a str> {
    let below = |domain: &&String| {
        listed == domain.as_str()
            || listed
                .strip_suffix(domain.as_str())
                .is_some_and(|rest| rest.ends_with('.'))
            || domain
                .strip_suffix(listed)
                .is_some_and(|rest| rest.ends_with('.') && listed.contains('.'))
    };
    domains.iter().find(below).map(String::as_str)
}
