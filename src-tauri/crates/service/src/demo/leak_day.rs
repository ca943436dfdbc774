//! 26 December 2019, played at the demo home: a database lay open, everybody is signed out and told, and a day later the
//! service says that it was wrong about one thing.

use porchlight_protocol::UnixSeconds;
use porchlight_protocol::exposure::{DataForm, DataKind, ExposedData, Finding};

use super::{DemoError, DemoHome};
use crate::incidents::exposures::{Announcement, Revision};
use crate::incidents::{Incident, Words};

/// 1 November 2019: the demo's owner was there while the data lay open.
pub(super) const MADE_AT: UnixSeconds = 1_572_566_400;
/// Noon in Greenwich, which is the same day almost everywhere.
const FOURTH_OF_DECEMBER: UnixSeconds = 1_575_460_800;
const TWENTY_SIXTH_OF_DECEMBER: UnixSeconds = 1_577_361_600;
const ACCOUNTS: u64 = 2_400_000;
const ADVISORY: &str = "https://porchlight.example/advisories/2019-12-26";

const ANNOUNCED: [ExposedData; 6] = [
    data(DataKind::BodyData, Finding::NotAffected, DataForm::NotKept),
    data(DataKind::CameraNames, Finding::Confirmed, DataForm::Sealed),
    data(
        DataKind::EmailAddresses,
        Finding::Confirmed,
        DataForm::Hashed,
    ),
    data(
        DataKind::IntegrationTokens,
        Finding::Confirmed,
        DataForm::Hashed,
    ),
    data(DataKind::Passwords, Finding::NotAffected, DataForm::NotKept),
    data(DataKind::WifiNames, Finding::Reported, DataForm::Sealed),
];
/// The copy was made by another part of the service, which has no cameras' profiles but for their names.
const CORRECTED: ExposedData = data(DataKind::WifiNames, Finding::NotAffected, DataForm::Sealed);

impl DemoHome {
    /// An incident: everybody is signed out and told why.
    ///
    /// # Errors
    /// [`DemoError`]
    pub async fn reset_everybody(&self) -> Result<(), DemoError> {
        let texts = words(
            "A copy of the account database was left open from 4 to 26 December. Camera names, Wi-Fi names and passwords \
             can’t be read from it.",
            "Una copia del database degli account è rimasta accessibile dal 4 al 26 dicembre. I nomi delle telecamere, i \
             nomi delle reti Wi-Fi e le password non si possono leggere.",
        )?;
        let incident = Incident::new(texts.by_language().clone(), Some(ADVISORY));
        let incident = incident.map_err(crate::incidents::IncidentError::from)?;
        Ok(self.service.reset_everybody(&incident).await?)
    }

    /// The exposure is announced, what was linked is unlinked, and everybody is signed out.
    ///
    /// # Errors
    /// [`DemoError`]
    pub async fn day_of_the_leak(&self) -> Result<(), DemoError> {
        let announcement = Announcement {
            from: FOURTH_OF_DECEMBER,
            to: Some(TWENTY_SIXTH_OF_DECEMBER),
            accounts: Some(ACCOUNTS),
            data: ANNOUNCED.to_vec(),
            reason: words(
                "A copy of our account database was left open to the internet from 4 to 26 December. It was closed as soon \
                 as we were told. Everyone has been signed out.",
                "Una copia del nostro database degli account è rimasta accessibile da Internet dal 4 al 26 dicembre. \
                 L’abbiamo chiusa appena avvisati. Le sessioni di tutti sono state chiuse.",
            )?,
            advisory: Some(ADVISORY.into()),
        };
        self.service.announce_exposure(announcement).await?;
        self.unlink_everything().await?;
        self.reset_everybody().await
    }

    /// An incident: what was linked is unlinked, and everybody is told why. How many were.
    ///
    /// # Errors
    /// [`DemoError`]
    pub async fn unlink_everything(&self) -> Result<u64, DemoError> {
        let texts = words(
            "Access tokens of linked services may have been in the copy of 4 to 26 December, so we revoked them all.",
            "Nella copia dal 4 al 26 dicembre potevano esserci token di accesso dei servizi collegati, perciò li abbiamo \
             revocati tutti.",
        )?;
        let incident = Incident::new(texts.by_language().clone(), None);
        let incident = incident.map_err(crate::incidents::IncidentError::from)?;
        Ok(self.service.unlink_all(None, None, &incident).await?)
    }

    /// One thing in the newest announcement was wrong.
    ///
    /// # Errors
    /// [`DemoError::NothingAnnounced`], or as any
    pub async fn service_corrects_itself(&self) -> Result<(), DemoError> {
        let all = self.service.announced().await?;
        let newest = all.last().ok_or(DemoError::NothingAnnounced)?;
        let mut revision = Revision::new(words(
            "We have examined the copy. There were no Wi-Fi names in it.",
            "Abbiamo esaminato la copia. I nomi delle reti Wi-Fi non c’erano.",
        )?);
        revision.data.push(CORRECTED);
        self.service
            .correct_exposure(newest.exposure, revision)
            .await?;
        Ok(())
    }
}

const fn data(kind: DataKind, finding: Finding, form: DataForm) -> ExposedData {
    ExposedData {
        kind,
        finding,
        form,
    }
}

fn words(english: &str, italian: &str) -> Result<Words, DemoError> {
    Words::english_and_italian(english, Some(italian))
        .map_err(|error| DemoError::Incident(error.into()))
}
