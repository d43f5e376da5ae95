//! Builds anew when a file of the knowledge comes or goes: the copy inside the binary holds them all.

fn main() {
    println!("cargo:rerun-if-changed=knowledge");
    println!("cargo:rerun-if-changed=seeds");
}
