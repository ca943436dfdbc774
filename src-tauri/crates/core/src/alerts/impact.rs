//! What an exposure means for this owner, worked out from what the service announced and from what is known here.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{DataForm, DataKind, Exposure, Finding};
use crate::guide::GuideStepKind;
use crate::time::Timestamp;

/// What is known here of the owner's account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnerFacts {
    /// When the account was made, if it was made on this computer.
    pub account_made: Option<Timestamp>,
    /// As last seen; `None` while nobody is signed in.
    pub cameras: Option<u32>,
    /// Names of networks that the cameras are in; the same.
    pub networks: Option<u32>,
    /// `None`: the service offers none.
    pub two_factor: Option<bool>,
    pub changes_password: bool,
    pub password_changed: Option<Timestamp>,
    /// The service says which computers are signed in.
    pub lists_computers: bool,
    pub computers_looked_at: Option<Timestamp>,
    /// What the incident unlinked and what is not linked again.
    pub unlinked: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Impact {
    pub standing: Standing,
    /// What lay open of this owner, confirmed first, then reported, then what was not affected.
    pub data: Vec<DataImpact>,
    /// What to do about it, in order; with those that are done.
    pub steps: Vec<ImpactStep>,
}

/// In one word. Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case", tag = "standing")]
pub enum Standing {
    /// The account was made after it was over.
    MadeLater {
        made: Timestamp,
    },
    /// Whoever has a copy has nothing that can be read.
    NothingReadable,
    /// Only what is reported, and not confirmed, can be read.
    PerhapsReadable,
    Readable,
    Withdrawn,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DataImpact {
    pub kind: DataKind,
    pub finding: Finding,
    pub form: DataForm,
    /// How many of it are the owner's: cameras with names, networks. `None`: they are not counted, or nobody is signed in.
    pub number: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImpactStep {
    pub step: GuideStepKind,
    pub done: bool,
    /// What is to be linked again.
    pub clients: Vec<String>,
}

/// `told_at`: when the service said it.
pub fn impact(exposure: &Exposure, told_at: Timestamp, owner: &OwnerFacts) -> Impact {
    let standing = standing(exposure, owner);
    let mut data: Vec<_> = exposure
        .data
        .iter()
        .map(|data| DataImpact {
            kind: data.kind,
            finding: data.finding,
            form: data.form,
            number: match data.kind {
                DataKind::CameraNames => owner.cameras,
                DataKind::WifiNames => owner.networks,
                DataKind::Alerts
                | DataKind::BodyData
                | DataKind::EmailAddresses
                | DataKind::IntegrationTokens
                | DataKind::Passwords
                | DataKind::Pictures
                | DataKind::SessionTokens
                | DataKind::WifiPasswords => None,
            },
        })
        .collect();
    data.sort_by_key(|data| (surest_first(data.finding), data.form != DataForm::Readable));
    let steps = match standing {
        // What was unlinked is unlinked all the same.
        Standing::MadeLater { .. } | Standing::Withdrawn => link_again(owner).into_iter().collect(),
        Standing::NothingReadable | Standing::PerhapsReadable | Standing::Readable => {
            steps(exposure, told_at, owner)
        }
    };
    Impact {
        standing,
        data,
        steps,
    }
}

impl Impact {
    /// The owner has to do something. Two-factor alone is always advisable, and no alarm.
    pub fn calls_for_action(&self) -> bool {
        let open = |step: &ImpactStep| !step.done && step.step != GuideStepKind::TwoFactor;
        let concerned = !matches!(
            self.standing,
            Standing::MadeLater { .. } | Standing::Withdrawn
        );
        concerned && self.steps.iter().any(open)
    }
}

fn surest_first(finding: Finding) -> u8 {
    match finding {
        Finding::Confirmed => 0,
        Finding::Reported => 1,
        Finding::NotAffected => 2,
    }
}

fn standing(exposure: &Exposure, owner: &OwnerFacts) -> Standing {
    if exposure.withdrawn {
        return Standing::Withdrawn;
    }
    if let (Some(made), Some(to)) = (owner.account_made, exposure.to)
        && made > to
    {
        return Standing::MadeLater { made };
    }
    let readable = |finding| {
        exposure
            .data
            .iter()
            .any(|data| data.finding == finding && data.form == DataForm::Readable)
    };
    if readable(Finding::Confirmed) {
        Standing::Readable
    } else if readable(Finding::Reported) {
        Standing::PerhapsReadable
    } else {
        Standing::NothingReadable
    }
}

fn steps(exposure: &Exposure, told_at: Timestamp, owner: &OwnerFacts) -> Vec<ImpactStep> {
    let over = exposure.over_at(told_at);
    let since = |at: Option<Timestamp>| at.is_some_and(|at| at >= over);
    let readable = |kind| {
        exposure.of(kind).is_some_and(|data| {
            data.finding != Finding::NotAffected && data.form == DataForm::Readable
        })
    };
    let step = |step, done| ImpactStep {
        step,
        done,
        clients: Vec::new(),
    };
    let password = (owner.changes_password && readable(DataKind::Passwords))
        .then(|| step(GuideStepKind::ChangePassword, since(owner.password_changed)));
    let two_factor = owner
        .two_factor
        .map(|on| step(GuideStepKind::TwoFactor, on));
    let computers = (owner.lists_computers && readable(DataKind::SessionTokens)).then(|| {
        step(
            GuideStepKind::LookAtComputers,
            since(owner.computers_looked_at),
        )
    });
    [password, two_factor, link_again(owner), computers]
        .into_iter()
        .flatten()
        .collect()
}

fn link_again(owner: &OwnerFacts) -> Option<ImpactStep> {
    (!owner.unlinked.is_empty()).then(|| ImpactStep {
        step: GuideStepKind::LinkAgain,
        done: false,
        clients: owner.unlinked.clone(),
    })
}
