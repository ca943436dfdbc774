//! Who sits where: so many connections in total, and so many from one address. Who is being served stays; who has not said all of a
//! request, or has not taken all of an answer, stands up for one that comes, the longest waiting first.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio_util::sync::CancellationToken;

use super::ConnectionLimits;
use super::files::enough_for;
use super::sources::customer;

#[derive(Debug)]
pub(super) struct Seats {
    total: usize,
    per_address: usize,
    proxies: Arc<[IpAddr]>,
    room: Mutex<Room>,
}

#[derive(Debug, Default)]
struct Room {
    taken: usize,
    /// One more for each wait that begins, so that the lowest waits longest.
    next: u64,
    waiting: BTreeMap<u64, Waiting>,
    addresses: HashMap<IpAddr, Address>,
}

#[derive(Debug)]
struct Waiting {
    from: Option<IpAddr>,
    wanted: CancellationToken,
}

#[derive(Debug, Default)]
struct Address {
    taken: usize,
    /// Keys of [`Room::waiting`].
    waiting: BTreeSet<u64>,
}

/// Given back when it is dropped.
#[derive(Debug)]
pub(crate) struct Seat {
    seats: Arc<Seats>,
    /// `None` for a proxy, which speaks for many.
    from: Option<IpAddr>,
    wanted: CancellationToken,
    /// Its key among those who wait; `None` while a request is served.
    waits: Mutex<Option<u64>>,
}

/// A request is being served, or its answer goes on for as long as somebody listens. Its connection waits again when this is dropped.
#[derive(Debug)]
pub(crate) struct Busy(Arc<Seat>);

impl Seats {
    pub(super) fn new(limits: &ConnectionLimits) -> Self {
        Self {
            total: enough_for(limits.total),
            per_address: limits.per_address,
            proxies: Arc::clone(&limits.proxies),
            room: Mutex::default(),
        }
    }

    /// `None`: everybody is being served, and nobody can stand up.
    pub(super) fn take(self: &Arc<Self>, peer: IpAddr) -> Option<Arc<Seat>> {
        let from = (!self.proxies.contains(&peer.to_canonical())).then(|| customer(peer));
        let wanted = CancellationToken::new();
        let mut room = self.room();
        if let Some(address) = from.and_then(|from| room.addresses.get(&from))
            && address.taken >= self.per_address
        {
            let longest = address.waiting.first().copied()?;
            room.stands_up(longest);
        } else if room.taken >= self.total {
            let longest = room.waiting.first_key_value().map(|(key, _)| *key)?;
            room.stands_up(longest);
        }
        room.taken += 1;
        if let Some(from) = from {
            room.addresses.entry(from).or_default().taken += 1;
        }
        let key = room.waits(from, wanted.clone());
        drop(room);
        Some(Arc::new(Seat {
            seats: Arc::clone(self),
            from,
            wanted,
            waits: Mutex::new(Some(key)),
        }))
    }

    fn room(&self) -> MutexGuard<'_, Room> {
        self.room.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Room {
    fn waits(&mut self, from: Option<IpAddr>, wanted: CancellationToken) -> u64 {
        let key = self.next;
        self.next += 1;
        self.waiting.insert(key, Waiting { from, wanted });
        if let Some(from) = from {
            self.addresses.entry(from).or_default().waiting.insert(key);
        }
        key
    }

    fn waits_no_more(&mut self, key: u64) -> Option<Waiting> {
        let waiting = self.waiting.remove(&key)?;
        if let Some(address) = waiting.from.and_then(|from| self.addresses.get_mut(&from)) {
            address.waiting.remove(&key);
        }
        Some(waiting)
    }

    /// The connection goes as soon as its task runs, and is counted until then.
    fn stands_up(&mut self, key: u64) {
        if let Some(waiting) = self.waits_no_more(key) {
            waiting.wanted.cancel();
        }
    }

    fn leaves(&mut self, from: Option<IpAddr>) {
        self.taken -= 1;
        if let Some(from) = from
            && let Some(address) = self.addresses.get_mut(&from)
        {
            address.taken -= 1;
            if address.taken == 0 {
                self.addresses.remove(&from);
            }
        }
    }
}

impl Seat {
    /// Cancelled when somebody else needs the seat.
    pub(super) fn wanted(&self) -> &CancellationToken {
        &self.wanted
    }

    /// Once all of a request is there.
    pub(crate) fn busy(self: &Arc<Self>) -> Busy {
        let key = self.key().take();
        if let Some(key) = key {
            self.seats.room().waits_no_more(key);
        }
        Busy(Arc::clone(self))
    }

    fn key(&self) -> MutexGuard<'_, Option<u64>> {
        self.waits.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        let seat = &self.0;
        // Wanted in the moment in which it became busy: it goes.
        if !seat.wanted.is_cancelled() {
            let key = seat.seats.room().waits(seat.from, seat.wanted.clone());
            *seat.key() = Some(key);
        }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let key = self.key().take();
        let mut room = self.seats.room();
        if let Some(key) = key {
            room.waits_no_more(key);
        }
        room.leaves(self.from);
    }
}
