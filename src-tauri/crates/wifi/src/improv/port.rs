//! Serial ports of this computer.

use std::io;

use porchlight_core::ports::unjoined_camera::{CameraTrouble, SerialPort};
use tokio::task::spawn_blocking;
use tokio_serial::{ErrorKind, SerialPortInfo, SerialPortType, SerialStream};

/// 8N1, as ESPHome and the official libraries have it.
const BAUD: u32 = 115_200;

/// USB vendors whose chips sit between a cable and an ESP32: Espressif itself, Silicon Labs, WCH, FTDI.
const LIKELY_VENDORS: [u16; 4] = [0x303a, 0x10c4, 0x1a86, 0x0403];

pub(crate) async fn serial_ports() -> Result<Vec<SerialPort>, CameraTrouble> {
    let found = spawn_blocking(tokio_serial::available_ports).await;
    match found {
        Ok(Ok(ports)) => Ok(candidates(ports)),
        Ok(Err(error)) => Err(trouble(error.kind())),
        // The system would not say.
        Err(_) => Ok(Vec::new()),
    }
}

/// For this program alone, until it is dropped.
pub(super) async fn open(port: &str) -> Result<SerialStream, CameraTrouble> {
    let builder = tokio_serial::new(port, BAUD);
    // A driver may take its time.
    match spawn_blocking(move || SerialStream::open(&builder)).await {
        Ok(Ok(stream)) => Ok(stream),
        Ok(Err(error)) => Err(trouble(error.kind())),
        Err(_) => Err(CameraTrouble::NotFound),
    }
}

fn candidates(found: Vec<SerialPortInfo>) -> Vec<SerialPort> {
    let mut ports: Vec<_> = found.into_iter().filter_map(candidate).collect();
    ports.sort_by(|a, b| b.likely.cmp(&a.likely).then_with(|| a.name.cmp(&b.name)));
    ports
}

/// Without those of the mainboard, and without Bluetooth.
fn candidate(port: SerialPortInfo) -> Option<SerialPort> {
    // macOS has each port twice; this one waits for a modem's carrier.
    if port.port_name.starts_with("/dev/tty.") {
        return None;
    }
    match port.port_type {
        SerialPortType::UsbPort(usb) => Some(SerialPort {
            name: port.port_name,
            likely: LIKELY_VENDORS.contains(&usb.vid),
            product: usb.product,
        }),
        // Linux knows what is on USB; what it knows nothing of is soldered to the board.
        SerialPortType::Unknown if !cfg!(target_os = "linux") => Some(SerialPort {
            name: port.port_name,
            product: None,
            likely: false,
        }),
        SerialPortType::Unknown | SerialPortType::PciPort | SerialPortType::BluetoothPort => None,
    }
}

/// A port that another program has, and what is no port at all, is as good as none.
fn trouble(error: ErrorKind) -> CameraTrouble {
    match error {
        ErrorKind::Io(io::ErrorKind::PermissionDenied) => CameraTrouble::NotPermitted,
        ErrorKind::Io(_) | ErrorKind::NoDevice | ErrorKind::InvalidInput | ErrorKind::Unknown => {
            CameraTrouble::NotFound
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio_serial::UsbPortInfo;

    use super::*;

    fn port(name: &str, port_type: SerialPortType) -> SerialPortInfo {
        SerialPortInfo {
            port_name: name.into(),
            port_type,
        }
    }

    fn usb(vid: u16, product: &str) -> SerialPortType {
        SerialPortType::UsbPort(UsbPortInfo {
            vid,
            pid: 1,
            serial_number: None,
            manufacturer: None,
            product: Some(product.into()),
        })
    }

    #[test]
    fn chips_that_cameras_have_come_first_and_the_mainboards_ports_not_at_all() {
        let ports = candidates(vec![
            port("/dev/rfcomm0", SerialPortType::BluetoothPort),
            port("/dev/ttyS0", SerialPortType::PciPort),
            port("/dev/ttyACM1", usb(0x2341, "Uno")),
            port("/dev/ttyUSB0", usb(0x10c4, "CP2102N")),
            port("/dev/tty.usbserial-1", usb(0x10c4, "CP2102N")),
            port("/dev/ttyACM0", usb(0x303a, "USB JTAG/serial debug unit")),
        ]);
        let seen: Vec<_> = ports
            .iter()
            .map(|port| (port.name.as_str(), port.product.as_deref(), port.likely))
            .collect();
        assert_eq!(
            seen,
            [
                ("/dev/ttyACM0", Some("USB JTAG/serial debug unit"), true),
                ("/dev/ttyUSB0", Some("CP2102N"), true),
                ("/dev/ttyACM1", Some("Uno"), false),
            ]
        );
    }

    #[test]
    fn a_port_that_nothing_is_known_of_is_left_out_where_the_system_knows_what_is_on_usb() {
        let ports = candidates(vec![port("/dev/ttyS0", SerialPortType::Unknown)]);
        assert_eq!(ports.is_empty(), cfg!(target_os = "linux"));
    }

    #[test]
    fn who_may_not_use_the_port_is_told_so() {
        let of = |kind| trouble(ErrorKind::Io(kind));
        assert_eq!(
            of(io::ErrorKind::PermissionDenied),
            CameraTrouble::NotPermitted
        );
        assert_eq!(of(io::ErrorKind::NotFound), CameraTrouble::NotFound);
    }
}
