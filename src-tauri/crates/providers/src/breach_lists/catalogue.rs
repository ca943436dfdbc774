//! A list of breaches in the form of Have I Been Pwned: `GET <address>/breaches` answers all of them as JSON. Nothing about the
//! owner is sent, not even which makes they have: the list is looked through here.

use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate};
use porchlight_core::alerts::DataKind;
use porchlight_core::listed_breaches::ListedBreach;
use porchlight_core::plain_text;
use porchlight_core::ports::breach_catalogue::{BreachCatalogue, CatalogueAnswer};
use porchlight_core::ports::breach_list::NoAnswer;
use porchlight_core::ports::provider::ServiceError;
use porchlight_core::time::Timestamp;
use reqwest::StatusCode;
use reqwest::header::IF_NONE_MATCH;
use serde::Deserialize;
use url::Url;

use crate::registry::{allowed, route_to};
use crate::transport::{Network, Transport};

/// Free and without a key for the list itself.
pub const HAVE_I_BEEN_PWNED: &str = "https://haveibeenpwned.com/api/v3";

/// The whole list is about 2 MB.
const PATIENCE: Duration = Duration::from_secs(30);
/// A version that is longer is none.
const LONGEST_VERSION: usize = 200;
const LONGEST_TEXT: usize = 120;
const MOST_CLASSES: usize = 40;

/// A list at some address.
pub struct Catalogue {
    url: Url,
    transport: Transport,
}

impl Catalogue {
    /// # Errors
    /// [`ServiceError::AddressNotAllowed`] when it is no https address and not loopback.
    pub fn at(address: &str, mut network: Network) -> Result<Self, ServiceError> {
        let mut url = allowed(address)?;
        let path = format!("{}/breaches", url.path().trim_end_matches('/'));
        url.set_path(&path);
        network.limits.total = network.limits.total.min(PATIENCE);
        let transport = Transport::new(network, route_to(&url));
        Ok(Self { url, transport })
    }
}

#[async_trait]
impl BreachCatalogue for Catalogue {
    async fn breaches(&self, version: Option<&str>) -> Result<CatalogueAnswer, NoAnswer> {
        let asked = async {
            let mut request = self.transport.client().await?.get(self.url.clone());
            if let Some(version) = version {
                request = request.header(IF_NONE_MATCH, version);
            }
            let answer = self.transport.send(request).await?;
            match answer.status {
                StatusCode::NOT_MODIFIED if version.is_some() => Ok(CatalogueAnswer::NotModified),
                StatusCode::OK => {
                    let listed: Vec<serde_json::Value> = answer.json()?;
                    Ok(CatalogueAnswer::Breaches {
                        breaches: listed.into_iter().filter_map(breach).collect(),
                        version: answer
                            .version
                            .filter(|version| version.len() <= LONGEST_VERSION),
                    })
                }
                _ => Err(answer.refusal_by_status()),
            }
        };
        asked.await.map_err(|error: ServiceError| {
            tracing::info!(%error, "the list of breaches does not answer");
            NoAnswer
        })
    }
}

/// As it is listed. What a newer list says besides is passed over; its description is HTML, and is not read at all.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Listed {
    name: String,
    #[serde(default)]
    title: String,
    domain: String,
    breach_date: String,
    added_date: String,
    #[serde(default)]
    pwn_count: Option<u64>,
    #[serde(default)]
    data_classes: Vec<String>,
    #[serde(default)]
    is_fabricated: bool,
    #[serde(default)]
    is_retired: bool,
    #[serde(default)]
    is_spam_list: bool,
}

/// `None` for what is no breach of a service, and for an entry that cannot be read: the others still count.
fn breach(value: serde_json::Value) -> Option<ListedBreach> {
    let listed: Listed = serde_json::from_value(value).ok()?;
    if listed.is_fabricated || listed.is_retired || listed.is_spam_list || listed.domain.is_empty()
    {
        return None;
    }
    let day = NaiveDate::parse_from_str(&listed.breach_date, "%Y-%m-%d").ok()?;
    let midnight = day.and_hms_opt(0, 0, 0)?.and_utc();
    let added = DateTime::parse_from_rfc3339(&listed.added_date).ok()?;
    let classes: Vec<_> = listed.data_classes.into_iter().take(MOST_CLASSES).collect();
    let mut data: Vec<_> = classes.iter().filter_map(|class| kind(class)).collect();
    data.sort();
    data.dedup();
    let title = one_line(&listed.title);
    Some(ListedBreach {
        title: if title.is_empty() {
            one_line(&listed.name)
        } else {
            title
        },
        name: one_line(&listed.name),
        domain: listed.domain.to_ascii_lowercase(),
        happened: Timestamp::from_seconds(midnight.timestamp()),
        added: Timestamp::from_seconds(added.timestamp()),
        accounts: listed.pwn_count,
        data,
        other_data: classes
            .iter()
            .filter(|class| kind(class).is_none())
            .map(|class| one_line(class))
            .collect(),
    })
}

fn kind(class: &str) -> Option<DataKind> {
    match class.to_ascii_lowercase().as_str() {
        "auth tokens" => Some(DataKind::SessionTokens),
        "email addresses" => Some(DataKind::EmailAddresses),
        "genders" | "physical attributes" => Some(DataKind::BodyData),
        "passwords" => Some(DataKind::Passwords),
        "photos" => Some(DataKind::Pictures),
        _ => None,
    }
}

/// Plain text on one line: nothing that hides, or turns the line around.
fn one_line(text: &str) -> String {
    plain_text::one_line(text, LONGEST_TEXT)
}
