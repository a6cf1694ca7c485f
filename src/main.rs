//! Starts the program.

use std::process::ExitCode;

fn main() -> ExitCode {
    smart_house::cli::main()
}
