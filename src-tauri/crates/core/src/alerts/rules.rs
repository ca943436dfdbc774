//! Facts worked out here: what a service does not say, and this computer can see. Pure: the same facts give the same alerts
//! under the same identities, so that a restart tells nothing twice.

use std::collections::BTreeMap;

use super::{AboutCamera, Alert, AlertKind};
use crate::cameras::{Camera, CameraId};
use crate::checkup::KnownComputers;
use crate::ports::devices::SignedInComputer;
use crate::time::Timestamp;
use crate::view::ConnectionId;

const HOUR: i64 = 60 * 60 * 1000;
const DAY: i64 = 24 * HOUR;
/// Milliseconds without a sign of a camera after which it is gone for long.
pub const GONE_FOR_LONG: i64 = DAY;
/// Milliseconds that an owner has for two-factor after an incident, until they are reminded.
pub const REMINDED_AFTER: i64 = 3 * DAY;
/// Milliseconds from one reminder to the next.
pub const REMINDED_AGAIN_AFTER: i64 = 7 * DAY;

/// What followed an incident at a service: a reset of everybody, a suspected theft, data that lay open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aftermath {
    /// The last one.
    pub incident: Timestamp,
    /// When the owner was last told that two-factor is still off.
    pub reminded: Option<Timestamp>,
}

impl Aftermath {
    /// After another incident. Reminders do not come sooner for it.
    #[must_use]
    pub fn after(before: Option<Self>, incident: Timestamp) -> Self {
        Self {
            incident: before.map_or(incident, |before| before.incident.max(incident)),
            reminded: before.and_then(|before| before.reminded),
        }
    }

    /// While two-factor is off.
    pub fn reminder_is_due(&self, now: Timestamp) -> bool {
        let since = |then: Timestamp| now.0.saturating_sub(then.0);
        since(self.incident) >= REMINDED_AFTER
            && self
                .reminded
                .is_none_or(|last| since(last) >= REMINDED_AGAIN_AFTER)
    }

    pub fn reminder(&self, connection: ConnectionId, now: Timestamp) -> Alert {
        let incident = self.incident;
        let what = format!("two-factor-off:{}:{}", incident.0, now.0.div_euclid(DAY));
        alert(
            connection,
            &what,
            now,
            AlertKind::TwoFactorStillOff { incident },
        )
    }
}

/// Two lists of the cameras of one account: as last seen, and as they are.
pub struct Lists<'a> {
    pub connection: ConnectionId,
    pub before: &'a [Camera],
    pub after: &'a [&'a Camera],
    pub now: Timestamp,
}

impl Lists<'_> {
    /// What changed, unless the owner did it here: `set_up_here`, `removed_here` and `moved_here` know.
    pub fn differences(
        &self,
        set_up_here: impl Fn(&CameraId) -> bool,
        removed_here: impl Fn(&CameraId) -> bool,
        moved_here: impl Fn(&Camera) -> bool,
    ) -> Vec<Alert> {
        let before: BTreeMap<&CameraId, &Camera> = self
            .before
            .iter()
            .map(|camera| (&camera.id, camera))
            .collect();
        let after: BTreeMap<&CameraId, &Camera> = self
            .after
            .iter()
            .map(|camera| (&camera.id, *camera))
            .collect();
        let mut alerts = Vec::new();
        for (id, camera) in &before {
            if !after.contains_key(id) && !removed_here(id) {
                let kind = AlertKind::CameraRemoved {
                    camera: about(camera),
                };
                alerts.push(self.alert(&format!("camera-removed:{}", id.0), kind));
            }
        }
        for (id, camera) in &after {
            match before.get(id) {
                Some(before) => alerts.extend(self.changes(before, camera, &moved_here)),
                // Before the first list nothing was known, so nothing is new in it.
                None if !before.is_empty() && !set_up_here(id) => {
                    alerts.push(camera_added(self.connection, camera, self.now));
                }
                None => {}
            }
        }
        alerts
    }

    fn changes(
        &self,
        before: &Camera,
        after: &Camera,
        moved_here: impl Fn(&Camera) -> bool,
    ) -> Vec<Alert> {
        let id = &after.id.0;
        let mut alerts = Vec::new();
        if let (Some(from), Some(to)) = (&before.firmware, &after.firmware)
            && from != to
        {
            let what = format!("firmware:{id}:{from}:{to}");
            let kind = AlertKind::FirmwareChanged {
                camera: about(after),
                from: from.clone(),
                to: to.clone(),
            };
            alerts.push(self.alert(&what, kind));
        }
        if let (Some(from), Some(to)) = (&before.profile.network, &after.profile.network)
            && from != to
            && !moved_here(after)
        {
            let kind = AlertKind::WifiChanged {
                camera: about(after),
                from: from.clone(),
                to: to.clone(),
            };
            alerts.push(self.alert(&format!("wifi:{id}:{}", after.revision), kind));
        }
        alerts
    }

    /// Cameras that came back after they were gone for long, each with the identity of the alert that said so: without it
    /// nobody missed them.
    pub fn back(&self) -> Vec<(String, Alert)> {
        let after: BTreeMap<&CameraId, &Camera> = self
            .after
            .iter()
            .map(|camera| (&camera.id, *camera))
            .collect();
        let came_back = |before: &Camera| {
            let since = before.away_since()?;
            let now = after.get(&before.id)?;
            if now.online != Some(true) {
                return None;
            }
            let what = format!("back:{}:{}", before.id.0, since.0);
            let back = self.alert(&what, AlertKind::CameraBack { camera: about(now) });
            Some((gone_id(self.connection, before, since), back))
        };
        self.before.iter().filter_map(came_back).collect()
    }

    fn alert(&self, what: &str, kind: AlertKind) -> Alert {
        alert(self.connection, what, self.now, kind)
    }
}

pub fn camera_added(connection: ConnectionId, camera: &Camera, now: Timestamp) -> Alert {
    let what = format!("camera-added:{}", camera.id.0);
    alert(
        connection,
        &what,
        now,
        AlertKind::CameraAdded {
            camera: about(camera),
        },
    )
}

/// Once per absence.
pub fn gone_for_long(connection: ConnectionId, camera: &Camera, now: Timestamp) -> Option<Alert> {
    let since = camera.away_since()?;
    let gone = now.0.saturating_sub(since.0) >= GONE_FOR_LONG;
    gone.then(|| Alert {
        id: gone_id(connection, camera, since),
        connection,
        at: now,
        kind: AlertKind::CameraGone {
            camera: about(camera),
            since,
        },
        read: false,
    })
}

/// Computers that the owner has never been shown, where they were shown any. The service may have told of them already: the
/// identity is that of the sign-in.
pub fn unknown_computers(
    connection: ConnectionId,
    known: Option<&KnownComputers>,
    listed: &[SignedInComputer],
) -> Vec<Alert> {
    let Some(known) = known else {
        return Vec::new();
    };
    listed
        .iter()
        .filter(|computer| !computer.this_one && !known.knows(&computer.session))
        .map(|computer| Alert {
            id: sign_in_id(connection, &computer.session.0),
            connection,
            at: computer.since,
            kind: AlertKind::NewSignIn {
                place: None,
                computer: computer.name.clone(),
            },
            read: false,
        })
        .collect()
}

/// The same whether the service tells of a sign-in or it is found here.
pub fn sign_in_id(connection: ConnectionId, session: &str) -> String {
    format!("{}:sign-in:{session}", connection.0)
}

fn gone_id(connection: ConnectionId, camera: &Camera, since: Timestamp) -> String {
    format!("{}:gone:{}:{}", connection.0, camera.id.0, since.0)
}

fn about(camera: &Camera) -> AboutCamera {
    AboutCamera {
        id: camera.id.clone(),
        name: camera.profile.nickname.clone(),
    }
}

fn alert(connection: ConnectionId, what: &str, at: Timestamp, kind: AlertKind) -> Alert {
    Alert {
        id: format!("{}:{what}", connection.0),
        connection,
        at,
        kind,
        read: false,
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::cameras::Profile;
    use crate::ports::provider::SessionId;

    const NOW: Timestamp = Timestamp(1_767_225_600_000);

    fn home() -> ConnectionId {
        ConnectionId(Uuid::nil())
    }

    fn camera(id: &str) -> Camera {
        Camera {
            id: CameraId(id.into()),
            model: "Lantern".into(),
            firmware: Some("1.0".into()),
            address: None,
            firmware_available: None,
            online: Some(true),
            last_seen: Some(NOW),
            signal_dbm: None,
            profile: Profile {
                nickname: "Porch".into(),
                network: Some("Home".into()),
                ..Profile::default()
            },
            revision: 1,
            trouble: None,
        }
    }

    fn kinds(before: &[Camera], after: &[Camera]) -> Vec<AlertKind> {
        differences(before, after, |_| false, |_| false, |_| false)
    }

    fn differences(
        before: &[Camera],
        after: &[Camera],
        set_up_here: impl Fn(&CameraId) -> bool,
        removed_here: impl Fn(&CameraId) -> bool,
        moved_here: impl Fn(&Camera) -> bool,
    ) -> Vec<AlertKind> {
        let after: Vec<&Camera> = after.iter().collect();
        let lists = Lists {
            connection: home(),
            before,
            after: &after,
            now: NOW,
        };
        let alerts = lists.differences(set_up_here, removed_here, moved_here);
        alerts.into_iter().map(|alert| alert.kind).collect()
    }

    fn porch() -> AboutCamera {
        about(&camera("porch"))
    }

    #[test]
    fn a_list_like_the_last_one_tells_nothing() {
        assert_eq!(kinds(&[camera("porch")], &[camera("porch")]), []);
    }

    #[test]
    fn the_first_list_tells_nothing() {
        assert_eq!(kinds(&[], &[camera("porch"), camera("attic")]), []);
    }

    #[test]
    fn a_camera_that_came_or_went_elsewhere_is_told_and_one_that_came_or_went_by_this_computer_is_not()
     {
        let (one, two) = ([camera("attic")], [camera("attic"), camera("porch")]);
        assert_eq!(
            kinds(&one, &two),
            [AlertKind::CameraAdded { camera: porch() }]
        );
        assert_eq!(
            kinds(&two, &one),
            [AlertKind::CameraRemoved { camera: porch() }]
        );
        let here = |id: &CameraId| id.0 == "porch";
        assert_eq!(differences(&one, &two, here, |_| false, |_| false), []);
        assert_eq!(differences(&two, &one, |_| false, here, |_| false), []);
    }

    #[test]
    fn other_firmware_and_another_network_are_told_and_a_rename_and_a_move_here_are_not() {
        let mut after = camera("porch");
        after.firmware = Some("1.1".into());
        after.profile.network = Some("Cellar".into());
        after.revision = 2;
        let (from, to) = ("1.0".into(), "1.1".into());
        let firmware = AlertKind::FirmwareChanged {
            camera: porch(),
            from,
            to,
        };
        let wifi = AlertKind::WifiChanged {
            camera: porch(),
            from: "Home".into(),
            to: "Cellar".into(),
        };
        let (before, after) = ([camera("porch")], [after]);
        assert_eq!(kinds(&before, &after), [firmware.clone(), wifi]);
        assert_eq!(
            differences(&before, &after, |_| false, |_| false, |_| true),
            [firmware]
        );
        let mut renamed = camera("porch");
        renamed.profile.nickname = "Veranda".into();
        renamed.profile.room = Some("Outside".into());
        assert_eq!(kinds(&before, &[renamed]), []);
        // What was not known before is no change.
        let mut unknown = camera("porch");
        unknown.profile.network = None;
        assert_eq!(kinds(&[unknown], &before), []);
    }

    #[test]
    fn what_is_no_longer_said_of_a_camera_or_for_the_first_time_is_no_news() {
        let says_little = Camera {
            firmware: None,
            online: None,
            last_seen: None,
            ..camera("porch")
        };
        let mut gone = camera("porch");
        gone.online = Some(false);
        for known in [camera("porch"), gone] {
            for (before, after) in [(&known, &says_little), (&says_little, &known)] {
                let lists = Lists {
                    connection: home(),
                    before: std::slice::from_ref(before),
                    after: &[after],
                    now: NOW,
                };
                assert_eq!(
                    lists.differences(|_| false, |_| false, |_| false),
                    [],
                    "{after:?}"
                );
                assert_eq!(lists.back(), []);
            }
        }
        let years = Timestamp(NOW.0 + 1000 * DAY);
        assert_eq!(gone_for_long(home(), &says_little, years), None);
        let never_seen = Camera {
            online: Some(false),
            ..says_little
        };
        assert_eq!(gone_for_long(home(), &never_seen, years), None);
    }

    #[test]
    fn a_camera_is_gone_for_long_after_a_day_and_once_per_absence() {
        let mut camera = camera("porch");
        assert_eq!(
            gone_for_long(home(), &camera, Timestamp(NOW.0 + DAY)),
            None,
            "online"
        );
        camera.online = Some(false);
        assert_eq!(
            gone_for_long(home(), &camera, Timestamp(NOW.0 + DAY - 1)),
            None
        );
        let first = gone_for_long(home(), &camera, Timestamp(NOW.0 + DAY)).expect("gone");
        let later = gone_for_long(home(), &camera, Timestamp(NOW.0 + 9 * DAY)).expect("gone");
        assert_eq!(first.id, later.id);
        camera.last_seen = Some(Timestamp(NOW.0 + 10 * DAY));
        let again = gone_for_long(home(), &camera, Timestamp(NOW.0 + 12 * DAY)).expect("gone");
        assert_ne!(first.id, again.id);
    }

    #[test]
    fn who_comes_back_is_told_to_those_who_were_told_that_it_was_gone() {
        let mut gone = camera("porch");
        gone.online = Some(false);
        let told = gone_for_long(home(), &gone, Timestamp(NOW.0 + DAY)).expect("gone");
        let (before, after) = ([gone, camera("attic")], [camera("attic"), camera("porch")]);
        let after: Vec<&Camera> = after.iter().collect();
        let lists = Lists {
            connection: home(),
            before: &before,
            after: &after,
            now: NOW,
        };
        let [(of, back)] = lists.back().try_into().expect("one");
        assert_eq!(of, told.id);
        assert_eq!(back.kind, AlertKind::CameraBack { camera: porch() });
    }

    #[test]
    fn a_computer_that_was_never_shown_is_told_once_there_is_something_to_compare_with() {
        let computer = |session: &str, this_one| SignedInComputer {
            session: SessionId(session.into()),
            name: Some(session.to_uppercase()),
            since: Timestamp(5),
            last_used: NOW,
            this_one,
        };
        let listed = [
            computer("attic", false),
            computer("study", true),
            computer("van", false),
        ];
        assert_eq!(unknown_computers(home(), None, &listed), []);
        let known = KnownComputers {
            session: SessionId("study".into()),
            looked_at: None,
            computers: vec![SessionId("attic".into())],
        };
        let [alert] = unknown_computers(home(), Some(&known), &listed)
            .try_into()
            .expect("one");
        assert_eq!(alert.id, sign_in_id(home(), "van"));
        assert_eq!(alert.at, Timestamp(5));
        let kind = AlertKind::NewSignIn {
            place: None,
            computer: Some("VAN".into()),
        };
        assert_eq!(alert.kind, kind);
    }

    #[test]
    fn two_factor_that_stays_off_is_told_after_three_days_and_then_weekly_at_most() {
        let day = |days: i64| Timestamp(NOW.0 + days * DAY);
        let mut aftermath = Aftermath::after(None, NOW);
        assert!(!aftermath.reminder_is_due(Timestamp(day(3).0 - 1)));
        assert!(aftermath.reminder_is_due(day(3)));
        aftermath.reminded = Some(day(5));
        assert!(!aftermath.reminder_is_due(Timestamp(day(12).0 - 1)));
        assert!(aftermath.reminder_is_due(day(12)));
        // Another incident does not make it more often, and an older one that comes late does not count.
        let again = Aftermath::after(Some(aftermath), day(6));
        assert_eq!((again.incident, again.reminded), (day(6), Some(day(5))));
        assert_eq!(Aftermath::after(Some(again), NOW).incident, day(6));
        assert_eq!(
            again.reminder(home(), day(12)).id,
            again.reminder(home(), day(12)).id
        );
    }
}
