//! What a window (or a test) may ask about authenticators.

use super::super::handle::{Answer, CompanionHandle};
use super::super::requests::Request;
use super::AuthenticatorRequest as About;
use crate::authenticator::{AuthenticatorCode, AuthenticatorId, Label, Pasted};
use crate::cameras::Nickname;
use crate::view::authenticators::{AuthenticatorImport, AuthenticatorsView};

impl CompanionHandle {
    pub async fn authenticators(&self) -> Answer<AuthenticatorsView> {
        self.ask(|reply| Request::Authenticators(About::List { reply }))
            .await
    }

    /// Brings one in: it is held in memory, and kept by [`Self::keep_authenticator`].
    pub async fn import_authenticator(&self, pasted: Pasted) -> Answer<AuthenticatorImport> {
        let import = pasted.read()?;
        drop(pasted);
        self.ask(|reply| Request::Authenticators(About::Import { import, reply }))
            .await
    }

    /// Nothing is left of the one that was being brought in.
    pub async fn cancel_import(&self) -> Answer<()> {
        self.ask(|reply| Request::Authenticators(About::CancelImport { reply }))
            .await
    }

    /// Keeps the one that was brought in under these names. Durable when it returns. Empty `account` is none.
    pub async fn keep_authenticator(
        &self,
        issuer: String,
        account: Option<String>,
    ) -> Answer<AuthenticatorsView> {
        let label = Label {
            issuer: Nickname::parse(&issuer)?,
            account: Nickname::parse_room(account.as_deref())?,
        };
        self.ask(|reply| Request::Authenticators(About::Keep { label, reply }))
            .await
    }

    /// The code of this moment, by the clock of this computer. `None`: of the one that is being brought in.
    pub async fn authenticator_code(
        &self,
        of: Option<AuthenticatorId>,
    ) -> Answer<AuthenticatorCode> {
        self.ask(|reply| Request::Authenticators(About::Code { of, reply }))
            .await
    }

    /// The same onto the clipboard, which is emptied of it after half a minute.
    pub async fn copy_authenticator_code(&self, of: Option<AuthenticatorId>) -> Answer<()> {
        self.ask(|reply| Request::Authenticators(About::Copy { of, reply }))
            .await
    }

    /// Durable when it returns; for a minute it can be brought back.
    pub async fn remove_authenticator(&self, id: AuthenticatorId) -> Answer<AuthenticatorsView> {
        self.ask(|reply| Request::Authenticators(About::Remove { id, reply }))
            .await
    }

    /// The one that was removed last, to where it stood.
    pub async fn bring_authenticator_back(&self) -> Answer<AuthenticatorsView> {
        self.ask(|reply| Request::Authenticators(About::BringBack { reply }))
            .await
    }
}
