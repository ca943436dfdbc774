//! The ladder: keychain, passphrase, this run only. Nothing is ever written unprotected instead.

use porchlight_core::error::{Failure, FailureCode};
use porchlight_core::password::{Objection, Strength};
use porchlight_core::secret::Password;
use porchlight_core::testing::camera;
use porchlight_core::time::Timestamp;
use porchlight_core::view::{
    Language, Preferences, ProtectionKind, ProtectionNotice, ProtectionTrouble, ProtectionView,
};

use crate::scene::{ADDRESS, Scene, soon};

fn ready(kind: ProtectionKind) -> Option<ProtectionView> {
    Some(ProtectionView::Ready { kind, notice: None })
}

async fn without_keychain() -> Scene {
    let scene = Scene::bare(vec![]);
    scene
        .door
        .break_keychain(Some(ProtectionTrouble::KeychainAbsent));
    let trouble = ProtectionView::Trouble {
        trouble: ProtectionTrouble::KeychainAbsent,
    };
    scene
        .until(|seen| seen.protection.as_ref() == Some(&trouble))
        .await;
    scene
}

#[tokio::test]
async fn with_a_keychain_nobody_is_asked_anything() {
    let scene = Scene::bare(vec![]);
    let seen = scene
        .until(|seen| seen.protection == ready(ProtectionKind::Keychain))
        .await;
    assert_eq!(seen.connections, []);
}

#[tokio::test]
async fn without_a_keychain_nothing_opens_until_the_owner_chooses() {
    let scene = without_keychain().await;
    let early = soon(scene.companion.connect_service(ADDRESS.into()))
        .await
        .unwrap_err();
    assert_eq!(early.code, FailureCode::NotNow);
    let still = soon(scene.companion.protect_with_keychain())
        .await
        .unwrap_err();
    assert_eq!(still.code, FailureCode::KeychainAbsent);
    scene.door.break_keychain(None);
    soon(scene.companion.protect_with_keychain()).await.unwrap();
    assert_eq!(
        scene.desktop.seen().protection,
        ready(ProtectionKind::Keychain)
    );
    soon(scene.companion.connect_service(ADDRESS.into()))
        .await
        .unwrap();
}

#[tokio::test]
async fn an_owner_who_chooses_a_passphrase_that_anybody_tries_first_is_told_before_it_locks() {
    let scene = without_keychain().await;
    let advise = |text| soon(scene.companion.advise_passphrase(Password::new(text)));
    let weak = advise("password1234").await.unwrap();
    assert_eq!(weak.objection, Some(Objection::Common));
    let good = advise("lantern orbit velvet cousin hazard").await.unwrap();
    assert_eq!((good.strength, good.objection), (Strength::Strong, None));

    let choose = |text| soon(scene.companion.protect_with_passphrase(Password::new(text)));
    let refused = choose("password1234").await.unwrap_err();
    assert_eq!(refused.code, FailureCode::PasswordCommon);
    let refused = choose("porchlight2026").await.unwrap_err();
    assert_eq!(refused.code, FailureCode::PasswordOwnWord);
    choose("lantern orbit velvet cousin hazard").await.unwrap();
    assert_eq!(
        scene.desktop.seen().protection,
        ready(ProtectionKind::Passphrase)
    );
}

#[tokio::test]
async fn a_passphrase_is_chosen_once_and_wanted_at_each_start() {
    let scene = without_keychain().await;
    let eleven = Password::new("porch light");
    let short = soon(scene.companion.protect_with_passphrase(eleven)).await;
    let refused = Failure::new(FailureCode::PasswordTooShort).with_reference(12);
    assert_eq!(short.unwrap_err(), refused);
    let passphrase = || Password::new("a porch with a light");
    soon(scene.companion.protect_with_passphrase(passphrase()))
        .await
        .unwrap();
    assert_eq!(
        scene.desktop.seen().protection,
        ready(ProtectionKind::Passphrase)
    );
    soon(scene.companion.close()).await.unwrap();

    let scene = Scene::over(scene.door, scene.service, scene.connection);
    let wanted = |wrong| Some(ProtectionView::PassphraseWanted { wrong });
    scene.until(|seen| seen.protection == wanted(false)).await;
    let wrong = soon(scene.companion.protect_with_passphrase(Password::new("no"))).await;
    assert_eq!(wrong.unwrap_err().code, FailureCode::PassphraseWrong);
    assert_eq!(scene.desktop.seen().protection, wanted(true));
    soon(scene.companion.protect_with_passphrase(passphrase()))
        .await
        .unwrap();
    assert_eq!(
        scene.desktop.seen().protection,
        ready(ProtectionKind::Passphrase)
    );
}

#[tokio::test]
async fn this_run_only_works_and_is_not_remembered() {
    let scene = without_keychain().await;
    soon(scene.companion.protect_this_run_only()).await.unwrap();
    assert_eq!(
        scene.desktop.seen().protection,
        ready(ProtectionKind::ThisRunOnly)
    );
    soon(scene.companion.connect_service(ADDRESS.into()))
        .await
        .unwrap();
    let again = soon(scene.companion.protect_with_keychain())
        .await
        .unwrap_err();
    assert_eq!(again.code, FailureCode::NotNow);
    soon(scene.companion.close()).await.unwrap();
    let scene = Scene::over(scene.door, scene.service, scene.connection);
    let trouble = ProtectionView::Trouble {
        trouble: ProtectionTrouble::KeychainAbsent,
    };
    scene
        .until(|seen| seen.protection.as_ref() == Some(&trouble))
        .await;
}

#[tokio::test]
async fn data_that_cannot_be_opened_is_set_aside_and_never_deleted() {
    let scene = Scene::bare(vec![]);
    scene
        .door
        .break_keychain(Some(ProtectionTrouble::KeychainKeyMissing));
    let trouble = ProtectionView::Trouble {
        trouble: ProtectionTrouble::KeychainKeyMissing,
    };
    scene
        .until(|seen| seen.protection.as_ref() == Some(&trouble))
        .await;
    soon(scene.companion.set_data_aside()).await.unwrap();
    assert_eq!(scene.door.times_set_aside(), 1);
    assert_eq!(
        scene.desktop.seen().protection,
        ready(ProtectionKind::Keychain)
    );
    // Not while everything is well.
    let well = soon(scene.companion.set_data_aside()).await.unwrap_err();
    assert_eq!(well.code, FailureCode::NotNow);
}

#[tokio::test]
async fn what_happened_while_opening_is_told_until_it_was_read() {
    let scene = Scene::bare(vec![]);
    scene
        .door
        .tell(ProtectionNotice::DamagedSetAside { at: Timestamp(5) });
    scene.ready().await;
    let notice = Some(ProtectionNotice::DamagedSetAside { at: Timestamp(5) });
    let told = Some(ProtectionView::Ready {
        kind: ProtectionKind::Keychain,
        notice,
    });
    assert_eq!(scene.desktop.seen().protection, told);
    soon(scene.companion.dismiss_notice()).await.unwrap();
    assert_eq!(
        scene.desktop.seen().protection,
        ready(ProtectionKind::Keychain)
    );
}

#[tokio::test]
async fn erasing_everything_leads_back_to_the_welcome() {
    let scene = Scene::signed_in(vec![camera("door", "Front")]).await;
    let session = scene.session();
    let italian = Preferences {
        language: Some(Language::It),
        ..Preferences::default()
    };
    soon(scene.companion.set_preferences(italian.clone()))
        .await
        .unwrap();
    assert_eq!(scene.desktop.seen().preferences, italian);
    soon(scene.companion.erase_everything()).await.unwrap();
    scene
        .until(|seen| seen.protection == ready(ProtectionKind::Keychain))
        .await;
    let snapshot = soon(scene.companion.snapshot()).await.unwrap();
    assert!(snapshot.connections.is_empty() && snapshot.cameras.is_empty());
    assert_eq!(snapshot.preferences, Preferences::default());
    assert!(scene.door.secrets.is_empty());
    assert_eq!(scene.service.signed_out(), [session]);
}
