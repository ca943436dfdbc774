//! From types of core to those of the disk, and back.

use std::collections::{BTreeMap, BTreeSet};

use porchlight_core::cameras::CameraId;
use porchlight_core::ports::email::EmailChangeId;
use porchlight_core::ports::integrations::IntegrationId;
use porchlight_core::ports::provider::{PairingId, SessionId};
use porchlight_core::time::Timestamp;
use porchlight_core::view::{ConnectionId, TextSize};
use uuid::Uuid;

/// The same, said in another type.
pub(in crate::local_store) trait Translate<T> {
    fn translate(self) -> T;
}

/// A type of the disk and one of core that have the same fields, or the same variants. All of them are to be named.
macro_rules! translated {
    (struct $kept:ident = $core:ty { $($field:ident),* $(,)? }) => {
        impl Translate<$kept> for $core {
            fn translate(self) -> $kept {
                type Core = $core;
                let Core { $($field),* } = self;
                $kept { $($field: $field.translate()),* }
            }
        }

        impl Translate<$core> for $kept {
            fn translate(self) -> $core {
                type Core = $core;
                let $kept { $($field),* } = self;
                Core { $($field: $field.translate()),* }
            }
        }
    };
    (enum $kept:ident = $core:ty {
        $($variant:ident $({ $($field:ident),* })? $(($content:ident))?),* $(,)?
    }) => {
        impl Translate<$kept> for $core {
            fn translate(self) -> $kept {
                type Core = $core;
                match self {
                    $(Core::$variant $({ $($field),* })? $(($content))? =>
                        $kept::$variant $({ $($field: $field.translate()),* })? $(($content.translate()))?),*
                }
            }
        }

        impl Translate<$core> for $kept {
            fn translate(self) -> $core {
                type Core = $core;
                match self {
                    $($kept::$variant $({ $($field),* })? $(($content))? =>
                        Core::$variant $({ $($field: $field.translate()),* })? $(($content.translate()))?),*
                }
            }
        }
    };
}
pub(super) use translated;

/// What is the same in core and on disk.
macro_rules! plain {
    ($($plain:ty),*) => {
        $(impl Translate<Self> for $plain {
            fn translate(self) -> Self {
                self
            }
        })*
    };
}

/// What core has a name for, and the disk has not.
macro_rules! bare {
    ($($core:ident = $kept:ty),* $(,)?) => {
        $(impl Translate<$kept> for $core {
            fn translate(self) -> $kept {
                let $core(bare) = self;
                bare
            }
        }

        impl Translate<$core> for $kept {
            fn translate(self) -> $core {
                $core(self)
            }
        })*
    };
}

plain!(String, Uuid, bool, i16, u16, u32, u64);

bare! {
    CameraId = String,
    ConnectionId = Uuid,
    EmailChangeId = String,
    IntegrationId = String,
    PairingId = String,
    SessionId = String,
    TextSize = u16,
    Timestamp = i64,
}

impl<A: Translate<B>, B> Translate<Option<B>> for Option<A> {
    fn translate(self) -> Option<B> {
        self.map(Translate::translate)
    }
}

impl<A: Translate<B>, B> Translate<Vec<B>> for Vec<A> {
    fn translate(self) -> Vec<B> {
        self.into_iter().map(Translate::translate).collect()
    }
}

impl<A: Translate<B>, B: Ord> Translate<BTreeSet<B>> for BTreeSet<A> {
    fn translate(self) -> BTreeSet<B> {
        self.into_iter().map(Translate::translate).collect()
    }
}

impl<A: Translate<B>, B> Translate<BTreeMap<String, B>> for BTreeMap<String, A> {
    fn translate(self) -> BTreeMap<String, B> {
        self.into_iter()
            .map(|(key, value)| (key, value.translate()))
            .collect()
    }
}

impl<A: Translate<C>, B: Translate<D>, C, D> Translate<(C, D)> for (A, B) {
    fn translate(self) -> (C, D) {
        (self.0.translate(), self.1.translate())
    }
}
