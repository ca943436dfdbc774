//! One of everything that is kept, with every word that it may hold.

use std::collections::{BTreeMap, BTreeSet};

use porchlight_core::alerts::notifying::{NotificationPreferences, Notify, QuietHours};
use porchlight_core::alerts::pace::StoredBell;
use porchlight_core::alerts::rules::Aftermath;
use porchlight_core::alerts::{
    AboutCamera, Alert, AlertKind, Correction, DataForm, DataKind, ExposedData, Exposure, Finding,
    TwoFactorChange,
};
use porchlight_core::cameras::{Camera, CameraId, Profile, Trouble};
use porchlight_core::checkup::{KeyHeard, KnownComputers, Rehearsed};
use porchlight_core::email_changes::{EmailChangeHeard, EmailChanges};
use porchlight_core::guide::{
    AccountHistory, Guide, GuideCause, GuideIntegration, PutOff, RelinkState,
};
use porchlight_core::listed_breaches::{BreachWatch, BreachWish, ListedBreach, Make};
use porchlight_core::outbox::{EditState, PendingEdit};
use porchlight_core::ports::email::EmailChangeId;
use porchlight_core::ports::integrations::{IntegrationId, UnlinkCause};
use porchlight_core::ports::local_store::{
    RecoveryWaits, StoredConnection, StoredCorrection, StoredExposure,
};
use porchlight_core::ports::place::{Place, ProviderId};
use porchlight_core::ports::provider::{PairingId, SessionEnd, SessionId};
use porchlight_core::private_names::PrivateName;
use porchlight_core::session::{CameFrom, EndReason, Reset, Session};
use porchlight_core::time::Timestamp;
use porchlight_core::view::recovery_key::{KeyNews, RecoveryKeyNews};
use porchlight_core::view::setup::{MovePurpose, MoveState};
use porchlight_core::view::{
    Absence, CameraKey, CameraLayout, Language, Preferences, TextSize, Theme,
};
use porchlight_core::wifi::plans::{StoredMove, StoredPlans, StoredSetup};
use porchlight_core::wifi::setup::SetupMethod;
use porchlight_core::wifi::{Bands, ChosenNetwork, Security, Ssid};
use uuid::Uuid;

use crate::samples::connection_id;

/// Seconds after a day in 2026.
fn at(seconds: i64) -> Timestamp {
    Timestamp::from_seconds(1_780_000_000 + seconds)
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn words(of: &str) -> BTreeMap<String, String> {
    BTreeMap::from([
        ("en".to_owned(), format!("What {of} is.")),
        ("it".to_owned(), format!("Che cos\u{2019}\u{e8} {of}.")),
    ])
}

pub(super) fn connections() -> Vec<StoredConnection> {
    vec![
        StoredConnection {
            place: ProviderId::new("porchlight").at("https://cameras.example"),
            email: "ada@porchlight.example".to_owned(),
            known_computers: Some(KnownComputers {
                session: SessionId("s-1".to_owned()),
                looked_at: Some(at(1)),
                computers: vec![SessionId("s-1".to_owned()), SessionId("s-9".to_owned())],
            }),
            rehearsed: Some(Rehearsed {
                account: "a-1".to_owned(),
                at: at(2),
            }),
            key_heard: key_heard(KeyNews::Replaced),
            recovery_waits: Some(RecoveryWaits {
                email: "ada@porchlight.example".to_owned(),
                available_at: at(86_400),
            }),
            email_changes: email_changes(),
            guide: Some(guide(GuideCause::Exposed {
                exposure: "x-1".to_owned(),
            })),
            history: Some(AccountHistory {
                account: "a-1".to_owned(),
                made_at: Some(at(-86_400)),
                password_changed_at: Some(at(-1)),
            }),
            aftermath: Some(Aftermath {
                incident: at(3),
                reminded: Some(at(4)),
            }),
            put_aside: vec![IntegrationId("i-1".to_owned())],
            ..connection(
                1,
                Session::Active {
                    session: SessionId("s-1".to_owned()),
                    account: "a-1".to_owned(),
                },
            )
        },
        StoredConnection {
            known_computers: Some(KnownComputers {
                session: SessionId("s-2".to_owned()),
                looked_at: None,
                computers: vec![],
            }),
            key_heard: key_heard(KeyNews::Seen),
            guide: Some(guide(GuideCause::NotMe)),
            history: Some(AccountHistory {
                account: "a-2".to_owned(),
                made_at: None,
                password_changed_at: None,
            }),
            aftermath: Some(Aftermath {
                incident: at(3),
                reminded: None,
            }),
            ..connection(2, Session::Reset(reset(true)))
        },
        StoredConnection {
            key_heard: key_heard(KeyNews::Unseen),
            guide: Some(Guide {
                put_off: Some(PutOff { until: None }),
                finished_at: None,
                ..guide(GuideCause::Reset {
                    reason: EndReason::GlobalReset,
                })
            }),
            ..connection(
                3,
                Session::SigningIn {
                    came_from: CameFrom::SignedOut,
                },
            )
        },
        StoredConnection {
            key_heard: key_heard(KeyNews::Used),
            guide: Some(Guide {
                put_off: None,
                ..guide(GuideCause::Unlinked)
            }),
            ..connection(
                4,
                Session::SigningIn {
                    came_from: CameFrom::Reset(reset(false)),
                },
            )
        },
        connection(
            5,
            Session::AwaitingSecondFactor {
                came_from: CameFrom::SignedOut,
            },
        ),
        connection(6, Session::SignedOut),
        connection(7, Session::NotNeeded),
    ]
}

fn connection(number: u128, session: Session) -> StoredConnection {
    StoredConnection {
        id: connection_id(number),
        place: Place {
            provider: ProviderId::new("demo_home"),
            address: None,
        },
        name: format!("Home {number}"),
        email: String::new(),
        session,
        known_computers: None,
        rehearsed: None,
        key_heard: None,
        recovery_waits: None,
        email_changes: EmailChanges::default(),
        guide: None,
        history: None,
        aftermath: None,
        put_aside: vec![],
    }
}

fn reset(told: bool) -> Reset {
    let end = SessionEnd {
        reason: EndReason::SuspectedTheft,
        at: at(5),
        message: words("a theft"),
        advisory: text("https://cameras.example/incident"),
        by: text("attic"),
    };
    Reset {
        session: SessionId("s-2".to_owned()),
        account: "a-2".to_owned(),
        end: if told {
            end
        } else {
            SessionEnd::not_stated(at(6))
        },
        postponed: told,
    }
}

#[allow(clippy::unnecessary_wraps, reason = "as the connection has it")]
fn key_heard(what: KeyNews) -> Option<KeyHeard> {
    Some(KeyHeard {
        account: "a-1".to_owned(),
        news: RecoveryKeyNews { what, at: at(7) },
    })
}

fn email_changes() -> EmailChanges {
    let mut changes = EmailChanges::default();
    let heard = EmailChangeHeard {
        account: "a-1".to_owned(),
        change: EmailChangeId("c-1".to_owned()),
        at: at(8),
        until: at(86_408),
        before: "ada@before.example".to_owned(),
        now: text("ada@porchlight.example"),
        by: text("attic"),
        here: true,
    };
    changes.hear(heard.clone());
    changes.hear(EmailChangeHeard {
        change: EmailChangeId("c-2".to_owned()),
        now: None,
        by: None,
        here: false,
        ..heard
    });
    changes
}

fn guide(cause: GuideCause) -> Guide {
    let states = [
        RelinkState::Dismissed,
        RelinkState::Linked,
        RelinkState::Unlinked,
    ];
    Guide {
        account: "a-1".to_owned(),
        cause,
        since: at(9),
        begun_at: at(10),
        signed_out: true,
        integrations: states
            .map(|state| GuideIntegration {
                client: format!("{state:?}"),
                state,
            })
            .to_vec(),
        put_off: Some(PutOff {
            until: Some(at(86_400)),
        }),
        finished_at: Some(at(11)),
    }
}

pub(super) fn cameras() -> Vec<Camera> {
    vec![
        Camera {
            id: CameraId("c-1".to_owned()),
            model: "Lantern 2".to_owned(),
            firmware: text("1.4.0"),
            address: None,
            firmware_available: text("1.5.0"),
            online: Some(true),
            last_seen: Some(at(12)),
            signal_dbm: Some(-61),
            profile: profile("Porch"),
            revision: 7,
            trouble: None,
        },
        Camera {
            id: CameraId("c-2".to_owned()),
            model: "Lantern 1".to_owned(),
            firmware: text("1.0.0"),
            address: None,
            firmware_available: None,
            online: Some(false),
            last_seen: Some(at(-86_400)),
            signal_dbm: None,
            profile: Profile::default(),
            revision: 0,
            trouble: None,
        },
        says_little("c-3", None),
        says_little("c-4", Some(Trouble::ClockOff)),
        says_little("c-5", Some(Trouble::CredentialRefused)),
        says_little("c-6", Some(Trouble::Locked)),
        says_little("c-7", Some(Trouble::NoAnswer)),
        says_little("c-8", Some(Trouble::NotUnderstood)),
        Camera {
            address: text("192.168.1.20"),
            ..says_little("c-9", None)
        },
    ]
}

fn says_little(id: &str, trouble: Option<Trouble>) -> Camera {
    Camera {
        id: CameraId(id.to_owned()),
        model: String::new(),
        address: None,
        firmware: None,
        firmware_available: None,
        online: None,
        last_seen: None,
        signal_dbm: None,
        profile: Profile::default(),
        revision: 0,
        trouble,
    }
}

fn profile(nickname: &str) -> Profile {
    Profile {
        nickname: nickname.to_owned(),
        room: text("Hall"),
        network: text("Attic"),
        scene: text("door"),
    }
}

pub(super) fn absence() -> (CameraKey, Vec<Absence>) {
    let absences = [(at(14), None), (at(12), Some(at(13)))];
    let absences = absences.map(|(since, until)| Absence { since, until });
    (camera_key(), absences.to_vec())
}

fn camera_key() -> CameraKey {
    CameraKey {
        connection: connection_id(1),
        camera: CameraId("c-1".to_owned()),
    }
}

pub(super) fn edits() -> Vec<PendingEdit> {
    let conflict = EditState::Conflict {
        theirs: profile("Door"),
        revision: 8,
    };
    [(1, EditState::Waiting), (2, EditState::Held), (3, conflict)]
        .map(|(number, state)| PendingEdit {
            id: Uuid::from_u128(number),
            connection: connection_id(1),
            account: "a-1".to_owned(),
            camera: CameraId("c-1".to_owned()),
            profile: profile("Front door"),
            base_revision: 7,
            made_at: at(15),
            state,
        })
        .to_vec()
}

pub(super) fn private_names() -> Vec<PrivateName> {
    let name = PrivateName {
        connection: connection_id(1),
        account: "a-1".to_owned(),
        camera: CameraId("c-1".to_owned()),
        nickname: text("Front door"),
        room: text("Hall"),
        network: text("Attic"),
        stays: true,
    };
    let nothing = PrivateName {
        camera: CameraId("c-2".to_owned()),
        nickname: None,
        room: None,
        network: None,
        stays: false,
        ..name.clone()
    };
    vec![name, nothing]
}

/// Newest first.
pub(super) fn alerts() -> Vec<Alert> {
    let kinds = kinds();
    (0..).zip(kinds.into_iter().rev()).map(alert).collect()
}

fn alert((number, kind): (i64, AlertKind)) -> Alert {
    Alert {
        id: format!("e-{:02}", 99 - number),
        connection: connection_id(1),
        at: at(99 - number),
        kind,
        read: number % 2 == 0,
    }
}

fn kinds() -> Vec<AlertKind> {
    let camera = || AboutCamera {
        id: CameraId("c-1".to_owned()),
        name: "Porch".to_owned(),
    };
    let (from, to) = (String::from("old"), String::from("new"));
    let (changed_from, changed_to) = (from.clone(), to.clone());
    let by = || text("attic");
    let mut kinds = vec![
        AlertKind::CameraAdded { camera: camera() },
        AlertKind::CameraBack { camera: camera() },
        AlertKind::CameraGone {
            camera: camera(),
            since: at(1),
        },
        AlertKind::CameraRemoved { camera: camera() },
        AlertKind::EmailChangeUndone { by: by() },
        AlertKind::EmailChanged {
            email: text("ada@porchlight.example"),
            by: None,
        },
        AlertKind::EventRefused,
        AlertKind::Exposed {
            exposure: exposure(1),
        },
        AlertKind::FirmwareChanged {
            camera: camera(),
            from,
            to,
        },
        AlertKind::IntegrationLinked {
            client: "Alexa".to_owned(),
            by: by(),
        },
        AlertKind::ListedBreach {
            breaches: vec![listed_breach()],
            known_before: true,
        },
        AlertKind::NewSignIn {
            place: text("Utrecht"),
            computer: by(),
        },
        AlertKind::NewSignIn {
            place: None,
            computer: None,
        },
        AlertKind::PasswordChanged { by: by() },
        AlertKind::RecoveryActivated {
            available_at: at(86_400),
        },
        AlertKind::RecoveryStopped { by: by() },
        AlertKind::SecondFactorLocked,
        AlertKind::TwoFactorStillOff { incident: at(3) },
        AlertKind::WifiChanged {
            camera: camera(),
            from: changed_from,
            to: changed_to,
        },
    ];
    let causes = [
        UnlinkCause::Client,
        UnlinkCause::Incident,
        UnlinkCause::Owner,
        UnlinkCause::TokenReused,
    ];
    kinds.extend(causes.map(|cause| AlertKind::IntegrationUnlinked {
        client: "Alexa".to_owned(),
        cause,
        message: words("an end"),
        by: by(),
    }));
    let reasons = [
        EndReason::AccountDeleted,
        EndReason::AccountDisabled,
        EndReason::Expired,
        EndReason::GlobalReset,
        EndReason::NotStated,
        EndReason::PasswordChanged,
        EndReason::RevokedElsewhere,
        EndReason::SuspectedTheft,
        EndReason::TooManyComputers,
        EndReason::TwoFactorChanged,
    ];
    kinds.extend(reasons.map(|reason| AlertKind::SignedOut { reason }));
    let changes = [
        TwoFactorChange::Moved,
        TwoFactorChange::Off,
        TwoFactorChange::On,
        TwoFactorChange::RecoveryCodeUsed,
        TwoFactorChange::RecoveryCodesRenewed,
        TwoFactorChange::RecoveryKeyReplaced,
        TwoFactorChange::RecoveryKeyUsed,
    ];
    kinds.extend(changes.map(|change| AlertKind::TwoFactorChanged { change, by: by() }));
    kinds
}

fn listed_breach() -> ListedBreach {
    ListedBreach {
        name: "WyzeLabs".to_owned(),
        title: "Wyze Labs".to_owned(),
        domain: "wyze.com".to_owned(),
        happened: at(1),
        added: at(2),
        accounts: Some(2_400_000),
        data: vec![DataKind::EmailAddresses, DataKind::BodyData],
        other_data: vec!["Device information".to_owned()],
    }
}

fn exposure(revision: u32) -> Exposure {
    let data = |kind, finding, form| ExposedData {
        kind,
        finding,
        form,
    };
    let (sure, not, said) = (Finding::Confirmed, Finding::NotAffected, Finding::Reported);
    Exposure {
        exposure: "x-1".to_owned(),
        revision,
        from: at(1),
        to: Some(at(2)),
        accounts: Some(2_400_000),
        message: words("a copy"),
        correction: words("a correction"),
        data: vec![
            data(DataKind::Alerts, sure, DataForm::Readable),
            data(DataKind::BodyData, said, DataForm::Readable),
            data(DataKind::CameraNames, sure, DataForm::Sealed),
            data(DataKind::EmailAddresses, sure, DataForm::Hashed),
            data(DataKind::IntegrationTokens, not, DataForm::Sealed),
            data(DataKind::Passwords, not, DataForm::NotKept),
            data(DataKind::Pictures, not, DataForm::NotKept),
            data(DataKind::SessionTokens, said, DataForm::Hashed),
            data(DataKind::WifiNames, sure, DataForm::Readable),
            data(DataKind::WifiPasswords, not, DataForm::NotKept),
        ],
        has_advisory: true,
        withdrawn: false,
    }
}

pub(super) fn corrections() -> Vec<StoredCorrection> {
    vec![StoredCorrection {
        id: "k-1".to_owned(),
        connection: connection_id(1),
        event: "e-99".to_owned(),
        correction: Correction {
            at: at(100),
            message: words("right"),
        },
    }]
}

pub(super) fn exposures() -> Vec<StoredExposure> {
    let told = StoredExposure {
        connection: connection_id(1),
        told_at: at(3),
        exposure: exposure(1),
        advisory: text("https://cameras.example/incident"),
    };
    let withdrawn = StoredExposure {
        exposure: Exposure {
            to: None,
            accounts: None,
            message: BTreeMap::new(),
            data: vec![],
            has_advisory: false,
            withdrawn: true,
            ..exposure(2)
        },
        advisory: None,
        ..told.clone()
    };
    vec![told, withdrawn]
}

/// What a table of one row may hold.
#[derive(Debug, PartialEq)]
pub(super) enum OneRow {
    Bell(StoredBell),
    BreachWatch(BreachWatch),
    Plans(StoredPlans),
    Preferences(Preferences),
}

pub(super) fn one_rows() -> Vec<OneRow> {
    let bell = [StoredBell::default(), bell()].map(OneRow::Bell);
    let watch = [BreachWatch::default(), breach_watch()].map(OneRow::BreachWatch);
    let plans = plans().into_iter().map(OneRow::Plans);
    let preferences = preferences().map(OneRow::Preferences);
    bell.into_iter()
        .chain(watch)
        .chain(plans)
        .chain(preferences)
        .collect()
}

fn bell() -> StoredBell {
    let mut bell = StoredBell {
        kept_back: 4,
        ..StoredBell::default()
    };
    bell.danger.ring(2, at(1));
    bell.other.ring(9, at(2));
    bell.other.ring(5, at(3));
    bell
}

fn breach_watch() -> BreachWatch {
    BreachWatch {
        tried_at: Some(at(3)),
        looked_at: Some(at(2)),
        next_at: Some(at(86_400)),
        version: text("W/\"1\""),
        told: BTreeMap::from([
            ("ring.com".to_owned(), BTreeSet::new()),
            (
                "wyze.com".to_owned(),
                BTreeSet::from(["WyzeLabs".to_owned()]),
            ),
        ]),
    }
}

fn plans() -> Vec<StoredPlans> {
    let mut plans = vec![StoredPlans::default()];
    let methods = [
        SetupMethod::PorchlightCode,
        SetupMethod::WifiCode,
        SetupMethod::OpenIpcCode,
        SetupMethod::ReolinkCode,
        SetupMethod::WyzeCode,
        SetupMethod::YiCode,
        SetupMethod::UsbCable,
        SetupMethod::OwnNetwork,
    ];
    plans.extend(methods.map(|method| StoredPlans {
        setup: Some(setup(method)),
        moving: None,
    }));
    let securities = [
        Security::Open,
        Security::EnhancedOpen,
        Security::Wep,
        Security::Wpa,
        Security::WpaAndWpa3,
        Security::Wpa3,
        Security::Enterprise,
    ];
    plans.extend(securities.map(|security| StoredPlans {
        setup: Some(StoredSetup {
            network: Some(network(security)),
            account: Some((connection_id(1), "a-1".to_owned())),
            follows: Some(camera_key()),
            remember: true,
            pairing: Some(PairingId("p-1".to_owned())),
            arrived: Some(CameraId("c-3".to_owned())),
            ..setup(SetupMethod::PorchlightCode)
        }),
        moving: None,
    }));
    let purposes = [
        MovePurpose::NewNetwork,
        MovePurpose::NewPassword,
        MovePurpose::WifiAgain {
            camera: camera_key(),
        },
    ];
    plans.extend(purposes.map(|purpose| StoredPlans {
        setup: None,
        moving: Some(moving(purpose)),
    }));
    plans
}

fn setup(method: SetupMethod) -> StoredSetup {
    StoredSetup {
        method,
        account: None,
        follows: None,
        network: None,
        remember: false,
        pairing: None,
        arrived: None,
    }
}

fn network(security: Security) -> ChosenNetwork {
    ChosenNetwork {
        ssid: Ssid::new(*b"Attic\xff").unwrap(),
        security,
        bands: Some(Bands {
            ghz2: true,
            ghz5: false,
            ghz6: true,
        }),
        hidden: true,
    }
}

fn moving(purpose: MovePurpose) -> StoredMove {
    let states = [
        MoveState::Waiting,
        MoveState::Now,
        MoveState::Followed,
        MoveState::Skipped,
    ];
    StoredMove {
        connection: connection_id(1),
        purpose,
        network: ChosenNetwork {
            bands: None,
            hidden: false,
            ..network(Security::Wpa)
        },
        remember: true,
        cameras: states.map(|state| (camera_key(), state)).to_vec(),
    }
}

fn preferences() -> [Preferences; 3] {
    let notifications = NotificationPreferences {
        cameras: Notify::Never,
        exposures: Notify::Always,
        integrations: Notify::Important,
        security: Notify::Always,
        quiet: QuietHours {
            on: true,
            from: 1320,
            to: 420,
            danger_rings: false,
        },
    };
    [
        Preferences::default(),
        Preferences {
            language: Some(Language::It),
            theme: Theme::Dark,
            text_size: TextSize(150),
            camera_layout: CameraLayout::List,
            breaches: BreachWish {
                on: true,
                makes: BTreeSet::from(Make::ALL),
            },
            notifications,
        },
        Preferences {
            language: Some(Language::En),
            theme: Theme::Light,
            ..Preferences::default()
        },
    ]
}
