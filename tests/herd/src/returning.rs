//! A mass return in virtual time: owners who were all signed out come back to one service, each with the requests of a real
//! sign-in. Admission's places, the spread of `Retry-After` and the client's jitter are the product's own code; the cost of
//! a request is given. Nothing is random but a seeded generator, so a run can be repeated to the last wait.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use porchlight_core::backoff::Backoff;
use porchlight_service::Limits;
use porchlight_service::admission::{Errand, Spread, places};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

/// Seconds of one core of the service, by request.
#[derive(Clone, Copy, Debug)]
pub struct Costs {
    pub start: f64,
    pub finish: f64,
    /// Of those who have a second factor.
    pub factor: f64,
    /// Cameras and events, once inside.
    pub look: f64,
    /// Sending somebody away.
    pub refusal: f64,
}

#[derive(Clone, Copy, Debug)]
pub struct Town {
    pub owners: u32,
    /// All press “Sign in” within this many seconds.
    pub within: f64,
    /// How many of them have a second factor, from 0 to 1.
    pub with_factor: f64,
    pub cores: u32,
    pub limits: Limits,
    pub costs: Costs,
    pub seed: u64,
}

/// How it went. Times in seconds since the first came.
#[derive(Clone, Debug, PartialEq)]
pub struct Returned {
    pub inside: u32,
    pub half_inside_after: f64,
    pub almost_all_inside_after: f64,
    pub all_inside_after: f64,
    /// Answers that sent somebody away.
    pub sent_away: u64,
    /// Sign-ins that had to be begun again because they had become stale.
    pub begun_again: u64,
    pub most_tries_of_one: u16,
    pub longest_queue: usize,
    /// The part of the service's time, until all were inside, in which it did something for somebody who got in.
    pub useful: f64,
}

/// The owner's slow hash and, with a second factor, the look at the telephone: seconds.
const SLOW_HASH: (f64, f64) = (0.1, 1.5);
const TELEPHONE: (f64, f64) = (5.0, 40.0);
/// From start to finish, and from there to the code (`stale-state`, `factor-lapsed`).
const START_VALID: f64 = 120.0;
const FACTOR_VALID: f64 = 300.0;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Start,
    Finish,
    Factor,
    Look,
    Inside,
}

#[derive(Clone, Debug)]
struct Owner {
    step: Step,
    has_factor: bool,
    /// When what was begun is no good any more.
    valid_until: f64,
    failures: u16,
    tries: u16,
}

/// What happens, in the order of time; whole microseconds, so that times can be ordered.
type Moment = u64;

struct Service {
    limits: Limits,
    costs: Costs,
    cores: f64,
    /// When each core is free.
    free: BinaryHeap<Reverse<Moment>>,
    queue: VecDeque<u32>,
    in_turn: usize,
    spread: Spread,
    /// Mean cost of a request, as the service itself estimates its pace.
    mean: f64,
    useful: f64,
}

/// Lets the town come back. Ends when everybody is inside.
pub fn come_back(town: &Town) -> Returned {
    let mut rng = StdRng::seed_from_u64(town.seed);
    let mut owners: Vec<Owner> = (0..town.owners)
        .map(|_| Owner {
            step: Step::Start,
            has_factor: rng.gen_bool(town.with_factor),
            valid_until: f64::INFINITY,
            failures: 0,
            tries: 0,
        })
        .collect();
    let mut service = Service::new(town);
    // Requests that arrive, and requests that are done.
    let mut arrivals: BinaryHeap<Reverse<(Moment, u32)>> = (0..town.owners)
        .map(|who| Reverse((moment(rng.gen_range(0.0..=town.within)), who)))
        .collect();
    let mut done: BinaryHeap<Reverse<(Moment, u32)>> = BinaryHeap::new();
    let mut report = Returned {
        inside: 0,
        half_inside_after: 0.0,
        almost_all_inside_after: 0.0,
        all_inside_after: 0.0,
        sent_away: 0,
        begun_again: 0,
        most_tries_of_one: 0,
        longest_queue: 0,
        useful: 0.0,
    };
    while report.inside < town.owners {
        let next_done = done.peek().map_or(Moment::MAX, |Reverse((at, _))| *at);
        let next_arrival = arrivals.peek().map_or(Moment::MAX, |Reverse((at, _))| *at);
        if next_done <= next_arrival {
            let Some(Reverse((at, who))) = done.pop() else {
                break;
            };
            service.in_turn -= 1;
            let owner = &mut owners[who as usize];
            if let Some(again_in) = owner.goes_on(&mut rng, seconds(at)) {
                arrivals.push(Reverse((at + moment(again_in), who)));
            } else {
                report.came_in(town.owners, seconds(at));
            }
            service.take_turns(at, &owners, &mut done);
        } else {
            let Some(Reverse((at, who))) = arrivals.pop() else {
                break;
            };
            let owner = &mut owners[who as usize];
            owner.tries += 1;
            report.most_tries_of_one = report.most_tries_of_one.max(owner.tries);
            if seconds(at) > owner.valid_until {
                owner.step = Step::Start;
                owner.valid_until = f64::INFINITY;
                report.begun_again += 1;
            }
            match service.admits(owner.step, at) {
                Ok(()) => {
                    service.queue.push_back(who);
                    report.longest_queue = report.longest_queue.max(service.queue.len());
                    service.take_turns(at, &owners, &mut done);
                }
                Err(retry_after) => {
                    report.sent_away += 1;
                    let wait =
                        Backoff::at(owner.failures.into()).after_with(Some(retry_after), &mut rng);
                    owner.failures += 1;
                    arrivals.push(Reverse((at + moment(wait.as_secs_f64()), who)));
                }
            }
        }
    }
    report.useful = service.useful / (report.all_inside_after * service.cores);
    report
}

impl Owner {
    /// After an answered request: when the next one is sent. `None`: inside.
    fn goes_on(&mut self, rng: &mut StdRng, now: f64) -> Option<f64> {
        self.failures = 0;
        let between = |rng: &mut StdRng, (from, to): (f64, f64)| rng.gen_range(from..=to);
        match self.step {
            Step::Start => {
                self.step = Step::Finish;
                self.valid_until = now + START_VALID;
                Some(between(rng, SLOW_HASH))
            }
            Step::Finish if self.has_factor => {
                self.step = Step::Factor;
                self.valid_until = now + FACTOR_VALID;
                Some(between(rng, TELEPHONE))
            }
            Step::Finish | Step::Factor => {
                self.step = Step::Look;
                self.valid_until = f64::INFINITY;
                Some(0.0)
            }
            Step::Look | Step::Inside => {
                self.step = Step::Inside;
                None
            }
        }
    }
}

impl Service {
    fn new(town: &Town) -> Self {
        Self {
            limits: town.limits,
            costs: town.costs,
            cores: town.cores.into(),
            free: (0..town.cores).map(|_| Reverse(0)).collect(),
            queue: VecDeque::new(),
            in_turn: 0,
            spread: Spread::default(),
            mean: 0.01,
            useful: 0.0,
        }
    }

    /// # Errors
    /// The `Retry-After` of whoever is sent away, in seconds.
    fn admits(&mut self, step: Step, at: Moment) -> Result<(), u32> {
        let errand = match step {
            Step::Finish | Step::Factor => Errand::GoOn,
            Step::Start | Step::Look | Step::Inside => Errand::Begin,
        };
        let may_wait = places(&self.limits, errand);
        if self.in_turn < self.limits.at_once || self.queue.len() < may_wait {
            return Ok(());
        }
        // Saying no takes time as well, before anything else.
        if let Some(Reverse(core)) = self.free.pop() {
            self.free
                .push(Reverse(core.max(at) + moment(self.costs.refusal)));
        }
        let each = self.mean / self.cores;
        let wait = self.spread.wait(seconds(at), self.limits.queue, each);
        Err(wait.ceil() as u32)
    }

    fn take_turns(
        &mut self,
        now: Moment,
        owners: &[Owner],
        done: &mut BinaryHeap<Reverse<(Moment, u32)>>,
    ) {
        while self.in_turn < self.limits.at_once {
            let Some(who) = self.queue.pop_front() else {
                return;
            };
            let cost = match owners[who as usize].step {
                Step::Start => self.costs.start,
                Step::Finish => self.costs.finish,
                Step::Factor => self.costs.factor,
                Step::Look | Step::Inside => self.costs.look,
            };
            let core = self.free.pop().map_or(now, |Reverse(free)| free.max(now));
            let ends = core + moment(cost);
            self.free.push(Reverse(ends));
            done.push(Reverse((ends, who)));
            self.in_turn += 1;
            self.mean = self.mean * 0.95 + cost * 0.05;
            self.useful += cost;
        }
    }
}

impl Returned {
    fn came_in(&mut self, of: u32, at: f64) {
        self.inside += 1;
        if self.inside == of.div_ceil(2) {
            self.half_inside_after = at;
        }
        if u64::from(self.inside) == (u64::from(of) * 99).div_ceil(100) {
            self.almost_all_inside_after = at;
        }
        self.all_inside_after = at;
    }
}

fn moment(seconds: f64) -> Moment {
    (seconds * 1e6).round() as Moment
}

fn seconds(moment: Moment) -> f64 {
    moment as f64 / 1e6
}
