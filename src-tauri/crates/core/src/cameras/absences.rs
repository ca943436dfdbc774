//! When nothing was heard of a camera, worked out from two lists: as last seen, and as it is. Pure.

use super::{Camera, CameraId};
use crate::time::Timestamp;
use crate::view::Absence;

/// What began, and what ended, by the end of the later list.
pub fn absences(before: &[Camera], after: &[&Camera], now: Timestamp) -> Vec<(CameraId, Absence)> {
    let mut found = Vec::new();
    for camera in after {
        let known = before.iter().find(|known| known.id == camera.id);
        let was_away = known.filter(|known| !known.online);
        let seen_again = was_away.filter(|was| camera.online || was.last_seen != camera.last_seen);
        if let Some(was) = seen_again {
            let ended = Absence {
                since: was.last_seen,
                // A clock of the service that is ahead makes no camera come back tomorrow.
                until: Some(camera.last_seen.min(now)),
            };
            found.push((camera.id.clone(), ended));
        }
        if !camera.online && (was_away.is_none() || seen_again.is_some()) {
            let begun = Absence {
                since: camera.last_seen,
                until: None,
            };
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
            online,
            last_seen: Timestamp(at),
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
}
