//! Clients that talk to account services and cameras.
