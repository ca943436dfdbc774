//! An owner's authenticators: brought in, tried, kept, used, removed.

use std::time::Duration;

use porchlight_core::authenticator::{AuthenticatorCode, AuthenticatorId, Pasted};
use porchlight_core::error::FailureCode;
use porchlight_core::ports::secret_vault::{SecretSlot, SecretVault, VaultError};
use porchlight_core::secret::SecretBytes;
use porchlight_core::time::Timestamp;
use porchlight_core::view::authenticators::{
    AuthenticatorImport, AuthenticatorView, AuthenticatorsView,
};

use super::{KEY, LINK};
use crate::scene::{Scene, soon};

/// Sixteen characters, so that many fit.
fn other_key(number: usize) -> String {
    let letter = |at: usize| char::from(b'G' + u8::try_from(at % 20).unwrap());
    format!("GEZDGNBVGY3TQO{}{}", letter(number), letter(number / 20))
}

async fn at_home() -> Scene {
    let scene = Scene::bare(vec![]);
    scene.ready().await;
    scene
}

impl Scene {
    async fn brings_in(&self, text: &str) -> Result<AuthenticatorImport, FailureCode> {
        let import = self.companion.import_authenticator(Pasted::new(text));
        soon(import).await.map_err(|failure| failure.code)
    }

    async fn keeps(
        &self,
        issuer: &str,
        account: Option<&str>,
    ) -> Result<AuthenticatorsView, FailureCode> {
        let account = account.map(str::to_owned);
        soon(self.companion.keep_authenticator(issuer.into(), account))
            .await
            .map_err(|failure| failure.code)
    }

    /// Brings a key in and keeps it.
    async fn adds(&self, text: &str, issuer: &str) -> AuthenticatorId {
        self.brings_in(text).await.unwrap();
        let view = self.keeps(issuer, None).await.unwrap();
        view.authenticators.last().unwrap().id
    }

    async fn lists(&self) -> AuthenticatorsView {
        soon(self.companion.authenticators()).await.unwrap()
    }

    async fn issuers(&self) -> Vec<String> {
        let view = self.lists().await;
        view.authenticators
            .into_iter()
            .map(|one| one.issuer)
            .collect()
    }

    async fn code(&self, of: Option<AuthenticatorId>) -> Result<AuthenticatorCode, FailureCode> {
        soon(self.companion.authenticator_code(of))
            .await
            .map_err(|failure| failure.code)
    }
}

#[tokio::test]
async fn one_is_tried_before_it_is_kept_and_is_there_after_a_restart() {
    let scene = at_home().await;
    assert_eq!(scene.lists().await.authenticators, []);

    let import = scene.brings_in(LINK).await.unwrap();
    assert_eq!(
        (import.issuer.as_str(), import.account.as_str()),
        ("Wyze", "ada@example.org")
    );
    assert_eq!(import.known, None);
    let tried = scene.code(None).await.unwrap();
    assert_eq!(scene.lists().await.authenticators, []);
    assert!(!scene.door.secrets.holds(SecretSlot::Authenticators));

    let view = scene.keeps(" Wyze at home ", Some("ada")).await.unwrap();
    let [
        AuthenticatorView {
            id,
            issuer,
            account,
            ..
        },
    ] = view.authenticators.as_slice()
    else {
        panic!("one was kept: {view:?}");
    };
    assert_eq!(
        (issuer.as_str(), account.as_deref()),
        ("Wyze at home", Some("ada"))
    );
    assert_eq!(scene.code(Some(*id)).await.unwrap(), tried);
    // What was brought in is kept, and not held any more.
    assert_eq!(scene.code(None).await, Err(FailureCode::NotNow));

    let scene = scene.restarted().await;
    assert_eq!(scene.lists().await, view);
    assert_eq!(scene.code(Some(*id)).await.unwrap(), tried);
}

#[tokio::test]
async fn codes_follow_the_clock_of_this_computer() {
    let scene = at_home().await;
    let id = scene.adds(KEY, "Ring").await;
    let first = scene.code(Some(id)).await.unwrap();
    // 2026-01-01T00:00:00Z, where a step begins.
    assert_eq!(first.until, Timestamp::from_seconds(1_767_225_630));
    scene.clock.advance(Duration::from_secs(29));
    assert_eq!(scene.code(Some(id)).await.unwrap(), first);
    scene.clock.advance(Duration::from_secs(1));
    let second = scene.code(Some(id)).await.unwrap();
    assert_ne!(second.code, first.code);
    assert_eq!(second.until, Timestamp::from_seconds(1_767_225_660));
}

#[tokio::test]
async fn a_second_of_the_same_is_pointed_out_and_not_kept() {
    let scene = at_home().await;
    let id = scene.adds(KEY, "Ring").await;
    let import = scene.brings_in(&KEY.to_lowercase()).await.unwrap();
    assert_eq!(import.known.map(|known| known.id), Some(id));
    assert_eq!(
        scene.keeps("Ring again", None).await,
        Err(FailureCode::AuthenticatorKnown)
    );
    // The same key for codes of another length is another authenticator.
    let longer = scene.brings_in(&format!("{LINK}&digits=8")).await.unwrap();
    assert_eq!(longer.known, None);
    assert_eq!(scene.issuers().await, ["Ring"]);
}

#[tokio::test]
async fn names_are_plain_text() {
    let scene = at_home().await;
    scene.brings_in(KEY).await.unwrap();
    for (issuer, account, why) in [
        ("", None, FailureCode::NicknameEmpty),
        ("  ", Some("ada"), FailureCode::NicknameEmpty),
        ("Wy\nze", None, FailureCode::NicknameControlCharacters),
        (
            "Wyze",
            Some("a\u{202e}da"),
            FailureCode::NicknameControlCharacters,
        ),
        (
            "Wyze",
            Some("12345678901234567890123456789012345678901"),
            FailureCode::NicknameTooLong,
        ),
    ] {
        assert_eq!(
            scene.keeps(issuer, account).await,
            Err(why),
            "{issuer:?}, {account:?}"
        );
    }
    // It is still there to be kept.
    let view = scene.keeps("<b>Wyze</b>", Some("  ")).await.unwrap();
    assert_eq!(view.authenticators[0].issuer, "<b>Wyze</b>");
    assert_eq!(view.authenticators[0].account, None);
}

#[tokio::test]
async fn who_changes_their_mind_leaves_nothing_behind() {
    let scene = at_home().await;
    assert_eq!(scene.keeps("Ring", None).await, Err(FailureCode::NotNow));
    scene.brings_in(KEY).await.unwrap();
    soon(scene.companion.cancel_import()).await.unwrap();
    assert_eq!(scene.code(None).await, Err(FailureCode::NotNow));
    assert_eq!(scene.keeps("Ring", None).await, Err(FailureCode::NotNow));
    // At the same moment as well.
    let pasted = Pasted::new(KEY);
    let (imported, cancelled) = tokio::join!(
        scene.companion.import_authenticator(pasted),
        scene.companion.cancel_import()
    );
    assert!(imported.is_ok() && cancelled.is_ok());
    assert_eq!(scene.code(None).await, Err(FailureCode::NotNow));
    assert!(scene.door.secrets.is_empty());
}

#[tokio::test]
async fn one_that_was_removed_comes_back_to_its_place_for_a_minute() {
    let scene = at_home().await;
    scene.adds(&other_key(1), "Ring").await;
    let wyze = scene.adds(KEY, "Wyze").await;
    scene.adds(&other_key(2), "Arlo").await;
    let code = scene.code(Some(wyze)).await.unwrap();

    let view = soon(scene.companion.remove_authenticator(wyze))
        .await
        .unwrap();
    assert_eq!(scene.issuers().await, ["Ring", "Arlo"]);
    let removed = view.removed.unwrap();
    assert_eq!(removed.authenticator.id, wyze);
    assert_eq!(removed.until, Timestamp::from_seconds(1_767_225_660));
    assert_eq!(scene.code(Some(wyze)).await, Err(FailureCode::NotThere));
    let again = soon(scene.companion.remove_authenticator(wyze)).await;
    assert_eq!(
        again.map_err(|failure| failure.code),
        Err(FailureCode::NotThere)
    );

    let view = soon(scene.companion.bring_authenticator_back())
        .await
        .unwrap();
    assert_eq!(view.removed, None);
    assert_eq!(scene.issuers().await, ["Ring", "Wyze", "Arlo"]);
    assert_eq!(scene.code(Some(wyze)).await.unwrap(), code);
    let twice = soon(scene.companion.bring_authenticator_back()).await;
    assert_eq!(
        twice.map_err(|failure| failure.code),
        Err(FailureCode::NotNow)
    );
}

#[tokio::test]
async fn after_a_minute_or_a_restart_it_is_gone_for_good() {
    let scene = at_home().await;
    let id = scene.adds(KEY, "Wyze").await;
    soon(scene.companion.remove_authenticator(id))
        .await
        .unwrap();
    // The last one takes the entry with it.
    assert!(scene.door.secrets.is_empty());
    scene.clock.skip_a_sleep().await;
    // Its end is a message to the companion, like any other.
    let gone = async { while scene.lists().await.removed.is_some() {} };
    soon(gone).await;
    let back = soon(scene.companion.bring_authenticator_back()).await;
    assert_eq!(
        back.map_err(|failure| failure.code),
        Err(FailureCode::NotNow)
    );

    let id = scene.adds(KEY, "Wyze").await;
    soon(scene.companion.remove_authenticator(id))
        .await
        .unwrap();
    let scene = scene.restarted().await;
    let back = soon(scene.companion.bring_authenticator_back()).await;
    assert_eq!(
        back.map_err(|failure| failure.code),
        Err(FailureCode::NotNow)
    );
    assert!(scene.door.secrets.is_empty());
}

#[tokio::test]
async fn a_code_is_taken_back_from_the_clipboard() {
    let scene = at_home().await;
    let id = scene.adds(KEY, "Wyze").await;
    let code = scene.code(Some(id)).await.unwrap().code;
    soon(scene.companion.copy_authenticator_code(Some(id)))
        .await
        .unwrap();
    assert_eq!(scene.clipboard.text(), code);
    scene.clock.skip_a_sleep().await;
    soon(scene.clipboard.until(str::is_empty)).await;
}

#[tokio::test]
async fn what_was_copied_since_stays_on_the_clipboard() {
    let scene = at_home().await;
    let id = scene.adds(KEY, "Wyze").await;
    soon(scene.companion.copy_authenticator_code(Some(id)))
        .await
        .unwrap();
    scene.clipboard.copy("a shopping list");
    soon(scene.companion.close()).await.unwrap();
    assert_eq!(scene.clipboard.text(), "a shopping list");
}

#[tokio::test]
async fn the_end_of_the_program_takes_a_code_back_as_well() {
    let scene = at_home().await;
    scene.brings_in(KEY).await.unwrap();
    soon(scene.companion.copy_authenticator_code(None))
        .await
        .unwrap();
    assert_eq!(scene.clipboard.text().len(), 6);
    soon(scene.companion.close()).await.unwrap();
    assert_eq!(scene.clipboard.text(), "");
}

#[tokio::test]
async fn a_desktop_without_a_clipboard_says_so() {
    let scene = at_home().await;
    let id = scene.adds(KEY, "Wyze").await;
    scene.clipboard.break_down();
    let copied = soon(scene.companion.copy_authenticator_code(Some(id))).await;
    assert_eq!(
        copied.map_err(|failure| failure.code),
        Err(FailureCode::ClipboardUnavailable)
    );
}

#[tokio::test]
async fn a_keychain_that_does_not_answer_loses_nothing() {
    let scene = at_home().await;
    let id = scene.adds(KEY, "Wyze").await;
    scene.brings_in(&other_key(1)).await.unwrap();
    scene.door.secrets.break_down(Some(VaultError::Locked));
    let locked = Err(FailureCode::KeychainLocked);
    assert_eq!(scene.keeps("Ring", None).await, locked);
    assert_eq!(
        scene.code(Some(id)).await.map(|_| ()),
        Err(FailureCode::KeychainLocked)
    );
    let removed = soon(scene.companion.remove_authenticator(id)).await;
    assert_eq!(removed.map_err(|failure| failure.code), locked);
    scene.door.secrets.break_down(None);
    assert_eq!(scene.lists().await.removed, None);
    assert_eq!(
        scene
            .keeps("Ring", None)
            .await
            .unwrap()
            .authenticators
            .len(),
        2
    );
}

#[tokio::test]
async fn an_entry_that_cannot_be_read_is_never_written_over() {
    let scene = at_home().await;
    for strange in [
        "not JSON",
        "{}",
        r#"{"version":2,"authenticators":[]}"#,
        r#"{"version":1,"authenticators":[{"id":1,"issuer":"","secret":"GEZDGNBVGY3TQOJQ"}]}"#,
        r#"{"version":1,"authenticators":[{"id":1,"issuer":"Wyze","secret":"0189"}]}"#,
        r#"{"version":1,"authenticators":[{"id":1,"issuer":"Wyze","secret":"GEZDGNBVGY3TQOJQ","kind":{"algorithm":"sha1","digits":6,"period":0}}]}"#,
    ] {
        let entry = SecretBytes::new(strange.into());
        let secrets = &scene.door.secrets;
        secrets
            .write(SecretSlot::Authenticators, &entry)
            .await
            .unwrap();
        let listed = soon(scene.companion.authenticators()).await;
        let unreadable = FailureCode::AuthenticatorsUnreadable;
        assert_eq!(
            listed.map_err(|failure| failure.code),
            Err(unreadable),
            "{strange}"
        );
        assert_eq!(scene.brings_in(KEY).await, Err(unreadable), "{strange}");
        let left = secrets
            .read(SecretSlot::Authenticators)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(left.expose(), strange.as_bytes());
    }
}

#[tokio::test]
async fn what_a_keychain_cannot_hold_is_refused_and_the_others_stay() {
    let scene = at_home().await;
    let mut kept = 0;
    loop {
        scene.brings_in(&other_key(kept)).await.unwrap();
        match scene
            .keeps("A camera maker", Some("ada@porch.example"))
            .await
        {
            Ok(view) => kept = view.authenticators.len(),
            Err(code) => {
                assert_eq!(code, FailureCode::AuthenticatorsFull);
                break;
            }
        }
    }
    assert!(kept >= 15, "{kept}");
    assert_eq!(scene.lists().await.authenticators.len(), kept);
    let entry = scene
        .door
        .secrets
        .read(SecretSlot::Authenticators)
        .await
        .unwrap();
    let octets = entry.unwrap().expose().len();
    // In base64, the most that Windows keeps.
    assert!(octets.div_ceil(3) * 4 <= 2560, "{octets}");
}

#[tokio::test]
async fn erasing_everything_takes_them_too() {
    let scene = at_home().await;
    let id = scene.adds(KEY, "Wyze").await;
    soon(scene.companion.remove_authenticator(id))
        .await
        .unwrap();
    scene.adds(&other_key(1), "Ring").await;
    scene.brings_in(&other_key(2)).await.unwrap();
    soon(scene.companion.erase_everything()).await.unwrap();
    scene.ready().await;
    assert!(scene.door.secrets.is_empty());
    let view = scene.lists().await;
    assert_eq!((view.authenticators, view.removed), (vec![], None));
    assert_eq!(scene.code(None).await, Err(FailureCode::NotNow));
}

#[tokio::test]
async fn nothing_of_a_secret_is_in_what_the_window_learns() {
    let scene = at_home().await;
    let import = scene.brings_in(LINK).await.unwrap();
    let view = scene.keeps("Wyze", None).await.unwrap();
    let id = view.authenticators[0].id;
    let code = scene.code(Some(id)).await.unwrap();
    let said = serde_json::to_string(&(import, view, code)).unwrap();
    assert!(said.contains("Wyze") && !said.contains("GEZD"), "{said}");
    assert!(!format!("{:?}", Pasted::new(LINK)).contains("GEZD"));
}
