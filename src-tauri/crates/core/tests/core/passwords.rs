//! Choosing a password and changing it: what is advised, what is refused and why, and what is known when an answer is lost.

use porchlight_core::alerts::AlertKind;
use porchlight_core::cameras::Profile;
use porchlight_core::companion::Answer;
use porchlight_core::error::{Failure, FailureCode};
use porchlight_core::password::{Objection, OwnWords, PasswordHint, Strength, advise};
use porchlight_core::ports::desktop::Notice;
use porchlight_core::ports::provider::{ServiceError, ServiceEventKind};
use porchlight_core::secret::Password;
use porchlight_core::session::EndReason;
use porchlight_core::testing::camera;
use porchlight_core::view::SessionView;
use porchlight_core::view::password::{Breach, PasswordAdvice, PasswordChangedView};
use porchlight_core::view::two_factor::{SecondFactorInput, SecondFactorKind};
use porchlight_soak::rounds;
use proptest::prelude::*;

use crate::scene::{EMAIL, PASSWORD, Scene, soon};

const NEW: &str = "nine geese over the mill pond";
/// Its SHA-1 in the form of the list; found by `printf 'nine geese over the mill pond' | sha1sum`.
const NEW_PREFIX: &str = "56B49";
const NEW_SUFFIX: &str = "EC8023EA1F64939CBA1F8FD07929D1D8931";

fn advice(password: &str, own: &[&str]) -> PasswordAdvice {
    advise(&Password::new(password), &OwnWords::of(own.iter().copied()))
}

impl Scene {
    async fn change_password(&self, old: &str, new: &str) -> Answer<PasswordChangedView> {
        self.change_password_with(old, new, None, false).await
    }

    async fn change_password_with(
        &self,
        old: &str,
        new: &str,
        factor: Option<SecondFactorInput>,
        sign_out_others: bool,
    ) -> Answer<PasswordChangedView> {
        let (old, new) = (Password::new(old), Password::new(new));
        soon(
            self.companion
                .change_password(self.connection, old, new, factor, sign_out_others),
        )
        .await
    }

    async fn not_changed(&self, old: &str, new: &str) -> Failure {
        self.change_password(old, new).await.unwrap_err()
    }
}

#[test]
fn the_most_used_passwords_are_refused_however_they_are_written() {
    for common in [
        "password",
        "12345678",
        "123456789",
        "baseball",
        "football",
        "qwertyuiop",
        "superman",
        "iloveyou",
        "trustno1",
        "sunshine",
        "jennifer",
        "starwars",
        "computer",
        "michelle",
        "11111111",
        "princess",
        "corvette",
        "whatever",
        "password1",
        "rush2112",
        "1q2w3e4r",
        "liverpool",
        "abcd1234",
        "maverick",
        "changeme",
        "letmein1",
        "welcome1",
        "Password",
        "PASSWORD1",
        "P@ssw0rd",
        "drowssap",
        "abcdefgh",
        "aaaaaaaa",
        "password123",
    ] {
        let advice = advice(common, &[]);
        assert_eq!(advice.objection, Some(Objection::Common), "{common}");
        assert_eq!(advice.strength, Strength::VeryWeak, "{common}");
    }
}

#[test]
fn no_kind_of_character_is_asked_for_and_length_is_what_counts() {
    for good in [
        NEW,
        "lamp on the porch at night",
        "quattro gatti sul tetto rosso",
        "кошка на крыше и дождь",
        "aB3$kk9q",
        "😀😃😄😁😆😅😂🤣😊😇",
    ] {
        assert_eq!(advice(good, &[]).objection, None, "{good}");
    }
    assert_eq!(advice(NEW, &[]).strength, Strength::Strong);
    assert_eq!(advice(NEW, &[]).hints, []);
    assert_eq!(advice("aB3$kk9q", &[]).strength, Strength::Fair);
}

#[test]
fn the_owners_own_words_are_no_password_and_weaken_one() {
    let own = ["ada.marchetti@example.org", "Front door", "Casa Marchetti"];
    for word in [
        "marchetti",
        "Marchetti1",
        "frontdoor",
        "Front Door!",
        "FRONT-DOOR-7",
        "casamarchetti",
        "adamarchetti",
    ] {
        let advice = advice(word, &own);
        assert_eq!(advice.objection, Some(Objection::OwnWord), "{word}");
    }
    let with = advice("marchettiwagon", &own);
    assert_eq!(with.hints.first(), Some(&PasswordHint::OwnWords));
    assert!(with.strength < advice("marchettiwagon", &[]).strength);
    // A name among many digits is no name any more.
    assert_eq!(advice("front-93827492837", &own).objection, None);
    // A strong one may hold a name.
    let strong = advice("marchetti counts nine geese over the pond", &own);
    assert_eq!((strong.objection, strong.hints), (None, vec![]));
}

#[test]
fn what_is_weak_is_named() {
    for (password, hint) in [
        ("qwertyuiop12", PasswordHint::CommonPassword),
        ("zxcvfdsaqwer", PasswordHint::KeyboardPattern),
        ("lamplamplamp", PasswordHint::Repeats),
        ("abcdefghijkl", PasswordHint::Sequences),
        ("11-06-1987", PasswordHint::Dates),
        ("photographic", PasswordHint::OneWord),
        ("Photographic", PasswordHint::Capitals),
        ("ph0t0gr@phic", PasswordHint::Substitutions),
        ("photographic", PasswordHint::MoreWords),
    ] {
        let hints = advice(password, &[]).hints;
        assert!(hints.contains(&hint), "{password}: {hints:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(rounds(64)))]
    #[test]
    fn nothing_that_can_be_typed_makes_it_fail(password in "\\PC{0,60}", own in "\\PC{0,20}") {
        let advice = advice(&password, &[&own]);
        prop_assert!(advice.hints.len() <= 14);
    }
}

#[tokio::test]
async fn while_it_is_typed_the_owner_learns_how_strong_it_is_and_nobody_is_asked() {
    let mut door = camera("door", "Heron pond");
    door.profile = Profile {
        room: Some("Boathouse".into()),
        network: Some("Marchetti-Home".into()),
        ..door.profile
    };
    let scene = Scene::signed_in(vec![door]).await;
    let typed = |password: &str| {
        let password = Password::new(password);
        soon(
            scene
                .companion
                .advise_password(scene.connection, String::new(), password),
        )
    };
    // A camera's name, its room, its network, the service, the computer, the address: all are guessed first.
    for own in [
        "heronpond",
        "boathouse",
        "marchettihome",
        "fakeservice",
        "kitchen1",
        "porchlight",
    ] {
        let advice = typed(own).await.unwrap();
        assert_eq!(advice.objection, Some(Objection::OwnWord), "{own}");
    }
    assert_eq!(typed(NEW).await.unwrap().strength, Strength::Strong);
    assert_eq!(scene.leaked.asked(), [""; 0]);
}

#[tokio::test]
async fn a_list_of_leaked_passwords_sees_five_digits_and_holds_nobody_up() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    let look = || {
        let password = Password::new(NEW);
        soon(scene.companion.look_up_password(scene.connection, password))
    };
    assert_eq!(look().await.unwrap(), Breach::NotChecked);
    scene.leaked.say(Some("<html>Welcome to our hotel</html>"));
    assert_eq!(look().await.unwrap(), Breach::NotChecked);
    scene
        .leaked
        .say(Some(&format!("{}:4\r\n{NEW_SUFFIX}:0", "0".repeat(35))));
    assert_eq!(look().await.unwrap(), Breach::NotFound);
    scene.leaked.say(Some(&format!("{NEW_SUFFIX}:37")));
    assert_eq!(look().await.unwrap(), Breach::Found { times: 37 });
    assert_eq!(scene.leaked.asked(), [NEW_PREFIX; 4]);
}

#[tokio::test]
async fn in_the_demo_home_no_list_is_asked() {
    let scene = Scene::bare(vec![camera("door", "Front")]);
    scene.ready().await;
    let demo = soon(scene.companion.open_demo_home()).await.unwrap();
    let looked = scene.companion.look_up_password(demo, Password::new(NEW));
    assert_eq!(soon(looked).await.unwrap(), Breach::Off);
    assert_eq!(scene.leaked.asked(), [""; 0]);
}

#[tokio::test]
async fn the_new_password_signs_in_and_this_computer_stays_signed_in() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    assert!(scene.view().changes_password);
    let changed = scene.change_password(PASSWORD, NEW).await.unwrap();
    let breach = Breach::NotChecked;
    assert_eq!(
        changed,
        PasswordChangedView {
            breach,
            before: false
        }
    );
    assert_eq!(scene.view().session, SessionView::Active);
    soon(scene.companion.sign_out(scene.connection))
        .await
        .unwrap();
    let old = scene.sign_in_as(EMAIL, PASSWORD).await.unwrap_err();
    assert_eq!(old.code, FailureCode::WrongCredentials);
    scene.sign_in_as(EMAIL, NEW).await.unwrap();
}

#[tokio::test]
async fn what_is_refused_is_refused_with_the_reason_and_nothing_changes() {
    let scene = Scene::signed_in(vec![camera("door", "Heron pond")]).await;
    let long = "x".repeat(257);
    for (old, new, code) in [
        ("wrong horse", NEW, FailureCode::PasswordWrong),
        ("short", NEW, FailureCode::PasswordWrong),
        (PASSWORD, "seven77", FailureCode::PasswordTooShort),
        (PASSWORD, &long, FailureCode::PasswordTooLong),
        (PASSWORD, PASSWORD, FailureCode::PasswordSame),
        (PASSWORD, "iloveyou", FailureCode::PasswordCommon),
        (PASSWORD, "heron pond", FailureCode::PasswordOwnWord),
    ] {
        assert_eq!(scene.not_changed(old, new).await.code, code, "{code:?}");
    }
    scene.leaked.say(Some(&format!("{NEW_SUFFIX}:37")));
    let refused = scene.not_changed(PASSWORD, NEW).await;
    assert_eq!(refused.code, FailureCode::PasswordBreached);
    assert_eq!(refused.reference, Some(37));
    assert_eq!(scene.service.password_changes(), 0);
    // Weak is the owner's affair: eight characters that nobody has used before.
    scene.leaked.say(None);
    scene.change_password(PASSWORD, "aB3$kk9q").await.unwrap();
}

#[tokio::test]
async fn with_two_factor_on_a_code_is_wanted_as_well() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.service.want_code("123456");
    let refused = scene.not_changed(PASSWORD, NEW).await;
    assert_eq!(refused.code, FailureCode::FactorNeeded);
    let typed = |kind, typed: &str| {
        let typed = Password::new(typed);
        Some(SecondFactorInput { kind, typed })
    };
    let wrong = typed(SecondFactorKind::Code, "654321");
    let refused = scene
        .change_password_with(PASSWORD, NEW, wrong, false)
        .await;
    assert_eq!(refused.unwrap_err().code, FailureCode::FactorCodeWrong);
    let right = typed(SecondFactorKind::Code, "123456");
    scene
        .change_password_with(PASSWORD, NEW, right, false)
        .await
        .unwrap();
}

#[tokio::test]
async fn other_computers_are_signed_out_when_the_owner_says_so() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.service.sign_in_elsewhere("study");
    let list = || soon(scene.companion.computers(scene.connection));
    scene.change_password(PASSWORD, NEW).await.unwrap();
    assert_eq!(list().await.unwrap().len(), 2);
    scene
        .change_password_with(NEW, PASSWORD, None, true)
        .await
        .unwrap();
    assert_eq!(list().await.unwrap().len(), 1);
    assert_eq!(scene.view().session, SessionView::Active);
}

#[tokio::test]
async fn when_the_answer_is_lost_trying_again_tells_which_password_is_good() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.service.lose_password_answers(true);
    let refused = scene.not_changed(PASSWORD, NEW).await;
    assert_eq!(refused.code, FailureCode::PasswordUnclear);
    // Also after the program was closed in between.
    let scene = scene.restarted().await;
    scene.until_online().await;
    let changed = scene.change_password(PASSWORD, NEW).await.unwrap();
    assert!(changed.before);
    assert_eq!(scene.service.password_changes(), 1);
    let wrong = scene
        .not_changed("wrong horse", "another horse in the barn")
        .await;
    assert_eq!(wrong.code, FailureCode::PasswordWrong);
}

#[tokio::test]
async fn a_service_that_does_not_answer_changes_nothing_and_says_so() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene.service.break_down(Some(ServiceError::Unreachable));
    let refused = scene.not_changed(PASSWORD, NEW).await;
    assert_eq!(refused.code, FailureCode::ServiceUnreachable);
    assert_eq!(scene.service.password_changes(), 0);
    assert_eq!(scene.view().session, SessionView::Active);
}

#[tokio::test]
async fn a_session_that_is_over_is_told_as_over() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    scene
        .service
        .end_quietly(&scene.session(), EndReason::GlobalReset);
    let refused = scene.not_changed(PASSWORD, NEW).await;
    assert_eq!(refused.code, FailureCode::SessionEnded);
    scene
        .until_session(|session| matches!(session, SessionView::Reset { .. }))
        .await;
}

#[tokio::test]
async fn a_new_account_gets_the_same_advice_and_the_same_refusals() {
    let scene = Scene::connected(vec![]).await;
    let email = || "grace.lindqvist@example.org".to_owned();
    let own =
        scene
            .companion
            .advise_password(scene.connection, email(), Password::new("lindqvist"));
    assert_eq!(soon(own).await.unwrap().objection, Some(Objection::OwnWord));
    let prepare = |password: &str| {
        let password = Password::new(password);
        soon(
            scene
                .companion
                .prepare_account(scene.connection, email(), password, None),
        )
    };
    let refused = prepare("lindqvist7").await.unwrap_err();
    assert_eq!(refused.code, FailureCode::PasswordOwnWord);
    scene.leaked.say(Some(&format!("{NEW_SUFFIX}:2")));
    let refused = prepare(NEW).await.unwrap_err();
    assert_eq!(refused.code, FailureCode::PasswordBreached);
    scene.leaked.say(None);
    prepare(NEW).await.unwrap();
}

#[tokio::test]
async fn that_it_was_changed_elsewhere_is_an_alert() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    let by = Some("attic".to_owned());
    let kind = ServiceEventKind::PasswordChanged { by: by.clone() };
    scene.service.send_event("e1", kind.clone());
    scene.service.send_event("e1", kind);
    scene.until(|seen| seen.alerts.unread == 1).await;
    scene
        .until_service(|service| service.acknowledged().len() == 2)
        .await;
    let alerts = scene.alerts().await;
    let kinds: Vec<_> = alerts.into_iter().map(|view| view.alert.kind).collect();
    assert_eq!(kinds, [AlertKind::PasswordChanged { by }]);
    let service = "Fake service".to_owned();
    assert_eq!(
        scene.desktop.seen().notices,
        [Notice::AccountChanged { service }]
    );
}
