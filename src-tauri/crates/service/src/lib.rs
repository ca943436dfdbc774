//! The account service: keeps sealed records that a leak cannot expose.
