//! How loud a network is.

/// Per cent, as NetworkManager and Windows count: -100 dBm and less is 0, -50 dBm and more is 100.
pub(crate) fn of_dbm(dbm: i32) -> u8 {
    u8::try_from((dbm.clamp(-100, -50) + 100) * 2).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use super::of_dbm;

    #[test]
    fn loudness_is_a_percentage_whatever_the_camera_says() {
        let of: Vec<u8> = [i32::MIN, -100, -75, -50, 0, i32::MAX].map(of_dbm).to_vec();
        assert_eq!(of, [0, 0, 50, 100, 100, 100]);
    }
}
