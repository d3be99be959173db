//! The build script: how the binary is linked. No code is generated here.
//!
//! A position-independent binary is full of pointers that the loader sets right at every
//! start: 32,000 of them here, most in tables of other crates (HTML's named characters,
//! twice, and those of regular expressions). That is a quarter of the whole time that
//! `kanbao show` takes for a post of 10 KB, and nothing else at that size costs as much. So
//! on Linux with glibc the binary is linked to a fixed address. What that gives up is the
//! random place of its code; heap, stack and libraries keep theirs, and kanbao's own code
//! has no `unsafe`.

use std::env;

fn main() {
    println!("cargo:rerun-if-changed=src/build.rs");
    let target = |part: &str| env::var(format!("CARGO_CFG_TARGET_{part}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" {
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
}
