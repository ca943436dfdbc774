//! The demo home: an account service of its own on loopback. It runs while its sign-in is shown and while somebody is signed in there,
//! and ends when it is left.

use std::path::PathBuf;

use porchlight_core::error::{Failure, FailureCode};
use porchlight_core::session::EndReason;
use porchlight_core::view::{ConnectionKind, ConnectionView, SessionView};
use porchlight_protocol::event::EndReason as SentReason;
use porchlight_providers::DemoAddress;
use porchlight_service::demo::{DemoError, Look};
use porchlight_service::{Clock, DemoHome};
use tokio::sync::{MappedMutexGuard, Mutex, MutexGuard};

/// Where the stranger of the demo signs in.
const ANOTHER_CITY: &str = "Lyon";

/// Whether the owner is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum DemoIs {
    #[default]
    Left,
    /// Its sign-in may be shown.
    AtTheDoor,
    Lived,
}

impl DemoIs {
    pub(crate) fn of(connections: &[ConnectionView]) -> Self {
        let demo = connections
            .iter()
            .find(|connection| connection.kind == ConnectionKind::DemoHome);
        match demo.map(|demo| &demo.session) {
            None => Self::Left,
            Some(SessionView::SignedOut) => Self::AtTheDoor,
            Some(
                SessionView::Active
                | SessionView::AwaitingSecondFactor { .. }
                | SessionView::Reset { .. }
                | SessionView::SigningIn { .. },
            ) => Self::Lived,
        }
    }
}

pub(crate) struct Demo {
    folder: PathBuf,
    /// How the providers find it in this run.
    address: DemoAddress,
    home: Mutex<Option<DemoHome>>,
}

impl Demo {
    pub(crate) fn new(folder: PathBuf, address: DemoAddress) -> Self {
        Self {
            folder,
            address,
            home: Mutex::new(None),
        }
    }

    /// Starts it, unless it runs. Whoever deleted its account, and comes again, finds it as on the first day.
    pub(crate) async fn open(&self) -> Result<(), Failure> {
        let mut home = self.running().await?;
        home.furnish_if_empty().await.map_err(failure)
    }

    /// What its account opened with on the first day.
    pub(crate) async fn password(&self) -> Result<String, Failure> {
        Ok(self.running().await?.password().to_owned())
    }

    pub(crate) async fn reset_everybody(&self) -> Result<(), Failure> {
        self.running()
            .await?
            .reset_everybody()
            .await
            .map_err(failure)
    }

    pub(crate) async fn day_of_the_leak(&self) -> Result<(), Failure> {
        self.running()
            .await?
            .day_of_the_leak()
            .await
            .map_err(failure)
    }

    pub(crate) async fn service_corrects_itself(&self) -> Result<(), Failure> {
        self.running()
            .await?
            .service_corrects_itself()
            .await
            .map_err(failure)
    }

    pub(crate) async fn unlink_everything(&self) -> Result<(), Failure> {
        self.running()
            .await?
            .unlink_everything()
            .await
            .map(drop)
            .map_err(failure)
    }

    pub(crate) async fn end_session(&self, reason: EndReason) -> Result<(), Failure> {
        self.running()
            .await?
            .end_this_session(sent(reason))
            .await
            .map(drop)
            .map_err(failure)
    }

    pub(crate) async fn sign_in_from_another_city(&self) -> Result<(), Failure> {
        self.running()
            .await?
            .sign_in_from_another_city(ANOTHER_CITY)
            .await
            .map_err(failure)
    }

    pub(crate) async fn camera_goes_offline(&self) -> Result<(), Failure> {
        self.running()
            .await?
            .camera_goes_offline(None)
            .await
            .map(drop)
            .map_err(failure)
    }

    pub(crate) async fn camera_comes_back(&self) -> Result<(), Failure> {
        self.running()
            .await?
            .camera_comes_back(None)
            .await
            .map(drop)
            .map_err(failure)
    }

    pub(crate) async fn rename_elsewhere(&self) -> Result<(), Failure> {
        self.running()
            .await?
            .rename_elsewhere(None, None)
            .await
            .map(drop)
            .map_err(failure)
    }

    /// A simulated camera looks at a code as the window shows it.
    pub(crate) async fn camera_looks(&self, svg: &str) -> Result<Look, Failure> {
        self.running()
            .await?
            .camera_looks(svg)
            .await
            .map_err(failure)
    }

    pub(crate) async fn network_fails(&self, fails: bool) -> Result<(), Failure> {
        self.running().await?.network_fails(fails);
        Ok(())
    }

    pub(crate) async fn start_afresh(&self) -> Result<(), Failure> {
        self.running().await?.start_afresh().await.map_err(failure)
    }

    /// It opens again when it is needed.
    pub(crate) async fn close(&self) {
        drop(self.empty_room().await);
    }

    /// Leaves nothing of it on this computer.
    pub(crate) async fn erase(&self) -> Result<(), Failure> {
        let _empty = self.empty_room().await;
        match tokio::fs::remove_dir_all(&self.folder).await {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                tracing::warn!("the demo home could not be erased");
                Err(FailureCode::StorageUnavailable.into())
            }
            Ok(()) | Err(_) => Ok(()),
        }
    }

    async fn empty_room(&self) -> MutexGuard<'_, Option<DemoHome>> {
        let mut home = self.home.lock().await;
        self.address.set(None);
        if let Some(home) = home.take() {
            home.close().await;
        }
        home
    }

    async fn running(&self) -> Result<MappedMutexGuard<'_, DemoHome>, Failure> {
        let mut home = self.home.lock().await;
        if home.is_none() {
            let opened = DemoHome::open(&self.folder, Clock::system())
                .await
                .map_err(failure)?;
            self.address.set(Some(opened.url().clone()));
            *home = Some(opened);
        }
        MutexGuard::try_map(home, Option::as_mut).map_err(|_| Failure::new(FailureCode::NotNow))
    }
}

fn failure(error: DemoError) -> Failure {
    tracing::warn!(%error, "the demo home did not do as asked");
    Failure::new(match error {
        DemoError::NoSuchCamera => FailureCode::NotThere,
        DemoError::Open(_) | DemoError::Store(_) | DemoError::Folder(_) => {
            FailureCode::StorageUnavailable
        }
        DemoError::Serve(_)
        | DemoError::Refused(_)
        | DemoError::Keys
        | DemoError::Incident(_)
        | DemoError::NothingAnnounced => FailureCode::NotNow,
    })
}

fn sent(reason: EndReason) -> SentReason {
    match reason {
        EndReason::AccountDeleted => SentReason::AccountDeleted,
        EndReason::AccountDisabled => SentReason::AccountDisabled,
        EndReason::Expired => SentReason::Expired,
        EndReason::GlobalReset => SentReason::GlobalReset,
        EndReason::PasswordChanged => SentReason::PasswordChanged,
        EndReason::RevokedElsewhere => SentReason::RevokedElsewhere,
        EndReason::SuspectedTheft => SentReason::SuspectedTheft,
        EndReason::TooManyComputers => SentReason::TooManyComputers,
        EndReason::TwoFactorChanged => SentReason::TwoFactorChanged,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "what goes wrong here fails the test")]
mod tests {
    use porchlight_core::secret::Password;
    use porchlight_core::wifi::code::{CodeFamily, payload};
    use porchlight_core::wifi::{ChosenNetwork, Security, Ssid, WifiSecret};
    use porchlight_service::demo::{DEMO_EMAIL, PORCH_NETWORK, PORCH_PASSWORD};
    use porchlight_service::sessions::Session;

    use super::*;

    /// As the companion draws it for the window.
    fn drawn(family: &CodeFamily) -> Password {
        let network = ChosenNetwork {
            ssid: Ssid::new(PORCH_NETWORK).unwrap(),
            security: Security::Wpa,
            bands: None,
            hidden: false,
        };
        let secret = WifiSecret::parse(&Password::new(PORCH_PASSWORD)).unwrap();
        payload(family, &network, &secret).unwrap().svg().unwrap()
    }

    #[tokio::test]
    async fn a_demo_camera_reads_what_the_window_shows() {
        let folder = tempfile::tempdir().unwrap();
        let demo = Demo::new(folder.path().to_owned(), DemoAddress::default());
        demo.open().await.unwrap();
        let (token, address) = {
            let home = demo.running().await.unwrap();
            let account = home.service().account_of(DEMO_EMAIL).await.unwrap();
            let session = Session {
                id: account.unwrap(),
                account: account.unwrap(),
                thumbprint: String::new(),
                proved_at: None,
            };
            let started = home.service().start_pairing(&session, None).await.unwrap();
            (Password::new(started.token), home.url().to_string())
        };
        let code = drawn(&CodeFamily::Porchlight { address, token });
        let look = demo.camera_looks(code.expose()).await.unwrap();
        assert!(matches!(look, Look::Joined { .. }), "{look:?}");
        let again = demo.camera_looks(code.expose()).await.unwrap();
        assert_eq!(again, Look::TokenRefused);
        let phones = drawn(&CodeFamily::WifiUri);
        let look = demo.camera_looks(phones.expose()).await.unwrap();
        assert_eq!(look, Look::JoinedWithoutAccount);
    }
}
