//! What can be said at the start.

use std::path::PathBuf;

use clap::Parser;
use porchlight_providers::breach_lists::{HAVE_I_BEEN_PWNED, PWNED_PASSWORDS};
use url::Url;

/// All your cameras by name, and back within two minutes when a camera service signs everybody out.
#[derive(Clone, Debug, Parser)]
#[command(name = "porchlight", version)]
pub(crate) struct Args {
    /// Keep all data in FOLDER instead of the usual place
    #[arg(long, value_name = "FOLDER", env = "PORCHLIGHT_DATA_DIR")]
    pub data_dir: Option<PathBuf>,

    /// Open the demo home: an account service on this computer with five simulated cameras
    #[arg(long)]
    pub demo: bool,

    /// Stay in the tray until the window is opened from there; without a tray the window opens as usual
    #[arg(long)]
    pub in_tray: bool,

    /// Where to check whether a password has leaked (any server with the range API of Pwned Passwords), or `off`
    #[arg(
        long,
        value_name = "ADDRESS",
        env = "PORCHLIGHT_BREACH_LIST",
        default_value = PWNED_PASSWORDS
    )]
    pub breach_list: String,

    /// Where to download the list of data breaches, if you have turned that on, or `off`
    #[arg(
        long,
        value_name = "ADDRESS",
        env = "PORCHLIGHT_BREACH_CATALOGUE",
        default_value = HAVE_I_BEEN_PWNED
    )]
    pub breach_catalogue: String,

    /// A serial port with a camera that the system does not list, for example one shared over the network. Can be repeated
    #[arg(long, value_name = "PORT")]
    pub serial_port: Vec<String>,

    /// Address of the set-up page of a camera with its own Wi-Fi network, if it is not the usual one
    #[arg(long, value_name = "ADDRESS")]
    pub camera_page: Option<Url>,
}

impl Args {
    /// `None`: no list is asked.
    pub(crate) fn breach_list(&self) -> Option<&str> {
        (self.breach_list != "off").then_some(&self.breach_list)
    }

    /// `None`: no list is asked.
    pub(crate) fn breach_catalogue(&self) -> Option<&str> {
        (self.breach_catalogue != "off").then_some(&self.breach_catalogue)
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn the_list_of_leaked_passwords_is_another_or_none() {
        let asks = |args: &[&str]| {
            let args = Args::parse_from([&["porchlight"], args].concat());
            args.breach_list().map(str::to_owned)
        };
        let other = "https://leaks.example";
        assert_eq!(asks(&["--breach-list", other]).as_deref(), Some(other));
        assert_eq!(asks(&["--breach-list", "off"]), None);
    }

    #[test]
    fn the_list_of_breaches_is_another_or_none() {
        let asks = |args: &[&str]| {
            let args = Args::parse_from([&["porchlight"], args].concat());
            args.breach_catalogue().map(str::to_owned)
        };
        let other = "https://breaches.example";
        assert_eq!(asks(&["--breach-catalogue", other]).as_deref(), Some(other));
        assert_eq!(asks(&["--breach-catalogue", "off"]), None);
    }

    #[test]
    fn a_data_folder_and_the_demo_home_can_be_asked_for_together() {
        let args = Args::parse_from(["porchlight", "--data-dir", "/somewhere", "--demo"]);
        assert_eq!(
            args.data_dir.as_deref(),
            Some(std::path::Path::new("/somewhere"))
        );
        assert!(args.demo);
    }
}
