//! Which alerts the desktop is rung for, and when. Everything is in the inbox, whatever is chosen here.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{AlertGroup, AlertKind, Severity};
use crate::time::Timestamp;

/// From this on an alert is important.
const IMPORTANT: Severity = Severity::Warning;
const MINUTES_A_DAY: i64 = 24 * 60;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NotificationPreferences {
    pub cameras: Notify,
    pub exposures: Notify,
    pub integrations: Notify,
    pub security: Notify,
    pub quiet: QuietHours,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Notify {
    Always,
    Important,
    Never,
}

/// Each day, in the local time of this computer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct QuietHours {
    pub on: bool,
    /// Minutes after midnight, up to 1439. What lies beyond counts from midnight again.
    pub from: u16,
    /// The first minute that is not quiet any more; the same as `from` is the whole day.
    pub to: u16,
    /// Danger rings all the same.
    pub danger_rings: bool,
}

impl Default for NotificationPreferences {
    fn default() -> Self {
        Self {
            cameras: Notify::Important,
            exposures: Notify::Always,
            integrations: Notify::Always,
            security: Notify::Always,
            quiet: QuietHours::default(),
        }
    }
}

impl Default for QuietHours {
    fn default() -> Self {
        Self {
            on: false,
            from: 22 * 60,
            to: 7 * 60,
            danger_rings: true,
        }
    }
}

/// What becomes of an alert on the desktop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bell {
    Rings,
    /// Told in sum when the quiet hours end.
    KeptBack,
    /// The owner does not want to be rung for it.
    Silent,
}

impl NotificationPreferences {
    /// `now` with the offset of local time from UTC in seconds.
    pub fn bell(&self, kind: &AlertKind, now: Timestamp, offset: i32) -> Bell {
        if kind.may_ring() {
            self.bell_for(kind.group(), kind.severity(), now, offset)
        } else {
            Bell::Silent
        }
    }

    pub fn bell_for(
        &self,
        group: AlertGroup,
        severity: Severity,
        now: Timestamp,
        offset: i32,
    ) -> Bell {
        let wanted = match self.of(group) {
            Notify::Always => true,
            Notify::Important => severity >= IMPORTANT,
            Notify::Never => false,
        };
        let rings_anyway = severity == Severity::Danger && self.quiet.danger_rings;
        match wanted {
            false => Bell::Silent,
            true if self.quiet.is_quiet(now, offset) && !rings_anyway => Bell::KeptBack,
            true => Bell::Rings,
        }
    }

    fn of(&self, group: AlertGroup) -> Notify {
        match group {
            AlertGroup::Cameras => self.cameras,
            AlertGroup::Exposures => self.exposures,
            AlertGroup::Integrations => self.integrations,
            AlertGroup::Security => self.security,
        }
    }
}

impl QuietHours {
    pub fn is_quiet(&self, now: Timestamp, offset: i32) -> bool {
        self.on && self.minutes_left(now, offset) > 0
    }

    /// Until they end, rounded up to whole minutes; 0 while they are not.
    pub fn minutes_left(&self, now: Timestamp, offset: i32) -> i64 {
        let local = now.seconds().saturating_add(i64::from(offset));
        let minute = local.div_euclid(60).rem_euclid(MINUTES_A_DAY);
        let (from, to) = (i64::from(self.from), i64::from(self.to));
        let length = match (to - from).rem_euclid(MINUTES_A_DAY) {
            0 => MINUTES_A_DAY,
            length => length,
        };
        let gone = (minute - from).rem_euclid(MINUTES_A_DAY);
        (length - gone).max(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: i64, minute: i64) -> Timestamp {
        Timestamp::from_seconds(1_767_225_600 + hour * 3600 + minute * 60)
    }

    fn night() -> NotificationPreferences {
        NotificationPreferences {
            quiet: QuietHours {
                on: true,
                ..QuietHours::default()
            },
            ..NotificationPreferences::default()
        }
    }

    #[test]
    fn quiet_hours_go_over_midnight_and_follow_local_time() {
        let quiet = night().quiet;
        for (hour, minute, expected) in [
            (21, 59, false),
            (22, 0, true),
            (23, 59, true),
            (0, 0, true),
            (6, 59, true),
            (7, 0, false),
            (12, 0, false),
        ] {
            assert_eq!(
                quiet.is_quiet(at(hour, minute), 0),
                expected,
                "{hour}:{minute}"
            );
        }
        // 21:00 UTC is 22:00 in Rome, and 14:00 in Denver.
        assert!(quiet.is_quiet(at(21, 0), 3600));
        assert!(!quiet.is_quiet(at(21, 0), -7 * 3600));
        assert_eq!(quiet.minutes_left(at(6, 30), 0), 30);
        let by_day = QuietHours {
            from: 8 * 60,
            to: 9 * 60,
            ..quiet
        };
        assert!(by_day.is_quiet(at(8, 30), 0) && !by_day.is_quiet(at(9, 0), 0));
        let always = QuietHours {
            from: 60,
            to: 60,
            ..quiet
        };
        assert!(always.is_quiet(at(0, 59), 0) && always.is_quiet(at(1, 0), 0));
        let off = QuietHours {
            on: false,
            ..always
        };
        assert!(!off.is_quiet(at(1, 0), 0));
    }

    #[test]
    fn each_kind_rings_as_its_owner_wants() {
        let bell = |preferences: &NotificationPreferences, severity| {
            preferences.bell_for(AlertGroup::Security, severity, at(12, 0), 0)
        };
        let with = |security| NotificationPreferences {
            security,
            ..NotificationPreferences::default()
        };
        for (notify, severity, expected) in [
            (Notify::Always, Severity::Info, Bell::Rings),
            (Notify::Important, Severity::Notice, Bell::Silent),
            (Notify::Important, Severity::Warning, Bell::Rings),
            (Notify::Never, Severity::Danger, Bell::Silent),
        ] {
            assert_eq!(
                bell(&with(notify), severity),
                expected,
                "{notify:?} {severity:?}"
            );
        }
    }

    #[test]
    fn danger_rings_at_night_unless_the_owner_says_otherwise() {
        let bell = |preferences: &NotificationPreferences, severity| {
            preferences.bell_for(AlertGroup::Security, severity, at(23, 0), 0)
        };
        let mut night = night();
        assert_eq!(bell(&night, Severity::Warning), Bell::KeptBack);
        assert_eq!(bell(&night, Severity::Danger), Bell::Rings);
        night.quiet.danger_rings = false;
        assert_eq!(bell(&night, Severity::Danger), Bell::KeptBack);
        night.security = Notify::Never;
        assert_eq!(bell(&night, Severity::Danger), Bell::Silent);
    }

    #[test]
    fn a_stranger_on_the_line_cannot_ring() {
        let preferences = NotificationPreferences::default();
        assert_eq!(
            preferences.bell(&AlertKind::EventRefused, at(12, 0), 0),
            Bell::Silent
        );
    }
}
