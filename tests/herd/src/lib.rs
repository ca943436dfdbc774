//! Everybody comes back at once. What one owner costs is measured on the real service program with the real client
//! ([`service`], [`owners`]); what millions of them do to it is simulated with those costs, and with the very code by which
//! the service sends people away and clients wait ([`returning`]). What strangers do to the service meanwhile is done over sockets ([`attacks`]).

pub mod attacks;
pub mod owners;
pub mod returning;
pub mod service;
