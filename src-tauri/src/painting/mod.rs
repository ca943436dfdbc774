//! How the web engine paints: by what where there is no graphics card, and how pictures get to the screen ([`dmabuf`]).

#[cfg(target_os = "linux")]
pub(crate) mod dmabuf;

/// WebKitGTK and WPE WebKit: paint with Skia's processor backend.
#[cfg(target_os = "linux")]
const PAINT_BY_PROCESSOR: &str = "WEBKIT_SKIA_ENABLE_CPU_RENDERING";

/// Without a graphics card the engine would still paint through OpenGL, which is then a program that compiles a shader
/// for every shadow, gradient and filter: tens of MiB for the same picture. An owner's own choice stays.
///
/// To be called before the first thread is started.
#[cfg(target_os = "linux")]
pub(crate) fn choose() {
    if has_graphics_card() || std::env::var_os(PAINT_BY_PROCESSOR).is_some() {
        return;
    }
    set_variable(PAINT_BY_PROCESSOR);
}

/// For this program, and for those of the engine that it starts. Before the first thread is started.
#[cfg(target_os = "linux")]
fn set_variable(name: &str) {
    #[expect(
        unsafe_code,
        reason = "nothing else runs yet that could read the environment"
    )]
    // SAFETY: called before the first thread is started.
    unsafe {
        std::env::set_var(name, "1");
    }
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn choose() {}

/// Whether the kernel offers anything to draw with.
#[cfg(target_os = "linux")]
fn has_graphics_card() -> bool {
    std::fs::read_dir("/dev/dri").is_ok_and(|devices| {
        devices
            .flatten()
            .any(|device| device.file_name().to_string_lossy().starts_with("renderD"))
    })
}
