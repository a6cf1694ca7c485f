//! The program's commands, one file each, and reading the files they name.

pub mod load;
