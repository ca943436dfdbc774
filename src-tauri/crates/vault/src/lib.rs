//! Everything secret or private on this computer: keychain entries and the encrypted local database.
