//! An owner changes the password over a bad line, and a list of leaked passwords is asked.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use porchlight_core::password::breach::{Breach, look_up};
use porchlight_core::ports::grant::Grant;
use porchlight_core::ports::password::{PasswordChange, PasswordChanged, PasswordError};
use porchlight_core::ports::provider::ServiceError;
use porchlight_core::ports::two_factor::OtherSessions;
use porchlight_core::secret::Password;
use porchlight_providers::breach_lists::RangeList;
use porchlight_simulators::breach_list::LeakedPasswords;
use porchlight_simulators::proxy::Fate;
use porchlight_simulators::unruly::{Manners, Reply, Unruly};

use crate::home::{Home, PASSWORD, impatient, patient};

const NEW: &str = "nine geese over the mill pond";
const FINISH: &str = "/v1/password/finish";

impl Home {
    async fn change(
        &self,
        credential: &Grant,
        old: &str,
        new: &str,
        others: OtherSessions,
    ) -> Result<PasswordChanged, PasswordError> {
        let change = PasswordChange {
            old: Password::new(old),
            new: Password::new(new),
            factor: None,
            others,
        };
        let service = self.provider.password().unwrap();
        service.change_password(credential, &change).await
    }

    async fn opens_with(&self, right: &str, wrong: &str) {
        self.sign_in(right).await.unwrap();
        let refused = self.sign_in(wrong).await.unwrap_err();
        assert_eq!(refused, ServiceError::WrongCredentials);
    }
}

#[tokio::test]
async fn the_new_password_signs_in_and_names_are_readable_with_it() {
    let (home, credential) = Home::signed_in().await;
    let other = home.sign_in(PASSWORD).await.unwrap().grant();
    let changed = home.change(&credential, PASSWORD, NEW, OtherSessions::End);
    assert_eq!(changed.await, Ok(PasswordChanged::Now));
    let account = home.provider.account().unwrap();
    account.name_computer(&credential, "study").await.unwrap();
    let devices = home.provider.devices().unwrap();
    let ended = devices.computers(&other).await.unwrap_err();
    assert!(matches!(ended, ServiceError::SessionEnded { .. }));
    home.opens_with(NEW, PASSWORD).await;
    // Sealed by the one, opened by the other: it is the same vault key.
    let again = home.sign_in(NEW).await.unwrap().grant();
    let names = devices.computers(&again).await.unwrap();
    assert!(names.iter().any(|one| one.name.as_deref() == Some("study")));
    let wrong = home.change(&credential, PASSWORD, "another one", OtherSessions::Stay);
    let wrong = wrong.await.unwrap_err();
    assert_eq!(wrong, ServiceError::WrongCredentials.into());
}

#[tokio::test]
async fn an_answer_that_is_lost_once_is_asked_for_again() {
    let (home, credential) = Home::signed_in().await;
    let lost = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&lost);
    home.proxy.rule(move |seen| {
        if seen.path == FINISH && count.fetch_add(1, Ordering::SeqCst) == 0 {
            Fate::AnswerLost
        } else {
            Fate::Forwarded
        }
    });
    let changed = home.change(&credential, PASSWORD, NEW, OtherSessions::Stay);
    assert_eq!(changed.await, Ok(PasswordChanged::Now));
    assert_eq!(lost.load(Ordering::SeqCst), 2);
    home.opens_with(NEW, PASSWORD).await;
}

#[tokio::test]
async fn a_line_that_stays_bad_leaves_one_good_password_and_the_next_try_tells_which() {
    for (fate, next) in [
        (Fate::AnswerLost, PasswordChanged::Before),
        // The page of a hotel, which says that all is well.
        (Fate::Answered(Reply::html(200)), PasswordChanged::Now),
    ] {
        let (home, credential) = Home::signed_in().await;
        home.proxy.rule(move |seen| match seen.path.as_str() {
            FINISH => fate.clone(),
            _ => Fate::Forwarded,
        });
        let changed = home.change(&credential, PASSWORD, NEW, OtherSessions::Stay);
        assert_eq!(changed.await, Err(PasswordError::Unclear));
        home.proxy.rule(|_| Fate::Forwarded);
        let again = home.change(&credential, PASSWORD, NEW, OtherSessions::Stay);
        assert_eq!(again.await, Ok(next));
        home.opens_with(NEW, PASSWORD).await;
    }
}

#[tokio::test]
async fn the_list_learns_five_digits_and_nothing_else() {
    let list = LeakedPasswords::start(&[("password", 9_545_824), (NEW, 2)])
        .await
        .unwrap();
    let asks = RangeList::at(&list.url(), patient()).unwrap();
    let found = async |password: &str| look_up(Some(&asks), &Password::new(password)).await;
    assert_eq!(found("password").await, Breach::Found { times: 9_545_824 });
    assert_eq!(found(NEW).await, Breach::Found { times: 2 });
    assert_eq!(found("eleven geese").await, Breach::NotFound);
    let asked = list.asked();
    assert_eq!(asked[0].target, "GET /range/5BAA6");
    for question in &asked {
        assert!(question.body.is_empty());
        let header = |name: &str| {
            let found = question.headers.iter().find(|(header, _)| header == name);
            found.map(|(_, value)| value.as_str())
        };
        assert_eq!(header("add-padding"), Some("true"));
        assert!(header("user-agent").unwrap().starts_with("Porchlight/"));
        let names: Vec<_> = question
            .headers
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        assert_eq!(names.len(), 4, "{names:?}");
    }
}

#[tokio::test]
async fn a_list_that_misbehaves_could_not_be_asked() {
    for manners in [
        Manners::Silent,
        Manners::StopsInTheMiddle,
        Manners::HangsUp,
        Manners::CutsTheBody,
        Manners::NeverStops,
        Manners::HugeHeaders,
        Manners::NotHttp,
        Manners::Says(Reply::html(200)),
        Manners::Says(Reply::html(302).with("Location", "http://127.0.0.1:1/")),
        Manners::Says(Reply::html(404)),
        Manners::Says(Reply::html(429)),
        Manners::Says(Reply::html(503)),
        Manners::Says(Reply::json(200, "")),
        Manners::Says(Reply::json(200, "{}")),
    ] {
        let server = Unruly::start(manners.clone()).await.unwrap();
        let asks = RangeList::at(&server.url(), impatient()).unwrap();
        let found = look_up(Some(&asks), &Password::new("password")).await;
        assert_eq!(found, Breach::NotChecked, "{manners:?}");
    }
    let nobody = Unruly::nowhere().await.unwrap();
    let nobody = RangeList::at(&nobody, impatient()).unwrap();
    let found = look_up(Some(&nobody), &Password::new("password")).await;
    assert_eq!(found, Breach::NotChecked);
}

#[test]
fn a_list_in_the_clear_is_for_this_computer_only() {
    for bad in ["http://leaks.example", "ftp://leaks.example", ""] {
        let refused = RangeList::at(bad, patient()).err();
        assert_eq!(refused, Some(ServiceError::AddressNotAllowed), "{bad}");
    }
}
