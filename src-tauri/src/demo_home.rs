//! The demo home: an account service of its own on loopback. It runs while somebody is signed in there, or about to choose a new
//! password, and for as long as something is asked of it ([`Visit`]); at any other time nothing of it listens.

use std::path::PathBuf;

use porchlight_core::error::{Failure, FailureCode};
use porchlight_core::session::EndReason;
use porchlight_core::view::password_recovery::PasswordRecoveryView;
use porchlight_core::view::{ConnectionView, Language, SessionView};
use porchlight_protocol::event::EndReason as SentReason;
use porchlight_providers::DemoAddress;
use porchlight_service::demo::{self, DemoError, Look};
use porchlight_service::{Clock, DemoHome};
use tokio::sync::{MappedMutexGuard, Mutex, MutexGuard, watch};

/// Whether the owner is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum DemoIs {
    #[default]
    Left,
    Lived,
}

impl DemoIs {
    pub(crate) fn of(connections: &[ConnectionView]) -> Self {
        let demo = connections.iter().find(|connection| connection.demo);
        let recovery = demo.and_then(|demo| demo.password_recovery.as_ref());
        let chooses_a_password = matches!(
            recovery,
            Some(PasswordRecoveryView::FactorWanted { .. } | PasswordRecoveryView::ToChoose { .. })
        );
        match demo.map(|demo| &demo.session) {
            Some(SessionView::SignedOut) if chooses_a_password => Self::Lived,
            None | Some(SessionView::SignedOut) => Self::Left,
            Some(
                SessionView::Active
                | SessionView::AwaitingSecondFactor { .. }
                | SessionView::NotNeeded
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
    /// What its owner reads.
    language: watch::Receiver<Language>,
    home: Mutex<Option<DemoHome>>,
    /// How many are there.
    visits: watch::Sender<usize>,
}

/// The demo home stays open until this is dropped, and longer if somebody is signed in there by then.
pub(crate) struct Visit<'a> {
    demo: &'a Demo,
}

impl Demo {
    pub(crate) fn new(
        folder: PathBuf,
        address: DemoAddress,
        language: watch::Receiver<Language>,
    ) -> Self {
        Self {
            folder,
            address,
            language,
            home: Mutex::new(None),
            visits: watch::Sender::default(),
        }
    }

    /// Starts it, unless it runs.
    pub(crate) async fn visit(&self) -> Result<Visit<'_>, Failure> {
        // Counted first: what is open from here on, nobody closes.
        let visit = Visit::begin(self);
        let mut home = self.home.lock().await;
        let language = self.language();
        if let Some(home) = home.as_mut() {
            home.speak(language).await.map_err(failure)?;
        } else {
            let opened = DemoHome::open_in(&self.folder, Clock::system(), language)
                .await
                .map_err(failure)?;
            self.address.set(Some(opened.url().clone()));
            *home = Some(opened);
        }
        Ok(visit)
    }

    /// Changes whenever somebody comes or goes.
    pub(crate) fn visits(&self) -> watch::Receiver<usize> {
        self.visits.subscribe()
    }

    /// Closes it unless somebody is there; `lived` is asked when nobody can come any more. It opens again when it is needed.
    pub(crate) async fn close_if_empty(&self, lived: impl FnOnce() -> bool) {
        let home = self.home.lock().await;
        // In this order: whoever has signed in lived there before the visit ended.
        if *self.visits.borrow() == 0 && !lived() {
            drop(self.empty(home).await);
        }
    }

    pub(crate) async fn close(&self) {
        drop(self.empty(self.home.lock().await).await);
    }

    /// Leaves nothing of it on this computer.
    pub(crate) async fn erase(&self) -> Result<(), Failure> {
        let _empty = self.empty(self.home.lock().await).await;
        match tokio::fs::remove_dir_all(&self.folder).await {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                tracing::warn!("the demo home could not be erased");
                Err(FailureCode::StorageUnavailable.into())
            }
            Ok(()) | Err(_) => Ok(()),
        }
    }

    fn language(&self) -> demo::Language {
        match *self.language.borrow() {
            Language::En => demo::Language::English,
            Language::It => demo::Language::Italian,
        }
    }

    async fn empty<'a>(
        &self,
        mut home: MutexGuard<'a, Option<DemoHome>>,
    ) -> MutexGuard<'a, Option<DemoHome>> {
        self.address.set(None);
        if let Some(home) = home.take() {
            home.close().await;
        }
        home
    }
}

impl<'a> Visit<'a> {
    fn begin(demo: &'a Demo) -> Self {
        demo.visits.send_modify(|visits| *visits += 1);
        Self { demo }
    }

    /// Whoever deleted its account, and comes again, finds it as on the first day.
    pub(crate) async fn furnish_if_empty(&self) -> Result<(), Failure> {
        let mut home = self.home().await?;
        home.furnish_if_empty().await.map_err(failure)
    }

    /// What its account opened with on the first day.
    pub(crate) async fn password(&self) -> Result<String, Failure> {
        Ok(self.home().await?.password().to_owned())
    }

    pub(crate) async fn reset_everybody(&self) -> Result<(), Failure> {
        self.home().await?.reset_everybody().await.map_err(failure)
    }

    pub(crate) async fn day_of_the_leak(&self) -> Result<(), Failure> {
        self.home().await?.day_of_the_leak().await.map_err(failure)
    }

    pub(crate) async fn service_corrects_itself(&self) -> Result<(), Failure> {
        self.home()
            .await?
            .service_corrects_itself()
            .await
            .map_err(failure)
    }

    pub(crate) async fn unlink_everything(&self) -> Result<(), Failure> {
        self.home()
            .await?
            .unlink_everything()
            .await
            .map(drop)
            .map_err(failure)
    }

    pub(crate) async fn end_session(&self, reason: EndReason) -> Result<(), Failure> {
        self.home()
            .await?
            .end_this_session(sent(reason).ok_or(FailureCode::NotNow)?)
            .await
            .map(drop)
            .map_err(failure)
    }

    pub(crate) async fn sign_in_from_another_city(&self) -> Result<(), Failure> {
        let city = match *self.demo.language.borrow() {
            Language::En => "Lyon",
            Language::It => "Lione",
        };
        self.home()
            .await?
            .sign_in_from_another_city(city)
            .await
            .map_err(failure)
    }

    pub(crate) async fn camera_goes_offline(&self) -> Result<(), Failure> {
        self.home()
            .await?
            .camera_goes_offline(None)
            .await
            .map(drop)
            .map_err(failure)
    }

    pub(crate) async fn camera_comes_back(&self) -> Result<(), Failure> {
        self.home()
            .await?
            .camera_comes_back(None)
            .await
            .map(drop)
            .map_err(failure)
    }

    pub(crate) async fn rename_elsewhere(&self) -> Result<(), Failure> {
        self.home()
            .await?
            .rename_elsewhere(None, None)
            .await
            .map(drop)
            .map_err(failure)
    }

    /// A simulated camera looks at a code as the window shows it.
    pub(crate) async fn camera_looks(&self, svg: &str) -> Result<Look, Failure> {
        self.home().await?.camera_looks(svg).await.map_err(failure)
    }

    pub(crate) async fn network_fails(&self, fails: bool) -> Result<(), Failure> {
        self.home().await?.network_fails(fails);
        Ok(())
    }

    pub(crate) async fn start_afresh(&self) -> Result<(), Failure> {
        self.home().await?.start_afresh().await.map_err(failure)
    }

    /// Not there any more: it was erased meanwhile.
    async fn home(&self) -> Result<MappedMutexGuard<'_, DemoHome>, Failure> {
        let home = self.demo.home.lock().await;
        MutexGuard::try_map(home, Option::as_mut).map_err(|_| Failure::new(FailureCode::NotNow))
    }
}

impl Drop for Visit<'_> {
    fn drop(&mut self) {
        self.demo.visits.send_modify(|visits| *visits -= 1);
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

/// `None`: no service says that.
fn sent(reason: EndReason) -> Option<SentReason> {
    Some(match reason {
        EndReason::AccountDeleted => SentReason::AccountDeleted,
        EndReason::AccountDisabled => SentReason::AccountDisabled,
        EndReason::Expired => SentReason::Expired,
        EndReason::GlobalReset => SentReason::GlobalReset,
        EndReason::NotStated => return None,
        EndReason::PasswordChanged => SentReason::PasswordChanged,
        EndReason::RevokedElsewhere => SentReason::RevokedElsewhere,
        EndReason::SuspectedTheft => SentReason::SuspectedTheft,
        EndReason::TooManyComputers => SentReason::TooManyComputers,
        EndReason::TwoFactorChanged => SentReason::TwoFactorChanged,
    })
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
        let (_, read) = watch::channel(Language::En);
        let demo = Demo::new(folder.path().to_owned(), DemoAddress::default(), read);
        let visit = demo.visit().await.unwrap();
        let (token, address) = {
            let home = visit.home().await.unwrap();
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
        let look = visit.camera_looks(code.expose()).await.unwrap();
        assert!(matches!(look, Look::Joined { .. }), "{look:?}");
        let again = visit.camera_looks(code.expose()).await.unwrap();
        assert_eq!(again, Look::TokenRefused);
        let phones = drawn(&CodeFamily::WifiUri);
        let look = visit.camera_looks(phones.expose()).await.unwrap();
        assert_eq!(look, Look::JoinedWithoutAccount);
    }
}
