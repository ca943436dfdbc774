//! When nothing was heard of a camera, worked out from two lists: as last seen, and as it is. Pure.

use super::{Camera, CameraId};
use crate::time::Timestamp;
use crate::view::Absence;

/// What began, and what ended, by the end of the later list. Of a camera that does not say whether it is online, or when it was
/// seen, there is nothing to tell.
pub fn absences(before: &[Camera], after: &[&Camera], now: Timestamp) -> Vec<(CameraId, Absence)> {
    let mut found = Vec::new();
    for camera in after {
        let known = before.iter().find(|known| known.id == camera.id);
        let (was_away, is_away) = (known.and_then(Camera::away_since), camera.away_since());
        if was_away == is_away {
            continue;
        }
        if let Some(since) = was_away {
            let seen = camera.last_seen.filter(|seen| *seen != since);
            let ended = Absence {
                since,
                // A clock of the service that is ahead makes no camera come back tomorrow. Where nobody says any more
                // whether it is there, nobody would say later that it is back.
                until: Some(seen.map_or(now, |seen| seen.min(now))),
            };
            found.push((camera.id.clone(), ended));
        }
        if let Some(since) = is_away {
            let begun = Absence { since, until: None };
            found.push((camera.id.clone(), begun));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::camera;

    fn seen(online: bool, at: i64) -> Camera {
        Camera {
            online: Some(online),
            last_seen: Some(Timestamp(at)),
            ..camera("door", "Door")
        }
    }

    /// Nothing is said of whether it is there.
    fn unsaid() -> Camera {
        Camera {
            online: None,
            last_seen: None,
            ..camera("door", "Door")
        }
    }

    fn between(before: &[Camera], after: &Camera) -> Vec<(i64, Option<i64>)> {
        absences(before, &[after], Timestamp(1000))
            .into_iter()
            .map(|(_, absence)| (absence.since.0, absence.until.map(|until| until.0)))
            .collect()
    }

    #[test]
    fn an_absence_begins_ends_and_may_have_ended_and_begun_again_meanwhile() {
        for (before, after, expected) in [
            (vec![seen(true, 10)], seen(false, 20), vec![(20, None)]),
            (vec![], seen(false, 20), vec![(20, None)]),
            (vec![seen(false, 20)], seen(false, 20), vec![]),
            (vec![seen(false, 20)], seen(true, 90), vec![(20, Some(90))]),
            (
                vec![seen(false, 20)],
                seen(false, 50),
                vec![(20, Some(50)), (50, None)],
            ),
            (vec![seen(true, 10)], seen(true, 20), vec![]),
            (
                vec![seen(false, 20)],
                seen(true, 9000),
                vec![(20, Some(1000))],
            ),
        ] {
            assert_eq!(between(&before, &after), expected);
        }
    }

    #[test]
    fn of_a_camera_that_does_not_say_whether_it_is_online_no_absence_begins_or_stays_open() {
        let when_unsaid = |online| Camera { online, ..unsaid() };
        let seen_and_unsaid = Camera {
            last_seen: Some(Timestamp(50)),
            ..unsaid()
        };
        for (before, after, expected) in [
            (vec![], unsaid(), vec![]),
            (vec![unsaid()], unsaid(), vec![]),
            (vec![seen(true, 10)], unsaid(), vec![]),
            (vec![unsaid()], seen(true, 90), vec![]),
            (vec![unsaid()], seen(false, 90), vec![(90, None)]),
            (vec![], when_unsaid(Some(false)), vec![]),
            (vec![seen(false, 20)], unsaid(), vec![(20, Some(1000))]),
            (vec![seen(false, 20)], seen_and_unsaid, vec![(20, Some(50))]),
            (
                vec![seen(false, 20)],
                when_unsaid(Some(true)),
                vec![(20, Some(1000))],
            ),
        ] {
            assert_eq!(between(&before, &after), expected, "{after:?}");
        }
    }
}
