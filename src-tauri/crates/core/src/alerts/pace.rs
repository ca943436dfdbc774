//! How often the desktop is rung: a few times one by one, and the rest in one sum when [`PERIOD`] is over. What is kept of it outlives the
//! program, so that a restart makes no storm of what was one already.

use std::time::Duration;

use crate::time::Timestamp;

/// So many notifications in [`PERIOD`] tell of one alert each.
pub const MOST_SINGLE: usize = 3;
/// Long enough that a night of false alarms is a handful of notifications.
pub const PERIOD: Duration = Duration::from_secs(10 * 60);

/// What was rung, and what is still to be told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoredBell {
    /// Danger does not wait behind what is harmless.
    pub danger: Pace,
    pub other: Pace,
    /// In quiet hours, to be told when they end.
    pub kept_back: u32,
}

impl StoredBell {
    /// So many are. Whoever has looked through the rest is not called to do so.
    pub fn are_unread(&mut self, unread: u32) {
        for waiting in [
            &mut self.danger.held,
            &mut self.other.held,
            &mut self.kept_back,
        ] {
            *waiting = unread.min(*waiting);
        }
    }
}

/// Of one urgency.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pace {
    /// When, at most [`MOST_SINGLE`] times, oldest first.
    pub rung: Vec<Timestamp>,
    /// Alerts that the next sum tells of.
    pub held: u32,
}

/// What becomes of alerts that are new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ringing {
    OneByOne,
    /// In one notification.
    InSum,
    /// Later, in one notification with what else comes until then.
    Held,
}

impl Pace {
    /// `new` of them at the same moment.
    pub fn ring(&mut self, new: u32, now: Timestamp) -> Ringing {
        self.forget(now);
        let left = MOST_SINGLE.saturating_sub(self.rung.len());
        let new_ones = usize::try_from(new).unwrap_or(usize::MAX);
        if self.held == 0 && new_ones <= left {
            self.rung.extend(std::iter::repeat_n(now, new_ones));
            Ringing::OneByOne
        } else if self.held == 0 && left == MOST_SINGLE {
            self.rung = vec![now; MOST_SINGLE];
            Ringing::InSum
        } else {
            self.held = self.held.saturating_add(new);
            Ringing::Held
        }
    }

    /// When the sum is to be told, if there is any.
    pub fn due(&self) -> Option<Timestamp> {
        let first = self.rung.first().map(|first| first.after(PERIOD));
        (self.held > 0).then(|| first.unwrap_or_default())
    }

    /// How many a sum tells of that is due now. The next one is due a [`PERIOD`] later.
    pub fn sum(&mut self, now: Timestamp) -> u32 {
        // A clock that was set back makes nobody wait.
        self.rung.retain(|rung| *rung <= now);
        if self.due().is_none_or(|due| due > now) {
            return 0;
        }
        self.rung = vec![now; MOST_SINGLE];
        std::mem::take(&mut self.held)
    }

    /// All there is was told at this moment, in one notification.
    pub fn told(&mut self, now: Timestamp) {
        self.rung = vec![now; MOST_SINGLE];
        self.held = 0;
    }

    fn forget(&mut self, now: Timestamp) {
        self.rung
            .retain(|rung| *rung <= now && now < rung.after(PERIOD));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minute(minutes: i64) -> Timestamp {
        Timestamp::from_seconds(1_767_225_600 + 60 * minutes)
    }

    #[test]
    fn an_hour_of_alerts_every_minute_is_three_and_then_one_sum_every_ten_minutes() {
        let mut pace = Pace::default();
        let (mut single, mut sums) = (0, Vec::new());
        for now in (0..60).map(minute) {
            sums.extend(Some(pace.sum(now)).filter(|told| *told > 0));
            match pace.ring(1, now) {
                Ringing::OneByOne => single += 1,
                Ringing::InSum => panic!("nothing came at once"),
                Ringing::Held => {}
            }
        }
        assert_eq!(single, 3);
        assert_eq!(sums, [7, 10, 10, 10, 10]);
    }

    #[test]
    fn after_a_quiet_period_alerts_are_told_one_by_one_again() {
        let mut pace = Pace::default();
        assert_eq!(pace.ring(8, minute(0)), Ringing::InSum);
        assert_eq!(pace.ring(1, minute(9)), Ringing::Held);
        assert_eq!(pace.due(), Some(minute(10)));
        assert_eq!(pace.sum(minute(9)), 0);
        assert_eq!(pace.sum(minute(10)), 1);
        assert_eq!(pace.due(), None);
        assert_eq!(pace.ring(3, minute(20)), Ringing::OneByOne);
    }

    #[test]
    fn what_was_read_in_the_meantime_is_not_told_and_uses_nothing_up() {
        let mut pace = Pace::default();
        assert_eq!(pace.ring(3, minute(0)), Ringing::OneByOne);
        let mut bell = StoredBell {
            other: pace,
            kept_back: 5,
            ..StoredBell::default()
        };
        assert_eq!(bell.other.ring(2, minute(1)), Ringing::Held);
        bell.are_unread(0);
        assert_eq!(bell.kept_back, 0);
        let mut pace = bell.other;
        assert_eq!(pace.sum(minute(10)), 0);
        assert_eq!(pace.ring(3, minute(10)), Ringing::OneByOne);
    }

    #[test]
    fn a_clock_that_is_set_back_silences_nothing() {
        let mut pace = Pace::default();
        assert_eq!(pace.ring(3, minute(60)), Ringing::OneByOne);
        assert_eq!(pace.ring(1, minute(60)), Ringing::Held);
        assert_eq!(pace.sum(minute(0)), 1);
        assert_eq!(pace.ring(3, minute(10)), Ringing::OneByOne);
    }
}
