//! Nobody is lost when everybody comes back at once.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what goes wrong here fails the test"
)]

mod answers;

use porchlight_herd::returning::{Costs, Town, come_back};
use porchlight_service::Limits;
use porchlight_service::admission::LONGEST_WAIT;
use porchlight_soak::rounds;

/// Of the order of what `make bench` measures.
const COSTS: Costs = Costs {
    start: 0.000_4,
    finish: 0.000_8,
    factor: 0.000_8,
    look: 0.000_4,
    refusal: 0.000_03,
};

fn town(owners: u32) -> Town {
    Town {
        owners,
        within: 60.0,
        with_factor: 0.3,
        cores: 2,
        limits: Limits::default(),
        costs: COSTS,
        seed: 2019,
    }
}

/// What the service would need if everybody queued up without a gap.
fn work(town: &Town) -> f64 {
    let each = COSTS.start + COSTS.finish + town.with_factor * COSTS.factor + COSTS.look;
    f64::from(town.owners) * each / f64::from(town.cores)
}

/// A tenth of those of December 2019; all 2.4 million in `make soak`, and in `make bench`.
#[test]
fn when_everybody_comes_back_within_a_minute_everybody_gets_in() {
    let owners = 240_000 * rounds(1).min(10);
    let town = town(owners);
    let returned = come_back(&town);
    assert_eq!(returned.inside, owners, "{returned:?}");
    let queue = town.limits.queue * 2 + town.limits.at_once;
    assert!(returned.longest_queue <= queue, "{returned:?}");
    // In virtual time: whoever is early does not wait for whoever is late.
    let work = work(&town);
    assert!(
        returned.half_inside_after < work,
        "{returned:?}, work {work}"
    );
    assert!(
        returned.all_inside_after < 2.0 * work + 2.0 * LONGEST_WAIT,
        "{returned:?}, work {work}"
    );
}

#[test]
fn in_a_quiet_hour_nobody_is_sent_away() {
    let quiet = Town {
        owners: 20_000,
        within: 3_600.0,
        ..town(0)
    };
    let returned = come_back(&quiet);
    assert_eq!(returned.inside, 20_000);
    assert_eq!((returned.sent_away, returned.begun_again), (0, 0));
}

#[test]
fn a_service_with_hardly_any_room_still_lets_everybody_in() {
    let narrow = Town {
        owners: 3_000,
        within: 1.0,
        with_factor: 1.0,
        cores: 1,
        limits: Limits {
            at_once: 1,
            queue: 1,
            ..Limits::default()
        },
        ..town(0)
    };
    assert_eq!(come_back(&narrow).inside, 3_000);
}

#[test]
fn the_same_day_can_be_played_again_to_the_last_wait() {
    assert_eq!(come_back(&town(50_000)), come_back(&town(50_000)));
}
