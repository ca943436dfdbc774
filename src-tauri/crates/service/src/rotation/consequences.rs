//! What a key's loss takes with it: said before, and done in the transaction of the rotation.

use std::fmt;

use crate::incidents::{Incident, Whose};
use crate::secrets::RotatingKey;
use crate::service::Service;
use crate::store::{StoreError, Tx, endings, lost_keys};

use super::{OldKey, RotationError};

/// How many there are of what ends, or of what nobody can read any more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Consequences {
    pub announcements: u64,
    pub events: u64,
    pub integrations: u64,
    pub sessions: u64,
}

/// What owners read of it.
const EVENT_KEY_LOST: [(&str, &str); 2] = [
    (
        "en",
        "The key that signs what this service tells your computers was lost or stolen, and has been replaced.",
    ),
    (
        "it",
        "La chiave che firma ciò che questo servizio comunica ai tuoi computer è andata persa o è stata rubata, ed è stata sostituita.",
    ),
];
const SEALING_KEY_LOST: [(&str, &str); 2] = [
    (
        "en",
        "The service lost the key to what it kept about this link. Please link it again.",
    ),
    (
        "it",
        "Il servizio ha perso la chiave di ciò che conservava su questo collegamento. Collegalo di nuovo.",
    ),
];

impl Service {
    /// What [`Service::rotate_key`] would come to.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn consequences(
        &self,
        key: RotatingKey,
        old: OldKey,
    ) -> Result<Consequences, StoreError> {
        let none = Consequences::default();
        let store = &self.inner.store;
        match (key, old) {
            // Nobody who pinned the old one could check a word of the new one.
            (RotatingKey::Event, OldKey::Lost) => Ok(Consequences {
                sessions: store.count_sessions(&Whose::default()).await?,
                ..none
            }),
            (RotatingKey::Sealing, OldKey::Lost) => Ok(Consequences {
                announcements: store.count_announcements().await?,
                events: store.count_events().await?,
                integrations: store.count_linked(None, None).await?,
                ..none
            }),
            (_, OldKey::Lost | OldKey::Vouches) => Ok(none),
        }
    }

    /// Integrations are unlinked here, and their owners told when it counts.
    pub(super) async fn bear_loss(
        &self,
        tx: &mut Tx,
        key: RotatingKey,
    ) -> Result<(), RotationError> {
        let incident = |words: [(&str, &str); 2]| {
            Incident::new(words.map(|(tag, text)| (tag.into(), text.into())), None)
        };
        match key {
            RotatingKey::Event => {
                let row = self.reset_row(&incident(EVENT_KEY_LOST)?)?;
                endings::add_reset(tx, &row).await?;
            }
            RotatingKey::Sealing => {
                let why = incident(SEALING_KEY_LOST)?;
                self.unlink_many(tx, None, None, why.reason()).await?;
                lost_keys::forget_sealed(tx).await?;
            }
            RotatingKey::Totp => lost_keys::forget_enrolments(tx).await?,
            RotatingKey::Audit => {}
        }
        Ok(())
    }
}

impl Consequences {
    pub(super) fn sum(self) -> u64 {
        self.announcements + self.events + self.integrations + self.sessions
    }
}

impl fmt::Display for Consequences {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} sessions and {} integrations end, {} events and {} announcements are lost",
            self.sessions, self.integrations, self.events, self.announcements
        )
    }
}
