//! The public list of breaches: what is asked, and what is made of the answer.

use porchlight_core::alerts::DataKind;
use porchlight_core::listed_breaches::ListedBreach;
use porchlight_core::ports::breach_catalogue::{BreachCatalogue, CatalogueAnswer};
use porchlight_core::ports::breach_list::NoAnswer;
use porchlight_core::ports::provider::ServiceError;
use porchlight_core::time::Timestamp;
use porchlight_providers::breach_lists::Catalogue;
use porchlight_simulators::breach_catalogue::KnownBreaches;
use porchlight_simulators::unruly::{Manners, Reply, Unruly};
use serde_json::json;

use crate::home::{impatient, patient};

async fn listed(list: &Catalogue, version: Option<&str>) -> (Vec<ListedBreach>, Option<String>) {
    match list.breaches(version).await {
        Ok(CatalogueAnswer::Breaches { breaches, version }) => (breaches, version),
        other => panic!("no list: {other:?}"),
    }
}

#[tokio::test]
async fn the_whole_list_is_asked_for_and_nothing_about_the_owner_is_said() {
    let server = KnownBreaches::start().await.unwrap();
    server.list("Wyze", "Wyze.com", "2019-12-04", &["Email addresses"]);
    let list = Catalogue::at(&server.url(), patient()).unwrap();
    let (breaches, version) = listed(&list, None).await;
    assert_eq!(
        breaches,
        [ListedBreach {
            name: "Wyze".into(),
            title: "Wyze".into(),
            domain: "wyze.com".into(),
            happened: Timestamp::from_seconds(1_575_417_600),
            added: Timestamp::from_seconds(1_575_503_999),
            accounts: Some(2_400_000),
            data: vec![DataKind::EmailAddresses],
            other_data: vec![],
        }]
    );
    let version = version.unwrap();
    assert_eq!(
        list.breaches(Some(&version)).await,
        Ok(CatalogueAnswer::NotModified)
    );
    server.list("Ring", "ring.com", "2020-01-01", &[]);
    assert_eq!(listed(&list, Some(&version)).await.0.len(), 2);
    for question in server.asked() {
        assert_eq!(question.target, "GET /api/v3/breaches");
        assert!(question.body.is_empty());
        let mut names: Vec<_> = question
            .headers
            .iter()
            .map(|(name, _)| name.as_str())
            .filter(|name| *name != "if-none-match")
            .collect();
        names.sort_unstable();
        assert_eq!(names, ["accept", "host", "user-agent"]);
    }
}

#[tokio::test]
async fn what_cannot_be_read_what_is_no_breach_and_what_is_new_to_us_are_passed_over() {
    let server = KnownBreaches::start().await.unwrap();
    server.list_as_it_is(json!("a word"));
    server.list_as_it_is(json!({ "Name": "No date", "Domain": "wyze.com" }));
    for flag in ["IsFabricated", "IsRetired", "IsSpamList"] {
        server.list_as_it_is(json!({
            "Name": flag, "Domain": "wyze.com", "BreachDate": "2019-12-04",
            "AddedDate": "2019-12-05T00:00:00Z", flag: true,
        }));
    }
    server.list_as_it_is(json!({
        "Name": "Plain", "Title": "<b>Wy\u{202e}ze</b>\n", "Domain": "wyze.com", "BreachDate": "2019-12-04",
        "AddedDate": "2019-12-05T00:00:00Z", "PwnCount": null, "Moon": ["full"],
        "DataClasses": ["Genders", "Passwords", "Physical attributes", "Bone\u{7} density"],
    }));
    let list = Catalogue::at(&server.url(), patient()).unwrap();
    let (breaches, _) = listed(&list, None).await;
    let [plain] = &breaches[..] else {
        panic!("one of them: {breaches:#?}");
    };
    // Shown as text, as it is written.
    assert_eq!(plain.title, "<b>Wyze</b>");
    assert_eq!(plain.accounts, None);
    assert_eq!(plain.data, [DataKind::BodyData, DataKind::Passwords]);
    assert_eq!(plain.other_data, ["Bone density"]);
}

#[tokio::test]
async fn a_list_that_misbehaves_does_not_answer() {
    for manners in [
        Manners::Silent,
        Manners::StopsInTheMiddle,
        Manners::HangsUp,
        Manners::NeverStops,
        Manners::NotHttp,
        Manners::Says(Reply::html(200)),
        Manners::Says(Reply::html(302).with("Location", "http://127.0.0.1:1/")),
        // Nobody asked whether something had changed.
        Manners::Says(Reply::html(304)),
        Manners::Says(Reply::html(403)),
        Manners::Says(Reply::html(429)),
        Manners::Says(Reply::json(200, "{}")),
    ] {
        let server = Unruly::start(manners.clone()).await.unwrap();
        let list = Catalogue::at(&server.url(), impatient()).unwrap();
        assert_eq!(list.breaches(None).await, Err(NoAnswer), "{manners:?}");
    }
}

#[test]
fn a_list_of_breaches_in_the_clear_is_for_this_computer_only() {
    for bad in ["http://breaches.example", "ftp://breaches.example", ""] {
        let refused = Catalogue::at(bad, patient()).err();
        assert_eq!(refused, Some(ServiceError::AddressNotAllowed), "{bad}");
    }
}
