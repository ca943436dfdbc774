//! What can be said at the start.

use std::path::PathBuf;

use clap::Parser;

/// Porchlight knows your cameras by the names you gave them, and brings you back when a service signs everybody out.
#[derive(Clone, Debug, Parser)]
#[command(name = "porchlight", version)]
pub(crate) struct Args {
    /// Keep everything in FOLDER instead of where this system keeps such files
    #[arg(long, value_name = "FOLDER", env = "PORCHLIGHT_DATA_DIR")]
    pub data_dir: Option<PathBuf>,

    /// Open the demo home: an account service of its own on this computer, with five simulated cameras
    #[arg(long)]
    pub demo: bool,
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
    fn a_data_folder_and_the_demo_home_can_be_asked_for_together() {
        let args = Args::parse_from(["porchlight", "--data-dir", "/somewhere", "--demo"]);
        assert_eq!(
            args.data_dir.as_deref(),
            Some(std::path::Path::new("/somewhere"))
        );
        assert!(args.demo);
    }
}
